"""What somebody wants to happen, in the imperative. Ids and tokens are chosen by whoever asks."""

from dataclasses import dataclass, field
from datetime import date

from hall.core.hall import Offer, Outcome, PrintState, Wait
from hall.core.settings import Settings, VisitClass


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """Begin a business day; `plan` and `settings` seed the first day and are carried over later."""

    day: date
    offer: Offer
    settings: Settings
    plan: dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """End the business day; refused while somebody waits unless `end_waiting`."""

    end_waiting: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueNumber:
    """Take a number for a matter, or else for a category without matters or named by a person."""

    visit: str
    token: str
    matter: str | None = None
    category: str | None = None
    receipt: str | None = None
    visit_class: VisitClass = VisitClass.ORDINARY
    language: str = "zh"
    needs: tuple[str, ...] = ()
    kiosk: str | None = None
    printer: str | None = None
    wait: Wait | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTicket:
    """Record how far the paper of a number has come."""

    visit: str
    state: PrintState


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


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkNoShow:
    """The called visit did not come."""

    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelVisit:
    """Give up a number that is not being served."""

    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RateService:
    """Rate one service; by a pad only while its question is open."""

    service: str
    level: int
    reasons: tuple[str, ...] = ()
    words: str = ""
    channel: str = "page"
    question_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    """Sit down at a window, or come back from a pause."""

    window: int
    clerk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWindow:
    """Stop calling for a while."""

    window: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWindow:
    """Leave a window with nothing in hand."""

    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlan:
    """Say which window serves which categories; windows not named stay as they are."""

    windows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetTimePass:
    """Do what is due by the clock alone: infer starts."""


Command = (
    OpenDay
    | CloseDay
    | IssueNumber
    | ReportTicket
    | CallNext
    | CallNumber
    | Recall
    | StartService
    | FinishService
    | MarkNoShow
    | CancelVisit
    | RateService
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | SetPlan
    | LetTimePass
)
