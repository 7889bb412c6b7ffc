"""What changes when appointments are booked, given up or missed.

A rehearsal is over one day and appointments are for days to come: what is booked or given up while
it lasts, or after it, holds for the hall that goes on afterwards too.
"""

from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.hall import Hall
from hall.core.spent import Fate, with_appointment

Booking = TypeVar("Booking", e.AppointmentBooked, e.AppointmentCancelled)


def _afterwards_too(change: Callable[[Hall, Booking], Hall]) -> Callable[[Hall, Booking], Hall]:
    def both(hall: Hall, event: Booking) -> Hall:
        kept = hall.before_rehearsal
        after = change(hall, event)
        return after if kept is None else replace(after, before_rehearsal=change(kept, event))

    return both


def _booked(hall: Hall, event: e.AppointmentBooked) -> Hall:
    booked = event.appointment
    slot = (booked.category, booked.starts_at)
    return replace(
        hall,
        appointments=hall.appointments.set(booked.id, booked),
        booked=hall.booked.set(slot, hall.booked.get(slot, 0) + 1),
    )


def _cancelled(hall: Hall, event: e.AppointmentCancelled) -> Hall:
    gone = hall.appointments[event.appointment]
    slot = (gone.category, gone.starts_at)
    return replace(
        hall,
        appointments=hall.appointments.delete(gone.id),
        spent=with_appointment(hall.spent, gone, Fate.MOVED if event.moved_to else Fate.CANCELLED),
        booked=hall.booked.set(slot, hall.booked.get(slot, 1) - 1),
    )


def _missed(hall: Hall, event: e.AppointmentMissed) -> Hall:
    gone = hall.appointments[event.appointment]
    hall = replace(
        hall,
        appointments=hall.appointments.delete(gone.id),
        spent=with_appointment(hall.spent, gone, Fate.MISSED),
    )
    if event.person is None:
        return hall
    missed = hall.missed_appointments.get(event.person, 0) + 1
    day = hall.last_day
    return replace(
        hall,
        missed_appointments=hall.missed_appointments.set(event.person, missed),
        missed_last=hall.missed_last.set(event.person, day) if day else hall.missed_last,
    )


CHANGES: Changes = {
    e.AppointmentBooked: _afterwards_too(_booked),
    e.AppointmentCancelled: _afterwards_too(_cancelled),
    e.AppointmentMissed: _missed,
}
