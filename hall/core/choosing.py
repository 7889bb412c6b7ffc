"""Which waiting visit a window calls next: the one rule of the queue's order.

Theory of operation. A visit stands in the line of its category and group, ordered by when it
entered. Each class gains priority with waiting time at its own rate, from its own head start, in
minutes: score = head start + rate × minutes waited. Inside a line the head always has the highest
score, so only heads compete, and the cost does not depend on how many wait. The highest score
among the window's categories wins; of equal scores the category named first in the plan, then who
entered first, then the earlier number. With every class at rate 1 and no head start this is first
come, first served.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hall.core.hall import Group, Hall, LineKey, Visit, Window, WindowStatus
from hall.core.line import Key, Line
from hall.core.settings import ClassRule

_MINUTE_S: Final = 60.0
_DIGITS: Final = 6
"""Scores that differ by less are equal: arithmetic decides nothing."""

Rank = tuple[float, int, datetime, int]
"""Score, then the plan's order, the moment of entry and the order of issue; smaller is sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The visit to call and why, in one sentence for the record."""

    visit: Visit
    reason: str


def choose(hall: Hall, window: Window, now: datetime) -> Choice | None:
    """The visit a window calls next; None when nobody waits for it."""
    ranked = _ranked(hall, window, now, 1)
    if not ranked:
        return None
    (score, *_), visit = ranked[0]
    return Choice(visit=visit, reason=_reason(visit, -score, now))


def upcoming(hall: Hall, window: Window, now: datetime, count: int) -> tuple[Visit, ...]:
    """The next few visits a window would call, were it to call them all now."""
    return tuple(visit for _, visit in _ranked(hall, window, now, count))


def _ranked(hall: Hall, window: Window, now: datetime, count: int) -> list[tuple[Rank, Visit]]:
    """The first few of all lines that a window may call, first to be called first."""
    found = [
        (_rank(key, place, hall.settings.class_rules[group.visit_class], now), key[2])
        for place, group, line in _lines(hall, window)
        for key in line.first(count)
    ]
    return [(rank, hall.visits[visit]) for rank, visit in sorted(found)[:count]]


def _lines(hall: Hall, window: Window) -> Iterator[tuple[int, Group, Line]]:
    """The lines a window may call from, each with its category's place in the plan."""
    for key, line in hall.lines.items():
        place = _place(hall, window, key)
        if place is not None:
            yield place, key[1], line


def _place(hall: Hall, window: Window, key: LineKey) -> int | None:
    """How early the plan names a line's category; None when the window is not to call it."""
    category, group = key
    if group.window == window.no:
        return -1
    if category not in window.categories or _is_kept(hall, group):
        return None
    return window.categories.index(category)


def _is_kept(hall: Hall, group: Group) -> bool:
    """Whether the window that a line was sent to is there to call it."""
    if group.window is None:
        return False
    return hall.windows[group.window].status != WindowStatus.CLOSED


def _rank(key: Key, place: int, rule: ClassRule, now: datetime) -> Rank:
    entered_at, order, _ = key
    waited_min = (now - entered_at).total_seconds() / _MINUTE_S
    score = round(rule.head_start_min + rule.rate * waited_min, _DIGITS)
    return (-score, place, entered_at, order)


def _reason(visit: Visit, score: float, now: datetime) -> str:
    waited_min = (now - visit.entered_at).total_seconds() / _MINUTE_S
    return f"highest priority {score:.1f} after {waited_min:.1f} min"
