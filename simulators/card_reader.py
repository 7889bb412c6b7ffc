"""Simulated reader of identity cards: one card lies on it, or none.

A card that has been read is not found again before it is lifted. What must not live here: ports,
what becomes of what was read.
"""

from datetime import date
from typing import Final

from devices.codecs.sam import (
    DONE,
    FIND,
    FOUND,
    NO_CARD,
    NOT_READ,
    NOT_SELECTED,
    READ,
    SELECT,
    FrameDecoder,
    answer,
    card_data,
)

SILENCE_S: Final = 0.1
_ROOM: Final = 256


class SimulatedCardReader:
    """A reader; `lay` and `lift` are a citizen's hand."""

    def __init__(self) -> None:
        self._decoder = FrameDecoder()
        self._card: bytes | None = None
        self._selected = False
        self._read = False
        self._out = bytearray()
        self._silent_s = 0.0

    def lay(self, number: str, born: date) -> None:
        """A card on the reader."""
        self._card, self._selected, self._read = card_data(number, born), False, False

    def lay_broken(self) -> None:
        """A card whose chip gives nothing."""
        self._card, self._selected, self._read = b"", False, False

    def lift(self) -> None:
        """The card is gone."""
        self._card = None

    def room(self) -> int:
        """It takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """Commands are answered at once."""
        self._silent_s = 0.0
        for frame in self._decoder.feed(data):
            self._out += self._obey(frame.body)

    def transmit(self) -> bytes:
        """What it sends now."""
        sent = bytes(self._out)
        self._out.clear()
        return sent

    def tick(self, dt_s: float, _hall_dt_s: float) -> None:
        """Silence ends a broken command."""
        self._silent_s += dt_s
        if self._silent_s > SILENCE_S:
            self._decoder.quiet()

    def _obey(self, command: bytes) -> bytes:
        there = self._card is not None and not self._read
        if command == FIND:
            return answer(FOUND, bytes(4)) if there else answer(NO_CARD)
        if command == SELECT:
            self._selected = there
            return answer(DONE, bytes(8)) if there else answer(NOT_SELECTED)
        if command == READ and self._selected and self._card:
            self._read, self._selected = True, False
            return answer(DONE, self._card)
        return answer(NOT_READ)
