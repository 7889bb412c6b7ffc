"""A ticket laid out for an ESC/POS printer: blocks in, bytes out.

python-escpos writes styles, QR codes, pictures and the cut; Chinese text goes out by ourselves,
between `FS &` and `FS .`, because that library sends it without them. A line with a character
that the printer's font lacks is drawn and sent as a picture, so that no name comes out wrong.
What must not live here: sending, and asking whether it came out.
"""

import base64
import struct
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from escpos.printer import Dummy
from PIL import Image, ImageDraw, ImageFont, ImageOps
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_L

from devices.codecs.escpos import NO_REAL_TIME
from devices.codecs.escpos_job import CHINESE_OFF, CHINESE_ON
from hall.bus.messages import (
    Align,
    Block,
    CutBlock,
    PictureBlock,
    QrBlock,
    RuleBlock,
    Size,
    TextBlock,
    TicketDocument,
)

LATIN_DOTS: Final = 12
CHINESE_DOTS: Final = 24
TIMES: Final = {Size.NORMAL: 1, Size.LARGE: 2, Size.HUGE: 8}
"""How often the normal character's width and height, at most: a text that is cut is no help."""
ALIGNS: Final = {Align.LEFT: "left", Align.CENTRE: "center"}
QR_MODULE_DOTS: Final = 6
QR_QUIET_MODULES: Final = 4
"""The white border that the standard asks for; a printer that draws codes adds its own."""
UNKNOWN: Final = "〓"
NEVER_FIRST: Final = frozenset("，。、；：？！）》】”’％·…")
NEVER_LAST: Final = frozenset("（《【“‘")
_FONT_SHARE: Final = 0.92
"""How much of a line's height a drawn character takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What the layout must know of a printer."""

    dots: int = 576
    """The width of a line: 576 on 80 mm paper, 384 on 58 mm."""
    charset: str = "gbk"
    """What the printer's font has: gb2312, gbk or gb18030."""
    font: str | None = None
    """A font file for lines with characters that the printer lacks."""
    draws_codes: bool = True
    """Whether the printer draws QR codes itself; else they are sent as pictures."""


def lay_out(document: TicketDocument, paper: Paper) -> bytes:
    """The bytes of one ticket, from reset to the last block."""
    builder = Dummy()
    builder.hw("INIT")
    builder._raw(NO_REAL_TIME)  # noqa: SLF001 - the library's way for one's own bytes
    for block in document.blocks:
        _add(builder, block, paper)
    return bytes(builder.output)


