"""The `FF 68` serial protocol of calling pads and rating pads; pure.

A frame is `FF 68 L L 68 ADDRESS FUNCTION DATA… CHECK 16` at 9600 8N1: L is 2 + the length of
DATA, CHECK the sum of ADDRESS, FUNCTION and DATA modulo 256. Source: the public code of a hall
that runs such pads, `JackQChen/QueueSystem`, `CallSystem/CallSystem/frmMain.cs`.

The checksum is weak: one in twenty two-bit errors passes it. What must not live here:
de-duplication, what a key does, ports and clocks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Final

from devices.errors import WireError

HEAD: Final = b"\xff\x68"
MARK: Final = 0x68
END: Final = 0x16
BLANK: Final = 0x0A
"""A dark digit of the pad's display."""
DIGITS_SHOWN: Final = 6
MAX_DATA: Final = 8
"""Pads send one to three bytes of data, the host one to six."""
_OVERHEAD: Final = 9
_FRAMING: Final = 7
"""What a frame adds to its length byte."""
_LENGTH_AT: Final = 2
_LENGTHS: Final = range(2, MAX_DATA + 3)
_MAX_ADDRESS: Final = 0xFF


class Function(IntEnum):
    """The function byte."""

    KEY = 0x01
    """Pad to host: a key, last byte of DATA; any function but `RATED` counts. Host to pad with
    DATA 0B: begin a rating; with a level: the rating is taken."""
    SHOW = 0x02
    """Host to pad: six digits, or one byte of stars."""
    BEEP = 0x03
    """Host to pad: beep once."""
    RATED = 0x11
    """Pad to host: a rating, first byte of DATA; acknowledged with function 01."""


HOST_ONLY: Final = frozenset({Function.SHOW, Function.BEEP})
"""What no pad sends: who reads it hears itself."""


class PadKey(Enum):
    """What a key, or digits and the confirm key, says: the bytes of DATA.

    Other figures may go before a key, one byte each: `01 02 13` is a transfer to window 12.
    """

    RATE = b"\x0b"
    CALL = b"\x0c"
    RECALL = b"\x0d"
    CANCEL = b"\x0e"
    ONE_METRE = b"\x11"
    PAUSE = b"\x12"
    TRANSFER = b"\x13"
    PARK = b"\x00\x0f"
    CALL_BACK = b"\x03\x0f"
    NO_SHOW = b"\x06\x0f"
    CONFIRM = b"\x0f"
    """Alone, or behind two figures and more; one figure that says none of the above is nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame in either direction."""

    address: int
    function: int
    data: bytes = b""

    def to_bytes(self) -> bytes:
        """The frame as it goes over the line; raises `WireError` when a field does not fit."""
        if not 0 <= self.address <= _MAX_ADDRESS or not 0 <= self.function <= _MAX_ADDRESS:
            raise WireError(f"address {self.address}, function {self.function}: expected 0-255")
        if len(self.data) > MAX_DATA:
            raise WireError(f"{len(self.data)} bytes of data: at most {MAX_DATA} allowed")
        length = 2 + len(self.data)
        body = bytes((self.address, self.function)) + self.data
        return HEAD + bytes((length, length, MARK)) + body + bytes((sum(body) % 256, END))

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Frame":
        """Read exactly one frame; raises `WireError` naming what is wrong."""
        if len(raw) < _OVERHEAD or raw[:2] != HEAD or raw[4] != MARK:
            raise WireError("not an FF 68 frame")
        if raw[2] != raw[3] or len(raw) != raw[2] + _FRAMING or raw[2] > MAX_DATA + 2:
            raise WireError(f"lengths {raw[2]} and {raw[3]} for a frame of {len(raw)} bytes")
        body, check, end = raw[5:-2], raw[-2], raw[-1]
        if end != END or check != sum(body) % 256:
            raise WireError(f"check {check:02x}, expected {sum(body) % 256:02x} and an end of 16")
        return cls(address=body[0], function=body[1], data=body[2:])

    @property
    def key(self) -> PadKey | None:
        """The key that was pressed; None for a rating or an unknown key."""
        if self.function == Function.RATED:
            return None
        key = _KEYS.get(self.data) or (_KEYS.get(self.data[-1:]) if self.figures else None)
        return None if key is PadKey.CONFIRM and len(self.figures) == 1 else key

    @property
    def figures(self) -> str:
        """The figures keyed before the key; empty where they are part of it."""
        keyed = self.data[:-1]
        if self.function == Function.RATED or self.data in _KEYS or max(keyed, default=0) >= BLANK:
            return ""
        return "".join(map(str, keyed))

    @property
    def level(self) -> int | None:
        """The raw level of a rating; None for any other frame."""
        if self.function != Function.RATED or not self.data:
            return None
        return self.data[0]

    def acknowledgement(self) -> "Frame":
        """What the host sends back: the same frame, or for a rating the level under function 01."""
        if self.function != Function.RATED:
            return self
        return Frame(address=self.address, function=Function.KEY, data=self.data[:1])


