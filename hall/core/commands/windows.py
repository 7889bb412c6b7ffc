"""Commands about windows and the plan."""

from datetime import datetime

from msgspec import field

from hall.core.value import Value


class OpenWindow(Value, frozen=True, kw_only=True):
    """Sit down at a window, or come back from a pause."""

    window: int
    clerk: str
    skills: frozenset[str] | None = None
    """The categories this clerk can serve; None is all."""
    take_over: bool = False
    """Sit down though somebody else is still signed in here, or oneself elsewhere."""


class PauseWindow(Value, frozen=True, kw_only=True):
    """Stop calling for a while."""

    window: int
    reason: str


class CloseWindow(Value, frozen=True, kw_only=True):
    """Leave a window; with `hand_over`, whoever is in hand goes back to wait for another."""

    window: int
    hand_over: bool = False


class SetPlan(Value, frozen=True, kw_only=True):
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


class DropPlanChange(Value, frozen=True, kw_only=True):
    """Give up a change of the plan that is to come."""

    change: int
    reason: str


class AcknowledgePlan(Value, frozen=True, kw_only=True):
    """Say, as the clerk of a window, that one has seen what it serves now."""

    window: int
