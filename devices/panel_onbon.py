"""Driver of window panels on Onbon BX-5K/6K font cards, several on one line.

One frame is under way at a time and is answered. A text is sent again every few seconds and the
card deletes it by its own time-out, so that a panel whose gateway, line or hall is dead goes dark
instead of calling a number for ever. What must not live here: frames (see the codecs), threads,
MQTT.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from devices.codecs.onbon import PING, CardError, Frame, FrameDecoder, Reply
from devices.codecs.onbon_live import LiveArea, RunMode, ShowLive, rich_text
from devices.driver import Health, Outlet, Trouble
from devices.errors import WireError
from devices.link import Link
from devices.troubles import LINE_LOST, NO_ANSWER, PANEL_REFUSES, UNSUPPORTED
from hall.bus.messages import AnswerOutcome, Command, ShowText

REFRESH_S: Final = 4.0
TIMEOUT_S: Final = 10
"""After this long without a refresh the card deletes its text."""
BLINK_S: Final = 5.0
"""A new call blinks once a second, five times."""
REPLY_S: Final = 0.5
LOOK_S: Final = 0.05
IDLE_S: Final = 0.25
"""How often to look whether a refresh is due."""
WRITE_S: Final = 2.0
RETRY_S: Final = 0.3
DEAD_AFTER: Final = 3
"""So many frames without an answer: the panel is off line, and is asked less often."""
DEAD_RETRY_S: Final = 3.0
FONTS: Final = {16: "O000", 24: "O001", 32: "O002"}
"""The card's Chinese fonts by height in dots (section 11.1)."""
_MIDDLE: Final = 0b1010
_BLINK_STAY_HALF_S: Final = 1
_STILL_STAY_HALF_S: Final = 10


@dataclass(slots=True, kw_only=True)
class Panel:
    """A panel on the line and what is known of it."""

    id: str
    address: int
    width: int = 64
    height: int = 16
    font: int = 16
    colour: int = 1
    in_pixels: bool = True
    text: str | None = None
    """None before the first command: the panel is only asked whether it is there."""
    blink_until_s: float = 0.0
    pending: ShowText | None = None
    """The command that waits for the card's answer."""
    due_s: float = 0.0
    misses: int = 0
    health: Health = Health()


