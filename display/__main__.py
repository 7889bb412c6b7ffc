"""`hall-display CONFIG`: runs one board until it is told to stop."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from display.config import read_config
from display.start import QT_IS_MISSING, check_display, parse_size
from hall.errors import ConfigError

app = typer.Typer(add_completion=False)


@app.command()
def main(
    config: Annotated[Path, typer.Argument(help="The board's TOML file; see display/sample.toml.")],
    window: Annotated[
        str | None, typer.Option(help="Run in a window of WIDTHxHEIGHT instead of full-screen.")
    ] = None,
) -> None:
    """Run a call display."""
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
    except ImportError as error:
        typer.echo(QT_IS_MISSING.format(error=error), err=True)
        raise typer.Exit(2) from error
    run_board(settings, size)


if __name__ == "__main__":
    app()
