"""What happened to appointments; a check-in is a number that names its appointment."""

from datetime import datetime

from hall.core.appointment import Appointment
from hall.core.value import Value


class AppointmentBooked(Value, frozen=True, kw_only=True):
    """A time was booked."""

    at: datetime
    appointment: Appointment


class AppointmentCancelled(Value, frozen=True, kw_only=True):
    """An appointment was given up, or moved to the one named."""

    at: datetime
    appointment: str
    moved_to: str | None = None


class AppointmentMissed(Value, frozen=True, kw_only=True):
    """Nobody came to an appointment; it counts for its person."""

    at: datetime
    appointment: str
    person: str | None = None
