"""Frames of identity card readers, by the command frames that public code sends."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices.codecs.sam import (
    DONE,
    FIND,
    FOUND,
    NO_CARD,
    READ,
    SELECT,
    FrameDecoder,
    answer,
    card_data,
    card_of,
    request,
)
from devices.errors import WireError

NUMBER, BORN = "11010119900307123X", date(1990, 3, 7)
WHOLE = answer(DONE, card_data(NUMBER, BORN, "张三"))
SENT = [
    ("aa aa aa 96 69 00 03 20 01 22", FIND),
    ("aa aa aa 96 69 00 03 20 02 21", SELECT),
    ("aa aa aa 96 69 00 03 30 01 32", READ),
]


@pytest.mark.parametrize(("raw", "command"), SENT)
def test_commands_are_those_of_public_code(raw: str, command: bytes) -> None:
    """Byte for byte, and read back."""
    assert request(command).hex(" ") == raw
    assert [each.body for each in FrameDecoder().feed(bytes.fromhex(raw))] == [command]


def test_a_found_card_is_read_as_the_readers_say_it() -> None:
    """Found and none, as public captures have them."""
    found = bytes.fromhex("aa aa aa 96 69 00 08 00 00 9f 00 00 00 00 97")
    none = bytes.fromhex("aa aa aa 96 69 00 04 00 00 80 84")
    assert (answer(FOUND, bytes(4)), answer(NO_CARD)) == (found, none)
    statuses = [each.status for each in FrameDecoder().feed(found + none)]
    assert statuses == [FOUND, NO_CARD]


def test_a_card_is_read_a_byte_at_a_time() -> None:
    """1295 bytes, of which the number and the birthday are taken."""
    decoder = FrameDecoder()
    (frame,) = [each for byte in WHOLE for each in decoder.feed(bytes((byte,)))]
    card = card_of(frame.data)
    assert (len(WHOLE), card.number, card.born) == (1295, NUMBER, BORN)
    assert NUMBER not in repr(card)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        card_data(NUMBER, BORN)[:200],
        card_data("", BORN),
        card_data("１２３", BORN),
        card_data(NUMBER, BORN).replace(
            b"1\x009\x009\x000\x000\x003", b"1\x009\x009\x000\x001\x003"
        ),
    ],
)
def test_a_card_that_cannot_be_read_says_nothing_of_what_is_on_it(data: bytes) -> None:
    """The error has no digit of the number."""
    with pytest.raises(WireError) as caught:
        card_of(data)
    assert NUMBER not in str(caught.value)
    assert caught.value.__cause__ is None


@given(st.binary(max_size=400))
def test_any_text_block_is_a_card_or_an_error(text: bytes) -> None:
    """Whatever a chip gives."""
    data = (256).to_bytes(2, "big") + bytes(2) + text
    with suppress(WireError):
        assert card_of(data).number
