"""What every simulated machine is: physics, and bytes in and out.

A machine never sleeps and never reads a clock: time is pushed in by `tick`, on both clocks. Its
mechanics run on the hall clock; its electronics (time-outs, repeats) on the machine clock, like
those of the driver at the other end of the line. What must not live
here: ports and threads (see `pty`), faults of the line (see `wire`).
"""

from typing import Protocol


class Machine(Protocol):
    """A simulated machine as its line sees it."""

    def room(self) -> int:
        """How many bytes it can take in now."""

    def receive(self, data: bytes) -> None:
        """Bytes from the host."""

    def transmit(self) -> bytes:
        """The bytes it has for the host; they are gone after the call."""

    def tick(self, dt_s: float, hall_dt_s: float) -> None:
        """Let time pass, on the machine clock and on the hall clock."""
