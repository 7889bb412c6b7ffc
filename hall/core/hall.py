"""The hall as one frozen value: visits, services, windows, lines and counters of the open day.

What must not live here: rules (see `decide`) and changes (see `apply`).
"""

from datetime import date, datetime
from typing import Final

from immutables import Map
from msgspec import field

from hall.core.announcement import Announcement
from hall.core.appointment import Appointment
from hall.core.line import Line
from hall.core.offer import CategoryKind, CategoryRule, Offer, Quota, Span, WindowTraits
from hall.core.plan import PlannedChange, RunningChange
from hall.core.return_code import ReturnCode
from hall.core.settings import Settings
from hall.core.spent import Spent
from hall.core.value import Value
from hall.core.visit import Group, Outcome, PrintState, Rating, Service, Todo, Visit, Wait
from hall.core.window import Window, WindowStatus

__all__ = [
    "ALL",
    "Announcement",
    "CategoryKind",
    "CategoryRule",
    "Group",
    "Hall",
    "LineKey",
    "Offer",
    "Outcome",
    "PrintState",
    "Quota",
    "Rating",
    "Service",
    "Span",
    "Todo",
    "Visit",
    "Wait",
    "Window",
    "WindowStatus",
    "WindowTraits",
]

ALL: Final = "*"
"""Stands for every category where numbers are stopped."""

LineKey = tuple[str, Group]
"""A category and who in it stands in one line; there is no line without anybody in it."""


class Hall(Value, frozen=True, kw_only=True):
    """Everything the rules need to know, of one business day."""

    settings: Settings = field(default_factory=Settings)
    day: date | None = None
    """The open business day; None between two days."""
    last_day: date | None = None
    """The business day that was opened last."""
    offer: Offer | None = None
    plan_version: int = 0
    last_change: int = 0
    scheduled: Map[int, PlannedChange] = field(default_factory=Map)
    """Changes of the plan that are to come."""
    running: Map[int, RunningChange] = field(default_factory=Map)
    """Changes of the plan that will return."""
    windows: Map[int, Window] = field(default_factory=Map)
    visits: Map[str, Visit] = field(default_factory=Map)
    services: Map[str, Service] = field(default_factory=Map)
    lines: Map[LineKey, Line] = field(default_factory=Map)
    issued: Map[str, int] = field(default_factory=Map)
    """The last ordinal given in each category."""
    order: int = 0
    """How many numbers were issued in all."""
    ended: int = 0
    slots: Map[tuple[str, datetime], int] = field(default_factory=Map)
    """How many numbers were given of a category in a stretch of the day."""
    persons: Map[str, tuple[str, ...]] = field(default_factory=Map)
    """The visits of each person who can be told apart."""
    kiosks: Map[str, tuple[datetime, ...]] = field(default_factory=Map)
    """When each kiosk gave its last few numbers."""
    numbers: Map[str, str] = field(default_factory=Map)
    tokens: Map[str, str] = field(default_factory=Map)
    clerks: Map[str, int] = field(default_factory=Map)
    prints: Map[str, str] = field(default_factory=Map)
    """Unfinished prints: the printer, by visit."""
    returns: Map[str, ReturnCode] = field(default_factory=Map)
    appointments: Map[str, Appointment] = field(default_factory=Map)
    """Those that are still to come, by id."""
    booked: Map[tuple[str, datetime], int] = field(default_factory=Map)
    """How many appointments were given for a category at a time."""
    missed_appointments: Map[str, int] = field(default_factory=Map)
    missed_last: Map[str, date] = field(default_factory=Map)
    """The business day of each person's last missed appointment."""
    spent: Spent = field(default_factory=Map)
    """The codes that can be used no more."""
    paused: str | None = None
    """Why the whole hall does not call."""
    emergency: str | None = None
    emergency_since: datetime | None = None
    announcement: Announcement | None = None
    stopped: Map[str, str] = field(default_factory=Map)
    """Why no numbers are given, by category; `*` stands for all."""
    rehearsal: bool = False
    before_rehearsal: "Hall | None" = None
    """What the day after a rehearsal carries over: the hall as the rehearsal found it."""
    help_wanted: Map[str, datetime] = field(default_factory=Map)
    """Kiosks where somebody waits for a person, and since when."""
    last_at: datetime | None = None

    def waiting(self, category: str) -> int:
        """How many wait in a category."""
        count = 0
        for (code, _), line in self.lines.items():
            if code == category:
                count += line.length
        return count

    def waiting_for(self, window: Window) -> int:
        """How many wait for what a window serves."""
        return sum(map(self.waiting, window.serves))

    def in_hand(self, window: Window) -> Visit | None:
        """The visit at a window."""
        return self.visits[window.visit] if window.visit else None

    def category(self, code: str) -> CategoryRule | None:
        """A category of the open day."""
        for each in self.offer.categories if self.offer else ():
            if each.code == code:
                return each
        return None

    def traits(self, window: int) -> WindowTraits | None:
        """How a window is built, as far as is known."""
        return self.offer.windows.get(window) if self.offer else None
