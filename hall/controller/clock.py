"""The hall clock: monotonic within a run, scaled in a demo, never before what already happened.

It starts from a stored moment and then follows the machine's monotonic clock, so that a step of
the wall clock neither reorders a queue nor bends a wait.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class HallClock:
    """The time in the hall, in UTC; `rate` hall seconds pass in a real one."""

    def __init__(
        self,
        origin: datetime,
        *,
        rate: float = 1.0,
        machine: Callable[[], float] = time.monotonic,
    ) -> None:
        self._machine = machine
        self._origin = origin
        self._since_s = machine()
        self._rate = rate

    @property
    def rate(self) -> float:
        """How many hall seconds pass in a second."""
        return self._rate

    def now(self) -> datetime:
        """The moment in the hall."""
        passed_s = (self._machine() - self._since_s) * self._rate
        return self._origin + timedelta(seconds=passed_s)

    def set_rate(self, rate: float) -> None:
        """Go on from now at another rate."""
        self._origin, self._since_s, self._rate = self.now(), self._machine(), rate

    def jump_to(self, moment: datetime) -> None:
        """Leave out the time until a later moment; an earlier one changes nothing."""
        if moment > self.now():
            self._origin, self._since_s = moment, self._machine()


def utc_now() -> datetime:
    """The wall clock, read once at a start."""
    return datetime.now(UTC)