def _add(builder: Dummy, block: Block, paper: Paper) -> None:
    match block:
        case TextBlock():
            _add_text(builder, block, paper)
        case RuleBlock():
            _style(builder, 1, Align.LEFT, bold=False)
            builder._raw(b"-" * (paper.dots // LATIN_DOTS) + b"\n")  # noqa: SLF001
        case QrBlock():
            _style(builder, 1, Align.CENTRE, bold=False)
            _add_code(builder, block, paper)
        case PictureBlock():
            _style(builder, 1, Align.CENTRE, bold=False)
            _add_picture(builder, block, paper)
        case CutBlock():
            builder.cut()


def _add_text(builder: Dummy, block: TextBlock, paper: Paper) -> None:
    times = times_of(block, paper)
    _style(builder, times, block.align, bold=block.bold)
    for line in wrap(block.text, paper.dots // times):
        if _printable(line, paper.charset) or paper.font is None:
            builder._raw(CHINESE_ON + _encoded(line, paper.charset) + CHINESE_OFF + b"\n")  # noqa: SLF001
        else:
            builder._raw(_raster(_drawn(line, block, times, paper)))  # noqa: SLF001


def times_of(block: TextBlock, paper: Paper) -> int:
    """How large a text is printed: a huge one as large as its longest line allows."""
    most = TIMES[block.size]
    if block.size is not Size.HUGE:
        return most
    longest = max(map(width, block.text.split("\n")))
    return max(1, min(most, paper.dots // max(longest, 1)))


def _add_code(builder: Dummy, block: QrBlock, paper: Paper) -> None:
    if paper.draws_codes:
        builder.qr(block.data, native=True, size=QR_MODULE_DOTS)
        return
    code = QRCode(error_correction=ERROR_CORRECT_L, box_size=1, border=QR_QUIET_MODULES)
    code.add_data(block.data)
    modules = code.get_matrix()
    dots = min(QR_MODULE_DOTS, paper.dots // len(modules))
    small = Image.new("1", (len(modules), len(modules)))
    small.putdata([dark for row in modules for dark in row])
    large = small.resize((dots * small.width, dots * small.height))
    canvas = Image.new("1", (paper.dots, large.height))
    canvas.paste(large, ((paper.dots - large.width) // 2, 0))
    builder._raw(_raster(canvas))  # noqa: SLF001


def _add_picture(builder: Dummy, block: PictureBlock, paper: Paper) -> None:
    """A picture in black and white; one that cannot be drawn costs the ticket nothing else."""
    try:
        picture = Image.open(BytesIO(base64.b64decode(block.png)))
        picture.load()
    except (OSError, ValueError, SyntaxError):  # what the library raises for a broken file
        return
    flat = Image.new("RGBA", picture.size, "white")
    flat.alpha_composite(picture.convert("RGBA"))
    flat.thumbnail((paper.dots, paper.dots))
    black = ImageOps.invert(flat.convert("L")).convert("1")
    canvas = Image.new("1", (paper.dots, black.height))
    canvas.paste(black, ((paper.dots - black.width) // 2, 0))
    builder._raw(_raster(canvas))  # noqa: SLF001


def _style(builder: Dummy, times: int, align: Align, *, bold: bool) -> None:
    builder.set(align=ALIGNS[align], bold=bold, custom_size=True, width=times, height=times)


def wrap(text: str, dots: int) -> Iterator[str]:
    """Lines that fit; Latin words and numbers stay whole where they can."""
    for paragraph in text.split("\n"):
        line = ""
        for word in _words(paragraph):
            if line and width(line + word.rstrip()) > dots:
                yield line.rstrip()
                line = ""
            *full, line = _cut(line + word, dots)
            yield from full
        yield line.rstrip()


def _words(text: str) -> Iterator[str]:
    """What must stay together: a Chinese character and its marks, a Latin word and its space."""
    word = ""
    for character in text:
        if word and not _stays_together(word[-1], character):
            yield word
            word = ""
        word += character
    if word:
        yield word


def _stays_together(before: str, character: str) -> bool:
    if character in NEVER_FIRST or before in NEVER_LAST:
        return True
    return before != " " and (before + character).isascii()


def _cut(text: str, dots: int) -> Sequence[str]:
    """The text in pieces that fit; only a word longer than a line has more than one."""
    pieces = [""]
    for character in text:
        if width(pieces[-1] + character.rstrip()) > dots:
            pieces.append("")
        pieces[-1] += character
    return pieces


def width(text: str) -> int:
    """How many dots a text of normal size takes."""
    return sum(CHINESE_DOTS if _wide(each) else LATIN_DOTS for each in text)


def _wide(character: str) -> bool:
    return not character.isascii() and unicodedata.east_asian_width(character) in "WFA"


def _printable(line: str, charset: str) -> bool:
    return UNKNOWN not in line and UNKNOWN.encode(charset) not in _encoded(line, charset)


def _encoded(line: str, charset: str) -> bytes:
    return b"".join(_character(each, charset) for each in line)


def _character(character: str, charset: str) -> bytes:
    try:
        return character.encode(charset)
    except UnicodeEncodeError:
        return UNKNOWN.encode(charset)


def _drawn(line: str, block: TextBlock, times: int, paper: Paper) -> Image.Image:
    """The line as a picture as wide as the paper."""
    height = (CHINESE_DOTS + 6) * times
    picture = Image.new("1", (paper.dots, height))
    draw = ImageDraw.Draw(picture)
    font = ImageFont.truetype(str(paper.font), round(CHINESE_DOTS * times * _FONT_SHARE))
    spare = paper.dots - round(draw.textlength(line, font=font))
    left = spare // 2 if block.align is Align.CENTRE else 0
    thick = 1 if block.bold else 0
    draw.text((max(left, 0), 0), line, font=font, fill=1, stroke_width=thick)
    return picture


def _raster(picture: Image.Image) -> bytes:
    """GS v 0: one bit a dot, set where it is black."""
    size = struct.pack("<HH", picture.width // 8, picture.height)
    return b"\x1dv0\x00" + size + picture.tobytes()
