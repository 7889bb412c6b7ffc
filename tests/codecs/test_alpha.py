"""Transmissions to Alpha signs, judged by those that readerboard 0.7 has built."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.alpha import MOST_TEXT, Decoder, Mode, ShowPriority
from devices.errors import WireError

# What readerboard 0.7.0 builds with `packet(write_text_file(b"0", …))`.
BUILT = [
    (
        "00 00 00 00 00 00 01 5a 30 33 02 41 30 1b 20 62 41 30 31 32 04",
        ShowPriority(address=3, text="A012"),
    ),
    (
        "00 00 00 00 00 00 01 5a 30 33 02 41 30 1b 20 63 41 30 31 32 04",
        ShowPriority(address=3, text="A012", mode=Mode.FLASH),
    ),
]
# By hand from section 5.1: 02+41+30+1B+20+62+41+30+31+32+03 is 01E7.
CHECKED = bytes.fromhex(
    "00 00 00 00 00 00 01 5a 30 33 02 41 30 1b 20 62 41 30 31 32 03 30 31 45 37 04"
)

texts = st.builds(
    ShowPriority,
    address=st.integers(0, 255),
    text=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=MOST_TEXT),
    mode=st.sampled_from(Mode),
    checked=st.booleans(),
)


@pytest.mark.parametrize(("raw", "text"), BUILT)
def test_transmissions_are_those_of_another_program(raw: str, text: ShowPriority) -> None:
    """Byte for byte, and read back as the same."""
    assert text.to_bytes().hex(" ") == raw
    assert Decoder().feed(bytes.fromhex(raw)) == [text]


def test_a_checked_transmission_has_the_sum_of_its_body() -> None:
    """From STX to ETX, four hex digits."""
    text = ShowPriority(address=3, text="A012", checked=True)
    assert text.to_bytes() == CHECKED
    assert Decoder().feed(CHECKED) == [text]


@given(st.lists(texts, max_size=4), st.binary(max_size=40))
def test_what_is_sent_is_read_back_a_byte_at_a_time(sent: list[ShowPriority], noise: bytes) -> None:
    """Whatever came before the first."""
    decoder = Decoder()
    stream = b"".join(each.to_bytes() for each in sent)
    decoder.feed(noise)
    assert [text for byte in stream for text in decoder.feed(bytes((byte,)))] == sent


@given(st.binary(max_size=700))
def test_noise_never_raises(noise: bytes) -> None:
    """What is no text is counted at most."""
    decoder = Decoder()
    decoder.feed(noise)
    assert decoder.errors <= len(noise)


TEXT_AND_SUM = (16, 17, 18, 19, 21, 22, 23, 24)


@pytest.mark.parametrize("bit", range(8))
@pytest.mark.parametrize("at", TEXT_AND_SUM)
def test_a_wrong_bit_in_a_checked_text_is_not_shown(at: int, bit: int) -> None:
    """The sign leaves it alone; a hex digit may change its case."""
    raw = bytearray(CHECKED)
    raw[at] ^= 1 << bit
    assert Decoder().feed(bytes(raw)) in ([], [ShowPriority(address=3, text="A012", checked=True)])


@pytest.mark.parametrize(
    "raw",
    [
        b"\x01Z03\x02A0\x1b \x04",  # no mode
        b"\x01Z03\x02A0\x1b zA012\x04",  # a mode of other programs
        b"\x01Zxx\x02A0\x1b bA012\x04",
        b"\x01Z-3\x02A0\x1b bA012\x04",
        b"\x01Z03\x02E \x04",  # another command
        b"\x01Z03A012\x04",
        b"\x01" + bytes(300),
        b"\x01Z03\x01",
    ],
)
def test_what_is_no_text_is_counted(raw: bytes) -> None:
    """Other commands are not for us, and damaged ones for nobody."""
    decoder = Decoder()
    assert decoder.feed(raw) == []
    assert decoder.errors == 1


@pytest.mark.parametrize(
    "wrong",
    [
        ShowPriority(address=256, text=""),
        ShowPriority(address=1, text="", type=b""),
        ShowPriority(address=1, text="A" * 126),
        ShowPriority(address=1, text="A\x04"),
    ],
)
def test_what_does_not_fit_is_refused(wrong: ShowPriority) -> None:
    """With what was expected; a text can never end its own transmission."""
    with pytest.raises(WireError, match="expected"):
        wrong.to_bytes()
