"""Commands about the day and the hall as a whole."""

from datetime import date, datetime

from msgspec import field

from hall.core.hall import Offer
from hall.core.plan import PlannedChange
from hall.core.settings import Settings
from hall.core.value import Value


class OpenDay(Value, frozen=True, kw_only=True):
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


class CloseDay(Value, frozen=True, kw_only=True):
    """End the business day; refused while somebody waits unless `end_waiting`."""

    end_waiting: bool = False
    return_codes: frozenset[str] = frozenset()
    """The waiting and parked visits that are given a code to come back with."""
    abandoned: bool = False
    """Whether the day was left open by a crash, so that nobody is at the windows any more."""


class LetTimePass(Value, frozen=True, kw_only=True):
    """Do what is due by the clock alone: infer starts."""


class ChangeSettings(Value, frozen=True, kw_only=True):
    """Set the rules anew, with a reason."""

    settings: Settings
    reason: str


class PauseHall(Value, frozen=True, kw_only=True):
    """Stop calling in the whole hall for a while; numbers are still given."""

    reason: str


class ResumeHall(Value, frozen=True, kw_only=True):
    """Call again."""


class StartEmergency(Value, frozen=True, kw_only=True):
    """Stop calling, numbers and deadlines at once; screens show the exits."""

    reason: str


class EndEmergency(Value, frozen=True, kw_only=True):
    """The emergency is over."""


class Announce(Value, frozen=True, kw_only=True):
    """Let everybody know something, in Chinese and English; it replaces what was said before."""

    text: tuple[str, str]
    until: datetime | None = None
    """When it is over by itself; None is when it is withdrawn, or the day ends."""


class WithdrawAnnouncement(Value, frozen=True, kw_only=True):
    """It need not be known any longer."""


class StopNumbers(Value, frozen=True, kw_only=True):
    """Give no more numbers, of one category or at all; who waits is served on."""

    reason: str
    category: str | None = None


class ResumeNumbers(Value, frozen=True, kw_only=True):
    """Give numbers again."""

    category: str | None = None
