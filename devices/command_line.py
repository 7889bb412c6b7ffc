"""What the commands of `hall-devices` share: a configuration that is read, or refused in words."""

from pathlib import Path
from typing import Final

import typer

from devices.config import load
from devices.configured import Config
from hall.errors import ConfigError

WRONG_CONFIG: Final = 2
"""The exit status."""


def loaded(path: Path) -> Config:
    """The configuration in a file; ends the command where it cannot be used."""
    try:
        return load(path)
    except ConfigError as error:
        raise refused(error) from error


def refused(error: ConfigError) -> typer.Exit:
    """Say what is wrong; gives what ends the command."""
    typer.echo(str(error), err=True)
    return typer.Exit(WRONG_CONFIG)
