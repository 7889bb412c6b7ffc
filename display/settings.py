"""Reads a screen program's TOML file and holds the part that every screen has.

What must not live here: keys of one program alone (see its `config`).
"""

import tomllib
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from hall.bus.address import parse_bus_url
from hall.errors import ConfigError

Ident = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""A hall's, screen's or zone's code, as it stands in a topic."""


def _address(url: str) -> str:
    """The address of a broker as it was given, when the bus can read it."""
    try:
        parse_bus_url(url)
    except ConfigError as error:
        raise ValueError(str(error)) from error
    return url


BrokerUrl = Annotated[str, AfterValidator(_address)]
"""An address of the broker as every program of the hall takes it (see `parse_bus_url`)."""


class Settings(BaseModel):
    """A part of a configuration file; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class ScreenSettings(Settings):
    """The screen as it is mounted; every size on it follows from these."""

    diagonal_in: float = Field(gt=5, lt=200)
    reading_distance_mm: float = Field(ge=300, le=30_000)
    bottom_edge_mm: float = Field(ge=0, le=5_000)
    """From the floor to the lower edge of the picture."""


Some = TypeVar("Some", bound=BaseModel)


def read_settings(path: Path, model: type[Some]) -> Some:
    """Read and check a file; raises `ConfigError` naming every wrong key."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not a TOML file: {error}") from error
    try:
        return model.model_validate(table)
    except ValidationError as error:
        raise ConfigError(_explain(path, error)) from error


def _explain(path: Path, error: ValidationError) -> str:
    return "\n".join(
        f"{path}: {'.'.join(map(str, wrong['loc'])) or 'file'}: {wrong['msg']}"
        for wrong in error.errors(include_url=False)
    )
