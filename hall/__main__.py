"""The command line `hall`: run the hall, check its configuration."""

import logging
import sys
from pathlib import Path
from typing import Annotated

import typer

from hall.config import load_config
from hall.errors import HallError

app = typer.Typer(no_args_is_help=True, add_completion=False, help="The hall controller.")
ConfigPath = Annotated[Path, typer.Argument(help="The hall's configuration file (TOML).")]


@app.command()
def run(config: ConfigPath) -> None:
    """Run the hall until Ctrl-C or SIGTERM."""
    logging.basicConfig(
        level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s"
    )
    try:
        from hall import program  # the check of a file needs none of it

        status = program.run(load_config(config), _say_ready)
    except HallError as error:
        _fail(error)
    raise typer.Exit(status)


@app.command()
def check(config: ConfigPath) -> None:
    """Check a configuration file and the catalogue and site it names."""
    try:
        from hall.program import premises_of

        premises = premises_of(load_config(config))
    except HallError as error:
        _fail(error)
    site, catalogue = premises.site, premises.catalogue
    typer.echo(
        f"{config}: good. {site.name.zh}: {len(site.windows)} windows, "
        f"{len(catalogue.categories)} categories, {len(catalogue.matters)} matters."
    )


def _say_ready(address: str) -> None:
    typer.echo(f"hall ready at {address}")


def _fail(error: HallError) -> None:
    typer.echo(str(error), err=True)
    raise typer.Exit(2)


if __name__ == "__main__":
    app()
