"""A line on virtual time where every byte takes as long as it does at its speed."""

from collections import deque
from collections.abc import Callable, Sequence

from devices.driver import Driver
from simulators.machine import Machine

STEP_S = 0.0005
BITS = 10


class TimedLine:
    """A link at a baud rate; `now_s` moves only while somebody waits."""

    def __init__(self, machines: Sequence[Machine], baud: int = 9600) -> None:
        self.now_s = 100.0
        self.busy_s = 0.0
        """How long bytes have been on the line."""
        self._machines = machines
        self._char_s = BITS / baud
        self._out: deque[tuple[float, int]] = deque()
        self._in: deque[tuple[float, int]] = deque()

    def open(self) -> None:
        """It is always open."""

    def close(self) -> None:
        """It stays open."""

    def wake(self) -> None:
        """Nobody waits in another thread."""

    def write(self, data: bytes, _timeout_s: float) -> None:
        """Behind what is still on its way out."""
        self._put(self._out, data)

    def read(self, timeout_s: float) -> bytes:
        """The bytes of the first step that brings some."""
        until_s = self.now_s + timeout_s
        while True:
            self._step()
            arrived = _due(self._in, self.now_s)
            if arrived or self.now_s >= until_s:
                return arrived

    def live(
        self, driver: Driver, seconds: float, enough: Callable[[], bool] = lambda: False
    ) -> None:
        """Let time pass."""
        until_s = self.now_s + seconds
        while self.now_s < until_s and not enough():
            driver.received(self.read(driver.patience_s), self.now_s)

    def _put(self, way: deque[tuple[float, int]], data: bytes) -> None:
        begins_s = max(self.now_s, way[-1][0] if way else 0.0)
        way += [(begins_s + (at + 1) * self._char_s, byte) for at, byte in enumerate(data)]
        self.busy_s += len(data) * self._char_s

    def _step(self) -> None:
        self.now_s += STEP_S
        arrived = _due(self._out, self.now_s)
        for machine in self._machines:
            if arrived:
                machine.receive(arrived)
            machine.tick(STEP_S, STEP_S)
            if sent := machine.transmit():
                self._put(self._in, sent)


def _due(way: deque[tuple[float, int]], now_s: float) -> bytes:
    arrived = bytearray()
    while way and way[0][0] <= now_s:
        arrived.append(way.popleft()[1])
    return bytes(arrived)
