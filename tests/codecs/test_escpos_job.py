"""ESC/POS jobs read back from the bytes of python-escpos, which nobody here wrote."""

import pytest
from escpos.printer import Dummy
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from devices.codecs.escpos_job import COMMANDS, Command, Element, JobDecoder, Op, Text


def merged(elements: list[Element]) -> list[Element]:
    """Neighbouring pieces of text as one."""
    joined: list[Element] = []
    for element in elements:
        if isinstance(element, Text) and joined and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + element.text)
        else:
            joined.append(element)
    return joined


def ops(elements: list[Element]) -> list[Op]:
    """The commands alone."""
    return [each.op for each in elements if isinstance(each, Command)]


def test_a_ticket_of_another_library_is_understood() -> None:
    """Style, text, native QR code, picture and cut of python-escpos are all known."""
    printer = Dummy()
    printer.hw("INIT")
    printer.set(align="center", bold=True, custom_size=True, width=3, height=3)
    printer.text("A012\n")
    printer.set_with_default()
    printer.qr("http://hall/t/1", native=True, size=6)
    printer.image(Image.new("1", (32, 8), 0), impl="bitImageRaster", center=False)
    printer.cut()
    decoder = JobDecoder()
    elements = decoder.feed(printer.output)
    assert decoder.errors == 0
    assert [each.text for each in merged(elements) if isinstance(each, Text)] == ["A012"]
    assert Command(Op.SIZE, b"\x22") in elements
    assert Command(Op.ALIGN, b"\x01") in elements
    assert Command(Op.SYMBOL, b"\x12\x001P0http://hall/t/1") in elements
    assert Command(Op.RASTER, b"\x00\x04\x00\x08\x00" + b"\xff" * 32) in elements
    assert elements[-1] == Command(Op.CUT, b"\x00")


def test_chinese_stands_between_its_two_commands() -> None:
    """FS & and FS . bracket GB 18030; outside them the same bytes are Latin rubbish."""
    word = "请到3号窗口㐂".encode("gb18030")
    elements = merged(JobDecoder().feed(b"\x1c&" + word + b"\x1c.\n" + word[:2]))
    assert elements[1] == Text("请到3号窗口㐂")
    assert elements[-1] == Text("╟δ")


@given(st.text(alphabet="A1请到窗口𠮷㐂 ", max_size=20), st.booleans())
def test_one_byte_at_a_time_makes_no_difference(text: str, picture: bool) -> None:
    """A slow line gives the same job."""
    raster = b"\x1dv0\x00\x01\x00\x02\x00\x10\x04" if picture else b""
    raw = b"\x1b@\x1c&" + text.encode("gb18030") + b"\x1c.\n" + raster + b"\x1dVA\x03"
    decoder = JobDecoder()
    pieces = [element for byte in raw for element in decoder.feed(bytes((byte,)))]
    assert merged(pieces) == merged(JobDecoder().feed(raw))
    assert "".join(each.text for each in pieces if isinstance(each, Text)) == text


def test_picture_data_is_never_read_as_commands() -> None:
    """What looks like a status question inside a picture belongs to the picture."""
    raw = b"\x1dv0\x00\x01\x00\x03\x00\x10\x04\x01"
    assert ops(JobDecoder().feed(raw)) == [Op.RASTER]


def test_unknown_commands_are_counted_and_passed_over() -> None:
    """The text behind an unknown command is still printed."""
    decoder = JobDecoder()
    assert decoder.feed(b"\x1b\x7fA\x1d\x7fB") == [Text("A"), Text("B")]
    assert decoder.errors == 2


@pytest.mark.parametrize("prefix", COMMANDS)
def test_every_command_waits_for_its_arguments(prefix: bytes) -> None:
    """No command is taken before it is whole; enough zeros complete each."""
    decoder = JobDecoder()
    early = [element for byte in prefix[:-1] for element in decoder.feed(bytes((byte,)))]
    late = decoder.feed(prefix[-1:] + b"\x00" * 8)
    assert early == []
    assert ops(late)[0] is COMMANDS[prefix][0]


@given(st.lists(st.binary(max_size=60), max_size=6))
def test_any_bytes_at_all_never_raise(chunks: list[bytes]) -> None:
    """A printer reads whatever comes."""
    decoder = JobDecoder()
    elements = [element for chunk in chunks for element in decoder.feed(chunk)]
    assert len(elements) <= sum(map(len, chunks))
