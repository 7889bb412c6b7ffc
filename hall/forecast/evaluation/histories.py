"""A history of tickets as a table of texts, read into records of the past.

Columns, of which those without a star may be left out or empty:

- `day`*: YYYY-MM-DD
- `category`*: what the number was taken for
- `issued`*: when it was taken
- `called`: when it was called; empty for one that never was
- `started`: when service began; empty where nobody came. Without the column, when it was called
- `finished`: when service ended
- `window`: which window called it
- `class`: ordinary, appointment, green or return
- `matter`: what it was about
- `left`: when it was seen to leave the line

Times are HH:MM:SS, or seconds since midnight. What must not live here: opening files.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from typing import Final

from hall.core.settings import VisitClass
from hall.errors import HallError
from hall.forecast.learning.records import PastVisit

NEEDED: Final = ("day", "category", "issued")
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
    table = csv.DictReader(lines)
    missing = [name for name in NEEDED if name not in (table.fieldnames or ())]
    if missing:
        raise HistoryUnreadable(_HEADER, f"no column {', '.join(missing)}")
    return tuple(_visits(table))


def _visits(table: "csv.DictReader[str]") -> Iterator[PastVisit]:
    windows: dict[str, int] = {}
    has_starts = "started" in (table.fieldnames or ())
    for row in table:
        try:
            yield _visit(row, table.line_num, windows, has_starts=has_starts)
        except ValueError as error:
            raise HistoryUnreadable(table.line_num, str(error)) from error


def _visit(
    row: Mapping[str, str | None], line: int, windows: dict[str, int], *, has_starts: bool
) -> PastVisit:
    issued_s = _seconds(row, "issued")
    if issued_s is None:
        raise ValueError("issued is empty")
    called_s = _seconds(row, "called")
    _check_order(row)
    window = row.get("window") or None
    return PastVisit(
        day=date.fromisoformat(row["day"] or ""),
        visit=str(line),
        category=row["category"] or "",
        issued_s=issued_s,
        called_s=called_s,
        started_s=_seconds(row, "started") if has_starts else called_s,
        finished_s=_seconds(row, "finished"),
        window=None if window is None else windows.setdefault(window, len(windows) + 1),
        matter=row.get("matter") or None,
        visit_class=VisitClass(row.get("class") or VisitClass.ORDINARY),
        left_s=_seconds(row, "left"),
    )


def _check_order(row: Mapping[str, str | None]) -> None:
    """What happens later must not stand before: a median of such waits would say nothing."""
    known = [(name, at_s) for name in _ORDER if (at_s := _seconds(row, name)) is not None]
    for (before, before_s), (after, after_s) in pairwise(known):
        if after_s < before_s:
            raise ValueError(f"{after} {row[after]} is before {before} {row[before]}")


def _seconds(row: Mapping[str, str | None], name: str) -> float | None:
    """A time of day in seconds since midnight; a day may run a little over it."""
    text = (row.get(name) or "").strip()
    if not text:
        return None
    try:
        at = None if ":" not in text else time.fromisoformat(text)
        seconds = float(text) if at is None else _since_midnight(at)
    except ValueError as error:
        raise ValueError(f"{name}: {text} is no time of day") from error
    if not 0 <= seconds <= _LONGEST_DAY_S:
        raise ValueError(f"{name}: {text} is no time of day")
    return seconds


def _since_midnight(at: time) -> float:
    return at.hour * 3600.0 + at.minute * 60 + at.second + at.microsecond / 1e6
