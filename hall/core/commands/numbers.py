"""Commands of whoever takes a number, or holds one."""

from dataclasses import dataclass

from hall.core.hall import PrintState, Wait
from hall.core.settings import GreenGround, VisitClass


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
    further: tuple[str, ...] = ()
    """More matters to be served under the same number, in order."""
    return_code: str | None = None
    """A code to come back with, instead of matter and category."""
    age: int | None = None
    grounds: frozenset[GreenGround] = frozenset()
    """What may open the green channel; only that it is open is kept, never why."""
    person: str | None = None
    """Who asks, as a pseudonym; only to limit how many numbers one person holds."""
    accept_doubtful: bool = True
    """Whether the number is wanted though its holder may not be reached before closing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTicket:
    """Record how far the paper of a number has come."""

    visit: str
    state: PrintState
    copy: int | None = None
    """Which copy this is about, 0 for the first paper; None is the latest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReprintTicket:
    """Print the paper of a number again; the number stays the same."""

    visit: str
    printer: str
    ahead: int = 0
    wait: Wait | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelVisit:
    """Give up a number that is not being served."""

    visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetOthersPass:
    """Let some others go first, without losing the number."""

    visit: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeClass:
    """Have a waiting visit go sooner than others, or as others do, for a reason."""

    visit: str
    visit_class: VisitClass
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLate:
    """Say that one is late for a call, or has missed it.

    `new_visit` and `token` are needed where a missed number is replaced by a new one.
    """

    visit: str
    new_visit: str | None = None
    token: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddMatter:
    """One more matter for a visit that has not ended."""

    visit: str
    matter: str
