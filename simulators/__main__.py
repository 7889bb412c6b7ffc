"""The command line `hall-demo`: the whole hall on simulated hardware, with simulated people."""

import os
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from hall.errors import ConfigError, HallError
from simulators.demo import free_port, only_one, page_port, run
from simulators.demo_files import Plan

app = typer.Typer(add_completion=False)


class ScenarioCode(StrEnum):
    """Which simulated day."""

    ORDINARY = "ordinary"
    PEAK = "peak"
    MONDAY_1010 = "monday_1010"


@app.command()
def main(  # noqa: PLR0917 - the options of the command line
    data: Annotated[Path, typer.Option(help="Folder of the demo's day and files.")] = Path("demo"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="The hall's pages.")] = 8080,
    mqtt_port: Annotated[int, typer.Option(min=0, max=65535, help="The broker.")] = 1883,
    speed: Annotated[float, typer.Option(min=0.1, max=3600, help="Hall clock.")] = 10.0,
    crowd: Annotated[bool, typer.Option(help="Simulated citizens and clerks.")] = True,
    screens: Annotated[
        bool | None, typer.Option(help="Kiosk and board as windows; by default with a display.")
    ] = None,
    for_s: Annotated[
        float | None, typer.Option("--for", metavar="SECONDS", help="Stop after this time.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Who comes.")] = 1,
    scenario: Annotated[ScenarioCode, typer.Option(help="Which day.")] = ScenarioCode.ORDINARY,
    store: Annotated[
        str | None, typer.Option(help="URL of a PostgreSQL database; by default a file in --data.")
    ] = None,
) -> None:
    """Run the whole hall on simulated hardware until Ctrl-C."""
    folder = data.resolve()
    try:
        with only_one(folder):
            http_port, broker_port = free_port(port, "--port"), free_port(mqtt_port, "--mqtt-port")
            plan = Plan(
                data=folder,
                http_port=http_port,
                mqtt_port=broker_port,
                page_port=page_port(http_port, broker_port),
                speed=speed,
                crowd=crowd,
                screens=_with_screens(screens),
                seed=seed,
                scenario=scenario.value,
                store=store,
            )
            run(plan, _say, for_s)
    except HallError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2 if isinstance(error, ConfigError) else 1) from error


def _with_screens(wanted: bool | None) -> bool:
    """Whether windows open: when asked for, or when there is a display and Qt."""
    if wanted is not None:
        return wanted
    shown = bool(os.environ.get("DISPLAY"))
    if shown and find_spec("PySide6") is None:
        _say("no kiosk and board as windows: PySide6 is not installed (extra: screens)")
        return False
    return shown


def _say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    app()
