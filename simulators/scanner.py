"""Simulated scanner of printed codes, and keypad: on a serial line, or as a keyboard.

What must not live here: ports, what a code means.
"""

from devices.codecs.keyboard import lamps, typed

_ROOM = 256


class SimulatedScanner:
    """A scanner; `scan` is somebody who holds a paper under it."""

    def __init__(self, suffix: str = "\r\n", *, types: bool = False) -> None:
        self._suffix = suffix
        self._types = types
        self._out = bytearray()
        self.blinks = 0
        """How often its lamp was lit."""

    def scan(self, code: str) -> None:
        """A paper."""
        text = code + self._suffix
        self._out += typed(text) if self._types else text.encode()

    def room(self) -> int:
        """It takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """A keyboard has a lamp."""
        self.blinks += sum(lamps(data)) if self._types else 0

    def transmit(self) -> bytes:
        """What it sends now."""
        sent = bytes(self._out)
        self._out.clear()
        return sent

    def tick(self, dt_s: float, hall_dt_s: float) -> None:
        """It does nothing by itself."""
