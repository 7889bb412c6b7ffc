"""What happened to the day and to the hall as a whole."""

from datetime import date, datetime

from msgspec import field

from hall.core.appointment import Appointment
from hall.core.hall import Announcement, Offer
from hall.core.plan import PlannedChange
from hall.core.return_code import ReturnCode
from hall.core.settings import Settings
from hall.core.spent import SpentCode
from hall.core.value import Value


class DayOpened(Value, frozen=True, kw_only=True):
    """A business day began; it carries over what outlives a day."""

    at: datetime
    day: date
    offer: Offer
    settings: Settings
    plan_version: int
    plan: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    scheduled: tuple[PlannedChange, ...] = ()
    returns: tuple[ReturnCode, ...] = ()
    """The return codes that can still be used."""
    appointments: tuple[Appointment, ...] = ()
    missed_appointments: dict[str, int] = field(default_factory=dict)
    """How many appointments each person has missed."""
    missed_last: dict[str, date] = field(default_factory=dict)
    """The business day of the last of them."""
    spent: dict[str, SpentCode] = field(default_factory=dict)
    """What became of codes that can be used no more."""
    rehearsal: bool = False
    last_day: date | None = None
    """The business day before it; a rehearsal does not count as one."""
    last_change: int = 0
    """The last id that a change of the plan was given."""
    reason: str = ""


class DayClosed(Value, frozen=True, kw_only=True):
    """The business day is over; nobody waits any more."""

    at: datetime
    day: date


class DayReopened(Value, frozen=True, kw_only=True):
    """A day closed by mistake goes on; its numbers continue where they stopped."""

    at: datetime
    day: date
    offer: Offer
    reason: str = ""


class SettingsChanged(Value, frozen=True, kw_only=True):
    """The rules were set anew."""

    at: datetime
    settings: Settings
    reason: str


class HallPaused(Value, frozen=True, kw_only=True):
    """The whole hall stopped calling for a while."""

    at: datetime
    reason: str


class HallResumed(Value, frozen=True, kw_only=True):
    """The hall calls again."""

    at: datetime


class EmergencyStarted(Value, frozen=True, kw_only=True):
    """Calling, numbers and deadlines stopped; screens show the exits."""

    at: datetime
    reason: str


class EmergencyEnded(Value, frozen=True, kw_only=True):
    """The emergency is over; `lasted_s` is added to what was running."""

    at: datetime
    lasted_s: float


class HallAnnounced(Value, frozen=True, kw_only=True):
    """Everybody in the hall is let know something."""

    at: datetime
    announcement: Announcement


class AnnouncementWithdrawn(Value, frozen=True, kw_only=True):
    """What was announced is over."""

    at: datetime


class NumbersStopped(Value, frozen=True, kw_only=True):
    """No more numbers are given, of one category or at all."""

    at: datetime
    reason: str
    category: str | None = None


class NumbersResumed(Value, frozen=True, kw_only=True):
    """Numbers are given again."""

    at: datetime
    category: str | None = None
