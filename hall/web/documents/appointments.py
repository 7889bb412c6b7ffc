"""Appointments and the times that can be booked."""

from datetime import datetime, timedelta

from hall.core.appointment import Appointment
from hall.core.booking import check_in_span, free_slots, left_of
from hall.core.hall import Hall, Quota
from hall.web.documents.values import Document, moment

NEXT_FREE = 6
"""How many free times are offered to who is late."""


def slot_document(hall: Hall, slot: Quota) -> Document:
    """A time to book, and for how many it is still free."""
    return {
        "category": slot.category,
        "starts_at": moment(slot.span.start),
        "ends_at": moment(slot.span.end),
        "free": left_of(hall, slot),
    }


def appointment_document(hall: Hall, known: Appointment, now: datetime) -> Document:
    """An appointment to come: when it can be checked in, given up, or only queued for."""
    opens_at, until = check_in_span(hall, known)
    cancel_until = known.starts_at - timedelta(seconds=hall.settings.appointment_cancel_before_s)
    free = free_slots(hall, known.category, now)[:NEXT_FREE]
    return {
        "appointment": known.id,
        "token": known.token,
        "category": known.category,
        "matter": known.matter,
        "starts_at": moment(known.starts_at),
        "ends_at": moment(known.ends_at),
        "standing": "early" if now < opens_at else "open" if now <= until else "late",
        "check_in_from": moment(opens_at),
        "check_in_until": moment(until),
        "cancel_until": moment(cancel_until),
        "free": [slot_document(hall, each) for each in free],
    }