_KEYS: Final = {key.value: key for key in PadKey}


def press(address: int, key: PadKey, figures: str = "") -> Frame:
    """Pad to host: a key, and figures before it."""
    keyed = bytes(map(int, figures))
    return Frame(address=address, function=Function.KEY, data=keyed + key.value)


def rated(address: int, level: int) -> Frame:
    """Pad to host: a raw level."""
    return Frame(address=address, function=Function.RATED, data=bytes((level,)))


def show_digits(address: int, digits: Iterable[int | None]) -> Frame:
    """Host to pad: six digits, None for a dark one."""
    data = bytes(BLANK if digit is None else digit for digit in digits)
    if len(data) != DIGITS_SHOWN or max(data) > BLANK:
        raise WireError(f"digits {data.hex(' ')}: expected six of 0-9 or dark")
    return Frame(address=address, function=Function.SHOW, data=data)


def show(address: int, *, waiting: int | None = None, number: str | None = None) -> Frame:
    """Host to pad: who waits in the left three digits, the number in hand in the right three.

    999 stands for more; a number shows its last three digits.
    """
    left = "" if waiting is None else f"{min(max(waiting, 0), 999):03d}"
    right = "".join(each for each in number or "" if each in "0123456789")[-3:]
    return show_digits(address, [*_figures(left), *_figures(right)])


def _figures(text: str) -> list[int | None]:
    return [*[None] * (DIGITS_SHOWN // 2 - len(text)), *map(int, text)]


def show_stars(address: int, stars: int) -> Frame:
    """Host to pad: the clerk's stars."""
    if not 0 <= stars <= _MAX_ADDRESS:
        raise WireError(f"{stars} stars: expected 0-255")
    return Frame(address=address, function=Function.SHOW, data=bytes((stars,)))


def beep(address: int) -> Frame:
    """Host to pad: beep once."""
    return Frame(address=address, function=Function.BEEP)


def ask_rating(address: int) -> Frame:
    """Host to pad: begin a rating."""
    return Frame(address=address, function=Function.KEY, data=PadKey.RATE.value)


class FrameDecoder:
    """Frames out of a stream with noise; never raises, never holds more than one frame."""

    def __init__(self) -> None:
        self._held = bytearray()
        self.errors = 0
        """How often the stream lost its frames and was searched for the next head."""
        self._lost = False

    @property
    def incomplete(self) -> bool:
        """Whether a frame has begun and is not complete."""
        return bool(self._held)

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete with these bytes, in order."""
        frames: list[Frame] = []
        for byte in data:
            self._held.append(byte)
            frames += self._complete()
        return frames

    def quiet(self) -> list[Frame]:
        """The line has been silent for longer than a frame may pause: give up a broken frame."""
        frames: list[Frame] = []
        while self._held:
            self._drop()
            frames += self._complete()
        self._lost = False
        return frames

    def _complete(self) -> list[Frame]:
        frames: list[Frame] = []
        while self._held:
            if not _may_begin(self._held):
                self._drop()
                continue
            size = self._held[2] + _FRAMING if len(self._held) >= _OVERHEAD else _OVERHEAD
            if len(self._held) < size:
                break
            try:
                frames.append(Frame.from_bytes(bytes(self._held[:size])))
            except WireError:
                self._drop()
                continue
            del self._held[:size]
            self._lost = False
        return frames

    def _drop(self) -> None:
        del self._held[0]
        if not self._lost:
            self._lost = True
            self.errors += 1


def _may_begin(held: bytearray) -> bool:
    """Whether these bytes can still become a frame."""
    length = held[_LENGTH_AT] if len(held) > _LENGTH_AT else _LENGTHS[0]
    opening = HEAD + bytes((length, length, MARK))
    return length in _LENGTHS and opening.startswith(held[: len(opening)])
