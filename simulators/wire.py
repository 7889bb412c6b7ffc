"""One line between a host and its machines, with the faults that lines have.

A fault is a function from the bytes of one transmission to what arrives of them. What must not
live here: machines, ports and threads.
"""

from collections.abc import Callable, Sequence
from typing import Final

from simulators.machine import Machine

Fault = Callable[[bytes], bytes]
FOREVER: Final = -1


def garbage(noise: bytes) -> Fault:
    """Noise comes before the transmission."""
    return lambda data: noise + data


def truncation(missing: int) -> Fault:
    """The last bytes are lost."""
    return lambda data: data[:-missing]


def bit_flip(bit: int) -> Fault:
    """One bit arrives wrong."""

    def flip(data: bytes) -> bytes:
        at, mask = bit // 8 % len(data), 1 << bit % 8
        return data[:at] + bytes((data[at] ^ mask,)) + data[at + 1 :]

    return flip


def silence(_data: bytes) -> bytes:
    """Nothing arrives."""
    return b""


def twice(data: bytes) -> bytes:
    """The transmission arrives twice."""
    return data + data


class Wire:
    """One line with the machines on it; what the host sends reaches all of them."""

    def __init__(self, machines: Sequence[Machine]) -> None:
        self.machines = tuple(machines)
        self.stalled = False
        """Whether the line takes nothing from the host."""
        self.echoing = False
        """Whether a half-duplex adapter gives the host its own bytes back."""
        self.drip_bytes: int | None = None
        """How many bytes reach the host at a time; None for all."""
        self._faults: dict[bool, list[tuple[Fault, int]]] = {True: [], False: []}
        self._to_host = bytearray()

    def disturb(self, fault: Fault, *, times: int = FOREVER, to_host: bool = True) -> None:
        """Let a fault happen to the next transmissions in one direction."""
        self._faults[to_host].append((fault, times))

    def calm(self) -> None:
        """End every fault."""
        self._faults = {True: [], False: []}
        self.stalled = self.echoing = False
        self.drip_bytes = None

    def room(self) -> int:
        """How many bytes the line takes from the host now."""
        return 0 if self.stalled else min(machine.room() for machine in self.machines)

    def feed(self, data: bytes) -> None:
        """Bytes from the host."""
        if self.echoing:
            self._to_host += data
        arrived = self._suffer(data, to_host=False)
        for machine in self.machines:
            machine.receive(arrived)

    def tick(self, dt_s: float, hall_dt_s: float) -> None:
        """Let time pass for every machine, and gather what they send."""
        for machine in self.machines:
            machine.tick(dt_s, hall_dt_s)
            sent = machine.transmit()
            if sent:
                self._to_host += self._suffer(sent, to_host=True)

    def drain(self) -> bytes:
        """The bytes that reach the host now."""
        size = len(self._to_host) if self.drip_bytes is None else self.drip_bytes
        arrived = bytes(self._to_host[:size])
        del self._to_host[:size]
        return arrived

    def _suffer(self, data: bytes, *, to_host: bool) -> bytes:
        left: list[tuple[Fault, int]] = []
        for fault, times in self._faults[to_host]:
            data = fault(data) if data else data
            if times != 1:
                left.append((fault, times if times == FOREVER else times - 1))
        self._faults[to_host] = left
        return data
