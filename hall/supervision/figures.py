"""What is counted, before it becomes a measure; for the whole, its own and its delegated part.

What must not live here: shares and rates, which are `measures` of these figures.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

_EARLIEST: Final = date(1900, 1, 1)
_LATEST: Final = date(2999, 12, 31)


class By(StrEnum):
    """What figures are broken down by."""

    WHOLE = "whole"
    HOUR = "hour"
    """The hour of the day in the hall's zone, of the fact itself."""
    DAY = "day"
    MONTH = "month"
    WINDOW = "window"
    CATEGORY = "category"
    MATTER = "matter"
    CLERK = "clerk"
    DEPARTMENT = "department"
    """Every department with a part in the matter; a matter of three counts at each of the three."""


class Part(StrEnum):
    """Which matters are counted."""

    ALL = "all"
    OWN = "own"
    """What the hall's own level decides, and visits without a matter."""
    DELEGATED = "delegated"
    """What townships accept for a department above them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Business days from the first to the last, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def days_asked_for(first: date, last: date, most: int) -> Period:
    """Days in order, so many at most, and none where the calendar has an end nearby."""
    first, last = (min(max(each, _EARLIEST), _LATEST) for each in sorted((first, last)))
    return Period(first=max(first, last - timedelta(days=most)), last=last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """How durations are spread, in seconds; percentiles are whole seconds, by nearest rank."""

    count: int = 0
    total_s: float = 0.0
    p50_s: int | None = None
    p90_s: int | None = None
    longest_s: float | None = None
    within: int = 0
    """How many were not longer than the target."""

    @property
    def mean_s(self) -> float | None:
        """The mean, or None of nothing."""
        return self.total_s / self.count if self.count else None


NOTHING: Final = Spread()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything counted of one group; a group without facts of a kind has zeros there."""

    numbers: int = 0
    cancelled: int = 0
    not_reached: int = 0
    calls: int = 0
    recalls: int = 0
    out_of_turn: int = 0
    no_shows: int = 0
    quick_no_shows: int = 0
    """Given up before the least time to walk over had passed."""
    wait: Spread = NOTHING
    service: Spread = NOTHING
    inferred: int = 0
    """Services whose start nobody keyed."""
    quick_services: int = 0
    ratings: int = 0
    bad_ratings: int = 0
    level_sum: int = 0
    quick_ratings: int = 0
    follow_ups: int = 0
    """Bad ratings that were answered, or should have been before the newest day."""
    answered_in_time: int = 0
    open_s: float = 0.0
    """How long windows were open; by windows, clerks, days and in all."""


EMPTY: Final = Figures()
Row = Mapping[Part, Figures]
"""The columns of one group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Breakdown:
    """Figures by one thing; keys are codes as texts, in their own order."""

    by: By
    rows: Mapping[str, Row] = field(default_factory=lambda: MappingProxyType({}))
    whole: Row = field(default_factory=lambda: MappingProxyType({}))
    """All groups together; empty by department, where a fact may count several times."""

    def of(self, key: str, part: Part = Part.ALL) -> Figures:
        """The figures of one group; zeros for one that is not there."""
        return self.rows.get(key, {}).get(part, EMPTY)


WHOLE_KEY: Final = "all"
"""The only key of a breakdown by nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """What the figures are counted against; durations in seconds."""

    wait_target_s: int = 20 * 60
    service_target_s: int = 60 * 60
    quick_no_show_s: int = 60
    quick_service_s: int = 30
    quick_rating_s: int = 2
    bad_level: int = 2
    """Ratings up to this level are bad."""
