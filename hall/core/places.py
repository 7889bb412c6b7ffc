"""Places in line: standing behind some others without a new number, or in another class.

Theory of operation. A line is ordered by when its visits count as having entered. To stand right
behind another is to have entered the smallest moment after them; the number and the record keep
the true times. Who changes class stands in another line with the time they have waited.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Visit
from hall.core.line import Key, Line
from hall.core.lookups import known_visit
from hall.core.refusals import BadCount, NobodyBehind, ReasonNeeded, VisitNotWaiting
from hall.core.stages import Stage

_NEXT: Final = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceBehind:
    """A place behind some others; without others nothing needs to move."""

    others: int
    entered_at: datetime | None


def behind(hall: Hall, visit: Visit, count: int) -> PlaceBehind:
    """The place behind the first `count` of a visit's line, or behind all when they are fewer."""
    line = hall.lines.get((visit.category, visit.group), Line())
    return _after(line.first(count))


def _after(others: tuple[Key, ...]) -> PlaceBehind:
    return PlaceBehind(others=len(others), entered_at=others[-1][0] + _NEXT if others else None)


def let_others_pass(hall: Hall, command: c.LetOthersPass, now: datetime) -> tuple[e.Event, ...]:
    """Stand behind the next few of one's own line."""
    visit = known_visit(hall, command.visit)
    if visit.stage != Stage.WAITING:
        raise VisitNotWaiting(number=visit.number)
    most = hall.settings.pass_most
    if not 1 <= command.count <= most:
        raise BadCount(most=most)
    line = hall.lines[visit.category, visit.group]
    place = _after(line.after(visit.line_key, command.count))
    if place.entered_at is None:
        raise NobodyBehind(number=visit.number)
    return (
        e.VisitLetOthersPass(
            at=now, visit=visit.id, count=place.others, entered_at=place.entered_at
        ),
    )


def change_class(hall: Hall, command: c.ChangeClass, now: datetime) -> tuple[e.Event, ...]:
    """Have somebody go sooner than others, or as others do."""
    visit = known_visit(hall, command.visit)
    if visit.stage != Stage.WAITING:
        raise VisitNotWaiting(number=visit.number)
    reason = command.reason.strip()
    if not reason:
        raise ReasonNeeded
    if visit.visit_class == command.visit_class:
        return ()
    return (
        e.VisitClassChanged(
            at=now,
            visit=visit.id,
            number=visit.number,
            before=visit.visit_class,
            after=command.visit_class,
            reason=reason,
        ),
    )
