"""What happened to appointments; a check-in is a number that names its appointment."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.appointment import Appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentBooked:
    """A time was booked."""

    at: datetime
    appointment: Appointment


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentCancelled:
    """An appointment was given up, or moved to the one named."""

    at: datetime
    appointment: str
    moved_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppointmentMissed:
    """Nobody came to an appointment; it counts for its person."""

    at: datetime
    appointment: str
    person: str | None = None
