"""Onbon font cards against captured frames that nobody here made, and against noise."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.onbon import (
    BROADCAST,
    PING,
    CardError,
    Frame,
    FrameDecoder,
    Reply,
    escape,
    unescape,
)
from devices.codecs.onbon_live import LiveArea, RunMode, ShowLive, plain_lines, rich_text
from devices.errors import WireError

# The vendor's public page, v1.4, examples 1, 4 and 5; the ping of section 8.7.
VENDOR_LIVE = bytes.fromhex(
    "a5a5a5a5a5a5a5a5 feff0080000000000000fe022c00 a306010000 00 01 2300"
    "00 0080 0000 8080 2000 00 00 00 0a00 00 00 00 02 01 01 00 02 0a 08000000"
    "bbb6d3adb9e2c1d9 3c49 5a"
)
VENDOR_ACK = bytes.fromhex("a5a5a5a5a5a5a5a5a5 0080feff000000000000fe020500 a000000000 14ac 5a")
VENDOR_NACK = bytes.fromhex("a5a5a5a5a5a5a5a5a5 0080feff000000000000fe020500 a001050000 0551 5a")
VENDOR_PING = bytes.fromhex("a5a5a5a5a5a5a5a5 01000080000000000000fe020500 a200010000 68f8 5a")

# Three frames of a weather station's public test script, and one of a public river-gauge
# firmware that relays to these cards: delete all live areas.
CAPTURED = [
    bytes.fromhex(
        "a5a5a5a5a5a5a5a5 01000080000000000000fe023500 a306020000 00 01 2c00"
        "00 0000 0c00 4000 0c00 01 0a 01 0200 00 00 00 01 01 01 00 17 02 11000000"
        "5c464f30303054454d5045523a3231a1e6 82da 5a"
    ),
    bytes.fromhex(
        "a5a5a5a5a5a5a5a5 01000080000000000000fe023300 a306020000 00 01 2a00"
        "00 0000 1800 4000 0c00 01 0a 01 0200 00 00 00 01 01 01 00 17 02 0f000000"
        "5c464f30303048554d3a3636255248 367a 5a"
    ),
    bytes.fromhex(
        "a5a5a5a5a5a5a5a5 01000080000000000000fe022c00 a306020000 00 01 2300"
        "00 0000 2400 4000 0c00 01 0a 01 0200 00 00 00 01 01 01 00 17 02 08000000"
        "5c464f3030302020 daf6 5a"
    ),
    bytes.fromhex("a5a5a5a5a5a5a5a5 01000080000000000000fe020700 a306010200 ff 00 67cc 5a"),
]

frames = st.builds(
    Frame,
    destination=st.integers(0, 0xFFFF),
    source=st.integers(0, 0xFFFF),
    data=st.binary(max_size=200),
    display_mode=st.integers(0, 1),
    device_type=st.integers(0, 255),
)
areas = st.builds(
    LiveArea,
    x=st.integers(0, 0x7FFF),
    y=st.integers(0, 0xFFFF),
    width=st.integers(0, 0x7FFF),
    height=st.integers(0, 0xFFFF),
    id=st.integers(0, 255),
    line_gap=st.integers(0, 255),
    run_mode=st.sampled_from(RunMode),
    timeout_s=st.integers(0, 0xFFFF),
    alignment=st.integers(0, 15),
    single_line=st.booleans(),
    wrap=st.booleans(),
    display_mode=st.integers(1, 6),
    speed=st.integers(0, 0x18),
    stay_half_s=st.integers(0, 255),
    text=st.binary(max_size=80),
)


def test_vendor_example_of_live_text_is_written_byte_for_byte() -> None:
    """The vendor's page shows 欢迎光临 on a panel of 128 by 32 dots."""
    area = LiveArea(
        width=128,
        height=32,
        run_mode=RunMode.LOOP,
        timeout_s=10,
        speed=2,
        stay_half_s=10,
        text="欢迎光临".encode("gb2312"),
    )
    sent = Frame(destination=BROADCAST, data=ShowLive(areas=(area,)).to_bytes())
    assert sent.to_bytes() == VENDOR_LIVE


def test_vendor_example_of_a_ping_is_written_byte_for_byte() -> None:
    """The vendor's page shows a ping to card 1."""
    assert Frame(destination=1, data=PING).to_bytes() == VENDOR_PING


@pytest.mark.parametrize(
    ("raw", "reply"),
    [
        (VENDOR_ACK, Reply()),
        (VENDOR_NACK, Reply(accepted=False, error=CardError.CHECKSUM)),
    ],
)
def test_vendor_replies_are_read_in_spite_of_a_ninth_preamble_byte(
    raw: bytes, reply: Reply
) -> None:
    """The vendor's page shows replies with nine bytes of preamble."""
    (frame,) = FrameDecoder().feed(raw)
    assert (frame.destination, frame.source) == (0x8000, 0xFFFE)
    assert Reply.from_bytes(frame.data) == reply
    assert reply.to_bytes() == frame.data


@pytest.mark.parametrize("raw", CAPTURED)
def test_captured_frames_are_read_and_written_back(raw: bytes) -> None:
    """Frames that other programs sent to real cards pass, and come out the same."""
    (frame,) = FrameDecoder().feed(raw)
    assert frame.to_bytes() == raw
    show = ShowLive.from_bytes(frame.data)
    assert [area.to_bytes() for area in show.areas] == [frame.data[9:] for _ in show.areas], (
        "each captured frame has one area at most"
    )


