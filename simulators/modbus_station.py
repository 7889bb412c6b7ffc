"""What each simulated Modbus RTU machine does on its line: it answers what its station is asked.

What must not live here: registers and what they mean (see `pad_modbus`, `panel_modbus`), ports.
"""

from abc import ABC, abstractmethod
from typing import Final

from devices.codecs.modbus import (
    Read,
    Refusal,
    Refused,
    Request,
    WriteMany,
    WriteOne,
    request_decoder,
)

SILENCE_S: Final = 0.1
"""After so long a silence a frame that was broken off is forgotten."""
_ROOM: Final = 256
_FUNCTIONS: Final[dict[type[Request], int]] = {Read: 3, WriteOne: 6, WriteMany: 16}


class ModbusStation(ABC):
    """A machine with a station's number, which answers after `reply_s`."""

    reply_s: float

    def __init__(self, station: int) -> None:
        self.station = station
        self.powered = True
        self._decoder = request_decoder()
        self._waiting: list[tuple[float, bytes]] = []
        self._out = bytearray()
        self._silent_s = 0.0

    def switch(self, *, on: bool) -> None:
        """Cut or give power; nothing outlives a cut."""
        self.powered = on
        self._waiting.clear()
        self.forget()

    @abstractmethod
    def forget(self) -> None:
        """Begin as after a cut of power."""

    @abstractmethod
    def obey(self, request: Request) -> bytes:
        """Carry out a request for this station; its answer."""

    def room(self) -> int:
        """It always takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """Requests for other stations are passed over."""
        self._silent_s = 0.0
        for request in self._decoder.feed(data) if self.powered else ():
            if request.station == self.station:
                self._waiting.append((self.reply_s, self.obey(request)))

    def transmit(self) -> bytes:
        """The answers that are due."""
        sent = bytes(self._out)
        self._out.clear()
        return sent

    def tick(self, dt_s: float, _hall_dt_s: float) -> None:
        """Let answers out after the machine's own delay; silence ends a broken frame."""
        self._silent_s += dt_s
        if self._silent_s > SILENCE_S:
            self._decoder.quiet()
        waiting = [(left_s - dt_s, raw) for left_s, raw in self._waiting]
        self._out += b"".join(raw for left_s, raw in waiting if left_s <= 0)
        self._waiting = [each for each in waiting if each[0] > 0]

    def refuse(self, request: Request, why: Refusal) -> bytes:
        """It says no."""
        function = _FUNCTIONS[type(request)]
        return Refused(station=self.station, function=function, code=why).to_bytes()
