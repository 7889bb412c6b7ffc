"""Modbus RTU frames, judged by frames that pymodbus 3.16 has built."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.modbus import (
    Answer,
    Function,
    Read,
    Refusal,
    Refused,
    Request,
    Values,
    WriteMany,
    WriteOne,
    Written,
    answer_decoder,
    answer_to,
    request_decoder,
)
from devices.errors import WireError

# What pymodbus 3.16.1 builds with its RTU framer.
REQUESTS: list[tuple[str, Request]] = [
    ("03 06 00 00 00 0e 09 ec", WriteOne(station=3, register=0, word=14)),
    ("01 06 00 88 00 0c 09 e5", WriteOne(station=1, register=0x88, word=12)),
    (
        "01 10 00 70 00 03 06 20 20 30 31 34 20 2b db",
        WriteMany(station=1, register=0x70, words=(0x2020, 0x3031, 0x3420)),
    ),
    (
        "02 10 00 80 00 04 08 00 77 00 3f 00 06 00 66 84 2c",
        WriteMany(station=2, register=0x80, words=(0x77, 0x3F, 0x06, 0x66)),
    ),
    ("02 03 00 80 00 01 85 d1", Read(station=2, register=0x80)),
]
ANSWERS: list[tuple[str, Answer]] = [
    (
        "03 06 00 00 00 0e 09 ec",
        Written(station=3, function=Function.WRITE_ONE, register=0, value=14),
    ),
    (
        "02 10 00 80 00 04 c0 11",
        Written(station=2, function=Function.WRITE_MANY, register=0x80, value=4),
    ),
    ("02 03 02 00 77 bc 62", Values(station=2, words=(0x77,))),
    ("03 86 02 62 61", Refused(station=3, function=6, code=Refusal.ADDRESS)),
    ("02 90 06 3c 02", Refused(station=2, function=16, code=Refusal.BUSY)),
]
stations = st.integers(1, 247)
values = st.integers(0, 0xFFFF)
requests: st.SearchStrategy[Request] = st.one_of(
    st.builds(Read, station=stations, register=values, count=st.integers(1, 123)),
    st.builds(WriteOne, station=stations, register=values, word=values),
    st.builds(
        WriteMany,
        station=stations,
        register=values,
        words=st.lists(values, min_size=1, max_size=16).map(tuple),
    ),
)


@pytest.mark.parametrize(("raw", "request_"), REQUESTS)
def test_requests_are_written_as_pymodbus_writes_them(raw: str, request_: Request) -> None:
    """Byte for byte, and read back as the same."""
    assert request_.to_bytes().hex(" ") == raw
    assert request_decoder().feed(bytes.fromhex(raw)) == [request_]


@pytest.mark.parametrize(("raw", "answer"), ANSWERS)
def test_answers_are_read_as_pymodbus_writes_them(raw: str, answer: Answer) -> None:
    """Byte for byte, and written back as the same."""
    assert answer_decoder().feed(bytes.fromhex(raw)) == [answer]
    assert answer.to_bytes().hex(" ") == raw


def test_a_write_is_answered_with_what_was_written() -> None:
    """One register with its value, more with their number; a question has another answer."""
    one, many = WriteOne(station=3, register=0, word=14), REQUESTS[3][1]
    assert answer_to(one).to_bytes().hex(" ") == ANSWERS[0][0]
    assert answer_to(many).to_bytes().hex(" ") == ANSWERS[1][0]
    with pytest.raises(WireError, match="answered with values"):
        answer_to(Read(station=1, register=0))


@given(st.lists(requests, max_size=4))
def test_what_is_written_is_read_back_a_byte_at_a_time(sent: list[Request]) -> None:
    """Frames need no silence between them."""
    decoder = request_decoder()
    stream = b"".join(each.to_bytes() for each in sent)
    assert [frame for byte in stream for frame in decoder.feed(bytes((byte,)))] == sent
    assert decoder.errors == 0


@given(st.binary(max_size=300), requests)
def test_a_good_frame_is_found_whatever_came_before(noise: bytes, request_: Request) -> None:
    """With its own last byte, even behind a head that promises a longer frame."""
    head = bytes((1, Function.WRITE_MANY, 0, 0, 0, 100, 200))
    frames = request_decoder().feed(noise + head + request_.to_bytes())
    assert frames[-1:] == [request_]


@given(st.binary(max_size=700))
def test_noise_never_raises(noise: bytes) -> None:
    """Neither side breaks on anything."""
    for decoder in (request_decoder(), answer_decoder()):
        decoder.feed(noise)
        decoder.quiet()
        assert decoder.errors <= len(noise)


@given(st.integers(0, 8 * 8 - 1))
def test_a_wrong_bit_is_no_frame(bit: int) -> None:
    """The CRC finds every single error."""
    raw = bytearray(REQUESTS[0][1].to_bytes())
    raw[bit // 8] ^= 1 << bit % 8
    decoder = request_decoder()
    assert decoder.feed(bytes(raw)) == []
    decoder.quiet()
    assert decoder.errors == 1


@pytest.mark.parametrize(
    "wrong",
    [
        Read(station=0, register=0),
        Read(station=1, register=0x10000),
        WriteOne(station=1, register=0, word=-1),
        WriteMany(station=1, register=0, words=()),
        WriteMany(station=1, register=0, words=(0,) * 124),
    ],
)
def test_what_does_not_fit_is_refused(wrong: Request) -> None:
    """With what was expected."""
    with pytest.raises(WireError, match="expected"):
        wrong.to_bytes()
