"""What a forecast says: a range of minutes for everybody, and the method that answered.

Plain values that everybody may read, whether or not the engine is installed. What must not live
here: how they are found (see `waits.forecaster` and `queue_length`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

BY_RECORDS: Final = "run forward, records"
BY_RUNS: Final = "run forward"
BY_LENGTH: Final = "queue length"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """When somebody is expected to be called, in minutes from now, and who says so."""

    low_min: int
    high_min: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """All ranges of one moment; who will not be called by any open window has none."""

    at: datetime
    categories: Mapping[str, WaitRange]
    """For somebody who took a number now, by category."""
    visits: Mapping[str, WaitRange]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What wait one visit was told, and what came of it; durations in seconds from `made_at`."""

    visit: str
    category: str
    visit_class: str
    made_at: datetime
    method: str
    low_s: float
    middle_s: float
    high_s: float
    naive_s: float
    """What is usually sold would have said: those ahead, by mean service time and windows."""
    came_s: float | None
    """When it was called; None when it left before."""
    seen_after_s: float
    """When the hall was looked at for it first."""
    run_log: float
    """The logarithm of the runs' median, from which trees learn the difference."""
    row: tuple[float, ...]
    """What trees learn from; empty where no runs were made."""
