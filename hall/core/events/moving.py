"""What happened when a visit left a window without being finished there."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.visit import Todo


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitParked:
    """A visit was put aside, to come back without queueing again."""

    at: datetime
    visit: str
    window: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitResumed:
    """A parked visit came back to a window and is being served."""

    at: datetime
    visit: str
    window: int
    parked_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitParkUndone:
    """Parking a called visit was taken back."""

    at: datetime
    visit: str
    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTransferred:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitTransferUndone:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitLedOn:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterTakenUp:
    """A visit stays at its window for its next matter."""

    at: datetime
    visit: str
    window: int
    category: str
    matter: str
