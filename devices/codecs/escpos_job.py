"""ESC/POS print jobs: the stream of text and commands that a ticket printer reads; pure.

Source: Epson's public ESC/POS command reference; Chinese text stands between `FS &` and `FS .`
as GB 18030. Used to check what a driver sends and to simulate what a printer prints.

What must not live here: the printer's answers (see `escpos`), what a printed line looks like.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final

CHINESE_ON: Final = b"\x1c&"
CHINESE_OFF: Final = b"\x1c."


class Op(Enum):
    """What a command does; the arguments are its raw bytes."""

    RESET = auto()
    LINE_FEED = auto()
    FEED_LINES = auto()
    FEED_DOTS = auto()
    LINE_GAP = auto()
    ALIGN = auto()
    BOLD = auto()
    UNDERLINE = auto()
    PRINT_MODE = auto()
    SIZE = auto()
    INVERSE = auto()
    CHINESE_ON = auto()
    CHINESE_OFF = auto()
    CHINESE_MODE = auto()
    CUT = auto()
    RASTER = auto()
    SYMBOL = auto()
    """GS ( k: QR codes and other symbols."""
    FUNCTION = auto()
    """Any other command with a counted length."""
    ASK_DONE = auto()
    """GS ( H."""
    ASK_PAPER = auto()
    ASK_INFORMATION = auto()
    AUTOMATIC_STATUS = auto()
    REAL_TIME = auto()
    """DLE EOT n; a printer obeys it when it arrives, not in its turn."""
    OTHER = auto()
    """A known command without effect on a ticket."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command of the stream."""

    op: Op
    args: bytes = b""


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text, decoded."""

    text: str


Element = Command | Text
Size = Callable[[bytes], int | None]
"""How many bytes of arguments a command has, from those at hand; None when more are needed."""


def _fixed(count: int) -> Size:
    return lambda _args: count


def _cut(args: bytes) -> int | None:
    if not args:
        return None
    return 1 if args[0] in b"\x00\x01\x30\x31" else 2


def _counted(args: bytes) -> int | None:
    size = int.from_bytes(args[:_LENGTH_SIZE], "little")
    return None if len(args) < _LENGTH_SIZE else _LENGTH_SIZE + size


def _real_time(args: bytes) -> int | None:
    """DLE DC4: a pulse and switching off have two parameters, clearing the buffer seven."""
    if not args:
        return None
    return 8 if args[0] == _CLEAR_FUNCTION else 3


def _named(args: bytes) -> int | None:
    """A counted command whose third letter is not told apart."""
    rest = _counted(args[1:])
    return None if rest is None else 1 + rest


def _raster(args: bytes) -> int | None:
    if len(args) < _RASTER_HEAD:
        return None
    return _RASTER_HEAD + (args[1] + 256 * args[2]) * (args[3] + 256 * args[4])


_LENGTH_SIZE: Final = 2
_CLEAR_FUNCTION: Final = 8
_RASTER_HEAD: Final = 5
_GS, _ESC, _FS, _DLE = b"\x1d", b"\x1b", b"\x1c", b"\x10"

COMMANDS: Final[Mapping[bytes, tuple[Op, Size]]] = {
    b"\n": (Op.LINE_FEED, _fixed(0)),
    b"\r": (Op.OTHER, _fixed(0)),
    b"\t": (Op.OTHER, _fixed(0)),
    b"\x0c": (Op.OTHER, _fixed(0)),
    b"\x18": (Op.OTHER, _fixed(0)),
    _DLE + b"\x04": (Op.REAL_TIME, _fixed(1)),
    _DLE + b"\x05": (Op.OTHER, _fixed(1)),
    _DLE + b"\x14": (Op.OTHER, _real_time),
    _ESC + b"@": (Op.RESET, _fixed(0)),
    _ESC + b"!": (Op.PRINT_MODE, _fixed(1)),
    _ESC + b"-": (Op.UNDERLINE, _fixed(1)),
    _ESC + b"2": (Op.OTHER, _fixed(0)),
    _ESC + b"3": (Op.LINE_GAP, _fixed(1)),
    _ESC + b"E": (Op.BOLD, _fixed(1)),
    _ESC + b"G": (Op.BOLD, _fixed(1)),
    _ESC + b"J": (Op.FEED_DOTS, _fixed(1)),
    _ESC + b"M": (Op.OTHER, _fixed(1)),
    _ESC + b"R": (Op.OTHER, _fixed(1)),
    _ESC + b"a": (Op.ALIGN, _fixed(1)),
    _ESC + b"d": (Op.FEED_LINES, _fixed(1)),
    _ESC + b"t": (Op.OTHER, _fixed(1)),
    _ESC + b"{": (Op.OTHER, _fixed(1)),
    _FS + b"&": (Op.CHINESE_ON, _fixed(0)),
    _FS + b".": (Op.CHINESE_OFF, _fixed(0)),
    _FS + b"!": (Op.CHINESE_MODE, _fixed(1)),
    _FS + b"C": (Op.OTHER, _fixed(1)),
    _FS + b"S": (Op.OTHER, _fixed(2)),
    _FS + b"(": (Op.FUNCTION, _named),
    _GS + b"!": (Op.SIZE, _fixed(1)),
    _GS + b"(k": (Op.SYMBOL, _counted),
    _GS + b"(H": (Op.ASK_DONE, _counted),
    _GS + b"(D": (Op.FUNCTION, _counted),
    _GS + b"(L": (Op.FUNCTION, _counted),
    _GS + b"B": (Op.INVERSE, _fixed(1)),
    _GS + b"I": (Op.ASK_INFORMATION, _fixed(1)),
    _GS + b"L": (Op.OTHER, _fixed(2)),
    _GS + b"V": (Op.CUT, _cut),
    _GS + b"W": (Op.OTHER, _fixed(2)),
    _GS + b"a": (Op.AUTOMATIC_STATUS, _fixed(1)),
    _GS + b"b": (Op.OTHER, _fixed(1)),
    _GS + b"r": (Op.ASK_PAPER, _fixed(1)),
    _GS + b"v0": (Op.RASTER, _raster),
}


_BEGINNINGS: Final = frozenset(prefix[:size] for prefix in COMMANDS for size in (1, 2, 3))
_FIRST_TEXT: Final = 0x20
_FIRST_CHINESE: Final = 0x81
_MAX_HELD: Final = 400_000
"""More than any picture of a ticket: a broken length must not swallow the stream for ever."""


class JobDecoder:
    """Elements out of a stream; never raises, holds at most one command."""

    def __init__(self) -> None:
        self._held = bytearray()
        self._chinese = False
        self.errors = 0
        """Commands that are not known."""

    def feed(self, data: bytes) -> list[Element]:
        """The elements that are complete with these bytes; text may come in pieces."""
        self._held += data
        elements: list[Element] = []
        while self._held:
            used, element = self._next()
            if not used:
                break
            del self._held[:used]
            elements += [element] if element else []
        return elements

    def _next(self) -> tuple[int, Element | None]:
        """How many bytes are used up, 0 when more are needed; and what they are."""
        first = self._held[0]
        if first >= _FIRST_TEXT:
            return self._text()
        if first == 0:
            return 1, None
        return self._command()

    def _text(self) -> tuple[int, Element | None]:
        end = 0
        while end < len(self._held) and self._held[end] >= _FIRST_TEXT:
            size = self._character_size(end)
            if end + size > len(self._held):
                break
            end += size
        charset = "gb18030" if self._chinese else "cp437"
        return end, Text(bytes(self._held[:end]).decode(charset, errors="replace"))

    def _character_size(self, at: int) -> int:
        if not self._chinese or self._held[at] < _FIRST_CHINESE:
            return 1
        if len(self._held) > at + 1 and self._held[at + 1] in b"0123456789":
            return 4
        return 2

    def _command(self) -> tuple[int, Element | None]:
        for size in (1, 2, 3):
            prefix = bytes(self._held[:size])
            if len(prefix) < size and prefix in _BEGINNINGS:
                return 0, None
            if prefix in COMMANDS:
                return self._arguments(prefix)
            if prefix not in _BEGINNINGS:
                break
        return self._unknown(prefix)

    def _arguments(self, prefix: bytes) -> tuple[int, Element | None]:
        op, size = COMMANDS[prefix]
        args = bytes(self._held[len(prefix) :])
        count = size(args)
        if count is not None and count > _MAX_HELD:
            return self._unknown(prefix)
        if count is None or len(args) < count:
            return 0, None
        if op in (Op.CHINESE_ON, Op.CHINESE_OFF, Op.RESET):
            self._chinese = op is Op.CHINESE_ON
        return len(prefix) + count, Command(op, args[:count])

    def _unknown(self, prefix: bytes) -> tuple[int, None]:
        self.errors += 1
        return len(prefix), None
