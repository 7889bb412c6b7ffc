"""What stands at one station of a pad that counts presses: what it is asked next, and what it says.

What must not live here: turns on the line (see `pad_modbus`), frames (see the codec).
"""

from collections import deque
from dataclasses import dataclass, field
from math import inf
from typing import Final

from devices.codecs.counters import (
    NOTHING_KEYED,
    CounterMap,
    display_words,
    last_pressed,
    pressed,
)
from devices.codecs.modbus import Read, Request, WriteMany, WriteOne
from devices.driver import Health
from devices.errors import WireError
from hall.bus.messages import Key, ShowOnPad, WindowStatus

MOST_ORDERS: Final = 16
WITH_FIGURES: Final = frozenset({Key.TRANSFER, Key.CALL_BACK, Key.SIGN_IN})
"""Keys before which somebody may key a figure."""
AWAY: Final = " --   --"
"""Nobody stands by what a pad would show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Something to be written; with the id of the command that it carries out."""

    request: Request
    command: str | None = None


@dataclass(slots=True, kw_only=True)
class Station:
    """A calling pad or a rating pad, as its map says; its address is its station."""

    id: str
    address: int
    registers: CounterMap
    orders: deque[Order] = field(default_factory=deque)
    last: int = 0
    """What its `last` said."""
    counts: tuple[int, ...] | None = None
    """The counters at the last look, of an earlier gateway too; None before the first one."""
    unread: bool = False
    """Whether something was pressed that only the counters tell."""
    seen_at_s: float = -inf
    due_s: float = 0.0
    misses: int = 0
    shown: ShowOnPad | None = None
    service: str | None = None
    """The service whose question is open."""
    open_until_s: float = 0.0
    health: Health = Health()

    @property
    def is_rater(self) -> bool:
        """Whether it asks for ratings."""
        return bool(self.registers.levels)

    # --- what it is asked ----------------------------------------------------------------------

    def question(self) -> Read:
        """What was pressed, by one register where the model has one for all."""
        if self.registers.last is not None and self.counts is not None and not self.unread:
            return Read(station=self.address, register=self.registers.last)
        return self.full_question

    @property
    def full_question(self) -> Read:
        """All that is counted, in one answer."""
        return Read(station=self.address, register=self._first, count=self._last - self._first + 1)

    @property
    def _first(self) -> int:
        return min(self._counted)

    @property
    def _last(self) -> int:
        return max(self._counted)

    @property
    def _counted(self) -> list[int]:
        """Every register that is read."""
        its = self.registers
        others = [each for each in (its.last, its.keyed) if each is not None]
        return [its.counters, its.counters + its.size - 1, *others]

    # --- what it says --------------------------------------------------------------------------

    def heard(self, question: Read, words: tuple[int, ...]) -> tuple[list[int], str]:
        """Which keys were pressed since the last answer, and what was keyed before the last one.

        The first answer of a pad that nobody knows tells where its counters stand and no press.
        """
        if len(words) != question.count:
            raise WireError(f"{len(words)} registers: expected {question.count}")
        if question == self.full_question:
            return self._counters(words)
        return self._one(words[0]), ""

    def _one(self, last: int) -> list[int]:
        """The key that alone was pressed; where figures belong to it, all is read again."""
        before, counts = self.last, self.counts or ()
        key = last_pressed(before, last, len(counts))
        figures = self.registers.keyed is not None and self._name(key) in WITH_FIGURES
        self.unread = last != before and (key is None or figures)
        if key is None or self.unread:
            return []
        self.last = last
        self.counts = (*counts[:key], (counts[key] + 1) % 0x10000, *counts[key + 1 :])
        return [key]

    def _name(self, key: int | None) -> str:
        names = self.registers.keys
        return names[key] if key is not None and key < len(names) else ""

    def _counters(self, words: tuple[int, ...]) -> tuple[list[int], str]:
        its = self.registers
        at = its.counters - self._first
        after = words[at : at + its.size]
        before, self.counts, self.unread = self.counts, after, False
        self.last = words[its.last - self._first] if its.last is not None else 0
        keyed = words[its.keyed - self._first] if its.keyed is not None else NOTHING_KEYED
        digits = "" if keyed == NOTHING_KEYED else str(keyed)
        return [] if before is None else pressed(before, after), digits

    # --- what it is told -----------------------------------------------------------------------

    def show(self, text: str, command: str | None = None) -> bool:
        """Have it show something; False when it has no display."""
        register = self.registers.display
        words = display_words(text)
        return self._order(register, words, command)

    def beep(self, times: int, command: str | None = None) -> bool:
        """Have it beep; False when it cannot."""
        return self._order(self.registers.beep, (times,), command)

    def ask(self, *, on: bool, command: str | None = None) -> bool:
        """Light its question or end it; False when it has none."""
        return self._order(self.registers.ask, (int(on),), command)

    def _order(self, register: int | None, words: tuple[int, ...], command: str | None) -> bool:
        if register is None or len(self.orders) >= MOST_ORDERS:
            return False
        station = self.address
        if len(words) == 1:
            request: Request = WriteOne(station=station, register=register, word=words[0])
        else:
            request = WriteMany(station=station, register=register, words=words)
        self.orders.append(Order(request=request, command=command))
        return True


def on_display(shown: ShowOnPad) -> str:
    """Who waits in the left three characters, the number in hand in the right four.

    Dark while nobody is signed in.
    """
    if shown.status is WindowStatus.CLOSED:
        return ""
    number = "STOP" if shown.status is WindowStatus.PAUSED else (shown.number or "")[-4:]
    return f"{min(max(shown.waiting, 0), 999):3d} {number:>4}"
