"""The hall as one frozen value: visits, services, windows, lines and counters of the open day.

What must not live here: rules (see `decide`) and changes (see `apply`).
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from immutables import Map

from hall.core.line import Key, Line
from hall.core.settings import Settings, VisitClass
from hall.core.stages import Ending, Stage


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of hall time; the end is outside."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What the hall takes numbers for on one day, fixed when the day opens."""

    categories: tuple[CategoryRule, ...]
    matters: dict[str, str]
    """The category of each matter."""
    number_hours: tuple[Span, ...]
    """When numbers are given; empty means always."""


class Outcome(StrEnum):
    """What a service came to."""

    ACCEPTED = "accepted"
    DONE = "done"
    ADVICE = "advice"
    MATERIALS_MISSING = "materials_missing"
    REFERRED = "referred"


class PrintState(StrEnum):
    """How far the paper of a number has come."""

    PRINTING = "printing"
    PRINTED = "printed"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """The wait a citizen was told, in minutes, and the method that answered."""

    low_min: int
    high_min: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One citizen in the hall, from the number taken to its end."""

    id: str
    number: str
    order: int
    """The order of issue over all categories of the day."""
    token: str
    category: str
    matter: str | None
    visit_class: VisitClass
    language: str
    stage: Stage
    issued_at: datetime
    entered_at: datetime
    """When it counts as having entered the line it stands in."""
    needs: tuple[str, ...] = ()
    receipt: str | None = None
    kiosk: str | None = None
    printer: str | None = None
    print_state: PrintState | None = None
    window: int | None = None
    called_at: datetime | None = None
    last_call_at: datetime | None = None
    calls: int = 0
    service: str | None = None
    services: tuple[str, ...] = ()
    ending: Ending | None = None
    ended_at: datetime | None = None

    @property
    def line_key(self) -> Key:
        """Where it stands in its line."""
        return (self.entered_at, self.order, self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a citizen said of one service; the last one counts."""

    level: int
    reasons: tuple[str, ...]
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """One serving of a visit at one window."""

    id: str
    visit: str
    window: int
    clerk: str
    matter: str | None
    started_at: datetime
    inferred_start: bool
    finished_at: datetime | None = None
    withdrawn: bool = False
    """Begun by mistake; it counts nowhere."""
    outcome: Outcome | None = None
    rating: Rating | None = None


class WindowStatus(StrEnum):
    """Whether a window calls."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A numbered counter, its plan entry and what stands at it."""

    no: int
    categories: tuple[str, ...]
    status: WindowStatus = WindowStatus.CLOSED
    clerk: str | None = None
    reason: str | None = None
    visit: str | None = None
    """The visit in hand, called or being served."""
    question: str | None = None
    """The service whose rating is being asked for."""
    question_until: datetime | None = None


LineKey = tuple[str, VisitClass]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """Everything the rules need to know, of one business day."""

    settings: Settings = field(default_factory=Settings)
    day: date | None = None
    """The open business day; None between two days."""
    last_day: date | None = None
    """The business day that was opened last."""
    offer: Offer | None = None
    plan_version: int = 0
    windows: Map[int, Window] = field(default_factory=Map)
    visits: Map[str, Visit] = field(default_factory=Map)
    services: Map[str, Service] = field(default_factory=Map)
    lines: Map[LineKey, Line] = field(default_factory=Map)
    issued: Map[str, int] = field(default_factory=Map)
    """The last ordinal given in each category."""
    order: int = 0
    """How many numbers were issued in all."""
    ended: int = 0
    numbers: Map[str, str] = field(default_factory=Map)
    tokens: Map[str, str] = field(default_factory=Map)
    clerks: Map[str, int] = field(default_factory=Map)
    prints: Map[str, str] = field(default_factory=Map)
    """Unfinished prints: the printer, by visit."""
    help_wanted: Map[str, datetime] = field(default_factory=Map)
    """Kiosks where somebody waits for a person, and since when."""
    last_at: datetime | None = None

    def waiting(self, category: str) -> int:
        """How many wait in a category."""
        return sum(
            len(self.lines[key]) for each in VisitClass if (key := (category, each)) in self.lines
        )

    def waiting_for(self, window: Window) -> int:
        """How many wait for what a window serves."""
        return sum(map(self.waiting, window.categories))

    def in_hand(self, window: Window) -> Visit | None:
        """The visit at a window."""
        return self.visits[window.visit] if window.visit else None

    def category(self, code: str) -> CategoryRule | None:
        """A category of the open day."""
        offer = self.offer
        if offer is None:
            return None
        return next((each for each in offer.categories if each.code == code), None)
