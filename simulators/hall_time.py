"""The hall clock as it is heard in the beat, for machines and people.

What must not live here: the bus, and what anybody does when the hall is silent.
"""

import time
from collections.abc import Callable
from datetime import datetime

from hall.bus.hearing import Hearing
from hall.bus.messages import Beat


class HallTime:
    """The time in the hall; `hear` on one thread, read on any."""

    def __init__(self, machine: Callable[[], float] = time.monotonic) -> None:
        self._machine = machine
        self._start_s = machine()
        self._hearing = Hearing()

    def hear(self, beat: Beat) -> None:
        """Take in a beat."""
        self._hearing = self._hearing.with_beat(beat, self._machine())

    @property
    def is_silent(self) -> bool:
        """Whether the hall has not been heard for too long, or never."""
        return self._hearing.is_silent(self._machine())

    def now(self) -> datetime | None:
        """The time in the hall; None before it was heard."""
        return self._hearing.hall_time(self._machine())

    def seconds(self) -> float:
        """Hall seconds since any moment; they pass as real ones before the hall was heard."""
        now = self.now()
        return now.timestamp() if now else self._machine() - self._start_s
