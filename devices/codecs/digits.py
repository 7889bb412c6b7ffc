"""What a panel that has digits alone shows of a text, and as which register values; pure.

A text of the hall is cut down to its number: digits, with the category's letter where the panel
has letters. A text without a number is dark. How a model takes its digits is a `RegisterMap`, kept
as data. What must not live here: frames (see `modbus`), ports and clocks.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

from annotated_types import Ge, Le

_NUMBER: Final = re.compile(r"(?P<letters>[A-Z]+)(?P<digits>[0-9]+)", re.ASCII)
_DIGITS: Final = re.compile(r"(?P<letters>)(?P<digits>[0-9]+)", re.ASCII)
_SEGMENTS: Final[Mapping[str, str]] = {
    " ": "",
    "0": "abcdef",
    "1": "bc",
    "2": "abdeg",
    "3": "abcdg",
    "4": "bcfg",
    "5": "acdfg",
    "6": "acdefg",
    "7": "abc",
    "8": "abcdefg",
    "9": "abcdfg",
    "A": "abcefg",
    "B": "cdefg",
    "C": "adef",
    "D": "bcdeg",
    "E": "adefg",
    "F": "aefg",
    "G": "acdef",
    "H": "bcefg",
    "J": "bcde",
    "L": "def",
    "N": "ceg",
    "P": "abefg",
    "R": "eg",
    "T": "defg",
    "U": "bcdef",
    "Y": "bcdfg",
}
"""Which of the seven segments a character lights; others stay dark."""


class Form(StrEnum):
    """How a panel takes its digits."""

    NUMBER = "number"
    """One register with the number itself; noughts before it are not shown."""
    TEXT = "text"
    """ASCII, two characters a register, the first in the high byte, filled with spaces."""
    SEGMENTS = "segments"
    """One register a digit, from the left, one bit a segment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterMap:
    """One model's registers."""

    register: Annotated[int, Ge(0), Le(0xFFFF)]
    form: Form
    digits: Annotated[int, Ge(1), Le(16)]
    one_by_one: bool = False
    """Whether the model takes writes of one register alone (function 06)."""
    letters: bool = False
    dark: Annotated[int, Ge(0), Le(0xFFFF)] | None = None
    """The number that makes a panel of numbers dark; without it, it shows 0."""
    order: str = "abcdefg"
    """The segments from bit 0 up."""

    @property
    def can_be_dark(self) -> bool:
        """Whether nothing can be shown."""
        return self.form is not Form.NUMBER or self.dark is not None


def number_in(text: str, registers: RegisterMap) -> str:
    """The number in a text, as far as the panel can show it; empty when there is none."""
    found = _NUMBER.search(text) or _DIGITS.search(text)
    if found is None:
        return ""
    digits, letters = found["digits"], found["letters"] if registers.letters else ""
    fits = len(letters + digits) <= registers.digits
    return letters + digits if fits else digits[-registers.digits :]


def words(text: str, registers: RegisterMap) -> tuple[int, ...]:
    """The register values that show a text's number."""
    return _WORDS[registers.form](number_in(text, registers), registers)


def _number(shown: str, registers: RegisterMap) -> tuple[int, ...]:
    if not shown:
        return (registers.dark or 0,)
    return (int(shown[-_MOST_DIGITS:]),)


def _text(shown: str, registers: RegisterMap) -> tuple[int, ...]:
    filled = shown.rjust(registers.digits + registers.digits % 2).encode("ascii")
    return tuple(int.from_bytes(filled[at : at + 2], "big") for at in range(0, len(filled), 2))


def _segments(shown: str, registers: RegisterMap) -> tuple[int, ...]:
    filled = shown.rjust(registers.digits)
    return tuple(
        sum(1 << registers.order.index(each) for each in _SEGMENTS.get(character, ""))
        for character in filled
    )


_MOST_DIGITS: Final = 4
"""What a register's 65535 always holds."""
_WORDS: Final[Mapping[Form, Callable[[str, RegisterMap], tuple[int, ...]]]] = {
    Form.NUMBER: _number,
    Form.TEXT: _text,
    Form.SEGMENTS: _segments,
}


def shown(values: tuple[int, ...], registers: RegisterMap) -> str:
    """What a citizen reads of register values; `?` for what is no character."""
    if registers.form is Form.NUMBER:
        dark = values[0] == registers.dark
        return "" if dark else str(values[0])
    if registers.form is Form.TEXT:
        raw = b"".join(value.to_bytes(2, "big") for value in values)
        return raw.decode("ascii", errors="replace").strip()
    lit = {_bits(character, registers): character for character in reversed(list(_SEGMENTS))}
    return "".join(lit.get(value, "?") for value in values).strip()


def _bits(character: str, registers: RegisterMap) -> int:
    (bits,) = _segments(character, _one_digit(registers))
    return bits


def _one_digit(registers: RegisterMap) -> RegisterMap:
    return RegisterMap(register=0, form=Form.SEGMENTS, digits=1, order=registers.order)
