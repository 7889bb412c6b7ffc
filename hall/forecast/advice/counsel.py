"""What the advisers say, as plain values that everybody may read without the engine.

Categories are named by their codes, waits are ranges of minutes. What must not live here: how
anything is found (see `adviser`, `what_if` and `staffing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

Sentence = tuple[str, str]
"""Chinese and English."""


Stretch = tuple[datetime, datetime]
"""From when until when."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    """A figure over many futures: the mean, and between what eight in ten of them lie."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """What the next while comes to."""

    mean: Minutes
    p90: Minutes
    categories: Mapping[str, Minutes]
    """The mean wait of each category."""
    worst: str
    people: float
    """How many wait or come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A window serves other categories from now on."""

    window: int
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Moves that belong together, what they would do, and why."""

    id: str
    moves: tuple[Shift, ...]
    before: Prospect
    after: Prospect
    gain: float
    """Which part of what waits cost is saved."""
    helped: int
    delayed: int
    reason: Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Counsel:
    """What the adviser had to say last."""

    at: datetime
    present: Prospect
    suggestions: tuple[Suggestion, ...]
    """Each goes one move further than the one before."""
    more_skills: Suggestion | None = None
    said_first: Sentence | None = None
    """What is said before any move, when more skills always on would do better."""
    moves_left: int = 0
    """How many moves this hour still allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What a manager tries."""

    plan: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    """What windows serve instead."""
    opened: frozenset[int] = frozenset()
    """Windows that call from now on, serving what they are planned to."""
    closed: frozenset[int] = frozenset()
    many: float = 1.0
    """So many times as many people come."""
    ahead_min: float = 180.0
    starts_at: datetime | None = None
    """From when windows are changed; from now on, or for the whole day."""
    roster: Mapping[int, tuple[Stretch, ...]] = field(default_factory=dict)
    """When windows call instead."""
    day: date | None = None
    """A whole day that is to come, instead of the next while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The wait of those who come in each stretch of time, as far as anybody comes."""

    starts: tuple[datetime, ...]
    waits: tuple[Minutes, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that are compared."""

    prospect: Prospect
    whole: Curve
    categories: Mapping[str, Curve]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is, and what would be."""

    before: Side
    after: Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Clerks by category for each quarter of an hour of a day."""

    opens: datetime
    clerks: Mapping[str, tuple[int, ...]]
    met: Mapping[str, tuple[float, ...]]
    """The part called in time of those who come in each quarter."""
    clerk_hours: float
