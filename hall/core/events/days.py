"""What happened to the day and to the hall as a whole."""

from dataclasses import dataclass, field
from datetime import date, datetime

from hall.core.hall import Offer
from hall.core.plan import PlannedChange
from hall.core.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOpened:
    """A business day began; it carries over what outlives a day."""

    at: datetime
    day: date
    offer: Offer
    settings: Settings
    plan_version: int
    plan: dict[int, tuple[str, ...]]
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    scheduled: tuple[PlannedChange, ...] = ()
    last_change: int = 0
    """The last id that a change of the plan was given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DayClosed:
    """The business day is over; nobody waits any more."""

    at: datetime
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DayReopened:
    """A day closed by mistake goes on; its numbers continue where they stopped."""

    at: datetime
    day: date
    offer: Offer
