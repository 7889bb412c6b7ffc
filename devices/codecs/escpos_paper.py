"""What a ticket printer's commands leave on paper, as lines that a page can draw.

Lengths are in dots of a head with eight dots a millimetre. What must not live here: the printer
as a machine (see `printer_escpos`).
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from devices.codecs.escpos_job import Command, Element, JobDecoder, Op, Text

DOTS_A_MM: Final = 8
LATIN_DOTS: Final = 12
CHINESE_DOTS: Final = 24
LINE_DOTS: Final = 30
"""The default line gap of 3.75 mm."""
_ALIGNS: Final = {0: "left", 1: "centre", 2: "right", 48: "left", 49: "centre", 50: "right"}
_SYMBOL_KIND, _SYMBOL_FUNCTION, _SYMBOL_VALUE = 2, 3, 4
_QR: Final = 0x31
_QR_SIZE, _QR_STORE, _QR_PRINT = 67, 80, 81
_QR_MODULES: Final = 33
"""A version-4 code, which holds a ticket's address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A run of text in one style; width and height are multiples of the normal character."""

    text: str
    width: int = 1
    height: int = 1
    bold: bool = False
    underline: bool = False
    inverse: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedLine:
    """One printed line."""

    align: str
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The line without its styles."""
        return "".join(span.text for span in self.spans)

    @property
    def dots(self) -> int:
        """How much paper it takes."""
        return max([LINE_DOTS, *(CHINESE_DOTS * span.height + 6 for span in self.spans)])


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedQr:
    """A QR code."""

    align: str
    data: str
    module_dots: int

    @property
    def dots(self) -> int:
        """How much paper it takes."""
        return _QR_MODULES * self.module_dots


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPicture:
    """A raster picture: a line with rare characters."""

    align: str
    width: int
    height: int
    rows: bytes
    """One bit a dot, eight dots a byte, rows from the top."""

    @property
    def dots(self) -> int:
        """How much paper it takes."""
        return self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperFeed:
    """Blank paper."""

    dots: int


Printed = PrintedLine | PrintedQr | PrintedPicture | PaperFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """One piece of paper, cut off at its end."""

    printed: tuple[Printed, ...]

    @property
    def lines(self) -> tuple[str, ...]:
        """The texts of its printed lines, from the top."""
        return tuple(each.text for each in self.printed if isinstance(each, PrintedLine))

    @property
    def codes(self) -> tuple[str, ...]:
        """What its QR codes say."""
        return tuple(each.data for each in self.printed if isinstance(each, PrintedQr))


@dataclass(slots=True)
class Typesetter:
    """Turns elements of a job into printed lines, as the printer's own firmware does."""

    paper_dots: int
    _align: str = "left"
    _style: Span = Span(text="")
    _spans: list[Span] = field(default_factory=list)
    _used_dots: int = 0
    _qr_data: str = ""
    _qr_module_dots: int = 3

    def set(self, element: Element) -> list[Printed]:
        """What this element brings onto the paper; most bring nothing yet."""
        if isinstance(element, Text):
            return [line for character in element.text for line in self._character(character)]
        act = _ACTS.get(element.op)
        return act(self, element) if act else []

    def reset(self) -> None:
        """Forget style and unfinished line."""
        self._align, self._style, self._spans, self._used_dots = "left", Span(text=""), [], 0

    def _character(self, character: str) -> list[Printed]:
        wide = unicodedata.east_asian_width(character) in "WFA" and not character.isascii()
        dots = (CHINESE_DOTS if wide else LATIN_DOTS) * self._style.width
        full = self._end_line() if self._used_dots + dots > self.paper_dots else []
        if self._spans and replace(self._spans[-1], text="") == self._style:
            self._spans[-1] = replace(self._style, text=self._spans[-1].text + character)
        else:
            self._spans.append(replace(self._style, text=character))
        self._used_dots += dots
        return full

    def _end_line(self) -> list[Printed]:
        spans = tuple(self._spans)
        self._spans, self._used_dots = [], 0
        return [PrintedLine(align=self._align, spans=spans)]

    def _flush(self) -> list[Printed]:
        return self._end_line() if self._spans else []

    def _restyle(self, style: Span) -> list[Printed]:
        self._style = style
        return []

    def _line_feed(self, _command: Command) -> list[Printed]:
        return self._end_line()

    def _feed_lines(self, command: Command) -> list[Printed]:
        return [*self._flush(), PaperFeed(dots=command.args[0] * LINE_DOTS)]

    def _feed_dots(self, command: Command) -> list[Printed]:
        return [*self._flush(), PaperFeed(dots=command.args[0])]

    def _set_align(self, command: Command) -> list[Printed]:
        self._align = _ALIGNS.get(command.args[0], self._align)
        return []

    def _set_size(self, command: Command) -> list[Printed]:
        size = command.args[0]
        width, height = (size >> 4 & 7) + 1, (size & 7) + 1
        return self._restyle(replace(self._style, width=width, height=height))

    def _set_bold(self, command: Command) -> list[Printed]:
        return self._restyle(replace(self._style, bold=bool(command.args[0] & 1)))

    def _set_underline(self, command: Command) -> list[Printed]:
        return self._restyle(replace(self._style, underline=bool(command.args[0] & 3)))

    def _set_inverse(self, command: Command) -> list[Printed]:
        return self._restyle(replace(self._style, inverse=bool(command.args[0] & 1)))

    def _set_print_mode(self, command: Command) -> list[Printed]:
        mode = command.args[0]
        style = Span(
            text="",
            bold=bool(mode & 0x08),
            height=2 if mode & 0x10 else 1,
            width=2 if mode & 0x20 else 1,
            underline=bool(mode & 0x80),
            inverse=self._style.inverse,
        )
        return self._restyle(style)

    def _reset(self, _command: Command) -> list[Printed]:
        self.reset()
        return []

    def _picture(self, command: Command) -> list[Printed]:
        args = command.args
        width, height = args[1] + 256 * args[2], args[3] + 256 * args[4]
        picture = PrintedPicture(align=self._align, width=8 * width, height=height, rows=args[5:])
        return [*self._flush(), picture]

    def _symbol(self, command: Command) -> list[Printed]:
        args = command.args
        if len(args) <= _SYMBOL_FUNCTION or args[_SYMBOL_KIND] != _QR:
            return []
        function, value = args[_SYMBOL_FUNCTION], args[_SYMBOL_VALUE:]
        if function == _QR_SIZE:
            self._qr_module_dots = value[0]
        elif function == _QR_STORE:
            self._qr_data = value[1:].decode("utf-8", errors="replace")
        elif function == _QR_PRINT:
            code = PrintedQr(
                align=self._align, data=self._qr_data, module_dots=self._qr_module_dots
            )
            return [*self._flush(), code]
        return []


