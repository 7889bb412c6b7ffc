"""Which waiting visit a window calls next: the one rule of the queue's order.

Theory of operation. A visit stands in the line of its category and class, ordered by when it
entered. Each class gains priority with waiting time at its own rate, from its own head start, in
minutes: score = head start + rate × minutes waited. Inside a line the head always has the highest
score, so only heads compete, and the cost does not depend on how many wait. The highest score
among the window's categories wins; of equal scores the category named first in the plan, then the
earlier number. With every class at rate 1 and no head start this is first come, first served.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hall.core.hall import Hall, Visit, Window
from hall.core.settings import ClassRule, VisitClass

_MINUTE_S: Final = 60.0
_DIGITS: Final = 6
"""Scores that differ by less are equal: arithmetic decides nothing."""

Rank = tuple[float, int, int]
"""Higher score first, then the plan's order, then the order of issue; smaller is sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The visit to call and why, in one sentence for the record."""

    visit: Visit
    reason: str


def choose(hall: Hall, window: Window, now: datetime) -> Choice | None:
    """The visit a window calls next; None when nobody waits for it."""
    candidates = list(_heads(hall, window, now))
    if not candidates:
        return None
    (score, _, _), visit = min(candidates, key=lambda each: each[0])
    return Choice(visit=visit, reason=_reason(visit, -score, now))


def upcoming(hall: Hall, window: Window, now: datetime, count: int) -> tuple[Visit, ...]:
    """The next few visits a window would call, were it to call them all now."""
    ranked = sorted(
        (_rank(hall.visits[key[2]], place, hall.settings.class_rules[each], now), key[2])
        for place, category in enumerate(window.categories)
        for each in VisitClass
        if (line := hall.lines.get((category, each))) is not None
        for key in line.first(count)
    )
    return tuple(hall.visits[visit] for _, visit in ranked[:count])


def _heads(hall: Hall, window: Window, now: datetime) -> Iterator[tuple[Rank, Visit]]:
    for place, category in enumerate(window.categories):
        for each, rule in hall.settings.class_rules.items():
            line = hall.lines.get((category, each))
            if line is not None and line.head is not None:
                visit = hall.visits[line.head[2]]
                yield _rank(visit, place, rule, now), visit


def _rank(visit: Visit, place: int, rule: ClassRule, now: datetime) -> Rank:
    waited_min = (now - visit.entered_at).total_seconds() / _MINUTE_S
    score = round(rule.head_start_min + rule.rate * waited_min, _DIGITS)
    return (-score, place, visit.order)


def _reason(visit: Visit, score: float, now: datetime) -> str:
    waited_min = (now - visit.entered_at).total_seconds() / _MINUTE_S
    return f"highest priority {score:.1f} after {waited_min:.1f} min"
