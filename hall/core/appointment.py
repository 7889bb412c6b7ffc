"""An appointment as a frozen value."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """A booked time for a matter or a category; what is over is kept in the journal alone."""

    id: str
    token: str
    category: str
    starts_at: datetime
    ends_at: datetime
    matter: str | None = None
    person: str | None = None
