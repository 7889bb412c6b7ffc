"""Simulated LED panel on an Onbon font card.

Live areas live in memory: they are gone after a power cut, and after their own time-out when the
run mode says so. What must not live here: ports, what the hall wants to show.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Final

from devices.codecs.onbon import (
    BROADCAST,
    HOST,
    PING,
    CardError,
    Frame,
    FrameDecoder,
    Reply,
)
from devices.codecs.onbon_live import LiveArea, RunMode, ShowLive, plain_lines
from devices.errors import WireError

REPLY_S: Final = 0.02
_ROOM: Final = 2048
_DOTS_A_ROW: Final = 16


class PanelStart(Enum):
    """How a simulated panel begins."""

    DARK = "dark"
    UNPOWERED = "unpowered"
    BUSY = "busy"


@dataclass(slots=True)
class _Live:
    """A live area and how long it has been there."""

    area: LiveArea
    age_s: float = 0.0


class SimulatedPanel:
    """A panel over a window; `shown` is what a citizen reads now."""

    def __init__(
        self,
        address: int,
        *,
        width: int = 64,
        height: int = 16,
        start: PanelStart = PanelStart.DARK,
    ) -> None:
        self.address = address
        self.width = width
        self.height = height
        self.powered = start is not PanelStart.UNPOWERED
        self.busy = start is PanelStart.BUSY
        self.frames = 0
        """Frames taken for this panel."""
        self._decoder = FrameDecoder()
        self._areas: dict[int, _Live] = {}
        self._replies: list[tuple[float, bytes]] = []
        self._out = bytearray()

    @property
    def shown(self) -> str:
        """What is lit now, page by page; empty when the panel is dark or between two blinks."""
        lit = [self._page(each) for _, each in sorted(self._areas.items())]
        return "\n".join(lit).rstrip()

    @property
    def text(self) -> str:
        """What the panel was last told, with all its pages; empty when it is dark."""
        told = [plain_lines(each.area.text) for _, each in sorted(self._areas.items())]
        return "\n".join(line for lines in told for line in lines).rstrip()

    @property
    def blinking(self) -> bool:
        """Whether a dark page takes turns with the text."""
        return any("" in map(str.strip, self._lines(each)) for each in self._areas.values())

    def switch(self, *, on: bool) -> None:
        """Cut or give power; live areas do not outlive a cut."""
        self.powered = on
        self._areas.clear()
        self._replies.clear()

    def room(self) -> int:
        """A card always takes what comes."""
        return _ROOM

    def receive(self, data: bytes) -> None:
        """Frames for other cards are passed over."""
        for frame in self._decoder.feed(data) if self.powered else ():
            if frame.destination in (self.address, BROADCAST):
                self.frames += 1
                self._obey(frame)

    def transmit(self) -> bytes:
        """The replies that are due."""
        sent = bytes(self._out)
        self._out.clear()
        return sent

    def tick(self, dt_s: float, _hall_dt_s: float) -> None:
        """Age the areas, and let replies out after the card's own delay."""
        for live in self._areas.values():
            live.age_s += dt_s
        self._areas = {key: live for key, live in self._areas.items() if not _stale(live)}
        waiting = [(left_s - dt_s, raw) for left_s, raw in self._replies]
        self._out += b"".join(raw for left_s, raw in waiting if left_s <= 0)
        self._replies = [each for each in waiting if each[0] > 0]

    def _obey(self, frame: Frame) -> None:
        if self.busy:
            self._reply(frame, CardError.BUSY)
        elif frame.data == PING:
            self._reply(frame, CardError.NONE)
        else:
            self._show(frame)

    def _show(self, frame: Frame) -> None:
        try:
            command = ShowLive.from_bytes(frame.data)
        except WireError:
            self._reply(frame, CardError.NO_COMMAND)
            return
        gone = list(self._areas) if command.delete_all else command.delete
        for each in gone:
            self._areas.pop(each, None)
        for area in command.areas:
            self._areas[area.id] = _Live(area)
        if command.reply:
            self._reply(frame, CardError.NONE)

    def _reply(self, frame: Frame, error: CardError) -> None:
        reply = Reply(error=error, accepted=error is CardError.NONE)
        answer = Frame(destination=HOST, source=frame.destination, data=reply.to_bytes())
        self._replies.append((REPLY_S, answer.to_bytes()))

    def _lines(self, live: _Live) -> tuple[str, ...]:
        return plain_lines(live.area.text)

    def _page(self, live: _Live) -> str:
        """The rows of the page that is shown at the area's age."""
        lines = self._lines(live)
        rows = max(1, live.area.height // _DOTS_A_ROW)
        pages = [lines[at : at + rows] for at in range(0, len(lines), rows)]
        stay_s = max(live.area.stay_half_s, 1) / 2
        return "\n".join(pages[int(live.age_s / stay_s) % len(pages)])


def _stale(live: _Live) -> bool:
    until_stale = live.area.run_mode == RunMode.LOOP_UNTIL_STALE
    return until_stale and live.age_s > live.area.timeout_s
