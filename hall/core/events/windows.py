"""What happened to windows and to the plan."""

from dataclasses import dataclass, field
from datetime import datetime


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
    secondary: dict[int, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowTakenOver:
    """A window left signed-in was taken over by another clerk."""

    at: datetime
    window: int
    clerk: str
    from_clerk: str
