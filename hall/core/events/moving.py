"""What happened when a visit left a window without being finished there."""

from datetime import datetime

from hall.core.value import Value
from hall.core.visit import Todo


class VisitParked(Value, frozen=True, kw_only=True):
    """A visit was put aside, to come back without queueing again."""

    at: datetime
    visit: str
    window: int
    reason: str


class VisitResumed(Value, frozen=True, kw_only=True):
    """A parked visit came back to a window and is being served."""

    at: datetime
    visit: str
    window: int
    parked_s: float


class VisitParkUndone(Value, frozen=True, kw_only=True):
    """Parking a called visit was taken back."""

    at: datetime
    visit: str
    window: int


class VisitTransferred(Value, frozen=True, kw_only=True):
    """A visit was sent to wait elsewhere: for a category, or for one window."""

    at: datetime
    visit: str
    window: int
    """The window that sent it."""
    to_category: str
    entered_at: datetime
    """When it counts as having entered the line it is in now."""
    to_window: int | None = None
    note: str = ""
    service: str | None = None
    """The service that the transfer ended."""


class VisitTransferUndone(Value, frozen=True, kw_only=True):
    """A transfer was taken back; the visit is called as before."""

    at: datetime
    visit: str
    window: int
    category: str
    """The category it had before."""
    entered_at: datetime
    waiting_since: datetime
    for_window: int | None = None
    matter: str | None = None
    further: tuple[Todo, ...] = ()


class VisitLedOn(Value, frozen=True, kw_only=True):
    """A visit waits for its next matter, in another category, under the same number."""

    at: datetime
    visit: str
    window: int
    """The window that finished the matter before."""
    category: str
    matter: str
    entered_at: datetime
    service: str
    """The service that was finished."""


class MatterTakenUp(Value, frozen=True, kw_only=True):
    """A visit stays at its window for its next matter."""

    at: datetime
    visit: str
    window: int
    category: str
    matter: str
