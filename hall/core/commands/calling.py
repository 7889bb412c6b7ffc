"""Commands of a window that calls, serves and asks for a rating."""

from datetime import datetime

from hall.core.hall import Outcome
from hall.core.value import Value


class CallNext(Value, frozen=True, kw_only=True):
    """Call the next visit to a window; with `finish_current`, finish the one in hand first."""

    window: int
    finish_current: bool = False


class CallNumber(Value, frozen=True, kw_only=True):
    """Call a particular number to a window, out of turn, with a reason."""

    window: int
    number: str
    reason: str


class Recall(Value, frozen=True, kw_only=True):
    """Call the called visit once more."""

    window: int


class StartService(Value, frozen=True, kw_only=True):
    """Begin to serve the called visit."""

    window: int


class FinishService(Value, frozen=True, kw_only=True):
    """Finish the visit in hand; with `ask_rating`, ask the citizen at the window to rate."""

    window: int
    outcome: Outcome = Outcome.DONE
    ask_rating: bool = True
    whole: bool = False
    """Whether the visit ends though it came for further matters."""
    return_code: str | None = None
    """The code to come back with when materials are missing; else the ticket's token is."""


class MarkNoShow(Value, frozen=True, kw_only=True):
    """The called visit did not come."""

    window: int


class RateService(Value, frozen=True, kw_only=True):
    """Rate one service; by a pad only while its question is open."""

    service: str
    level: int
    reasons: tuple[str, ...] = ()
    words: str = ""
    channel: str = "page"
    question_only: bool = False
    given_at: datetime | None = None
    """When it was given, where it comes later than that."""


class ReportShown(Value, frozen=True, kw_only=True):
    """Record that a call was shown and spoken where its citizen waits."""

    visit: str


class LeaveNote(Value, frozen=True, kw_only=True):
    """Leave a note with the visit in hand, for whoever serves it next; empty takes it back."""

    window: int
    note: str


class ParkVisit(Value, frozen=True, kw_only=True):
    """Put the visit in hand aside, with a reason, to be resumed without queueing again."""

    window: int
    reason: str


class ResumeVisit(Value, frozen=True, kw_only=True):
    """Go on serving a parked visit that has come back."""

    window: int
    number: str


class TransferVisit(Value, frozen=True, kw_only=True):
    """Send the visit in hand to another category, or to one window, with a note."""

    window: int
    to_category: str | None = None
    to_window: int | None = None
    keep_arrival: bool = True
    note: str = ""


class UndoPress(Value, frozen=True, kw_only=True):
    """Take back the last press at a window.

    `ago_s` is how long ago it was on the machine clock; without it the hall clock says.
    """

    window: int
    ago_s: float | None = None
