"""What becomes of each call, by panel, boards and voice; pure, on the machine clock.

A call begins with the devices that should carry it. Each of them then says that it does, or that it
does not, or is silent too long, or is gone. What a clerk is told is the sum: one device of a way is
enough for it, and what failed is told with what happens instead. What must not live here: sending.
"""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from immutables import Map

from hall.bus.messages import (
    Answer,
    AnswerOutcome,
    CallFate,
    CallWay,
    Reach,
    Text,
    Version,
    shown_version,
)
from hall.bus.topics import Kind, Topic
from hall.controller.announcements import Told
from hall.core.hall import Hall, Visit

SILENT_S: Final = 2.0
"""A panel or board that has not answered by then does not show the call, as far as is known."""
BEEP_AFTER_S: Final = 0.7
"""So much after a press its own beep is over, and another is not taken for a part of it."""
OTHERS_CALL_BEEPS: Final = 2
"""The panel is dead: boards or voice call."""
NOBODY_CALLS_BEEPS: Final = 4
"""Nothing calls: the clerk must."""

IS_AWAY: Final[Text] = ("不在线", "It is off line")
IS_SILENT: Final[Text] = ("没有应答", "It does not answer")
NOBODY_CALLS: Final[Text] = (
    "没有一处呼到，请当面叫号。",
    "Nothing carries this call: please call the number out yourself.",
)
INSTEAD: Final[Text] = (
    "{failed}没有呼到，{live}照常呼叫。",
    "No call by {failed}; {live} call it.",
)

REACHED: Final = {
    AnswerOutcome.SHOWN: Reach.SHOWN,
    AnswerOutcome.SPOKEN: Reach.SPOKEN,
    AnswerOutcome.SENT: Reach.SENT,
    AnswerOutcome.FAILED: Reach.FAILED,
}
"""What an answer says of a call; the others say nothing of it."""
_BEST_FIRST: Final = (Reach.SHOWN, Reach.SPOKEN, Reach.SENT, Reach.WAITING, Reach.FAILED)
_WAITING: Final = CallWay(reach=Reach.WAITING)
_ABSENT: Final = CallWay(reach=Reach.ABSENT)


class Way(StrEnum):
    """By what a call reaches its citizen."""

    PANEL = "panel"
    BOARD = "board"
    VOICE = "voice"


NAMES: Final[dict[Way, Text]] = {
    Way.PANEL: ("窗口屏", "window panel"),
    Way.BOARD: ("大屏", "boards"),
    Way.VOICE: ("广播", "voice"),
}


@dataclass(slots=True, kw_only=True)
class _Call:
    """The last call to a window, with what is known of each device that should carry it."""

    visit: Visit
    since_s: float
    ways: dict[Way, dict[str, CallWay]]
    drawn_with: Version | None = None
    """The first version of the boards that shows it."""
    beeps: int = 0
    """How often the pad was last told to beep for it."""

    def waiting(self, *ways: Way) -> Iterator[tuple[Way, str]]:
        """The devices that have said nothing yet."""
        for way in ways:
            for device, known in self.ways[way].items():
                if known.reach is Reach.WAITING:
                    yield way, device

    def fate(self) -> CallFate:
        """The sum of it."""
        ways = {way: _best(devices.values()) for way, devices in self.ways.items()}
        return CallFate(
            number=self.visit.number,
            times=self.visit.calls,
            panel=ways[Way.PANEL],
            board=ways[Way.BOARD],
            voice=ways[Way.VOICE],
            instead=_instead(ways),
        )


