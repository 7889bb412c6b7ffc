"""Changes of the plan that are to come or to return, as frozen values."""

from dataclasses import dataclass, field
from datetime import datetime

Plan = dict[int, tuple[str, ...]]
"""The categories of windows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedChange:
    """A change of the plan from a moment on, and until when, if it returns."""

    id: int = 0
    windows: Plan
    reason: str
    starts_at: datetime
    ends_at: datetime | None = None
    secondary: Plan = field(default_factory=dict)
    reason_en: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RunningChange:
    """A change in force that will return, with what was before it."""

    id: int
    ends_at: datetime
    windows: Plan
    secondary: Plan
    windows_before: Plan
    secondary_before: Plan
