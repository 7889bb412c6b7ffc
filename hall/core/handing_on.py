"""Handing on: a note that a clerk leaves with a visit, for whoever serves it next.

Theory of operation. The note stays with the visit while it is parked, transferred or led on, and
goes with the code of a visit that comes back on a later day. Only clerks are shown it.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.lookups import in_hand, signed_in


def leave_note(hall: Hall, command: c.LeaveNote, now: datetime) -> tuple[e.Event, ...]:
    """Leave a note with the visit in hand, instead of one that was left before."""
    visit = in_hand(hall, signed_in(hall, command.window))
    return (e.NoteLeft(at=now, visit=visit.id, window=command.window, note=command.note.strip()),)
