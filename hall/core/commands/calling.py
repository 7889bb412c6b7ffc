"""Commands of a window that calls, serves and asks for a rating."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.hall import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNext:
    """Call the next visit to a window; with `finish_current`, finish the one in hand first."""

    window: int
    finish_current: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CallNumber:
    """Call a particular number to a window, out of turn, with a reason."""

    window: int
    number: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recall:
    """Call the called visit once more."""

    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StartService:
    """Begin to serve the called visit."""

    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishService:
    """Finish the visit in hand; with `ask_rating`, ask the citizen at the window to rate."""

    window: int
    outcome: Outcome = Outcome.DONE
    ask_rating: bool = True
    whole: bool = False
    """Whether the visit ends though it came for further matters."""
    return_code: str | None = None
    """The code to come back with when materials are missing; else the ticket's token is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNoShow:
    """The called visit did not come."""

    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RateService:
    """Rate one service; by a pad only while its question is open."""

    service: str
    level: int
    reasons: tuple[str, ...] = ()
    words: str = ""
    channel: str = "page"
    question_only: bool = False
    given_at: datetime | None = None
    """When it was given, where it comes later than that."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportShown:
    """Record that a call was shown and spoken where its citizen waits."""

    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveNote:
    """Leave a note with the visit in hand, for whoever serves it next; empty takes it back."""

    window: int
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkVisit:
    """Put the visit in hand aside, with a reason, to be resumed without queueing again."""

    window: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeVisit:
    """Go on serving a parked visit that has come back."""

    window: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferVisit:
    """Send the visit in hand to another category, or to one window, with a note."""

    window: int
    to_category: str | None = None
    to_window: int | None = None
    keep_arrival: bool = True
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoPress:
    """Take back the last press at a window.

    `ago_s` is how long ago it was on the machine clock; without it the hall clock says.
    """

    window: int
    ago_s: float | None = None
