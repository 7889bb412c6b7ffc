"""The hall clock: monotonic within a run, scaled in a demo, never before what already happened.

It starts from a stored moment and then follows the machine's monotonic clock, so that a step of
the wall clock neither reorders a queue nor bends a wait. Any thread may read it; one changes it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leg:
    """From a moment on, so many hall seconds pass in a real one; replaced as a whole."""

    origin: datetime
    since_s: float
    rate: float

    def at(self, machine_s: float) -> datetime:
        return self.origin + timedelta(seconds=(machine_s - self.since_s) * self.rate)


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
        self._leg = _Leg(origin=origin, since_s=machine(), rate=rate)

    @property
    def rate(self) -> float:
        """How many hall seconds pass in a second."""
        return self._leg.rate

    def now(self) -> datetime:
        """The moment in the hall."""
        return self._leg.at(self._machine())

    def set_rate(self, rate: float) -> None:
        """Go on from now at another rate."""
        machine_s = self._machine()
        self._leg = _Leg(origin=self._leg.at(machine_s), since_s=machine_s, rate=rate)

    def jump_to(self, moment: datetime) -> None:
        """Leave out the time until a later moment; an earlier one changes nothing."""
        if moment > self.now():
            self._leg = replace(self._leg, origin=moment, since_s=self._machine())


def utc_now() -> datetime:
    """The wall clock, read once at a start."""
    return datetime.now(UTC)
