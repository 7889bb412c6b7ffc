"""What devices are told when something has happened: panels, pads, voice, printers, raters. Pure.

Each kind of event has one function giving commands with their topics. A panel and a pad show one
thing at a time: `slot` names what a newer command replaces.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from hall.bus.messages import (
    AskRating,
    CloseRating,
    Command,
    PrintTicket,
    ShowOnPad,
    ShowText,
    Speak,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.catalogue.site import DeviceKind
from hall.controller.orders import Change
from hall.controller.premises import MAIN_BOARD, Premises
from hall.controller.tickets import ticket
from hall.core import events as e
from hall.core.hall import Hall, Window, WindowStatus
from hall.core.stages import Stage

PRINT_TTL_S: Final = 30.0
SHOW_TTL_S: Final = 10.0
SPEAK_TTL_S: Final = 30.0

CALLING: Final = "请{number}号"
IDLE_TEXT: Final = {
    WindowStatus.OPEN: "欢迎办理",
    WindowStatus.PAUSED: "暂停服务",
    WindowStatus.CLOSED: "窗口未开",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One command for one device; a later one of the same slot replaces it."""

    topic: Topic
    command: Command

    @property
    def slot(self) -> tuple[str, str]:
        """The device and what is being told it."""
        return str(self.topic), self.command.type


class Announcer:
    """Turns what was committed into commands for the devices of the site."""

    def __init__(self, hall_id: str, premises: Premises, new_id: Callable[[], str]) -> None:
        self._hall_id = hall_id
        self._premises = premises
        self._new_id = new_id
        self._questions: dict[int, str] = {}

    def announce(self, change: Change) -> list[Told]:
        """The commands that a change brings, calls first."""
        told = [
            each for fact in change.facts for each in self._of(fact.event, change.hall)
        ]
        return told + list(self._pads(change))

    def standing(self, hall: Hall) -> list[Told]:
        """What panels and pads show as things stand, for a start or a device that came back."""
        return [
            each
            for window in hall.windows.values()
            for each in (*self._panel(hall, window.no, blink=False), *self._pad(hall, window.no))
        ]

    def _of(self, event: e.Event, hall: Hall) -> Iterable[Told]:
        announce = _ANNOUNCERS.get(type(event))
        return announce(self, event, hall) if announce else ()

    def _tell(self, kind: Kind, device: str, command: Command) -> Told:
        return Told(topic=Topic(self._hall_id, kind, device, Channel.COMMAND), command=command)

    def _at(self, window: int, kind: DeviceKind) -> tuple[str, ...]:
        return self._premises.at_window.get((window, kind), ())

    def _panel(self, hall: Hall, no: int, *, blink: bool) -> Iterator[Told]:
        text = panel_text(hall, hall.windows[no])
        for device in self._at(no, DeviceKind.PANEL):
            command = ShowText(id=self._new_id(), ttl_s=SHOW_TTL_S, text=text, blink=blink)
            yield self._tell(Kind.PANEL, device, command)

    def _pad(self, hall: Hall, no: int) -> Iterator[Told]:
        window = hall.windows[no]
        visit = hall.in_hand(window)
        for device in self._at(no, DeviceKind.PAD):
            command = ShowOnPad(
                id=self._new_id(),
                ttl_s=SHOW_TTL_S,
                waiting=hall.waiting_for(window),
                number=visit.number if visit else None,
            )
            yield self._tell(Kind.PAD, device, command)

    def _pads(self, change: Change) -> Iterator[Told]:
        """The pads whose digits a change may have altered."""
        for no in touched_windows(change):
            yield from self._pad(change.hall, no)

    def called(self, event: Any, hall: Hall) -> Iterator[Told]:
        """A call: the panel blinks, the old question closes, the zones hear it."""
        yield from self._panel(hall, event.window, blink=True)
        yield from self._close_question(event.window)
        visit = hall.visits[event.visit]
        area = self._premises.areas_of[visit.category]
        window_area = self._premises.site.windows[event.window].area
        for zone in dict.fromkeys((MAIN_BOARD, area, window_area)):
            command = Speak(
                id=self._new_id(),
                ttl_s=SPEAK_TTL_S,
                number=visit.number,
                window=event.window,
                language="en" if visit.language == "en" else "zh",
            )
            yield self._tell(Kind.BOARD, zone, command)

    def at_window(self, event: Any, hall: Hall) -> Iterator[Told]:
        """A change at a window that its panel shows."""
        yield from self._panel(hall, event.window, blink=False)

    def issued(self, event: e.VisitIssued, _hall: Hall) -> Iterator[Told]:
        """A number with paper: its printer prints once, under an id of the visit's own."""
        if event.printer is None:
            return
        command = PrintTicket(
            id=print_id(event.visit), ttl_s=PRINT_TTL_S, document=ticket(event, self._premises)
        )
        yield self._tell(Kind.PRINTER, event.printer, command)

    def asked(self, event: e.RatingAsked, _hall: Hall) -> Iterator[Told]:
        """A question at the rating pads of a window."""
        self._questions[event.window] = event.service
        open_s = (event.until - event.at).total_seconds()
        for device in self._at(event.window, DeviceKind.RATER):
            command = AskRating(
                id=self._new_id(), ttl_s=SHOW_TTL_S, service=event.service, open_s=open_s
            )
            yield self._tell(Kind.RATER, device, command)

    def rated(self, event: e.ServiceRated, _hall: Hall) -> Iterator[Told]:
        """The question has been answered, wherever the answer came from."""
        if self._questions.get(event.window) == event.service:
            yield from self._close_question(event.window)

    def _close_question(self, window: int) -> Iterator[Told]:
        service = self._questions.pop(window, None)
        if service is None:
            return
        for device in self._at(window, DeviceKind.RATER):
            command = CloseRating(id=self._new_id(), ttl_s=SHOW_TTL_S, service=service)
            yield self._tell(Kind.RATER, device, command)


