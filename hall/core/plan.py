"""Changes of the plan that are to come or to return, as frozen values."""

from datetime import datetime

from msgspec import field

from hall.core.value import Value

Plan = dict[int, tuple[str, ...]]
"""The categories of windows."""


class PlannedChange(Value, frozen=True, kw_only=True):
    """A change of the plan from a moment on, and until when, if it returns."""

    id: int = 0
    windows: Plan
    reason: str
    starts_at: datetime
    ends_at: datetime | None = None
    secondary: Plan = field(default_factory=dict)
    reason_en: str | None = None


class RunningChange(Value, frozen=True, kw_only=True):
    """A change in force that will return, with what was before it."""

    id: int
    ends_at: datetime
    windows: Plan
    secondary: Plan
    windows_before: Plan
    secondary_before: Plan
