"""What happened to windows and to the plan."""

from dataclasses import dataclass, field
from datetime import datetime

from hall.core.plan import PlannedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOpened:
    """A clerk sat down at a window, or came back from a pause."""

    at: datetime
    window: int
    clerk: str
    skills: frozenset[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowPaused:
    """A window stopped calling for a while."""

    at: datetime
    window: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowClosed:
    """A window was left."""

    at: datetime
    window: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSet:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanScheduled:
    """A change of the plan is to come."""

    at: datetime
    change: PlannedChange


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChangeDropped:
    """A change did not take effect, or did not return: a person's reason, or a refusal's code."""

    at: datetime
    change: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanAcknowledged:
    """A clerk has seen what their window serves now."""

    at: datetime
    window: int
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTakenOver:
    """A window left signed-in was taken over by another clerk."""

    at: datetime
    window: int
    clerk: str
    from_clerk: str
