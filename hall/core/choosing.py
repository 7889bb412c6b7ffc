"""Which waiting visit a window calls next: the one rule of the queue's order.

Theory of operation. A visit stands in the line of its category and group, ordered by when it
entered. Each class gains priority with waiting time at its own rate, from its own head start, in
minutes: score = head start + rate × minutes waited. Inside a line the head always has the highest
score, so only heads compete, and the cost does not depend on how many wait. The highest score
among the window's categories wins; of equal scores the category named first in the plan, then who
entered first, then the earlier number. Whoever has waited longer than the hard maximum goes before
everybody else, the oldest first (what that bounds: `fairness`).

Who may be called. A window calls its own categories, as far as its clerk has the skill for them;
it helps with its secondary categories while many wait there; who was sent to one window is called
there alone, as long as somebody sits there; and who needs something of a window (`suitable`) is
left to the windows that have it, as long as one of them is open for the category.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hall.core.hall import Group, Hall, LineKey, Visit, Window, WindowStatus
from hall.core.line import Key, Line
from hall.core.settings import Settings, VisitClass
from hall.core.suitable import suits
from hall.core.why import Why, WhyKind

_MINUTE_S: Final = 60.0
_DIGITS: Final = 6
"""Scores that differ by less are equal: arithmetic decides nothing."""
_SENT_HERE: Final = -1
"""The place in the plan of those sent to the window itself."""

Rank = tuple[bool, datetime, float, int, datetime, int]
"""Overdue first and by age, then score, the plan's order, age and order of issue."""

_CLASS_WHY: Final = {
    VisitClass.ORDINARY: WhyKind.PRIORITY,
    VisitClass.GREEN: WhyKind.PRIORITY,
    VisitClass.APPOINTMENT: WhyKind.APPOINTMENT,
    VisitClass.RETURN: WhyKind.RETURN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The visit to call and why."""

    visit: Visit
    why: Why

    @property
    def reason(self) -> str:
        """What decided, as a stable word for the record."""
        return str(self.why.kind)


@dataclass(frozen=True, slots=True)
class _Candidate:
    rank: Rank
    place: int
    visit: Visit


def choose(hall: Hall, window: Window, now: datetime) -> Choice | None:
    """The visit a window calls next; None when nobody waits for it."""
    return next(iter(choices(hall, window, now, 1)), None)


def choices(hall: Hall, window: Window, now: datetime, count: int) -> tuple[Choice, ...]:
    """The next few visits a window would call, were it to call them all now, and why."""
    ranked = _ranked(hall, window, now, count)
    return tuple(
        Choice(visit=each.visit, why=_why(window, each, ranked[place + 1 :]))
        for place, each in enumerate(ranked[:count])
    )


def upcoming(hall: Hall, window: Window, now: datetime, count: int) -> tuple[Visit, ...]:
    """The next few visits a window would call, were it to call them all now."""
    return tuple(each.visit for each in _ranked(hall, window, now, count)[:count])


def _ranked(hall: Hall, window: Window, now: datetime, count: int) -> list[_Candidate]:
    """The first few of each line that a window may call, first to be called first."""
    found = [
        _Candidate(_rank(hall.settings, group, key, place, now), place, hall.visits[key[2]])
        for place, group, line in _lines(hall, window)
        for key in line.first(count)
    ]
    return sorted(found, key=lambda each: each.rank)


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
        return _SENT_HERE
    if _is_kept(hall, group) or not suits(hall, window, category, group.needs):
        return None
    if category in window.serves:
        return window.serves.index(category)
    if category in window.helps and hall.waiting(category) >= hall.settings.secondary_above:
        return len(window.serves) + window.helps.index(category)
    return None


def _is_kept(hall: Hall, group: Group) -> bool:
    """Whether the window that a line was sent to is there to call it."""
    if group.window is None:
        return False
    return hall.windows[group.window].status != WindowStatus.CLOSED


def _rank(settings: Settings, group: Group, key: Key, place: int, now: datetime) -> Rank:
    entered_at, order, _ = key
    waited = now - entered_at
    if waited >= timedelta(minutes=settings.hard_maximum_wait_min):
        return (False, entered_at, 0.0, place, entered_at, order)
    rule = settings.class_rules[group.visit_class]
    score = rule.head_start_min + rule.rate * waited.total_seconds() / _MINUTE_S
    return (True, now, -round(score, _DIGITS), place, entered_at, order)


def _why(window: Window, chosen: _Candidate, others: list[_Candidate]) -> Why:
    """What decided for a candidate against those behind it."""
    visit = chosen.visit
    earlier = min(
        (each.visit for each in others if each.visit.line_key < visit.line_key),
        key=lambda each: each.line_key,
        default=None,
    )
    return Why(
        kind=_kind(window, chosen, overtakes=earlier is not None),
        before=earlier.number if earlier else None,
        appointment_at=visit.appointment_at,
    )


def _kind(window: Window, chosen: _Candidate, *, overtakes: bool) -> WhyKind:
    if chosen.place == _SENT_HERE:
        return WhyKind.SENT_HERE
    if chosen.place >= len(window.serves):
        return WhyKind.HELPING
    if not overtakes:
        return WhyKind.IN_ORDER
    overdue = not chosen.rank[0]
    return WhyKind.OVERDUE if overdue else _CLASS_WHY[chosen.visit.visit_class]
