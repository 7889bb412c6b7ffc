"""A ticket's picture shows what the printer's bytes put on paper."""

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

from devices.__main__ import app
from devices.preview import DESK, MARGIN, find_font, preview
from devices.ticket_layout import Paper, lay_out
from hall.bus.messages import (
    Align,
    CutBlock,
    PictureBlock,
    QrBlock,
    Size,
    TextBlock,
    TicketDocument,
)

EDGES = 2 * (MARGIN + DESK)


def ticket(*blocks: TextBlock | QrBlock | PictureBlock) -> TicketDocument:
    return TicketDocument(blocks=(*blocks, CutBlock()))


def ink(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box that holds everything black."""
    box = picture.point([255 if shade < 100 else 0 for shade in range(256)]).getbbox()
    assert box is not None
    return box


@pytest.mark.parametrize("dots", [384, 576])
def test_the_picture_is_as_wide_as_the_paper(dots: int) -> None:
    """A pixel a dot, with the margins that no printer reaches."""
    drawn = preview(ticket(TextBlock(text="A012")), Paper(dots=dots))
    assert drawn.width == dots + EDGES


def test_the_number_is_drawn_huge_and_in_the_middle() -> None:
    """Four characters of eight times the width, as the driver tells the printer."""
    block = TextBlock(text="A012", size=Size.HUGE, align=Align.CENTRE)
    left, top, right, bottom = ink(preview(ticket(block), Paper()))
    assert 300 < right - left < 384
    assert bottom - top > 120
    assert abs((left + right) / 2 - (576 + EDGES) / 2) < 20


def test_a_long_number_is_as_large_as_the_narrow_paper_allows() -> None:
    """It stays on one line."""
    drawn = lay_out(ticket(TextBlock(text="AB12345", size=Size.HUGE)), Paper(dots=384))
    assert b"\x1d!\x33" in drawn
    assert drawn.count(b"\x1c&") == 1


def test_a_logo_is_printed_in_black_and_white() -> None:
    """Transparent is white; a picture that is broken costs the ticket nothing else."""
    logo = Image.new("RGBA", (80, 40))
    logo.paste((0, 0, 0, 255), (10, 10, 70, 30))
    file = BytesIO()
    logo.save(file, "PNG")
    png = base64.b64encode(file.getvalue()).decode()
    left, top, right, bottom = ink(preview(ticket(PictureBlock(png=png)), Paper()))
    assert (right - left, bottom - top) == (60, 20)
    broken = ticket(PictureBlock(png=png[:60]), TextBlock(text="A012"))
    assert b"A012" in lay_out(broken, Paper())


def test_the_code_of_the_picture_is_the_tickets() -> None:
    """Its size on paper is that of the modules the printer is told."""
    left, top, right, bottom = ink(preview(ticket(QrBlock(data="https://h/t/x")), Paper()))
    assert right - left == bottom - top
    assert (right - left) % 6 == 0


def test_the_command_writes_a_picture_or_says_why_not(tmp_path: Path) -> None:
    """From a file or a pipe; garbage is told, not drawn."""
    png = tmp_path / "ticket.png"
    document = '{"blocks": [{"type": "text", "text": "A012"}, {"type": "cut"}]}'
    good = CliRunner().invoke(app, ["preview", "-", str(png), "--paper", "58"], input=document)
    assert good.exit_code == 0, good.output
    with Image.open(png) as drawn:
        assert drawn.width == 384 + EDGES
    bad = CliRunner().invoke(app, ["preview", "-", str(png)], input="{")
    assert bad.exit_code == 2
    assert "hall ticket" in bad.output


def test_a_font_draws_what_the_printer_lacks(tmp_path: Path) -> None:
    """As with the printer's own setting; without it a stand-in is seen."""
    rare = '{"blocks": [{"type": "text", "text": "𠮷"}, {"type": "cut"}]}'
    stand_in = '{"blocks": [{"type": "text", "text": "〓"}, {"type": "cut"}]}'

    def drawn(document: str, *options: str) -> bytes:
        png = tmp_path / "ticket.png"
        done = CliRunner().invoke(app, ["preview", "-", str(png), *options], input=document)
        assert done.exit_code == 0, done.output
        with Image.open(png) as picture:
            return picture.tobytes()

    assert drawn(rare) == drawn(stand_in)
    assert drawn(rare, "--font", str(find_font())) != drawn(stand_in, "--font", str(find_font()))