class PanelDriver:
    """All panels of one line."""

    def __init__(self, outlet: Outlet, panels: Sequence[Panel]) -> None:
        self._outlet = outlet
        self._panels = {panel.id: panel for panel in panels}
        self._link: Link | None = None
        self._decoder = FrameDecoder()
        self._asked: tuple[Panel, ShowText | None, float] | None = None

    @property
    def patience_s(self) -> float:
        """Short while an answer or a refresh is due."""
        return LOOK_S if self._asked else IDLE_S

    # --- line ----------------------------------------------------------------------------------

    def opened(self, link: Link, now_s: float) -> None:
        """Ask every panel at once; online is who answers."""
        self._link = link
        self._asked = None
        for panel in self._panels.values():
            panel.due_s, panel.misses = now_s, 0
        self._send_next(now_s)

    def lost(self) -> None:
        """Every panel is off line; what should be shown is kept."""
        self._link = None
        self._asked = None
        for panel in self._panels.values():
            self._give_up(panel, LINE_LOST)

    def received(self, data: bytes, now_s: float) -> None:
        """Answers of cards; then the next frame that is due."""
        errors = self._decoder.errors
        for frame in self._decoder.feed(data):
            self._hear(frame, now_s)
        if self._asked and now_s >= self._asked[2]:
            self._miss(now_s)
        if self._decoder.errors > errors and self._asked:
            panel = self._asked[0]
            self._tell(panel, panel.health.counted("wire_errors", self._decoder.errors - errors))
        self._send_next(now_s)

    # --- hall to panels ------------------------------------------------------------------------

    def obey(self, device: str, command: Command, now_s: float) -> None:
        """Show a text; answered when the card has taken it."""
        panel = self._panels[device]
        if not isinstance(command, ShowText):
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)
            return
        if panel.pending is not None:  # overtaken by a newer text before the card took it
            self._outlet.answer(device, panel.pending.id, AnswerOutcome.DONE)
        panel.text, panel.pending = command.text, command
        panel.blink_until_s = now_s + BLINK_S if command.blink else 0.0
        panel.due_s = now_s
        if self._link is None or panel.misses >= DEAD_AFTER:
            self._give_up(panel, LINE_LOST if self._link is None else NO_ANSWER)
        self._send_next(now_s)

    def unanswered(self, device: str, now_s: float) -> None:
        """A panel asks for nothing."""

    # --- one frame at a time -------------------------------------------------------------------

    def _send_next(self, now_s: float) -> None:
        if self._link is None or self._asked is not None:
            return
        due = [panel for panel in self._panels.values() if panel.due_s <= now_s]
        if not due:
            return
        panel = min(due, key=lambda each: (each.misses >= DEAD_AFTER, each.due_s))
        frame = Frame(destination=panel.address, data=self._request(panel, now_s))
        self._asked = (panel, panel.pending, now_s + REPLY_S)
        self._link.write(frame.to_bytes(), WRITE_S)

    def _request(self, panel: Panel, now_s: float) -> bytes:
        """What the panel should hear now; without a living hall only whether it is there."""
        stale = panel.pending is None and not self._outlet.hall_is_alive()
        if panel.text is None or stale:
            return PING
        if not panel.text.strip():
            return ShowLive(delete_all=True).to_bytes()
        return ShowLive(areas=(live_area(panel, blink=now_s < panel.blink_until_s),)).to_bytes()

    def _hear(self, frame: Frame, now_s: float) -> None:
        if self._asked is None or frame.source != self._asked[0].address:
            return
        try:
            reply = Reply.from_bytes(frame.data)
        except WireError:
            return  # some other answer of the card; the one we wait for may still come
        panel, command, _ = self._asked
        self._asked = None
        if reply.accepted:
            self._taken(panel, command, now_s)
        elif reply.error == CardError.CHECKSUM:
            self._retry(panel, now_s)
        else:
            self._refused(panel, now_s)

    def _taken(self, panel: Panel, command: ShowText | None, now_s: float) -> None:
        panel.misses = 0
        panel.due_s = now_s + REFRESH_S
        if now_s < panel.blink_until_s:
            panel.due_s = min(panel.due_s, panel.blink_until_s)
        if command is not None and command is panel.pending:
            panel.pending = None
            self._outlet.answer(panel.id, command.id, AnswerOutcome.SHOWN)
        if panel.pending is not None:
            panel.due_s = now_s
        if not panel.health.online or panel.health.troubles:
            self._tell(panel, Health(online=True, counters=panel.health.counters))

    def _miss(self, now_s: float) -> None:
        if self._asked is None:
            return
        panel = self._asked[0]
        self._asked = None
        self._tell(panel, panel.health.counted("misses"))
        self._retry(panel, now_s)

    def _retry(self, panel: Panel, now_s: float) -> None:
        panel.misses += 1
        dead = panel.misses >= DEAD_AFTER
        panel.due_s = now_s + (DEAD_RETRY_S if dead else RETRY_S)
        if dead:
            self._give_up(panel, NO_ANSWER)

    def _refused(self, panel: Panel, now_s: float) -> None:
        """The card lives and says no: busy, or it lacks a font or the command."""
        panel.due_s = now_s + 1.0
        self._give_up(panel, PANEL_REFUSES, online=True)

    def _give_up(self, panel: Panel, trouble: Trouble, *, online: bool = False) -> None:
        if panel.pending is not None:
            self._outlet.answer(panel.id, panel.pending.id, AnswerOutcome.FAILED, trouble.text)
            panel.pending = None
        self._tell(panel, replace(panel.health, online=online, troubles=(trouble,)))

    def _tell(self, panel: Panel, health: Health) -> None:
        panel.health = health
        self._outlet.health(panel.id, health)


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


def live_area(panel: Panel, *, blink: bool) -> LiveArea:
    """The one live area that covers a panel; when blinking, a dark page takes turns with it."""
    rows = max(1, panel.height // panel.font)
    lines = fit(panel.text or "", columns_a_row=2 * panel.width // panel.font, rows=rows)
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
