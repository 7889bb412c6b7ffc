"""Simulated Modbus RTU pad that counts presses: keys, a display of eight characters, a beeper.

Its counters begin at nought with power. What must not live here: ports, what the hall makes of it.
"""

from typing import Final

from devices.codecs.counters import DISPLAY_WIDTH, NOTHING_KEYED, CounterMap, displayed
from devices.codecs.modbus import Read, Refusal, Request, Values, WriteMany, WriteOne, answer_to
from simulators.modbus_station import ModbusStation

REPLY_S: Final = 0.004
_BLANK: Final = 0x2020


class SimulatedCountedPad(ModbusStation):
    """A calling pad or rating pad, as its map says; `shown` is what a person reads."""

    reply_s = REPLY_S

    def __init__(self, station: int, registers: CounterMap, begins_at: int = 0) -> None:
        super().__init__(station)
        self.beeps = 0
        self._map = registers
        self._registers: dict[int, int] = {}
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

    def forget(self) -> None:
        """Its counters begin anew."""
        self._begin(0)

    def obey(self, request: Request) -> bytes:
        """A gap between two registers reads as nought, and cannot be written."""
        if isinstance(request, Read):
            wanted = range(request.register, request.register + request.count)
            words = tuple(self._registers.get(at, 0) for at in wanted)
            return Values(station=self.station, words=words).to_bytes()
        written = dict(enumerate(_words(request), request.register))
        if not written.keys() <= self._registers.keys():
            return self.refuse(request, Refusal.ADDRESS)
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
