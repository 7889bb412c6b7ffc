"""Commands about windows and the plan."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWindow:
    """Sit down at a window, or come back from a pause."""

    window: int
    clerk: str
    skills: frozenset[str] | None = None
    """The categories this clerk can serve; None is all."""
    take_over: bool = False
    """Sit down though somebody else is still signed in here, or oneself elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWindow:
    """Stop calling for a while."""

    window: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseWindow:
    """Leave a window; with `hand_over`, whoever is in hand goes back to wait for another."""

    window: int
    hand_over: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlan:
    """Say which window serves which categories; windows not named stay as they are."""

    windows: dict[int, tuple[str, ...]] = field(default_factory=dict)
    reason: str = ""
    reason_en: str | None = None
    """The same in English, where a program gives its reason; a person's stands as it was typed."""
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    """Categories that windows help out with; windows not named here stay as they are."""
    starts_at: datetime | None = None
    """From when; None is at once."""
    ends_at: datetime | None = None
    """When the windows get back what they had; None is never."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DropPlanChange:
    """Give up a change of the plan that is to come."""

    change: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgePlan:
    """Say, as the clerk of a window, that one has seen what it serves now."""

    window: int
