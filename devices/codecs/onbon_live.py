"""Live text on Onbon BX-5K and BX-6K font cards: command `A3 06` and its areas; pure.

Source: the vendor's public page "BX-5K/6K 通讯协议用户版本" v1.4, sections 8.2.1, 9.1 and 11.
Live areas are kept in memory, may be rewritten without limit and are gone after a power cut.
Text is GB2312 with backslash escapes for font, colour and line break.

What must not live here: frames (see `onbon`), fitting a text to a panel, ports and clocks.
"""

import re
import struct
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from devices.errors import WireError

MAX_TEXT: Final = 512
"""What one live area of a fifth-generation card holds, with its escapes (section 8.2.1)."""
UNKNOWN: Final = "〓"
"""Stands for a character that the card's font does not have."""
DELETE_ALL: Final = 0xFF

_COMMAND: Final = b"\xa3\x06"
_REPLY_WANTED: Final = 0x01
_NO_REPLY: Final = 0x02
_IN_PIXELS: Final = 0x8000
_STEP_PX: Final = 8
# type, x, y, width, height, id, line gap, run mode, time-out, sound mode, extension length
_PLACE: Final = struct.Struct("<BHHHHBBBHBB")
# alignment, single line, new line, display mode, exit mode, speed, stay, length of the text
_STYLE: Final = struct.Struct("<BBBBBBBL")


class RunMode(IntEnum):
    """What a live area does when its pages have been shown (section 9.1)."""

    LOOP = 0
    """Begin again, for ever."""
    HOLD_LAST = 1
    """Keep the last page."""
    LOOP_UNTIL_STALE = 2
    """Begin again; without a new text within the time-out the area is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveArea:
    """One live area and its text; lengths in dots, the stay of a page in half seconds."""

    x: int = 0
    y: int = 0
    width: int
    height: int
    in_pixels: bool = True
    """Whether x and width go out in dots; else in steps of eight dots, for older cards."""
    id: int = 0
    line_gap: int = 0
    run_mode: int = RunMode.LOOP_UNTIL_STALE
    timeout_s: int
    alignment: int = 0
    """Bits 0-1: left, right, centre; bits 2-3: top, bottom, middle."""
    single_line: bool = False
    wrap: bool = False
    display_mode: int = 1
    """1 static; 2 at once; 3-6 moving."""
    speed: int = 0
    stay_half_s: int
    text: bytes

    def to_bytes(self) -> bytes:
        """The area's data; raises `WireError` when a field does not fit."""
        if len(self.text) > MAX_TEXT:
            raise WireError(f"{len(self.text)} bytes of text: at most {MAX_TEXT} allowed")
        x, width = self._unit(self.x), self._unit(self.width)
        place = (0, x, self.y, width, self.height, self.id, self.line_gap, self.run_mode)
        lines = (1 if self.single_line else 2, 2 if self.wrap else 1)
        style = (self.display_mode, 0, self.speed, self.stay_half_s, len(self.text))
        try:
            return (
                _PLACE.pack(*place, self.timeout_s, 0, 0)
                + _STYLE.pack(self.alignment, *lines, *style)
                + self.text
            )
        except struct.error as error:
            raise WireError(f"a field of the live area does not fit: {error}") from error

    def _unit(self, dots: int) -> int:
        if self.in_pixels:
            return dots | _IN_PIXELS
        if dots % _STEP_PX:
            raise WireError(f"{dots} dots: expected a multiple of {_STEP_PX}")
        return dots // _STEP_PX

    @classmethod
    def from_bytes(cls, data: bytes) -> "LiveArea":
        """Read an area's data; raises `WireError` when it is short, speaks or does not add up."""
        try:
            place = _PLACE.unpack_from(data)
            style = _STYLE.unpack_from(data, _PLACE.size + place[10])
        except struct.error as error:
            raise WireError(f"{len(data)} bytes are too few for a live area") from error
        text = data[_PLACE.size + place[10] + _STYLE.size :]
        if place[9] or style[7] != len(text):
            raise WireError(f"text of {style[7]} bytes, {len(text)} came; sound mode {place[9]}")
        return cls(
            x=_dots(place[1]),
            y=place[2],
            width=_dots(place[3]),
            height=place[4],
            in_pixels=bool(place[3] & _IN_PIXELS),
            id=place[5],
            line_gap=place[6],
            run_mode=place[7],
            timeout_s=place[8],
            alignment=style[0],
            single_line=style[1] == 1,
            wrap=style[2] == 2,  # noqa: PLR2004 - section 9.1, NewLine
            display_mode=style[3],
            speed=style[5],
            stay_half_s=style[6],
            text=text,
        )


def _dots(unit: int) -> int:
    return unit & ~_IN_PIXELS if unit & _IN_PIXELS else unit * _STEP_PX


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowLive:
    """Command `A3 06`: delete live areas, write others (section 8.2.1)."""

    areas: tuple[LiveArea, ...] = ()
    delete: tuple[int, ...] = ()
    delete_all: bool = False
    reply: bool = True

    def to_bytes(self) -> bytes:
        """The data of the frame that carries it."""
        deleted = bytes((DELETE_ALL,)) if self.delete_all else _counted(self.delete)
        written = (area.to_bytes() for area in self.areas)
        return (
            _COMMAND
            + bytes((_REPLY_WANTED if self.reply else _NO_REPLY, 0, 0))
            + deleted
            + bytes((len(self.areas),))
            + b"".join(struct.pack("<H", len(each)) + each for each in written)
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> "ShowLive":
        """Read the data of a frame; raises `WireError` when it is not this command."""
        if data[:2] != _COMMAND:
            raise WireError(f"command {data[:2].hex(' ')}: expected a3 06")
        try:
            delete_all = data[5] == DELETE_ALL
            ids_end = 6 if delete_all else 6 + data[5]
            areas = _split(data[ids_end + 1 :], data[ids_end])
        except (IndexError, struct.error) as error:
            raise WireError(f"{len(data)} bytes are too few for command a3 06") from error
        return cls(
            areas=tuple(LiveArea.from_bytes(each) for each in areas),
            delete=tuple(data[6:ids_end]),
            delete_all=delete_all,
            reply=data[2] == _REPLY_WANTED,
        )


def _counted(ids: tuple[int, ...]) -> bytes:
    return bytes((len(ids), *ids))


def _split(data: bytes, count: int) -> list[bytes]:
    """The data of each area; its length comes before it."""
    parts: list[bytes] = []
    for _ in range(count):
        (size,) = struct.unpack_from("<H", data)
        parts.append(data[2 : 2 + size])
        data = data[2 + size :]
    return parts


_ESCAPE: Final = re.compile(r"\\(?:F(?P<font>[OEK][0-9A-Z]{3})|C(?P<colour>[1-7])|(?P<line>n))")


def rich_text(lines: tuple[str, ...], *, font: str = "O000", colour: int = 1) -> bytes:
    """Lines in one font and colour; what GB2312 lacks becomes `UNKNOWN` (section 11)."""
    body = r"\n".join(line.replace("\\", "/") for line in lines)
    return f"\\F{font}\\C{colour}".encode("ascii") + b"".join(map(_gb2312, body))


def _gb2312(character: str) -> bytes:
    try:
        return character.encode("gb2312")
    except UnicodeEncodeError:
        return UNKNOWN.encode("gb2312")


def plain_lines(text: bytes) -> tuple[str, ...]:
    """The lines of a text without fonts and colours."""
    decoded = text.decode("gb2312", errors="replace")
    return tuple(_ESCAPE.sub(lambda m: "\n" if m["line"] else "", decoded).split("\n"))
