"""Modbus RTU frames for writing and reading registers of panels; pure.

A frame is STATION FUNCTION DATA… CRC, the CRC-16 of all before it with its low byte first; numbers
are big-endian. Source: "MODBUS over Serial Line" V1.02 section 2.5.1 and "MODBUS Application
Protocol" V1.1b3 sections 6.3, 6.6, 6.12 and 7. Frames have no mark of their own: a frame is
whatever ends now, has the length that its head says, and a CRC that fits.

What must not live here: what a register means (see `digits`), turns on the line, ports and clocks.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Generic, TypeVar

from devices.errors import WireError

STATIONS: Final = range(1, 248)
MOST_WORDS: Final = 123
"""What one request may write (section 6.12)."""
_LONGEST: Final = 256
_SHORTEST: Final = 5
_CRC: Final = 2
_FAILED: Final = 0x80
_POLYNOMIAL: Final = 0xA001
_FIXED: Final = struct.Struct(">BBHH")
_MANY: Final = struct.Struct(">BBHHB")


class Function(IntEnum):
    """What is done with registers."""

    READ = 0x03
    WRITE_ONE = 0x06
    WRITE_MANY = 0x10


class Refusal(IntEnum):
    """Why a station refuses (section 7)."""

    FUNCTION = 1
    ADDRESS = 2
    VALUE = 3
    FAILURE = 4
    BUSY = 6


def crc(data: bytes) -> bytes:
    """The two bytes of CRC-16, low byte first."""
    value = 0xFFFF
    for byte in data:
        value ^= byte
        for _ in range(8):
            value = value >> 1 ^ (_POLYNOMIAL if value & 1 else 0)
    return value.to_bytes(2, "little")


def _sealed(body: bytes) -> bytes:
    return body + crc(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """Ask for registers from one on."""

    station: int
    register: int
    count: int = 1

    def to_bytes(self) -> bytes:
        """The frame; raises `WireError` when a field does not fit."""
        _check(self.station, self.register, self.count)
        return _sealed(_FIXED.pack(self.station, Function.READ, self.register, self.count))


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOne:
    """Write one register."""

    station: int
    register: int
    word: int

    def to_bytes(self) -> bytes:
        """The frame; raises `WireError` when a field does not fit."""
        _check(self.station, self.register, 1, self.word)
        return _sealed(_FIXED.pack(self.station, Function.WRITE_ONE, self.register, self.word))


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMany:
    """Write registers from one on."""

    station: int
    register: int
    words: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """The frame; raises `WireError` when a field does not fit."""
        count = len(self.words)
        _check(self.station, self.register, count, *self.words)
        head = _MANY.pack(self.station, Function.WRITE_MANY, self.register, count, 2 * count)
        return _sealed(head + struct.pack(f">{count}H", *self.words))


def _check(station: int, register: int, count: int, *words: int) -> None:
    if station not in STATIONS:
        raise WireError(f"station {station}: expected 1-247")
    if register not in range(0x10000) or count not in range(1, MOST_WORDS + 1):
        raise WireError(f"{count} registers from {register}: expected 1-{MOST_WORDS} below 65536")
    if any(word not in range(0x10000) for word in words):
        raise WireError(f"values {words}: expected 0-65535")


@dataclass(frozen=True, slots=True, kw_only=True)
class Values:
    """The answer to `Read`."""

    station: int
    words: tuple[int, ...]

    def to_bytes(self) -> bytes:
        """The frame."""
        head = bytes((self.station, Function.READ, 2 * len(self.words)))
        return _sealed(head + struct.pack(f">{len(self.words)}H", *self.words))


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The answer to a write: which registers, or for one register its value."""

    station: int
    function: Function
    register: int
    value: int

    def to_bytes(self) -> bytes:
        """The frame."""
        return _sealed(_FIXED.pack(self.station, self.function, self.register, self.value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The station lives and says no; `code` is a `Refusal` or the maker's own."""

    station: int
    function: int
    code: int

    def to_bytes(self) -> bytes:
        """The frame."""
        return _sealed(bytes((self.station, self.function | _FAILED, self.code)))


Request = Read | WriteOne | WriteMany
Answer = Values | Written | Refused
T = TypeVar("T")
Shape = Callable[[bytes], int | None]
"""How long a frame is that begins like this; None when none does."""


def answer_to(request: Request) -> Written:
    """What a station says when it has written."""
    match request:
        case WriteOne():
            function, value = Function.WRITE_ONE, request.word
        case WriteMany():
            function, value = Function.WRITE_MANY, len(request.words)
        case Read():
            raise WireError("a question is answered with values")
    return Written(
        station=request.station, function=function, register=request.register, value=value
    )


def _request_size(head: bytes) -> int | None:
    if head[1] in (Function.READ, Function.WRITE_ONE):
        return _FIXED.size + _CRC
    if head[1] == Function.WRITE_MANY and len(head) > _MANY.size:
        return _MANY.size + head[6] + _CRC
    return None


def _answer_size(head: bytes) -> int | None:
    if head[1] in (Function.WRITE_ONE, Function.WRITE_MANY):
        return _FIXED.size + _CRC
    if head[1] == Function.READ:
        return _SHORTEST + head[2]
    return _SHORTEST if head[1] & _FAILED else None


def _read_request(raw: bytes) -> Request | None:
    station, function, register, value = _FIXED.unpack_from(raw)
    match function:
        case Function.READ:
            return Read(station=station, register=register, count=value)
        case Function.WRITE_ONE:
            return WriteOne(station=station, register=register, word=value)
    if raw[6] != 2 * value:
        return None
    words = struct.unpack(f">{value}H", raw[_MANY.size : -_CRC])
    return WriteMany(station=station, register=register, words=words)


def _read_answer(raw: bytes) -> Answer | None:
    station, function = raw[0], raw[1]
    if function & _FAILED:
        return Refused(station=station, function=function & ~_FAILED, code=raw[2])
    if function == Function.READ:
        words = raw[3:-_CRC]
        count = len(words) // 2
        return None if len(words) % 2 else _values(station, struct.unpack(f">{count}H", words))
    _, _, register, value = _FIXED.unpack_from(raw)
    return Written(station=station, function=Function(function), register=register, value=value)


def _values(station: int, words: tuple[int, ...]) -> Values:
    return Values(station=station, words=words)


class Decoder(Generic[T]):
    """Frames out of a stream with noise; never raises, holds 256 bytes at most.

    Whatever came before, every good frame is found with its last byte: a head that noise has made
    up never holds a frame back.
    """

    def __init__(self, shape: Shape, read: Callable[[bytes], T | None]) -> None:
        self._shape = shape
        self._read = read
        self._held = bytearray()
        self.errors = 0
        """How often bytes came that were of no frame."""

    def feed(self, data: bytes) -> list[T]:
        """The frames that are complete with these bytes, in order."""
        return [frame for byte in data if (frame := self._step(byte)) is not None]

    def quiet(self) -> None:
        """The line was silent: what has come so far is of no frame."""
        self.errors += bool(self._held)
        self._held.clear()

    def _step(self, byte: int) -> T | None:
        self._held.append(byte)
        held = bytes(self._held)
        for at in range(len(held) - _SHORTEST + 1):
            raw = held[at:]
            if self._shape(raw) == len(raw) and crc(raw[:-_CRC]) == raw[-_CRC:]:
                return self._found(raw, noise=at)
        if len(held) >= _LONGEST:
            del self._held[0]
        return None

    def _found(self, raw: bytes, *, noise: int) -> T | None:
        self.errors += bool(noise)
        self._held.clear()
        return self._read(raw)


def request_decoder() -> Decoder[Request]:
    """What a station hears."""
    return Decoder(_request_size, _read_request)


def answer_decoder() -> Decoder[Answer]:
    """What the host hears."""
    return Decoder(_answer_size, _read_answer)
