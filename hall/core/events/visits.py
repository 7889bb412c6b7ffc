"""What happened to a visit away from the windows."""

from datetime import datetime

from hall.core.hall import PrintState, Todo, Wait
from hall.core.return_code import ReturnCode
from hall.core.settings import VisitClass
from hall.core.value import Value


class VisitIssued(Value, frozen=True, kw_only=True):
    """A number was taken; it is callable whatever becomes of the paper."""

    at: datetime
    visit: str
    number: str
    ordinal: int
    order: int
    token: str
    category: str
    ahead: int
    matter: str | None = None
    receipt: str | None = None
    visit_class: VisitClass = VisitClass.ORDINARY
    language: str = "zh"
    needs: tuple[str, ...] = ()
    kiosk: str | None = None
    printer: str | None = None
    wait: Wait | None = None
    follows: str | None = None
    """The missed visit whose place this one took."""
    further: tuple[Todo, ...] = ()
    return_code: str | None = None
    """The code it came back with; it cannot be used again."""
    appointment: str | None = None
    """The appointment that was checked in."""
    appointment_at: datetime | None = None
    frees: datetime | None = None
    """The booked time that others can have: its holder came before it, and queues now."""
    entered_at: datetime | None = None
    """When it counts as having entered its line, if not now."""
    rehearsal: bool = False
    """Whether it is for practice and outside the records."""
    person: str | None = None
    doubtful: bool = False
    """Its holder was told that they may not be reached before closing."""
    slot: datetime | None = None
    """The start of the stretch of the day whose quota it counts into."""
    note: str = ""
    """What a clerk left with the code that it came back with."""


class TicketReported(Value, frozen=True, kw_only=True):
    """The paper of a number went one step further, or failed."""

    at: datetime
    visit: str
    state: PrintState


class TicketReprinted(Value, frozen=True, kw_only=True):
    """The paper of a number is printed again; it carries all that stands on it."""

    at: datetime
    visit: str
    number: str
    category: str
    printer: str
    copy: int
    """1 for the first reprint."""
    ahead: int
    matter: str | None = None
    language: str = "zh"
    wait: Wait | None = None
    rehearsal: bool = False


class VisitCancelled(Value, frozen=True, kw_only=True):
    """A visit was given up by the citizen, or for them."""

    at: datetime
    visit: str


class VisitNotReached(Value, frozen=True, kw_only=True):
    """The day was closed before the visit was called."""

    at: datetime
    visit: str


class VisitLeft(Value, frozen=True, kw_only=True):
    """A parked visit did not come back on its day."""

    at: datetime
    visit: str


class VisitLetOthersPass(Value, frozen=True, kw_only=True):
    """A waiting visit let some others go first; it stands further behind now."""

    at: datetime
    visit: str
    count: int
    entered_at: datetime


class VisitClassChanged(Value, frozen=True, kw_only=True):
    """A waiting visit goes sooner than others from now on, or as others do."""

    at: datetime
    visit: str
    number: str
    before: VisitClass
    after: VisitClass
    reason: str


class LatenessReported(Value, frozen=True, kw_only=True):
    """A called citizen is on the way and is waited for until a time."""

    at: datetime
    visit: str
    until: datetime


class VisitRejoined(Value, frozen=True, kw_only=True):
    """A visit that had missed its call waits again, behind some others of its line."""

    at: datetime
    visit: str
    behind: int
    entered_at: datetime


class MatterAdded(Value, frozen=True, kw_only=True):
    """A visit came for one more matter."""

    at: datetime
    visit: str
    todo: Todo


class NoteLeft(Value, frozen=True, kw_only=True):
    """A clerk left a note with the visit in hand; an empty one takes back what was left."""

    at: datetime
    visit: str
    window: int
    note: str


class ReturnCodeGiven(Value, frozen=True, kw_only=True):
    """A visit may come back on a later day without queueing from the end."""

    at: datetime
    visit: str
    code: ReturnCode
