"""Simulated Modbus RTU pad that counts presses: keys, a display of eight characters, a beeper.

Its counters begin at nought with power. What must not live here: ports, what the hall makes of it.
"""

from typing import Final

from devices.codecs.counters import DISPLAY_WIDTH, NOTHING_KEYED, CounterMap, displayed
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

REPLY_S: Final = 0.004
SILENCE_S: Final = 0.1
_ROOM: Final = 256
_FUNCTIONS: Final[dict[type[Request], int]] = {WriteOne: 6, WriteMany: 16}
_BLANK: Final = 0x2020


class SimulatedCountedPad:
    """A calling pad or rating pad, as its map says; `shown` is what a person reads."""

    def __init__(self, station: int, registers: CounterMap, begins_at: int = 0) -> None:
        self.station = station
        self.powered = True
        self.beeps = 0
        self._map = registers
        self._registers: dict[int, int] = {}
        self._decoder = request_decoder()
        self._waiting: list[tuple[float, bytes]] = []
        self._out = bytearray()
        self._silent_s = 0.0
        self._begin(begins_at)

    def _begin(self, count: int) -> None:
        its = self._map
        self._registers = {its.counters + at: count for at in range(its.size)}
        named = ((its.last, 0), (its.keyed, NOTHING_KEYED), (its.beep, 0), (its.ask, 0))
        self._registers.update({at: value for at, value in named if at is not None})
        if its.display is not None:
            words = range(its.display, its.display + DISPLAY_WIDTH // 2)
            self._registers.update(dict.fromkeys(words, _BLANK))

    @property
    def shown(self) -> str:
        """What the display says; empty where there is none."""
        first = self._map.display
        if first is None or not self.powered:
            return ""
        return displayed([self._registers[first + at] for at in range(DISPLAY_WIDTH // 2)])

    @property
    def asking(self) -> bool:
        """Whether the question is lit."""
        return self._map.ask is not None and self._registers[self._map.ask] == 1

    def press(self, key: str | int, keyed: int | None = None) -> None:
        """A finger on a key, by its name or its level, and before it on the figures."""
        names: tuple[str | int, ...] = self._map.keys or self._map.levels
        self._count(self._map.counters + names.index(key))
        if self._map.last is not None:
            count = (self._registers[self._map.last] >> 8) + 1
            self._registers[self._map.last] = count % 0x100 << 8 | names.index(key) + 1
        if self._map.keyed is not None:
            self._registers[self._map.keyed] = NOTHING_KEYED if keyed is None else keyed

    def _count(self, register: int) -> None:
        self._registers[register] = (self._registers[register] + 1) % 0x10000

    def switch(self, *, on: bool) -> None:
        """Cut or give power; nothing outlives a cut."""
        self.powered = on
        self._waiting.clear()
        self._begin(0)

    # --- wire ----------------------------------------------------------------------------------

    def room(self) -> int:
        """A pad always takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """Requests for other stations are passed over."""
        self._silent_s = 0.0
        for request in self._decoder.feed(data) if self.powered else ():
            if request.station == self.station:
                self._waiting.append((REPLY_S, self._obey(request)))

    def transmit(self) -> bytes:
        """The answers that are due."""
        sent = bytes(self._out)
        self._out.clear()
        return sent

    def tick(self, dt_s: float, _hall_dt_s: float) -> None:
        """Let answers out after the pad's own delay; silence ends a broken frame."""
        self._silent_s += dt_s
        if self._silent_s > SILENCE_S:
            self._decoder.quiet()
        waiting = [(left_s - dt_s, raw) for left_s, raw in self._waiting]
        self._out += b"".join(raw for left_s, raw in waiting if left_s <= 0)
        self._waiting = [each for each in waiting if each[0] > 0]

    def _obey(self, request: Request) -> bytes:
        """A gap between two registers reads as nought, and cannot be written."""
        if isinstance(request, Read):
            wanted = range(request.register, request.register + request.count)
            words = tuple(self._registers.get(at, 0) for at in wanted)
            return Values(station=self.station, words=words).to_bytes()
        written = dict(enumerate(_words(request), request.register))
        if not written.keys() <= self._registers.keys():
            function = _FUNCTIONS[type(request)]
            refused = Refused(station=self.station, function=function, code=Refusal.ADDRESS)
            return refused.to_bytes()
        for register, word in written.items():
            self._write(register, word)
        return answer_to(request).to_bytes()

    def _write(self, register: int, word: int) -> None:
        if register == self._map.beep:
            self.beeps += word
        else:
            self._registers[register] = word


def _words(request: WriteOne | WriteMany) -> tuple[int, ...]:
    return (request.word,) if isinstance(request, WriteOne) else request.words
