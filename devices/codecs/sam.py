"""Readers of second-generation identity cards (SAM modules): find, select, read; pure.

A frame is `AA AA AA 96 69 LENGTH COMMAND PARAMETER DATA… CHECK` at 115200 8N1, an answer has three
bytes of status in place of command and parameter. LENGTH (big-endian) counts what follows it, CHECK
is the exclusive-or from LENGTH to the byte before. Source: public code that drives such readers;
the card's fields are those of GA 450. Only the number and the birthday are taken out of a card;
the photograph is never decoded.

What must not live here: hashing, ports and clocks.
"""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import xor
from typing import Final

from devices.errors import WireError

HEAD: Final = bytes.fromhex("aa aa aa 96 69")
FIND: Final = b"\x20\x01"
SELECT: Final = b"\x20\x02"
READ: Final = b"\x30\x01"
FOUND: Final = b"\x00\x00\x9f"
DONE: Final = b"\x00\x00\x90"
NO_CARD: Final = b"\x00\x00\x80"
NOT_SELECTED: Final = b"\x00\x00\x81"
NOT_READ: Final = b"\x00\x00\x41"
TEXT_BYTES: Final = 256
PHOTO_BYTES: Final = 1024
_LENGTH_AT: Final = len(HEAD)
_FRAMING: Final = _LENGTH_AT + 2
_LENGTHS: Final = range(3, 4 + 4 + TEXT_BYTES + PHOTO_BYTES + 1)
"""From a command alone to a whole card."""
_STATUS: Final = 3
_BIRTHDAY: Final = slice(36, 52)
_NUMBER: Final = slice(122, 158)


def request(command: bytes) -> bytes:
    """A command as it goes over the line."""
    return _framed(command)


def answer(status: bytes, data: bytes = b"") -> bytes:
    """An answer as it goes over the line."""
    return _framed(status + data)


def _framed(body: bytes) -> bytes:
    counted = (len(body) + 1).to_bytes(2, "big") + body
    return HEAD + counted + bytes((reduce(xor, counted),))


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands between length and check."""

    body: bytes

    @property
    def status(self) -> bytes:
        """An answer's status."""
        return self.body[:_STATUS]

    @property
    def data(self) -> bytes:
        """What follows the status of an answer that says done."""
        return self.body[_STATUS:] if self.status == DONE else b""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Card:
    """What is taken out of a card; never shown, stored or sent."""

    number: str
    born: date


def card_of(data: bytes) -> Card:
    """The card in the answer to `READ`; raises `WireError` without repeating what is on it."""
    size = int.from_bytes(data[:2], "big")
    text = data[4 : 4 + size]
    if size < TEXT_BYTES or len(text) < TEXT_BYTES:
        raise WireError(f"{len(text)} bytes of text: expected {TEXT_BYTES}")
    try:
        number = text[_NUMBER].decode("utf-16-le").strip(" \0")
        born = date.fromisoformat(text[_BIRTHDAY].decode("utf-16-le"))
    except ValueError:
        raise WireError("a card whose number or birthday cannot be read") from None
    if not number.isalnum() or not number.isascii():
        raise WireError("a card without a number")
    return Card(number=number, born=born)


def card_data(number: str, born: date, name: str = "") -> bytes:
    """The answer to `READ` of a card with a dark photograph."""
    text = bytearray(" ".encode("utf-16-le") * (TEXT_BYTES // 2))
    for place, value in ((slice(0, 30), name), (_BIRTHDAY, f"{born:%Y%m%d}"), (_NUMBER, number)):
        raw = value.encode("utf-16-le")[: place.stop - place.start]
        text[place.start : place.start + len(raw)] = raw
    sizes = TEXT_BYTES.to_bytes(2, "big") + PHOTO_BYTES.to_bytes(2, "big")
    return sizes + bytes(text) + bytes(PHOTO_BYTES)


class FrameDecoder:
    """Frames out of a stream with noise; never raises, never holds more than one frame."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.errors = 0
        """How often bytes came that are of no frame."""

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete with these bytes, in order."""
        frames: list[Frame] = []
        for byte in data:
            self._held.append(byte)
            frames += self._complete()
        return frames

    def quiet(self) -> list[Frame]:
        """The line was silent: give up a broken frame, and look for one behind its head."""
        frames: list[Frame] = []
        while self._held:
            self._drop()
            frames += self._complete()
        return frames

    def _complete(self) -> list[Frame]:
        frames: list[Frame] = []
        while self._held and (size := self._size()) <= len(self._held):
            body = self._held[_LENGTH_AT : size - 1]
            if size and reduce(xor, body) == self._held[size - 1]:
                frames.append(Frame(body=bytes(body[2:])))
                del self._held[:size]
            else:
                self._drop()
        return frames

    def _size(self) -> int:
        """How long the frame is; nought where none begins here."""
        held = self._held
        if not HEAD.startswith(held[:_LENGTH_AT]):
            return 0
        if len(held) < _FRAMING:
            return _FRAMING
        length = int.from_bytes(held[_LENGTH_AT:_FRAMING], "big")
        return _FRAMING + length if length in _LENGTHS else 0

    def _drop(self) -> None:
        del self._held[0]
        self.errors += 1
