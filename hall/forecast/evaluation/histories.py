"""A history of tickets as a table of texts, read into records of the past.

Columns, of which those without a star may be left out or empty:

- `day`*: YYYY-MM-DD; may be missing where `issued` says it
- `category`*: what the number was taken for
- `issued`*: when it was taken
- `called`: when it was called; empty for one that never was
- `started`: when service began; empty where nobody came. Without the column, when it was called
- `finished`: when service ended
- `window`: which window called it
- `class`: ordinary, appointment, green or return (普通, 预约, 绿色通道, 返回)
- `matter`: what it was about
- `left`: when it was seen to leave the line

Times are HH:MM:SS, with or without a date, or seconds since midnight. What must not live here:
how others write tables (see `written`), opening files.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from hall.core.settings import VisitClass
from hall.errors import HallError
from hall.forecast.evaluation.written import ALSO, day_in, day_of, seconds_of, table_of
from hall.forecast.learning.records import PastVisit

NEEDED: Final = ("category", "issued")
_CLASSES: Final = {
    **{each.value: each for each in VisitClass},
    "普通": VisitClass.ORDINARY,
    "预约": VisitClass.APPOINTMENT,
    "绿色通道": VisitClass.GREEN,
    "返回": VisitClass.RETURN,
}
_HEADER: Final = 1
_ORDER: Final = ("issued", "called", "started", "finished")
_LONGEST_DAY_S: Final = 30 * 3600.0


@dataclass(frozen=True, slots=True)
class HistoryUnreadable(HallError):
    """A line of a history does not say what it should."""

    line: int
    what: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.what}"


def read_history(lines: Iterable[str]) -> tuple[PastVisit, ...]:
    """All numbers of a history; raises `HistoryUnreadable` for the first that is wrong."""
    table = table_of(lines)
    there = table.fieldnames or ()
    missing = [f"{name} ({ALSO[name][0]})" for name in NEEDED if name not in there]
    if missing:
        found = ", ".join(each for each in there if each) or "nothing"
        raise HistoryUnreadable(_HEADER, f"no column {', '.join(missing)}; found {found}")
    return tuple(_visits(table))


def _visits(table: "csv.DictReader[str]") -> Iterator[PastVisit]:
    windows: dict[str, int] = {}
    has_starts = "started" in (table.fieldnames or ())
    for row in table:
        if not any(text and text.strip() for text in row.values() if not isinstance(text, list)):
            continue
        try:
            yield _visit(row, table.line_num, windows, has_starts=has_starts)
        except ValueError as error:
            raise HistoryUnreadable(table.line_num, str(error)) from error


def _visit(
    row: Mapping[str, str | None], line: int, windows: dict[str, int], *, has_starts: bool
) -> PastVisit:
    day = _day(row)
    times = {name: _seconds(row, name, day) for name in (*_ORDER, "left")}
    issued_s, called_s = times["issued"], times["called"]
    if issued_s is None:
        raise ValueError("issued is empty")
    _check_order(row, times)
    window = _text(row, "window")
    return PastVisit(
        day=day,
        visit=str(line),
        category=_text(row, "category"),
        issued_s=issued_s,
        called_s=called_s,
        started_s=times["started"] if has_starts else called_s,
        finished_s=times["finished"],
        window=windows.setdefault(window, len(windows) + 1) if window else None,
        matter=_text(row, "matter") or None,
        visit_class=_class(_text(row, "class")),
        left_s=times["left"],
    )


def _text(row: Mapping[str, str | None], name: str) -> str:
    return (row.get(name) or "").strip()


def _day(row: Mapping[str, str | None]) -> date:
    text = _text(row, "day")
    if text:
        return day_of(text.partition(" ")[0])
    found = day_in(_text(row, "issued"))
    if found is None:
        raise ValueError("day is empty, and issued does not say it")
    return found


def _class(text: str) -> VisitClass:
    found = _CLASSES.get(text.lower() or VisitClass.ORDINARY)
    if found is None:
        raise ValueError(f"class: {text} is none of {', '.join(_CLASSES)}")
    return found


def _check_order(row: Mapping[str, str | None], times: Mapping[str, float | None]) -> None:
    """What happens later must not stand before: a median of such waits would say nothing."""
    known = [(name, at_s) for name in _ORDER if (at_s := times[name]) is not None]
    for (before, before_s), (after, after_s) in pairwise(known):
        if after_s < before_s:
            raise ValueError(f"{after} {row[after]} is before {before} {row[before]}")


def _seconds(row: Mapping[str, str | None], name: str, day: date) -> float | None:
    """A time of day in seconds since midnight; a day may run a little over it."""
    text = _text(row, name)
    if not text:
        return None
    try:
        seconds = seconds_of(text, day)
    except ValueError as error:
        raise ValueError(f"{name}: {error}") from error
    if not 0 <= seconds <= _LONGEST_DAY_S:
        raise ValueError(f"{name}: {text} is no time of day")
    return seconds
