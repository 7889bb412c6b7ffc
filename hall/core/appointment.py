"""An appointment as a frozen value."""

from datetime import datetime

from hall.core.value import Value


class Appointment(Value, frozen=True, kw_only=True):
    """A booked time for a matter or a category; what is over is kept in the journal alone."""

    id: str
    token: str
    category: str
    starts_at: datetime
    ends_at: datetime
    matter: str | None = None
    person: str | None = None
