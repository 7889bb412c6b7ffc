"""FF 68 pads against frames worked out by hand from the public code, and against noise.

Source of the frames: `JackQChen/QueueSystem`, `CallSystem/CallSystem/frmMain.cs`, the methods
`SendTicket`, `SendWait`, `SendBeep`, `SendServiceLever`, `SendStartE` and the reading thread.
"""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.ff68 import (
    Frame,
    FrameDecoder,
    PadKey,
    ask_rating,
    beep,
    press,
    rated,
    show,
    show_digits,
    show_stars,
)
from devices.errors import WireError

HOST_FRAMES = [
    (show(5, number="A012"), "ff 68 08 08 68 05 02 0a 0a 0a 00 01 02 28 16"),
    (show(5, waiting=7), "ff 68 08 08 68 05 02 00 00 07 0a 0a 0a 2c 16"),
    (beep(5), "ff 68 02 02 68 05 03 08 16"),
    (show_stars(5, 5), "ff 68 03 03 68 05 02 05 0c 16"),
    (ask_rating(5), "ff 68 03 03 68 05 01 0b 11 16"),
]
PAD_FRAMES = [
    ("ff 68 03 03 68 01 01 0b 0d 16", PadKey.RATE),
    ("ff 68 03 03 68 01 01 0c 0e 16", PadKey.CALL),
    ("ff 68 03 03 68 01 01 0d 0f 16", PadKey.RECALL),
    ("ff 68 03 03 68 01 01 0e 10 16", PadKey.CANCEL),
    ("ff 68 03 03 68 01 01 12 14 16", PadKey.PAUSE),
    ("ff 68 03 03 68 01 01 13 15 16", PadKey.TRANSFER),
    ("ff 68 04 04 68 01 01 06 0f 17 16", PadKey.NO_SHOW),
    ("ff 68 04 04 68 01 01 00 0f 11 16", PadKey.PARK),
    ("ff 68 04 04 68 01 01 03 0f 14 16", PadKey.CALL_BACK),
]

frames = st.builds(
    Frame,
    address=st.integers(0, 255),
    function=st.integers(0, 255),
    data=st.binary(max_size=8),
)


@pytest.mark.parametrize(("frame", "raw"), HOST_FRAMES)
def test_host_frames_are_written_as_the_public_code_does(frame: Frame, raw: str) -> None:
    """Digits, beep, stars and the question for a rating match byte for byte."""
    assert frame.to_bytes() == bytes.fromhex(raw)


@pytest.mark.parametrize(("raw", "key"), PAD_FRAMES)
def test_keys_are_read(raw: str, key: PadKey) -> None:
    """Every key of the public code is known, and is acknowledged by its own echo."""
    (frame,) = FrameDecoder().feed(bytes.fromhex(raw))
    assert (frame.key, frame.level) == (key, None)
    assert frame.acknowledgement().to_bytes() == bytes.fromhex(raw)
    assert press(1, key) == frame


def test_a_rating_is_acknowledged_under_function_01() -> None:
    """The public code answers function 11 by 01, and so takes 10h off the checksum."""
    raw = bytes.fromhex("ff 68 03 03 68 02 11 03 16 16")
    (frame,) = FrameDecoder().feed(raw)
    assert (frame.level, frame.key) == (3, None)
    assert rated(2, 3).to_bytes() == raw
    assert frame.acknowledgement().to_bytes() == bytes.fromhex("ff 68 03 03 68 02 01 03 06 16")


@pytest.mark.parametrize(
    ("data", "key", "figures"),
    [
        (b"\x13", PadKey.TRANSFER, ""),
        (b"\x01\x02\x13", PadKey.TRANSFER, "12"),
        (b"\x00\x07\x0f", PadKey.CONFIRM, "07"),
        (b"\x0f", PadKey.CONFIRM, ""),
        (b"\x06\x0f", PadKey.NO_SHOW, ""),
        (b"\x0c\x0f", None, ""),
        (b"", None, ""),
    ],
)
def test_figures_go_before_a_key(data: bytes, key: PadKey | None, figures: str) -> None:
    """One byte each; where they are part of the key's own meaning they are none."""
    frame = Frame(address=1, function=1, data=data)
    assert (frame.key, frame.figures) == (key, figures)


def test_an_unknown_key_is_a_frame_without_meaning() -> None:
    """Digits that mean nothing are neither a key nor a rating."""
    frame = Frame(address=1, function=1, data=b"\x09\x0f")
    assert (frame.key, frame.level) == (None, None)


