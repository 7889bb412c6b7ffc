"""On which days the hall opens: the week, the national calendar, and what the hall says. Pure.

The national calendar is announced a year at a time; for years it does not know yet, the week
decides alone. What the hall says itself counts before both.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

import chinese_calendar

LOOKED_AHEAD: Final = 366
_SATURDAY: Final = 6
_OWN: Final = ("本大厅休息", "this hall has a day off")
_FREE: Final = ("休息", "it is not a working day")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDays:
    """The hall's days; `weekdays` are ISO numbers, Monday is 1."""

    weekdays: tuple[int, ...]
    closed_on: frozenset[date] = frozenset()
    open_on: frozenset[date] = frozenset()

    def is_open(self, day: date) -> bool:
        """Whether the hall opens on a day."""
        if day in self.open_on or day in self.closed_on:
            return day in self.open_on
        national = _national(day)
        return day.isoweekday() in self.weekdays if national is None else national

    def why_closed(self, day: date) -> tuple[str, str]:
        """Why the hall stays closed on a day, in Chinese and in English."""
        if day in self.closed_on:
            return _OWN
        name = _holiday(day)
        if name is None:
            return _FREE
        return f"{chinese_calendar.Holiday(name).chinese}放假", name

    def after(self, day: date, count: int) -> tuple[date, ...]:
        """The next days on which the hall opens."""
        return tuple(islice(self._following(day), count))

    def _following(self, day: date) -> Iterator[date]:
        later = (day + timedelta(days=each) for each in range(1, LOOKED_AHEAD))
        return (each for each in later if self.is_open(each))


def _holiday(day: date) -> str | None:
    """The national holiday that a day belongs to; None also where no calendar knows the year."""
    try:
        name: str | None = chinese_calendar.get_holiday_detail(day)[1]
    except NotImplementedError:
        return None
    return name


def _national(day: date) -> bool | None:
    """What the national calendar says where it differs from the week; None where it does not."""
    try:
        is_holiday, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return None
    is_weekend = day.isoweekday() >= _SATURDAY
    if is_holiday == is_weekend and name is None:
        return None
    return not is_holiday
