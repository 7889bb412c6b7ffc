"""Simulated LED panel of digits on Modbus RTU.

Its registers outlive nothing: after a power cut the panel is dark. What must not live here: ports,
what the hall wants to show.
"""

from typing import Final

from devices.codecs.digits import RegisterMap, shown, words
from devices.codecs.modbus import Read, Refusal, Request, Values, WriteMany, WriteOne, answer_to
from simulators.modbus_station import ModbusStation

REPLY_S: Final = 0.01


class SimulatedDigitPanel(ModbusStation):
    """A panel of digits; `shown` is what a citizen reads now."""

    reply_s = REPLY_S

    def __init__(self, station: int, registers: RegisterMap) -> None:
        super().__init__(station)
        self.busy = False
        self.frames = 0
        """Requests taken for this panel."""
        self._map = registers
        self._words = words("", registers)

    @property
    def shown(self) -> str:
        """What is lit now; empty when the panel is dark."""
        return shown(self._words, self._map) if self.powered else ""

    def forget(self) -> None:
        """Dark."""
        self._words = words("", self._map)

    def obey(self, request: Request) -> bytes:
        """Show what is written to the map's register."""
        self.frames += 1
        refusal = self._refusal(request)
        if refusal is not None:
            return self.refuse(request, refusal)
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