def test_captured_texts_are_read() -> None:
    """The weather station shows its temperature, its humidity and a blank."""
    shows = [ShowLive.from_bytes(Frame.from_bytes(raw).data) for raw in CAPTURED]
    texts = [plain_lines(area.text) for show in shows for area in show.areas]
    assert texts == [("TEMPER:21℃",), ("HUM:66%RH",), ("  ",)]
    assert shows[3].delete_all


def test_a_public_tutorials_frame_with_a_wrong_check_is_refused() -> None:
    """A frame printed in a web tutorial does not pass the vendor's own check."""
    tutorial = bytes.fromhex(
        "a5a5a5a5a5a5a5a5 01000080000000000000fe023200 a306012d00 00 01 2900"
        "00 0000 0000 8000 2000 00 00 00 0200 00 00 00 02 02 03 00 04 05 0e000000"
        "3031323334355152535454562742 a87d 5a"
    )
    decoder = FrameDecoder()
    assert decoder.feed(tutorial) == []
    assert decoder.errors == 1


@given(st.binary(max_size=300))
def test_escaping_hides_both_marks_and_comes_back(data: bytes) -> None:
    """Neither mark of a frame occurs in escaped bytes (section 3.3)."""
    escaped = escape(data)
    assert not {0xA5, 0x5A} & set(escaped)
    assert unescape(escaped) == data


@given(frames)
def test_frames_come_back(frame: Frame) -> None:
    """Whatever is written is read as the same frame."""
    assert Frame.from_bytes(frame.to_bytes()) == frame


@given(st.lists(areas, max_size=3), st.booleans())
def test_live_text_comes_back(shown: list[LiveArea], reply: bool) -> None:
    """Whatever is written is read as the same areas."""
    command = ShowLive(areas=tuple(shown), delete=(1, 4), reply=reply)
    assert ShowLive.from_bytes(command.to_bytes()) == command


@given(st.lists(frames, min_size=1, max_size=3))
def test_one_byte_at_a_time_makes_no_difference(sent: list[Frame]) -> None:
    """A slow line gives the same frames."""
    decoder = FrameDecoder()
    raw = b"".join(frame.to_bytes() for frame in sent)
    got = [frame for byte in raw for frame in decoder.feed(bytes((byte,)))]
    assert got == sent
    assert decoder.errors == 0


@given(st.binary(max_size=60), frames)
def test_after_garbage_the_next_frame_is_read(garbage: bytes, frame: Frame) -> None:
    """Noise before a frame never costs that frame."""
    assert FrameDecoder().feed(garbage + frame.to_bytes())[-1] == frame


@given(frames, frames, st.integers(1, 20))
def test_a_frame_broken_off_costs_only_itself(cut: Frame, whole: Frame, missing: int) -> None:
    """A truncated frame is counted; the one behind it is read."""
    decoder = FrameDecoder()
    assert decoder.feed(cut.to_bytes()[:-missing] + whole.to_bytes()) == [whole]
    assert decoder.errors <= 1


@given(frames, st.integers(0, 200), st.integers(1, 255))
def test_one_damaged_byte_never_gives_another_frame(frame: Frame, at: int, flip: int) -> None:
    """A frame with one byte changed is refused, or is the same frame (preamble)."""
    raw = bytearray(frame.to_bytes())
    raw[at % len(raw)] ^= flip
    assert [got for got in FrameDecoder().feed(bytes(raw)) if got != frame] == []


@given(st.lists(st.binary(max_size=80), max_size=5))
def test_any_bytes_at_all_never_raise(chunks: list[bytes]) -> None:
    """The decoder counts what it cannot read."""
    decoder = FrameDecoder()
    for chunk in chunks:
        decoder.feed(chunk)
    assert decoder.errors >= 0


@given(st.binary(max_size=60))
def test_any_data_is_read_or_refused(data: bytes) -> None:
    """Nothing but `WireError` comes out of a damaged command or reply."""
    for read in (ShowLive.from_bytes, LiveArea.from_bytes, Reply.from_bytes, Frame.from_bytes):
        with suppress(WireError):
            assert read(data) is not None


def test_a_frame_without_end_is_given_up() -> None:
    """The decoder holds one frame at most, whatever comes."""
    decoder = FrameDecoder()
    decoder.feed(b"\xa5" + b"\x01" * 5000)
    assert decoder.errors == 1
    assert decoder.feed(VENDOR_PING) == [Frame(destination=1, data=PING)]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("请C014号", "请C014号"), ("𠮷", "〓"), ("a\\n", "a/n")],
)
def test_text_that_the_font_lacks_is_marked(text: str, shown: str) -> None:
    """A rare character becomes 〓, and a backslash cannot become an escape."""
    assert plain_lines(rich_text((text, " "))) == (shown, " ")


@pytest.mark.parametrize(
    "area",
    [
        LiveArea(width=60, height=16, in_pixels=False, timeout_s=1, stay_half_s=1, text=b""),
        LiveArea(width=64, height=16, timeout_s=70_000, stay_half_s=1, text=b""),
        LiveArea(width=64, height=16, timeout_s=1, stay_half_s=1, text=b"x" * 600),
    ],
)
def test_what_does_not_fit_is_refused(area: LiveArea) -> None:
    """Steps of eight dots, 16 bits of time-out and 512 bytes of text are the limits."""
    with pytest.raises(WireError):
        area.to_bytes()


def test_steps_of_eight_dots_for_older_cards_come_back() -> None:
    """Cards of the fifth generation count in bytes of eight dots."""
    area = LiveArea(width=64, height=16, in_pixels=False, timeout_s=1, stay_half_s=1, text=b"")
    assert LiveArea.from_bytes(area.to_bytes()) == area
