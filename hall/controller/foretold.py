"""What was foretold last: one thread writes it, everybody reads it.

Each value is replaced as a whole, so that no reader needs a lock. What must not live here: how it
is found (see `hall.controller.foresight`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hall.forecast.ranges import BY_LENGTH, Forecasts

OFF: Final = "off"
NOT_INSTALLED: Final = "not installed"
PREPARING: Final = "preparing"
RUNNING: Final = "running"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastState:
    """How forecasts are made now."""

    state: str = OFF
    """One of the words above."""
    method: str = BY_LENGTH
    took_ms: float | None = None
    """How long the last forecast took."""
    learnt_at: datetime | None = None
    """When the records were last learnt from."""
    learnt_from: int = 0
    """How many visits that was."""


@dataclass(slots=True)
class Foretold:
    """The newest forecast and how it came about; empty until there is one."""

    latest: Forecasts | None = None
    state: ForecastState = ForecastState()
