"""What a hall offers on one day, fixed when the day opens: categories, matters, hours, windows.

What must not live here: what has happened on the day (see `hall`).
"""

from dataclasses import dataclass, field
from datetime import datetime
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of hall time; the end is outside."""

    start: datetime
    end: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in it."""
        return self.start <= moment < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTraits:
    """How a window is built; a window without traits suits everybody."""

    kind: CategoryKind | None = None
    """What it is set up for; an instant window takes instant categories alone."""
    floor: int | None = None
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
