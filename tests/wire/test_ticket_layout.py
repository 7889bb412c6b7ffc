"""Tickets laid out for a printer, read back from the paper of a simulated one."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_L

from devices.codecs.escpos_paper import PrintedLine, PrintedPicture, PrintedQr, Span, Ticket
from devices.ticket_layout import (
    QR_MODULE_DOTS,
    QR_QUIET_MODULES,
    Paper,
    lay_out,
    width,
    wrap,
)
from hall.bus.messages import (
    Align,
    Block,
    CutBlock,
    QrBlock,
    RuleBlock,
    Size,
    TextBlock,
    TicketDocument,
)
from simulators.printer_escpos import SimulatedPrinter

WIDE = Paper()
CJK_FONTS = sorted(Path("/usr/share/fonts").rglob("Noto*CJK*.ttc"))


def printed(*blocks: Block, paper: Paper = WIDE) -> Ticket:
    """What comes out of a printer of this paper."""
    printer = SimulatedPrinter(paper_dots=paper.dots)
    data = lay_out(TicketDocument(blocks=(*blocks, CutBlock())), paper)
    while data:
        room = printer.room()
        printer.receive(data[:room])
        data = data[room:]
        printer.tick(60, 60)
    printer.tick(60, 60)
    (ticket,) = printer.tickets
    return ticket


def lines(ticket: Ticket) -> Iterator[PrintedLine]:
    return (each for each in ticket.printed if isinstance(each, PrintedLine))


def test_sizes_weight_and_place_are_on_the_paper() -> None:
    """The number is as large as it fits, bold and in the middle; the next text is plain again."""
    number, note = lines(
        printed(
            TextBlock(text="C014", size=Size.HUGE, bold=True, align=Align.CENTRE),
            TextBlock(text="请留意叫号"),
        )
    )
    assert number == PrintedLine(
        align="centre", spans=(Span(text="C014", width=8, height=8, bold=True),)
    )
    assert note == PrintedLine(align="left", spans=(Span(text="请留意叫号"),))


def test_a_native_ticket_is_small() -> None:
    """A whole ticket takes less than half a second at 9600 baud."""
    document = TicketDocument(
        blocks=(
            TextBlock(text="市政务服务中心", align=Align.CENTRE),
            TextBlock(text="C014", size=Size.HUGE, bold=True, align=Align.CENTRE),
            TextBlock(text="前面还有6位，约等20–35分钟。"),
            QrBlock(data="http://hall.example/t/0123456789abcdef"),
            CutBlock(),
        )
    )
    assert len(lay_out(document, Paper())) < 480


@pytest.mark.parametrize("dots", [384, 576])
def test_nothing_is_wider_than_the_paper(dots: int) -> None:
    """On 58 mm as on 80 mm no line is broken by the printer itself."""
    name = "建设工程施工许可办理（施工图设计文件联合审查、建筑工程施工许可）"
    paper = Paper(dots=dots)
    ticket = printed(
        TextBlock(text=name), TextBlock(text=name, size=Size.LARGE), RuleBlock(), paper=paper
    )
    assert all(_dots(line) <= dots for line in lines(ticket))
    assert "".join(ticket.lines) == name + name + "-" * (dots // 12)


def _dots(line: PrintedLine) -> int:
    return sum(width(span.text) * span.width for span in line.spans)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one() -> None:
    """Chinese marks stay with their characters."""
    assert list(wrap("请在休息区等候，注意呼叫", 24 * 7)) == ["请在休息区等", "候，注意呼叫"]
    assert list(wrap("民办学校审批（民办）", 24 * 7)) == ["民办学校审批", "（民办）"]


def test_latin_words_stay_whole_where_they_can() -> None:
    """A word longer than a line is the only one that is cut."""
    assert list(wrap("Please wait for your number", 12 * 11)) == [
        "Please wait",
        "for your",
        "number",
    ]
    assert list(wrap("ABCDEFGH", 12 * 5)) == ["ABCDE", "FGH"]
    assert list(wrap("一\n\n二", 240)) == ["一", "", "二"]


@given(st.text(alphabet="请A1 ，（b）\n", max_size=60), st.integers(48, 200))
def test_wrapping_loses_nothing_but_spaces(text: str, dots: int) -> None:
    """Every line fits, and all characters are there in order."""
    wrapped = list(wrap(text, dots))
    assert all(width(line) <= dots for line in wrapped)
    assert "".join(wrapped).replace(" ", "") == text.replace("\n", "").replace(" ", "")


@pytest.mark.parametrize(
    ("charset", "text", "shown"),
    [
        ("gbk", "王镕", "王镕"),
        ("gb2312", "王镕", "王〓"),
        ("gbk", "𠮷", "〓"),
        ("gb18030", "𠮷㐂", "𠮷㐂"),
    ],
)
def test_without_a_font_file_what_the_printer_lacks_is_marked(
    charset: str, text: str, shown: str
) -> None:
    """A rare character is never a wrong one."""
    assert printed(TextBlock(text=text), paper=Paper(charset=charset)).lines == (shown,)


def test_with_a_font_file_such_a_line_is_drawn() -> None:
    """The line is a picture with ink in it, as wide as the paper; its neighbours are text."""
    if not CJK_FONTS:
        pytest.fail("A Chinese font is missing: apt install fonts-noto-cjk")
    paper = Paper(font=str(CJK_FONTS[0]))
    ticket = printed(TextBlock(text="经办人"), TextBlock(text="张𠮷", bold=True), paper=paper)
    text, picture = ticket.printed[:2]
    assert isinstance(text, PrintedLine)
    assert isinstance(picture, PrintedPicture)
    assert (picture.width, picture.height) == (576, 30)
    ink = sum(byte.bit_count() for byte in picture.rows)
    assert 100 < ink < picture.width * picture.height // 4


def test_a_code_is_native_and_in_the_middle() -> None:
    """The printer draws the code itself."""
    (code,) = (
        each for each in printed(QrBlock(data="取号A1")).printed if isinstance(each, PrintedQr)
    )
    assert (code.align, code.data) == ("centre", "取号A1")


@pytest.mark.parametrize("dots", [384, 576])
def test_a_code_is_a_picture_where_the_printer_draws_none(dots: int) -> None:
    """In the middle, with its white border, and module by module the same code."""
    paper = Paper(dots=dots, draws_codes=False)
    pieces = printed(QrBlock(data="http://hall.example/t/abc"), paper=paper).printed
    (picture,) = (each for each in pieces if isinstance(each, PrintedPicture))
    image = Image.frombytes("1", (picture.width, picture.height), picture.rows)
    left, top, right, bottom = image.getbbox() or (0, 0, 0, 0)
    assert (left, top) == (picture.width - right, picture.height - bottom)
    assert top == QR_QUIET_MODULES * QR_MODULE_DOTS
    code = QRCode(error_correction=ERROR_CORRECT_L, box_size=1, border=0)
    code.add_data("http://hall.example/t/abc")
    seen = [
        [bool(image.getpixel((x, y))) for x in range(left + 2, right, QR_MODULE_DOTS)]
        for y in range(top + 2, bottom, QR_MODULE_DOTS)
    ]
    assert seen == code.get_matrix()