def panel_text(hall: Hall, window: Window) -> str:
    """What a window's panel shows."""
    visit = hall.in_hand(window)
    if visit is None:
        return IDLE_TEXT[window.status]
    return CALLING.format(number=visit.number) if visit.stage == Stage.CALLED else visit.number


def print_id(visit: str) -> str:
    """The id of the command that prints a visit's ticket."""
    return f"print-{visit}"


def visit_of_print(command_id: str) -> str | None:
    """The visit whose ticket a command prints."""
    return command_id.removeprefix("print-") if command_id.startswith("print-") else None


def touched_windows(change: Change) -> list[int]:
    """The windows whose visit, queue or plan entry a change may have altered."""
    hall = change.hall
    windows: set[int] = set()
    categories: set[str] = set()
    for fact in change.facts:
        event = fact.event
        if isinstance(event, e.DayOpened | e.DayClosed | e.PlanSet):
            return sorted(hall.windows)
        window = getattr(event, "window", None)
        if window is not None:
            windows.add(window)
        visit = hall.visits.get(getattr(event, "visit", ""))
        if visit is not None:
            categories.add(visit.category)
    serving = {no for no, each in hall.windows.items() if categories.intersection(each.categories)}
    return sorted((windows | serving) & set(hall.windows))


_ANNOUNCERS: Final[dict[type, Callable[[Announcer, Any, Hall], Iterable[Told]]]] = {
    e.VisitIssued: Announcer.issued,
    e.VisitCalled: Announcer.called,
    e.VisitRecalled: Announcer.called,
    e.ServiceStarted: Announcer.at_window,
    e.ServiceFinished: Announcer.at_window,
    e.VisitMarkedNoShow: Announcer.at_window,
    e.RatingAsked: Announcer.asked,
    e.ServiceRated: Announcer.rated,
    e.WindowOpened: Announcer.at_window,
    e.WindowPaused: Announcer.at_window,
    e.WindowClosed: Announcer.at_window,
}
