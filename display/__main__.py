"""`hall-display CONFIG` runs one board; `voice-script` and `voice-check` help to record a voice."""

import logging
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from display.clips import faults, script
from display.config import read_config
from display.start import QT_IS_MISSING, check_display, parse_size
from hall.bus.messages import Language
from hall.errors import ConfigError


class _ShowUnlessNamed(TyperGroup):
    """`hall-display CONFIG` is short for `hall-display show CONFIG`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the command's name in front where none is given."""
        is_named = not args or args[0] in self.commands or args[0] == "--help"
        return super().parse_args(ctx, args if is_named else ["show", *args])


app = typer.Typer(cls=_ShowUnlessNamed, add_completion=False, no_args_is_help=True)
Config = Annotated[Path, typer.Argument(help="The board's TOML file; see display/sample.toml.")]
Prefixes = Annotated[str, typer.Option(help="The letters of the hall's tickets, such as ACHMR.")]
Numbers = Annotated[int, typer.Option(min=1, max=999, help="How many numbers of each letter.")]
Windows = Annotated[int, typer.Option(min=1, max=999, help="How many windows.")]
English = Annotated[bool, typer.Option(help="Whether English calls are recorded too.")]


@app.command()
def show(
    config: Config,
    window: Annotated[
        str | None, typer.Option(help="Run in a window of WIDTHxHEIGHT instead of full-screen.")
    ] = None,
) -> None:
    """Run a board or a window's screen; the command that is meant where none is named."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    try:
        settings = read_config(config)
        size = parse_size(window)
        check_display()
    except ConfigError as error:
        typer.echo(error, err=True)
        raise typer.Exit(2) from error
    try:
        from display.app import run_board  # noqa: PLC0415 - Qt is an extra, told in words if missing
        from display.counter_app import run_counter  # noqa: PLC0415 - the same
    except ImportError as error:
        typer.echo(QT_IS_MISSING.format(error=error), err=True)
        raise typer.Exit(2) from error
    run = run_counter if settings.window is not None else run_board
    run(settings, size)


@app.command()
def voice_script(
    prefixes: Prefixes, numbers: Numbers = 200, windows: Windows = 24, english: English = True
) -> None:
    """Print what the hall's voice has to read out: a file's name, then its words."""
    for clip in script(prefixes, numbers, windows, _languages(english=english)):
        typer.echo(f"{clip.path}\t{clip.text}")


@app.command()
def voice_check(
    folder: Annotated[Path, typer.Argument(help="The folder of the recordings.")],
    prefixes: Prefixes,
    numbers: Numbers = 200,
    windows: Windows = 24,
    english: English = True,
) -> None:
    """Say which recordings are missing or unfit; ends with 1 if any is."""
    wanted = script(prefixes, numbers, windows, _languages(english=english))
    found = list(faults(folder, wanted))
    for line in found:
        typer.echo(line)
    if found:
        raise typer.Exit(1)
    typer.echo("complete")


def _languages(*, english: bool) -> tuple[Language, ...]:
    return ("zh", "en") if english else ("zh",)


if __name__ == "__main__":
    app()
