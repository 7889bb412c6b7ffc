"""The rows that events of appointments make or change; pure.

Who booked is not among them: an appointment counts, and nobody is counted by it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from hall.core import events as e
from hall.storage.encoding import moment
from hall.storage.placed import At, Step


def _booked(event: e.AppointmentBooked, at: At) -> Iterable[Step]:
    known = event.appointment
    yield (
        "appointment_booked",
        {
            "seq": at.seq,
            "id": known.id,
            "day": at.day,
            "category": known.category,
            "matter": known.matter,
            "starts_at": moment(known.starts_at),
            "booked_at": moment(event.at),
            "state": "booked",
            "settled_at": None,
            "visit": None,
        },
    )


def settled(appointment: str, state: str, event: Any, visit: str | None = None) -> Step:
    """What became of an appointment that was still to come."""
    return (
        "appointment_settled",
        {
            "row_id": appointment,
            "new_state": state,
            "new_settled_at": moment(event.at),
            "new_visit": visit,
        },
    )


def _cancelled(event: e.AppointmentCancelled, _at: At) -> Iterable[Step]:
    yield settled(event.appointment, "moved" if event.moved_to else "cancelled", event)


def _missed(event: e.AppointmentMissed, _at: At) -> Iterable[Step]:
    yield settled(event.appointment, "missed", event)


APPOINTMENT_STEPS: Final[Mapping[type, Callable[[Any, At], Iterable[Step]]]] = {
    e.AppointmentBooked: _booked,
    e.AppointmentCancelled: _cancelled,
    e.AppointmentMissed: _missed,
}
"""What each kind of event does to the records; a check-in is told by the number it takes."""
