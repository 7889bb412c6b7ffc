"""What happened to windows and to the plan."""

from datetime import datetime

from msgspec import field

from hall.core.plan import PlannedChange
from hall.core.value import Value


class WindowOpened(Value, frozen=True, kw_only=True):
    """A clerk sat down at a window, or came back from a pause."""

    at: datetime
    window: int
    clerk: str
    skills: frozenset[str] | None = None


class WindowPaused(Value, frozen=True, kw_only=True):
    """A window stopped calling for a while."""

    at: datetime
    window: int
    reason: str


class WindowClosed(Value, frozen=True, kw_only=True):
    """A window was left."""

    at: datetime
    window: int


class PlanSet(Value, frozen=True, kw_only=True):
    """Which window serves which categories changed; windows not named stay as they were."""

    at: datetime
    version: int
    windows: dict[int, tuple[str, ...]]
    reason: str
    reason_en: str | None = None
    """The same in English, where a program gave it."""
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)
    change: int | None = None
    ends_at: datetime | None = None
    """When the windows get back what they had."""
    returns: int | None = None
    """The change that is over."""
    without_window: tuple[str, ...] = ()
    """Categories left without an open window, with a warning."""
    to_acknowledge: tuple[int, ...] = ()
    """Windows whose clerks are to acknowledge it."""


class PlanScheduled(Value, frozen=True, kw_only=True):
    """A change of the plan is to come."""

    at: datetime
    change: PlannedChange


class PlanChangeDropped(Value, frozen=True, kw_only=True):
    """A change did not take effect, or did not return: a person's reason, or a refusal's code."""

    at: datetime
    change: int
    reason: str


class PlanAcknowledged(Value, frozen=True, kw_only=True):
    """A clerk has seen what their window serves now."""

    at: datetime
    window: int
    version: int


class WindowTakenOver(Value, frozen=True, kw_only=True):
    """A window left signed-in was taken over by another clerk."""

    at: datetime
    window: int
    clerk: str
    from_clerk: str
