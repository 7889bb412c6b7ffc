"""What returns every week: quotas, times to book, and tides of the plan, made into dates. Pure.

The hall's configuration says it by weekday and hour; a day that opens is given it as moments. What
must not live here: the rules that hold on the day (see `hall.core`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from hall.core.hall import Quota, Span
from hall.core.plan import PlannedChange

EVERY_DAY = (1, 2, 3, 4, 5, 6, 7)


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyQuota:
    """How many numbers of a category are given in a part of some days."""

    category: str
    opens: time
    closes: time
    maximum: int
    weekdays: tuple[int, ...] = EVERY_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklySlots:
    """Times to book for a category: one every `minutes`, each for so many people."""

    category: str
    opens: time
    closes: time
    minutes: int
    maximum: int
    weekdays: tuple[int, ...] = EVERY_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyTide:
    """What windows serve in a part of some days; afterwards they get back what they had."""

    reason: str
    opens: time
    closes: time
    windows: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    weekdays: tuple[int, ...] = EVERY_DAY


Weekly = WeeklyQuota | WeeklySlots | WeeklyTide


@dataclass(frozen=True, slots=True, kw_only=True)
class Timetable:
    """The week of a hall."""

    quotas: tuple[WeeklyQuota, ...] = ()
    appointments: tuple[WeeklySlots, ...] = ()
    tides: tuple[WeeklyTide, ...] = ()
    book_ahead_days: int = 10
    """On how many of the next open days appointments can be booked."""

    def quotas_on(self, day: date, zone: ZoneInfo) -> tuple[Quota, ...]:
        """The quotas of a day."""
        return tuple(
            Quota(category=each.category, span=_span(each, day, zone), maximum=each.maximum)
            for each in _of_day(self.quotas, day)
        )

    def slots_on(self, days: Sequence[date], zone: ZoneInfo) -> tuple[Quota, ...]:
        """The times that can be booked on some days."""
        return tuple(
            slot
            for day in days
            for each in _of_day(self.appointments, day)
            for slot in _slots(each, _span(each, day, zone))
        )

    def tides_on(self, day: date, zone: ZoneInfo) -> tuple[PlannedChange, ...]:
        """The changes of the plan that a day brings, each with its return."""
        return tuple(
            PlannedChange(
                windows=each.windows,
                secondary=each.secondary,
                reason=each.reason,
                starts_at=span.start,
                ends_at=span.end,
            )
            for each in _of_day(self.tides, day)
            for span in (_span(each, day, zone),)
        )


Each = TypeVar("Each", WeeklyQuota, WeeklySlots, WeeklyTide)


def _of_day(weekly: Sequence[Each], day: date) -> Iterator[Each]:
    return (each for each in weekly if day.isoweekday() in each.weekdays)


def _span(weekly: Weekly, day: date, zone: ZoneInfo) -> Span:
    return Span(
        start=datetime.combine(day, weekly.opens, zone).astimezone(UTC),
        end=datetime.combine(day, weekly.closes, zone).astimezone(UTC),
    )


def _slots(slots: WeeklySlots, span: Span) -> Iterator[Quota]:
    """One after the other; what is left over at the end is no time to book."""
    length = timedelta(minutes=slots.minutes)
    start = span.start
    while start + length <= span.end:
        yield Quota(
            category=slots.category,
            span=Span(start=start, end=start + length),
            maximum=slots.maximum,
        )
        start += length
