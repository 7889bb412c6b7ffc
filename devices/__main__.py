"""The command line of the gateway: `hall-devices run CONFIG`, `hall-devices check CONFIG`."""

import logging
import signal
import threading
from pathlib import Path
from typing import Annotated, Final

import typer

from devices.config import KINDS, load
from devices.program import make_gateway, make_seats
from hall.errors import ConfigError

app = typer.Typer(no_args_is_help=True, add_completion=False, help=__doc__)

TICK_S: Final = 0.1
LOG_FORMAT: Final = "%(asctime)s %(levelname)s %(message)s"
ConfigPath = Annotated[Path, typer.Argument(help="The gateway's TOML file.")]


@app.command()
def run(config_path: ConfigPath) -> None:
    """Serve the devices until SIGTERM or Ctrl-C."""
    try:
        config = load(config_path)
        gateway = make_gateway(config, config_path)
    except ConfigError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    # by force, because python-escpos sets up logging for itself when it is imported
    logging.basicConfig(level=logging.INFO, format=LOG_FORMAT, force=True)
    stopping = threading.Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: stopping.set())
    gateway.start(make_seats(config, gateway))
    print(f"gateway {config.gateway.id} serves {len(list(config.devices()))} devices", flush=True)
    while gateway.healthy and not stopping.wait(TICK_S):
        gateway.tick()
    failed = not gateway.healthy
    gateway.stop()
    raise typer.Exit(1 if failed else 0)


@app.command()
def check(config_path: ConfigPath) -> None:
    """Check the file and list its devices by place; nothing is opened."""
    try:
        config = load(config_path)
    except ConfigError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(2) from error
    for key, device in config.devices():
        place = config.places[int(key.split(".")[1])]
        line = config.lines[device.line]
        seat = "" if not hasattr(device, "address") else f" address {device.address}"
        print(f"{place.name}: {KINDS[type(device)][0]} {device.id} on {line.port}{seat}")


if __name__ == "__main__":
    app()
