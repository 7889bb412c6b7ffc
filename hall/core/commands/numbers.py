"""Commands of whoever takes a number, or holds one."""

from hall.core.hall import PrintState, Wait
from hall.core.settings import GreenGround, VisitClass
from hall.core.value import Value


class IssueNumber(Value, frozen=True, kw_only=True):
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


class ReportTicket(Value, frozen=True, kw_only=True):
    """Record how far the paper of a number has come."""

    visit: str
    state: PrintState
    copy: int | None = None
    """Which copy this is about, 0 for the first paper; None is the latest."""


class ReprintTicket(Value, frozen=True, kw_only=True):
    """Print the paper of a number again; the number stays the same."""

    visit: str
    printer: str
    ahead: int = 0
    wait: Wait | None = None


class CancelVisit(Value, frozen=True, kw_only=True):
    """Give up a number that is not being served."""

    visit: str


class LetOthersPass(Value, frozen=True, kw_only=True):
    """Let some others go first, without losing the number."""

    visit: str
    count: int


class ChangeClass(Value, frozen=True, kw_only=True):
    """Have a waiting visit go sooner than others, or as others do, for a reason."""

    visit: str
    visit_class: VisitClass
    reason: str


class ReportLate(Value, frozen=True, kw_only=True):
    """Say that one is late for a call, or has missed it.

    `new_visit` and `token` are needed where a missed number is replaced by a new one.
    """

    visit: str
    new_visit: str | None = None
    token: str | None = None


class AddMatter(Value, frozen=True, kw_only=True):
    """One more matter for a visit that has not ended."""

    visit: str
    matter: str
