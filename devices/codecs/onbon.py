"""Frames of the Onbon BX-5K and BX-6K font cards, the LED panels over the windows; pure.

Source: the vendor's public page "BX-5K/6K 通讯协议用户版本" v1.4; sections are cited below.
A frame is `A5`×8, then escaped: a header of 14 bytes, the data, CRC-16/ARC (little-endian, over
header and data before escaping); then `5A` (section 3). The host always speaks first; a card
answers with ACK or NACK when the request says so (sections 5 and 7).

What must not live here: live text (see `onbon_live`), refreshing, ports and clocks.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from devices.errors import WireError

PREAMBLE: Final = b"\xa5" * 8
START: Final = 0xA5
END: Final = 0x5A
HOST: Final = 0x8000
BROADCAST: Final = 0xFFFE
"""Every card answers to it: for one card alone on its line (section 4)."""
ANY_CARD: Final = 0xFE
PROTOCOL: Final = 0x02
CHECK_CRC16: Final = 0x00
MAX_DATA: Final = 1024
"""The receive buffer of a card (section 5.1.3)."""

_ESCAPES: Final = {0xA5: b"\xa6\x02", 0xA6: b"\xa6\x01", 0x5A: b"\x5b\x02", 0x5B: b"\x5b\x01"}
_UNESCAPES: Final = {pair: byte for byte, pair in _ESCAPES.items()}
_ESCAPE_MARKS: Final = frozenset(b"\xa6\x5b")
# destination, source, 3 reserved, bar code flag, check mode, display mode, type, version, length
_HEADER: Final = struct.Struct("<HH3xBBBBBH")
_CRC: Final = struct.Struct("<H")
_LONGEST_ESCAPED: Final = 2 * (_HEADER.size + MAX_DATA + _CRC.size)


def crc16_arc(data: bytes) -> int:
    """CRC-16/ARC: polynomial A001h reflected, initial 0 (appendix)."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def escape(data: bytes) -> bytes:
    """Section 3.3, sending."""
    return b"".join(_ESCAPES.get(byte, bytes((byte,))) for byte in data)


def unescape(data: bytes) -> bytes:
    """Section 3.3, receiving; raises `WireError` on an escape that does not exist."""
    plain = bytearray()
    rest = iter(data)
    for byte in rest:
        if byte not in _ESCAPE_MARKS:
            plain.append(byte)
            continue
        pair = bytes((byte, next(rest, 0)))
        if pair not in _UNESCAPES:
            raise WireError(f"escape {pair.hex(' ')} does not exist")
        plain.append(_UNESCAPES[pair])
    return bytes(plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One frame in either direction; addresses have 16 bits."""

    destination: int
    source: int = HOST
    data: bytes
    display_mode: int = 0
    device_type: int = ANY_CARD

    def to_bytes(self) -> bytes:
        """The frame as it goes over the line; raises `WireError` when it cannot be sent."""
        if len(self.data) > MAX_DATA:
            raise WireError(f"{len(self.data)} bytes of data: at most {MAX_DATA} allowed")
        try:
            header = _HEADER.pack(
                self.destination,
                self.source,
                0,
                CHECK_CRC16,
                self.display_mode,
                self.device_type,
                PROTOCOL,
                len(self.data),
            )
        except struct.error as error:
            raise WireError(f"a header field does not fit: {error}") from error
        body = header + self.data
        return PREAMBLE + escape(body + _CRC.pack(crc16_arc(body))) + bytes((END,))

    @classmethod
    def from_bytes(cls, raw: bytes) -> "Frame":
        """Read one frame with or without its preamble; raises `WireError` naming what is wrong."""
        escaped = raw.lstrip(bytes((START,))).removesuffix(bytes((END,)))
        plain = unescape(escaped)
        if len(plain) < _HEADER.size + _CRC.size:
            raise WireError(f"{len(plain)} bytes are too few for a frame")
        body, check = plain[: -_CRC.size], _CRC.unpack(plain[-_CRC.size :])[0]
        to, source, bar_code, mode, display, kind, _version, length = _HEADER.unpack_from(body)
        if bar_code or mode != CHECK_CRC16:
            raise WireError("frames with a bar code or another check mode are not spoken here")
        if length != len(body) - _HEADER.size:
            raise WireError(f"length {length}, but {len(body) - _HEADER.size} bytes of data")
        if check != crc16_arc(body):
            raise WireError(f"check {check:04x}, expected {crc16_arc(body):04x}")
        return cls(
            destination=to,
            source=source,
            data=body[_HEADER.size :],
            display_mode=display,
            device_type=kind,
        )


PING: Final = bytes.fromhex("a2 00 01 00 00")
"""Data of a ping that asks for a reply (section 8.7)."""


class CardError(IntEnum):
    """CmdError, the state of a command (section 6)."""

    NONE = 0
    """The command was carried out."""
    OUT_OF_GROUP = 1
    """No such command group."""
    NO_COMMAND = 2
    """No such command."""
    BUSY = 3
    """The card is busy."""
    MEMORY = 4
    """Out of memory."""
    CHECKSUM = 5
    """The check of our frame was wrong."""
    FONT_MISSING = 12
    """The font is not in the card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """A card's ACK or NACK (section 7)."""

    error: int = CardError.NONE
    accepted: bool = True

    def to_bytes(self) -> bytes:
        """The data of the frame that carries it."""
        return bytes((_REPLY_GROUP, 0 if self.accepted else 1, self.error, 0, 0))

    @classmethod
    def from_bytes(cls, data: bytes) -> "Reply":
        """Read the data of a frame; raises `WireError` when it is not a reply."""
        if len(data) < _REPLY_SIZE or data[0] != _REPLY_GROUP or data[1] > 1:
            raise WireError(f"{data[:_REPLY_SIZE].hex(' ')} is neither ACK nor NACK")
        return cls(error=data[2], accepted=data[1] == 0)


_REPLY_GROUP: Final = 0xA0
_REPLY_SIZE: Final = 5


class FrameDecoder:
    """Frames out of a stream with noise; never raises, never holds more than one frame.

    Neither `A5` nor `5A` occurs inside a frame, so that every `A5` begins anew (section 3).
    """

    def __init__(self) -> None:
        self._held: bytearray | None = None
        self.errors = 0
        """Frames broken off, damaged or too long."""

    def feed(self, data: bytes) -> list[Frame]:
        """The frames that are complete with these bytes, in order."""
        return [frame for byte in data if (frame := self._step(byte)) is not None]

    def _step(self, byte: int) -> Frame | None:
        if byte == START:
            self.errors += bool(self._held)
            self._held = bytearray()
        elif self._held is not None and byte == END:
            return self._finish(bytes(self._held))
        elif self._held is not None and len(self._held) >= _LONGEST_ESCAPED:
            self.errors += 1
            self._held = None
        elif self._held is not None:
            self._held.append(byte)
        return None

    def _finish(self, escaped: bytes) -> Frame | None:
        self._held = None
        try:
            return Frame.from_bytes(escaped)
        except WireError:
            self.errors += 1
            return None