@dataclass(slots=True)
class Fates:
    """The last call to each window and how far it has come."""

    shown: Map[int, CallFate] = field(default_factory=Map)
    """What clerks are shown, by window; replaced as a whole at each change."""
    _calls: dict[int, _Call] = field(default_factory=dict)
    _told: dict[str, tuple[int, Way, str]] = field(default_factory=dict)
    """Which command stands for which device's part in the call to a window."""

    def called(
        self,
        window: int,
        visit: Visit,
        *,
        panels: Collection[str],
        boards: Collection[str],
        there: Container[str],
        now_s: float,
    ) -> None:
        """A call, or one more; boards that are not there are left out, panels have failed."""
        ways: dict[Way, dict[str, CallWay]] = {
            Way.PANEL: dict.fromkeys(panels, _WAITING),
            Way.BOARD: {each: _WAITING for each in boards if f"{Kind.BOARD}/{each}" in there},
            Way.VOICE: {},
        }
        self._told = {key: part for key, part in self._told.items() if part[0] != window}
        self._calls[window] = _Call(visit=visit, since_s=now_s, ways=ways)
        self.look(there)

    def told(self, told: Iterable[Told]) -> None:
        """Commands that carry a call, or that tell a panel again what stands."""
        windows = {panel: no for no, call in self._calls.items() for panel in call.ways[Way.PANEL]}
        for each in told:
            command, device = each.command, each.topic.id
            if command.type == "speak" and command.window in self._calls:
                self._calls[command.window].ways[Way.VOICE][device] = _WAITING
                self._told[command.id] = (command.window, Way.VOICE, device)
            elif command.type == "show_text" and device in windows:
                self._told[command.id] = (windows[device], Way.PANEL, device)

    def published(self, version: Version) -> None:
        """The views of a version are out: it is the first that shows the newest calls."""
        for call in self._calls.values():
            call.drawn_with = call.drawn_with or version

    def answered(self, topic: Topic, answer: Answer) -> None:
        """What a device says of a call, or a board of a view."""
        version = shown_version(answer.command)
        if version is not None and topic.kind is Kind.BOARD:
            self._drawn(topic.id, version)
        part = self._told.get(answer.command)
        reach = REACHED.get(answer.outcome)
        if part is not None and reach is not None:
            window, way, device = part
            known = CallWay(reach=reach, reason=answer.reason)
            self._calls[window].ways[way][device] = known

    def silent(self, command_id: str) -> None:
        """A command's time is over without an answer."""
        window, way, device = self._told.get(command_id, (0, Way.PANEL, ""))
        if window in self._calls:
            self._fail([(self._calls[window], way, device)], IS_SILENT)

    def look(self, there: Container[str]) -> None:
        """Panels and boards that are gone carry nothing."""
        self._fail(
            [
                (call, way, device)
                for call in self._calls.values()
                for way, device in call.waiting(Way.PANEL, Way.BOARD)
                if f"{way}/{device}" not in there
            ],
            IS_AWAY,
        )

    def wait_no_longer(self, now_s: float) -> None:
        """Panels and boards that have been silent too long carry nothing, as far as is known."""
        late = [call for call in self._calls.values() if now_s - call.since_s >= SILENT_S]
        silent = [(c, *part) for c in late for part in c.waiting(Way.PANEL, Way.BOARD)]
        self._fail(silent, IS_SILENT)

    def changed(self, hall: Hall) -> list[int]:
        """The windows whose clerk should be told now; what is over is forgotten."""
        for no in [no for no, call in self._calls.items() if not _stands(hall, no, call)]:
            del self._calls[no]
            self._told = {key: part for key, part in self._told.items() if part[0] != no}
        before = self.shown
        self.shown = Map({no: call.fate() for no, call in self._calls.items()})
        return [no for no in {*before, *self.shown} if before.get(no) != self.shown.get(no)]

    def beeps(self, now_s: float) -> Iterator[tuple[int, int]]:
        """The windows whose pad should beep for a call that failed, and how often."""
        for no, call in self._calls.items():
            times = _beeps(call.fate())
            if times > call.beeps and now_s - call.since_s >= BEEP_AFTER_S:
                call.beeps = times
                yield no, times

    def _drawn(self, zone: str, version: Version) -> None:
        for call in self._calls.values():
            boards = call.ways[Way.BOARD]
            if zone in boards and call.drawn_with is not None and version >= call.drawn_with:
                boards[zone] = CallWay(reach=Reach.SHOWN)

    def _fail(self, parts: Iterable[tuple[_Call, Way, str]], reason: Text) -> None:
        for call, way, device in parts:
            call.ways[way][device] = CallWay(reach=Reach.FAILED, reason=reason)


def _stands(hall: Hall, no: int, call: _Call) -> bool:
    """Whether the visit that was called is still in hand at the window."""
    window = hall.windows.get(no)
    return window is not None and window.visit == call.visit.id


def _best(devices: Iterable[CallWay]) -> CallWay:
    """A way is as good as the best of its devices."""
    return min(devices, key=lambda each: _BEST_FIRST.index(each.reach), default=_ABSENT)


def _instead(ways: dict[Way, CallWay]) -> Text | None:
    """What happens instead of what failed; None while nothing has."""
    failed = [way for way, known in ways.items() if known.reach is Reach.FAILED]
    live = [way for way, known in ways.items() if known.reach not in {Reach.FAILED, Reach.ABSENT}]
    if not failed:
        return None
    if not live:
        return NOBODY_CALLS
    zh, en = INSTEAD
    return (
        zh.format(failed=_row(failed, 0, "、"), live=_row(live, 0, "、")),
        en.format(failed=_row(failed, 1, ", "), live=_row(live, 1, " and ")),
    )


def _row(ways: Iterable[Way], language: int, comma: str) -> str:
    return comma.join(NAMES[way][language] for way in ways)


def _beeps(fate: CallFate) -> int:
    if fate.instead == NOBODY_CALLS:
        return NOBODY_CALLS_BEEPS
    return OTHERS_CALL_BEEPS if fate.panel.reach is Reach.FAILED else 0
