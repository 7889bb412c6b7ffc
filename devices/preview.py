"""A ticket as a picture of its paper, without a printer.

The bytes that the driver would send are read back as the printer reads them, and drawn: each thing
stands where a printer of this paper puts it. What must not live here: laying out (`ticket_layout`).
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_L

from devices.codecs.escpos_job import JobDecoder
from devices.codecs.escpos_paper import (
    CHINESE_DOTS,
    LATIN_DOTS,
    Printed,
    PrintedLine,
    PrintedPicture,
    PrintedQr,
    Span,
    Typesetter,
)
from devices.ticket_layout import Paper, lay_out, width
from hall.bus.messages import TicketDocument
from hall.errors import ConfigError

FONTS: Final = Path("/usr/share/fonts")
FONT_FILES: Final = "NotoSansCJK-Regular.ttc"
FONT_NAME: Final = "Noto Sans Mono CJK SC"
"""Its letters are half as wide as its Chinese characters, as a printer's are."""
MARGIN: Final = 32
"""Dots that no printer reaches: four millimetres at each side."""
DESK: Final = 28
GREY, WHITE, INK, TORN = 214, 255, 24, 150
_CODE_MARGIN: Final = 12
_BASELINE: Final = 0.82
"""Of a character's height, from its top."""


def preview(document: TicketDocument, paper: Paper, font: Path | None = None) -> Image.Image:
    """The paper of a ticket, a pixel a dot; raises `ConfigError` without a Chinese font."""
    typesetter, pieces = Typesetter(paper_dots=paper.dots), []
    for element in JobDecoder().feed(lay_out(document, paper)):
        pieces += typesetter.set(element)
    letters = _Letters(font or find_font())
    drawn = [_centred(each, letters, paper.dots) for each in pieces]
    return _on_desk(drawn, paper.dots)


def find_font() -> Path:
    """A Chinese font of this machine; raises `ConfigError`."""
    for each in sorted(FONTS.rglob(FONT_FILES)):
        return each
    raise ConfigError(f"no {FONT_FILES} below {FONTS}: apt install fonts-noto-cjk, or give --font")


class _Letters:
    """The printer's own characters, as another font shows them."""

    def __init__(self, path: Path) -> None:
        self._plain = path
        bold = path.with_name(path.name.replace("Regular", "Bold"))
        self._bold = bold if bold.exists() else path
        self._index = next(_faces(path), 0)

    def of(self, times: int, *, bold: bool) -> ImageFont.FreeTypeFont:
        """The font for characters so many times as large."""
        path = self._bold if bold else self._plain
        return ImageFont.truetype(str(path), CHINESE_DOTS * times, index=self._index)


def _faces(path: Path) -> Iterator[int]:
    """Where in a collection of fonts the one with half-wide letters stands."""
    for index in range(32):
        try:
            name, _ = ImageFont.truetype(str(path), CHINESE_DOTS, index=index).getname()
        except OSError:
            return
        if name == FONT_NAME:
            yield index


def _centred(piece: Printed, letters: _Letters, dots: int) -> Image.Image:
    """One piece on a strip of paper as wide as the head."""
    match piece:
        case PrintedLine():
            ink = _line(piece, letters)
        case PrintedQr():
            ink = _code(piece)
        case PrintedPicture():
            ink = Image.frombytes("1", (piece.width, piece.height), piece.rows)
            ink = Image.eval(ink.convert("L"), lambda dot: WHITE - dot)
        case _:
            return Image.new("L", (dots, piece.dots), WHITE)
    strip = Image.new("L", (dots, ink.height), WHITE)
    spare = dots - ink.width
    strip.paste(ink, ({"left": 0, "right": spare}.get(piece.align, spare // 2), 0))
    return strip


def _line(line: PrintedLine, letters: _Letters) -> Image.Image:
    dots = max(1, sum(width(span.text) * span.width for span in line.spans))
    picture = Image.new("L", (dots, line.dots), WHITE)
    left = 0
    for span in line.spans:
        _write(picture, left, span, letters)
        left += width(span.text) * span.width
    return picture


def _write(picture: Image.Image, left: int, span: Span, letters: _Letters) -> None:
    """Each character in its own cell, as a printer sets them."""
    font, draw = letters.of(span.height, bold=span.bold), ImageDraw.Draw(picture)
    baseline = round(CHINESE_DOTS * span.height * _BASELINE)
    for character in span.text:
        cell = width(character) * span.width
        at = (left + cell / 2, baseline)
        draw.text(at, character, font=font, fill=INK, anchor="ms")
        left += cell


def _code(piece: PrintedQr) -> Image.Image:
    code = QRCode(error_correction=ERROR_CORRECT_L, box_size=piece.module_dots, border=0)
    code.add_data(piece.data)
    modules = code.get_matrix()
    size = len(modules) * piece.module_dots
    picture = Image.new("L", (size, size + 2 * _CODE_MARGIN), WHITE)
    draw = ImageDraw.Draw(picture)
    step = piece.module_dots
    for row, dark in enumerate(modules):
        for column in (at for at, is_dark in enumerate(dark) if is_dark):
            left, top = column * step, _CODE_MARGIN + row * step
            draw.rectangle((left, top, left + step - 1, top + step - 1), fill=INK)
    return picture


def _on_desk(strips: Iterable[Image.Image], dots: int) -> Image.Image:
    """All strips as one paper with its margins, torn off below, on something grey."""
    strips = list(strips)
    height = sum(strip.height for strip in strips) + 2 * MARGIN
    paper = Image.new("L", (dots + 2 * MARGIN, height), WHITE)
    top = MARGIN
    for strip in strips:
        paper.paste(strip, (MARGIN, top))
        top += strip.height
    tear = ImageDraw.Draw(paper)
    for left in range(0, paper.width, 2 * LATIN_DOTS):
        tear.line((left, height - 1, left + LATIN_DOTS, height - 1), fill=TORN, width=2)
    desk = Image.new("L", (paper.width + 2 * DESK, height + 2 * DESK), GREY)
    desk.paste(paper, (DESK, DESK))
    return desk
