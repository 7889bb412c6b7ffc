"""What a hall offers on one day, fixed when the day opens: categories, matters, hours, windows.

What must not live here: what has happened on the day (see `hall`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class CategoryKind(StrEnum):
    """What a category is for; the last three have no matters."""

    INTEGRATED = "integrated"
    GENERAL = "general"
    INSTANT = "instant"
    PICK_UP = "pick_up"
    ENQUIRY = "enquiry"
    UNRESOLVED = "unresolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRule:
    """What numbering knows of a category."""

    code: str
    prefix: str
    kind: CategoryKind
    floor: int | None = None
    """Where its people wait."""
    number_start: int | None = None
    number_width: int | None = None
    daily_maximum: int | None = None
    """What is left out is as the hall's settings say."""
    last_number_at: datetime | None = None
    """From when no more numbers of it are given today."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of hall time; the end is outside."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota:
    """How many numbers of a category are given in a stretch of the day."""

    category: str
    span: Span
    maximum: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOff:
    """A day on which the hall stays closed, and why, in Chinese and English."""

    span: Span
    reason: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTraits:
    """How a window is built; a window without traits suits everybody."""

    kind: CategoryKind | None = None
    """What it is set up for; an instant window takes instant categories alone."""
    floor: int | None = None
    digits_only: bool = False
    """Whether a device there shows numbers without their letters."""
    suits: tuple[str, ...] = ()
    """Needs it can meet: `low_counter`, `hearing_loop`, `language:en`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the hall takes numbers for on one day, fixed when the day opens."""

    categories: tuple[CategoryRule, ...]
    matters: dict[str, str]
    """The category of each matter."""
    number_hours: tuple[Span, ...]
    """When numbers are given; empty means always."""
    windows: dict[int, WindowTraits] = field(default_factory=dict)
    window_hours: tuple[Span, ...] = ()
    """When windows are open; empty where nothing is promised about closing."""
    quotas: tuple[Quota, ...] = ()
    appointment_slots: tuple[Quota, ...] = ()
    """When appointments can be booked, today and on later days."""
    open_days: tuple[date, ...] = ()
    """The next days on which the hall opens; without them, Mondays to Fridays count."""
    reopens_at: datetime | None = None
    """When numbers are given again after this day."""
    catalogue: str | None = None
    """The version of the catalogue that it was made of."""
    days_off: tuple[DayOff, ...] = ()
    """The days between this one and the next on which the hall opens."""
