"""Simulated LED panel of digits on Modbus RTU.

Its registers outlive nothing: after a power cut the panel is dark. What must not live here: ports,
what the hall wants to show.
"""

from typing import Final

from devices.codecs.digits import RegisterMap, shown, words
from devices.codecs.modbus import (
    Read,
    Refusal,
    Refused,
    Request,
    Values,
    WriteMany,
    WriteOne,
    answer_to,
    request_decoder,
)

REPLY_S: Final = 0.01
SILENCE_S: Final = 0.1
"""After so long a silence a frame that was broken off is forgotten."""
_ROOM: Final = 256
_FUNCTIONS: Final = {Read: 3, WriteOne: 6, WriteMany: 16}


class SimulatedDigitPanel:
    """A panel of digits; `shown` is what a citizen reads now."""

    def __init__(self, station: int, registers: RegisterMap) -> None:
        self.station = station
        self.powered = True
        self.busy = False
        self.frames = 0
        """Requests taken for this panel."""
        self._map = registers
        self._words = words("", registers)
        self._decoder = request_decoder()
        self._waiting: list[tuple[float, bytes]] = []
        self._out = bytearray()
        self._silent_s = 0.0

    @property
    def shown(self) -> str:
        """What is lit now; empty when the panel is dark."""
        return shown(self._words, self._map) if self.powered else ""

    def switch(self, *, on: bool) -> None:
        """Cut or give power; nothing outlives a cut."""
        self.powered = on
        self._words = words("", self._map)
        self._waiting.clear()

    def room(self) -> int:
        """A panel always takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """Requests for other stations are passed over."""
        self._silent_s = 0.0
        for request in self._decoder.feed(data) if self.powered else ():
            if request.station == self.station:
                self.frames += 1
                self._waiting.append((REPLY_S, self._obey(request)))

    def transmit(self) -> bytes:
        """The answers that are due."""
        sent = bytes(self._out)
        self._out.clear()
        return sent

    def tick(self, dt_s: float, _hall_dt_s: float) -> None:
        """Let answers out after the panel's own delay; silence ends a broken frame."""
        self._silent_s += dt_s
        if self._silent_s > SILENCE_S:
            self._decoder.quiet()
        waiting = [(left_s - dt_s, raw) for left_s, raw in self._waiting]
        self._out += b"".join(raw for left_s, raw in waiting if left_s <= 0)
        self._waiting = [each for each in waiting if each[0] > 0]

    def _obey(self, request: Request) -> bytes:
        refusal = self._refusal(request)
        if refusal is not None:
            function = _FUNCTIONS[type(request)]
            return Refused(station=self.station, function=function, code=refusal).to_bytes()
        if isinstance(request, Read):
            return Values(station=self.station, words=self._words[: request.count]).to_bytes()
        self._words = (request.word,) if isinstance(request, WriteOne) else request.words
        return answer_to(request).to_bytes()

    def _refusal(self, request: Request) -> Refusal | None:
        """Why the panel says no."""
        if self.busy:
            return Refusal.BUSY
        if request.register != self._map.register:
            return Refusal.ADDRESS
        if isinstance(request, WriteMany) and len(request.words) != len(self._words):
            return Refusal.VALUE
        return None
