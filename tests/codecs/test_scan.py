"""Codes out of scanners, and characters out of keyboards."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.keyboard import CHARACTERS, EVENT_BYTES, KeyDecoder, lamp, lamps, typed
from devices.codecs.scan import MOST_CODE, ScanDecoder

printable = st.text(
    st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=MOST_CODE
)


@pytest.mark.parametrize("suffix", ["\r\n", "\r", "\n", "\t", "\0"])
@given(codes=st.lists(printable, max_size=4))
def test_codes_are_read_with_any_suffix(suffix: str, codes: list[str]) -> None:
    """Each once, in order, a byte at a time."""
    decoder = ScanDecoder()
    stream = "".join(code + suffix for code in codes).encode()
    assert [code for byte in stream for code in decoder.feed(bytes((byte,)))] == codes
    assert decoder.errors == 0


def test_silence_ends_a_code_without_a_suffix() -> None:
    """And what is no text is an error, however long."""
    decoder = ScanDecoder()
    assert decoder.feed(b"A012-77") == []
    assert decoder.quiet() == ["A012-77"]
    assert decoder.feed(b"A0\x0112\r" + b"\xff\xfe\r" + b"x" * (MOST_CODE + 1) + b"\r") == []
    assert decoder.errors == 3
    assert decoder.feed("收据12\r".encode()) == ["收据12"]


@given(st.binary(max_size=2000))
def test_noise_never_raises_and_is_never_held(noise: bytes) -> None:
    """A code after noise and its end is read."""
    decoder = ScanDecoder()
    assert all(len(code) <= MOST_CODE and code.isprintable() for code in decoder.feed(noise))
    decoder.quiet()
    assert decoder.feed(b"A012\r") == ["A012"]


def test_an_event_is_read_as_the_kernel_writes_it() -> None:
    """Time, EV_KEY, KEY_A, pressed; a repeat and a release type nothing."""
    press = struct.pack("llHHi", 1_700_000_000, 5, 1, 30, 1)
    again, release = (struct.pack("llHHi", 0, 0, 1, 30, value) for value in (2, 0))
    decoder = KeyDecoder()
    assert decoder.feed(press[:10]) == ""
    assert decoder.feed(press[10:] + again + release) == "a"
    assert struct.pack("llHHi", 0, 0, 0x11, 0, 1) == lamp(on=True)


@given(st.text(st.sampled_from(sorted({each for both in CHARACTERS.values() for each in both}))))
def test_what_is_typed_is_read_back(text: str) -> None:
    """With shift where it is needed."""
    assert KeyDecoder().feed(typed(text)) == text


@given(st.binary(max_size=20 * EVENT_BYTES))
def test_noise_from_a_keyboard_never_raises(noise: bytes) -> None:
    """Once plugged in again, a key is a key."""
    decoder = KeyDecoder()
    decoder.feed(noise)
    decoder.quiet()
    assert decoder.feed(typed("7")) == "7"
    assert all(each in (True, False) for each in lamps(noise))
