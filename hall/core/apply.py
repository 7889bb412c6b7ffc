"""The next hall after an event; total, without rules, settings or catalogue.

Applying the events of a day again gives the same hall, whatever the rules are by then.
"""

from typing import Final

from msgspec.structs import replace

from hall.core.changes import (
    appointments,
    calling,
    days,
    follow_ups,
    helping,
    moving,
    noting,
    offering,
    serving,
    visits,
    windows,
)
from hall.core.changes.table import Changes
from hall.core.events import Event
from hall.core.hall import Hall

_CHANGES: Final[Changes] = {
    **days.CHANGES,
    **visits.CHANGES,
    **calling.CHANGES,
    **serving.CHANGES,
    **moving.CHANGES,
    **windows.CHANGES,
    **appointments.CHANGES,
    **helping.CHANGES,
    **offering.CHANGES,
    **noting.CHANGES,
    **follow_ups.CHANGES,
}


def apply(hall: Hall, event: Event) -> Hall:
    """The hall after one event; raises `StageError` when the event cannot follow."""
    after = _CHANGES[type(event)](hall, event)
    return after if after.last_at == event.at else replace(after, last_at=event.at)


def apply_all(hall: Hall, events: tuple[Event, ...]) -> Hall:
    """The hall after several events, in order."""
    for event in events:
        hall = apply(hall, event)
    return hall
