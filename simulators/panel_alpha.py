"""Simulated Alpha sign: shows the text of its priority file.

The text outlives a power cut, as on the real ones, whose memory has a battery. What must not live
here: ports, what the hall wants to show.
"""

from typing import Final

from devices.codecs.alpha import EVERYONE, Decoder, Mode

_ROOM: Final = 1024


class SimulatedSign:
    """A sign over a window; `shown` is what a citizen reads."""

    def __init__(self, address: int) -> None:
        self.address = address
        self.powered = True
        self.flashing = False
        self._text = ""
        self._decoder = Decoder()

    @property
    def shown(self) -> str:
        """The text, as far as the sign has power."""
        return self._text if self.powered else ""

    def room(self) -> int:
        """A sign always takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """Texts for other signs are passed over."""
        for command in self._decoder.feed(data) if self.powered else ():
            if command.address in (self.address, EVERYONE):
                self._text, self.flashing = command.text, command.mode is Mode.FLASH

    def transmit(self) -> bytes:
        """A sign says nothing."""
        return b""

    def tick(self, dt_s: float, hall_dt_s: float) -> None:
        """Time changes nothing."""
