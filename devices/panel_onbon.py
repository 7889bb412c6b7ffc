"""What window panels on Onbon BX-5K/6K font cards are told, and how their answers are read.

The card deletes a text by its own time-out unless it is sent again, so that a panel whose gateway,
line or hall is dead goes dark instead of calling a number for ever. What must not live here:
frames (see the codecs), turns on the line (see `panels`).
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from devices.codecs.onbon import PING, CardError, Frame, FrameDecoder, Reply
from devices.codecs.onbon_live import LiveArea, RunMode, ShowLive, rich_text
from devices.errors import WireError
from devices.panels import BasePanel, Manners, Verdict

TIMEOUT_S: Final = 10
"""After this long without a refresh the card deletes its text."""
FONTS: Final = {16: "O000", 24: "O001", 32: "O002"}
"""The card's Chinese fonts by height in dots (section 11.1)."""
_MIDDLE: Final = 0b1010
_BLINK_STAY_HALF_S: Final = 1
_STILL_STAY_HALF_S: Final = 10


@dataclass(slots=True, kw_only=True)
class Panel(BasePanel):
    """A panel on a font card; lengths in dots."""

    width: int = 64
    height: int = 16
    font: int = 16
    colour: int = 1
    in_pixels: bool = True


class Onbon:
    """The dialect of one line of font cards."""

    manners: Final = Manners(forgets=True, blinks=True)

    def __init__(self) -> None:
        self._decoder = FrameDecoder()

    @property
    def errors(self) -> int:
        """Frames broken off or damaged."""
        return self._decoder.errors

    def ask(self, panel: Panel) -> bytes:
        """A ping."""
        return Frame(destination=panel.address, data=PING).to_bytes()

    def show(self, panel: Panel, text: str, *, blink: bool) -> bytes:
        """One live area over the whole panel, or none."""
        if text.strip():
            command = ShowLive(areas=(live_area(panel, text, blink=blink),))
        else:
            command = ShowLive(delete_all=True)
        return Frame(destination=panel.address, data=command.to_bytes()).to_bytes()

    def can_blink(self, _panel: Panel) -> bool:
        """Every card can turn pages."""
        return True

    def hear(self, data: bytes) -> Iterator[tuple[int, Verdict]]:
        """The cards' answers; what is no answer to us may be followed by one."""
        for frame in self._decoder.feed(data):
            try:
                reply = Reply.from_bytes(frame.data)
            except WireError:
                continue
            yield frame.source, _verdict(reply)


def _verdict(reply: Reply) -> Verdict:
    if reply.accepted:
        return Verdict.TAKEN
    return Verdict.DAMAGED if reply.error == CardError.CHECKSUM else Verdict.REFUSED


def columns(text: str) -> int:
    """How many half-width columns a text takes."""
    return sum(_columns(each) for each in text)


def _columns(character: str) -> int:
    return 2 if unicodedata.east_asian_width(character) in "WFA" else 1


def fit(text: str, *, columns_a_row: int, rows: int) -> tuple[str, ...]:
    """The text in rows of a panel; what does not fit is cut off at its end."""
    lines = [""]
    for character in text:
        if character == "\n" or columns(lines[-1]) + _columns(character) > columns_a_row:
            lines.append("")
        if character != "\n":
            lines[-1] += character
    return tuple(lines[:rows])


def live_area(panel: Panel, text: str, *, blink: bool) -> LiveArea:
    """The one live area that covers a panel; when blinking, a dark page takes turns with it."""
    rows = max(1, panel.height // panel.font)
    lines = fit(text, columns_a_row=2 * panel.width // panel.font, rows=rows)
    dark = (" ",) * rows if blink else ()
    filled = lines + (" ",) * (rows - len(lines)) if blink else lines
    return LiveArea(
        width=panel.width,
        height=panel.height,
        in_pixels=panel.in_pixels,
        run_mode=RunMode.LOOP_UNTIL_STALE,
        timeout_s=TIMEOUT_S,
        alignment=_MIDDLE,
        stay_half_s=_BLINK_STAY_HALF_S if blink else _STILL_STAY_HALF_S,
        text=rich_text(filled + dark, font=FONTS[panel.font], colour=panel.colour),
    )