_ACTS: Final[Mapping[Op, Callable[[Typesetter, Command], list[Printed]]]] = {
    Op.LINE_FEED: Typesetter._line_feed,  # noqa: SLF001 - one table of its own methods
    Op.FEED_LINES: Typesetter._feed_lines,  # noqa: SLF001
    Op.FEED_DOTS: Typesetter._feed_dots,  # noqa: SLF001
    Op.ALIGN: Typesetter._set_align,  # noqa: SLF001
    Op.SIZE: Typesetter._set_size,  # noqa: SLF001
    Op.PRINT_MODE: Typesetter._set_print_mode,  # noqa: SLF001
    Op.RESET: Typesetter._reset,  # noqa: SLF001
    Op.RASTER: Typesetter._picture,  # noqa: SLF001
    Op.SYMBOL: Typesetter._symbol,  # noqa: SLF001
    Op.BOLD: Typesetter._set_bold,  # noqa: SLF001
    Op.UNDERLINE: Typesetter._set_underline,  # noqa: SLF001
    Op.INVERSE: Typesetter._set_inverse,  # noqa: SLF001
}


def paper_mm(job: bytes, paper_dots: int) -> int:
    """How much paper a job takes, in millimetres."""
    typesetter = Typesetter(paper_dots=paper_dots)
    printed = (each for element in JobDecoder().feed(job) for each in typesetter.set(element))
    return round(sum(each.dots for each in printed) / DOTS_A_MM)
