"""Commands about the day and the hall as a whole."""

from dataclasses import dataclass, field
from datetime import date, datetime

from hall.core.hall import Offer
from hall.core.plan import PlannedChange
from hall.core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenDay:
    """Begin a business day; `plan` and `settings` seed the first day and are carried over later."""

    day: date
    offer: Offer
    settings: Settings
    plan: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    rehearsal: bool = False
    """Whether it is for practice: outside the records, and without a trace in the next day."""
    reason: str = ""
    """Why a person opens it; the schedule needs none."""
    tides: tuple[PlannedChange, ...] = ()
    """The changes of the plan that this day brings by hour and weekday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDay:
    """End the business day; refused while somebody waits unless `end_waiting`."""

    end_waiting: bool = False
    return_codes: frozenset[str] = frozenset()
    """The waiting and parked visits that are given a code to come back with."""
    abandoned: bool = False
    """Whether the day was left open by a crash, so that nobody is at the windows any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetTimePass:
    """Do what is due by the clock alone: infer starts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeSettings:
    """Set the rules anew, with a reason."""

    settings: Settings
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseHall:
    """Stop calling in the whole hall for a while; numbers are still given."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeHall:
    """Call again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartEmergency:
    """Stop calling, numbers and deadlines at once; screens show the exits."""

    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EndEmergency:
    """The emergency is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announce:
    """Let everybody know something, in Chinese and English; it replaces what was said before."""

    text: tuple[str, str]
    until: datetime | None = None
    """When it is over by itself; None is when it is withdrawn, or the day ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawAnnouncement:
    """It need not be known any longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNumbers:
    """Give no more numbers, of one category or at all; who waits is served on."""

    reason: str
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeNumbers:
    """Give numbers again."""

    category: str | None = None