@pytest.mark.parametrize(
    ("number", "digits"),
    [("A7", "0a 0a 0a 0a 0a 07"), ("A1234", "0a 0a 0a 02 03 04"), ("", "0a 0a 0a 0a 0a 0a")],
)
def test_numbers_show_their_last_three_digits(number: str, digits: str) -> None:
    """Short numbers stand at the right, long ones lose their first digits."""
    assert show(1, number=number).data == bytes.fromhex(digits)


def test_more_waiting_than_three_digits_shows_999() -> None:
    """The display never wraps to a small number."""
    assert show(1, waiting=1234, number="A012").data == b"\x09\x09\x09\x00\x01\x02"
    assert show(1, waiting=-1).data[:3] == b"\x00\x00\x00"


@given(frames)
def test_frames_come_back(frame: Frame) -> None:
    """Whatever is written is read as the same frame."""
    assert Frame.from_bytes(frame.to_bytes()) == frame


@given(st.lists(frames, min_size=1, max_size=4))
def test_one_byte_at_a_time_makes_no_difference(sent: list[Frame]) -> None:
    """A slow line gives the same frames."""
    decoder = FrameDecoder()
    raw = b"".join(frame.to_bytes() for frame in sent)
    assert [frame for byte in raw for frame in decoder.feed(bytes((byte,)))] == sent
    assert decoder.errors == 0


@given(st.binary(max_size=40), frames)
def test_after_garbage_and_silence_the_next_frame_is_read(garbage: bytes, frame: Frame) -> None:
    """When the line has been silent, nothing of the noise costs the next frame."""
    decoder = FrameDecoder()
    decoder.feed(garbage)
    decoder.quiet()
    assert decoder.feed(frame.to_bytes()) == [frame]


@given(st.binary(max_size=40).filter(lambda noise: 0xFF not in noise), frames)
def test_garbage_without_a_head_costs_nothing(garbage: bytes, frame: Frame) -> None:
    """Noise just before a frame is skipped and counted once."""
    decoder = FrameDecoder()
    assert decoder.feed(garbage + frame.to_bytes()) == [frame]
    assert decoder.errors == bool(garbage)


@given(frames, st.integers(1, 8), frames)
def test_a_frame_broken_off_costs_only_itself(cut: Frame, missing: int, whole: Frame) -> None:
    """A truncated frame never swallows the one behind it, at the latest after a silence."""
    decoder = FrameDecoder()
    got = decoder.feed(cut.to_bytes()[:-missing] + whole.to_bytes()) + decoder.quiet()
    assert got[-1] == whole


@given(frames, st.data())
def test_no_single_bit_error_passes(frame: Frame, data: st.DataObject) -> None:
    """The sum catches every one-bit error of a frame."""
    raw = bytearray(frame.to_bytes())
    bit = data.draw(st.integers(0, 8 * len(raw) - 1))
    raw[bit // 8] ^= 1 << bit % 8
    with pytest.raises(WireError):
        Frame.from_bytes(bytes(raw))


@given(st.lists(st.binary(max_size=30), max_size=6))
def test_any_bytes_at_all_never_raise(chunks: list[bytes]) -> None:
    """The decoder counts what it cannot read and stays small."""
    decoder = FrameDecoder()
    for chunk in chunks:
        decoder.feed(chunk)
    decoder.quiet()
    assert decoder.errors <= 1 + sum(map(len, chunks))


@given(st.binary(max_size=30))
def test_any_raw_frame_is_read_or_refused(raw: bytes) -> None:
    """Nothing but `WireError` comes out of damaged bytes."""
    with suppress(WireError):
        assert Frame.from_bytes(raw).to_bytes() == raw


@pytest.mark.parametrize(
    "frame", [Frame(address=256, function=1), Frame(address=1, function=1, data=b"x" * 9)]
)
def test_what_does_not_fit_is_refused(frame: Frame) -> None:
    """Addresses have one byte, data at most eight."""
    with pytest.raises(WireError):
        frame.to_bytes()


@pytest.mark.parametrize("digits", [[1, 2, 3], [11, 0, 0, 0, 0, 0]])
def test_digits_that_cannot_be_shown_are_refused(digits: list[int | None]) -> None:
    """A pad has six digits of 0-9 or dark."""
    with pytest.raises(WireError):
        show_digits(1, digits)
