"""A line on virtual time: a driver at one end, simulated machines at the other, no thread."""

from collections.abc import Callable, Sequence

from devices.driver import Driver
from devices.errors import LinkError, LinkStalled
from simulators.machine import Machine
from simulators.wire import Fault, Wire

STEP_S = 0.02


class VirtualLine:
    """A link whose other end is a wire; every read lets a fiftieth of a second pass."""

    def __init__(self, machines: Sequence[Machine]) -> None:
        self.wire = Wire(machines)
        self.now_s = 100.0
        self.plugged = True
        self.each_step: Callable[[], None] = lambda: None

    def clock(self) -> float:
        """The machine clock."""
        return self.now_s

    def open(self) -> None:
        """Open the line; raises `LinkError` while it is unplugged."""
        self._need_plug()

    def close(self) -> None:
        """Nothing is kept open."""

    def wake(self) -> None:
        """Nobody waits."""

    def read(self, timeout_s: float) -> bytes:
        """What comes within one step."""
        self._need_plug()
        self._step()
        return self.wire.drain()

    def write(self, data: bytes, timeout_s: float) -> None:
        """As fast as the machines take it."""
        until_s = self.now_s + timeout_s
        while data:
            self._need_plug()
            room = self.wire.room()
            self.wire.feed(data[:room])
            data = data[room:]
            if data:
                self._step()
            if self.now_s >= until_s:
                raise LinkStalled("nothing is taken")

    def live(
        self, driver: Driver, seconds: float, enough: Callable[[], bool] = lambda: False
    ) -> None:
        """Let time pass."""
        until_s = self.now_s + seconds
        while self.now_s < until_s and not enough():
            driver.received(self.read(STEP_S), self.now_s)

    def disturb(self, troubles: Sequence[tuple[Fault, bool, int]], drip: int | None) -> None:
        """Let faults happen to the next transmissions."""
        for fault, to_host, times in troubles:
            self.wire.disturb(fault, times=times, to_host=to_host)
        self.wire.drip_bytes = drip

    def _step(self) -> None:
        self.now_s += STEP_S
        self.wire.tick(STEP_S, STEP_S)
        self.each_step()

    def _need_plug(self) -> None:
        if not self.plugged:
            raise LinkError("unplugged")
