"""Pads that count presses in registers: which register means what, and what was pressed; pure.

A counter of 16 bits for each key wraps after 65535; a lost question loses no press, because the
next answer still counts it. How a model lays its registers out is a `CounterMap`, kept as data.
What must not live here: frames (see `modbus`), turns on the line, ports and clocks.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Final

from annotated_types import Ge, Le, Len

from devices.errors import WireError

Register = Annotated[int, Ge(0), Le(0xFFFF)]
NOTHING_KEYED: Final = 0xFFFF
MOST_PRESSES: Final = 1000
"""More than this between two answers nobody presses: the pad has been switched off and on."""
_WRAP: Final = 0x10000


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterMap:
    """One model's registers; what it does not have is None."""

    counters: Register
    """The first of one register for each key, in the order of `keys` or `levels`."""
    keys: Annotated[tuple[str, ...], Len(0, 32)] = ()
    """What each key of a calling pad asks for."""
    levels: Annotated[tuple[int, ...], Len(0, 10)] = ()
    """What each key of a rating pad says."""
    last: Register | None = None
    """Its high byte counts every press, its low byte is the key pressed last, from 1: so one
    register is enough as long as no press was missed."""
    keyed: Register | None = None
    """The figure that was keyed before the last key; FFFFh for none."""
    display: Register | None = None
    """The first of four registers of ASCII, two characters each."""
    beep: Register | None = None
    """Is written how often to beep."""
    ask: Register | None = None
    """Of a rating pad: 1 lights the question, 0 ends it."""

    @property
    def size(self) -> int:
        """How many counters there are."""
        return len(self.keys) or len(self.levels)


def pressed(before: Sequence[int], after: Sequence[int]) -> list[int]:
    """Which counters have moved on, once each however far; raises `WireError` on other sizes.

    A pad that was switched off counts from nought again: what it counts now was pressed since.
    """
    if len(before) != len(after):
        raise WireError(f"{len(after)} counters: expected {len(before)}")
    ahead = [(now - then) % _WRAP for then, now in zip(before, after, strict=True)]
    if max(ahead, default=0) > MOST_PRESSES:
        ahead = list(after)
    return [at for at, count in enumerate(ahead) if 0 < count <= MOST_PRESSES]


def last_pressed(before: int, after: int, keys: int) -> int | None:
    """Which key moved `last` on by one; None when that is not what happened."""
    key = (after & 0xFF) - 1
    one = (after >> 8) - (before >> 8) in (1, 1 - 0x100)
    return key if one and key in range(keys) else None


DISPLAY_WIDTH: Final = 8


def display_words(text: str) -> tuple[int, ...]:
    """Eight characters of ASCII as four registers, the first character in the high byte."""
    raw = text[:DISPLAY_WIDTH].rjust(DISPLAY_WIDTH).encode("ascii", errors="replace")
    return tuple(int.from_bytes(raw[at : at + 2], "big") for at in range(0, DISPLAY_WIDTH, 2))


def displayed(words: Sequence[int]) -> str:
    """What a person reads of such registers."""
    raw = b"".join(word.to_bytes(2, "big") for word in words)
    return raw.decode("ascii", errors="replace")
