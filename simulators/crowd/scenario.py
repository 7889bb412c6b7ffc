"""Simulated days as plain values, and their file.

What must not live here: chance (see `people`).
"""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from functools import cache
from importlib.resources import files
from typing import Final

from pydantic import Field, TypeAdapter, ValidationError

from hall.bus.messages import Text
from hall.errors import ConfigError

_Z_90: Final = 1.2815515655446004
"""The standard normal's ninetieth percentile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Durations known by their median and ninetieth percentile in minutes, taken as log-normal."""

    median: float
    p90: float

    @property
    def sigma(self) -> float:
        """The standard deviation of the logarithm."""
        return math.log(self.p90 / self.median) / _Z_90


Sitting = tuple[time, time]
Arrival = tuple[time, time, float]
"""From, to, and what part of the day's numbers is taken then, in per cent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citizens:
    """How the people who come behave."""

    patience_min: Spread
    walk_min: Spread
    no_show_pct: float
    """Of those called; the impatient come on top."""
    english_pct: float
    book_pct: float
    """Who books a time at a kiosk, beside the day's numbers and as a part of them."""
    rating_pct: float
    rating_levels_pct: tuple[float, float, float, float, float]
    """Of those who rate, from the worst level to the best."""
    rating_delay_min: Spread
    without_matter_pct: Mapping[str, float]
    """Of all numbers, by kind of category."""
    service_min: Mapping[str, Spread]
    """Service time of those kinds; a matter says its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clerks:
    """How the people at the windows work."""

    pace_spread_pct: float
    between_min: Spread
    """From the end of one visit to the next call."""
    sign_in_min: Spread
    """From the start of the day to the open window."""
    recall_every_s: float
    no_show_after_s: float
    morning_ends: time
    day_ends: time
    lunches: tuple[Sitting, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One kind of simulated day."""

    code: str
    name: Text
    starts_at: time
    numbers: int
    arrivals: tuple[Arrival, ...]
    citizens: Citizens
    clerks: Clerks
    share_factor: Mapping[str, float] = field(default_factory=dict)
    waiting_at_start: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Day:
    name: Text
    starts_at: time
    numbers: int
    arrivals: str
    share_factor: Mapping[str, float] = field(default_factory=dict)
    waiting_at_start: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Book:
    """The file as it is written."""

    arrivals: Mapping[str, tuple[Arrival, ...]]
    citizens: Citizens
    clerks: Clerks
    scenarios: Mapping[str, _Day] = Field(min_length=1)


@cache
def scenarios() -> Mapping[str, Scenario]:
    """All simulated days by code; raises `ConfigError` when the file is wrong."""
    path = files("simulators") / "data" / "scenarios.toml"
    try:
        book = TypeAdapter(_Book).validate_python(tomllib.loads(path.read_text(encoding="utf-8")))
        return {code: _scenario(code, day, book) for code, day in book.scenarios.items()}
    except (ValidationError, tomllib.TOMLDecodeError, KeyError) as error:
        raise ConfigError(f"scenarios.toml: {error}") from error


def _scenario(code: str, day: _Day, book: _Book) -> Scenario:
    return Scenario(
        code=code,
        name=day.name,
        starts_at=day.starts_at,
        numbers=day.numbers,
        arrivals=book.arrivals[day.arrivals],
        citizens=book.citizens,
        clerks=book.clerks,
        share_factor=day.share_factor,
        waiting_at_start=day.waiting_at_start,
    )
