"""What devices are told when something has happened: panels, pads, voice, printers, raters. Pure.

Each kind of event has one function giving commands with their topics. A panel and a pad show one
thing at a time: `slot` names what a newer command replaces. A pad whose window acted is told at
once; one that only counts more or fewer waiting people can wait for the next tick.
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
from hall.controller.touched import acted_at, touched_windows
from hall.core import events as e
from hall.core.hall import Hall, Window, WindowStatus
from hall.core.stages import Stage

PRINT_TTL_S: Final = 30.0
SHOW_TTL_S: Final = 10.0
SPEAK_TTL_S: Final = 30.0

CALLING: Final = "请{number}号"
_SLOTS: Final = {"ask_rating": "question", "close_rating": "question"}
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
    def device(self) -> str:
        """Who is told, as `<kind>/<id>`."""
        return f"{self.topic.kind}/{self.topic.id}"

    @property
    def slot(self) -> tuple[str, str]:
        """What a newer command replaces; a question and its end are of one slot."""
        return self.device, _SLOTS.get(self.command.type, self.command.type)


class Announcer:
    """Turns what was committed into commands for the devices of the site."""

    def __init__(self, hall_id: str, premises: Premises, new_id: Callable[[], str]) -> None:
        self._hall_id = hall_id
        self._premises = premises
        self._new_id = new_id
        self._questions: dict[int, str] = {}
        self._pads: dict[int, tuple[int, str | None]] = {}
        self._stale_pads: set[int] = set()

    def recover(self, hall: Hall) -> None:
        """Remember which questions were open, so that the next call closes them."""
        self._questions = {
            window.no: window.question for window in hall.windows.values() if window.question
        }

    def announce(self, change: Change) -> list[Told]:
        """The commands that a change brings, calls first."""
        told = [each for fact in change.facts for each in self._of(fact.event, change.hall)]
        acted = acted_at(change)
        self._stale_pads.update(set(touched_windows(change)) - acted)
        return told + [each for no in acted for each in self._pad(change.hall, no)]

    def pads_due(self, hall: Hall) -> list[Told]:
        """The pads that are still to be told how many wait now."""
        stale, self._stale_pads = self._stale_pads, set()
        return [
            each
            for no in sorted(stale)
            if no in hall.windows and self._pads.get(no) != _on_pad(hall, no)
            for each in self._pad(hall, no)
        ]

    def standing(self, hall: Hall) -> list[Told]:
        """What panels and pads show as things stand, for a start or a device that came back."""
        return [
            each
            for window in hall.windows.values()
            for each in (
                *self._panel(hall, window.no, blink=False),
                *self._pad(hall, window.no),
                *self._question(hall, window),
            )
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
        waiting, number = self._pads[no] = _on_pad(hall, no)
        self._stale_pads.discard(no)
        for device in self._at(no, DeviceKind.PAD):
            command = ShowOnPad(id=self._new_id(), ttl_s=SHOW_TTL_S, waiting=waiting, number=number)
            yield self._tell(Kind.PAD, device, command)

    def _question(self, hall: Hall, window: Window) -> Iterator[Told]:
        """The open question of a window, for the time it is still open."""
        if window.question is None or window.question_until is None or hall.last_at is None:
            return
        open_s = (window.question_until - hall.last_at).total_seconds()
        if open_s > 0:
            yield from self._ask(window.no, window.question, open_s)

    def called(self, event: Any, hall: Hall) -> Iterator[Told]:
        """A call: the panel blinks, the old question closes, the zones hear it."""
        yield from self._panel(hall, event.window, blink=True)
        yield from self._close_question(event.window)
        visit = hall.visits[event.visit]
        area = self._premises.area_of(visit.category)
        window_area = self._premises.area_of_window(event.window)
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

    def cancelled(self, event: e.VisitCancelled, hall: Hall) -> Iterator[Told]:
        """A visit that was given up, perhaps after it was called to a window."""
        window = hall.visits[event.visit].window
        if window is not None:
            yield from self._panel(hall, window, blink=False)

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
        yield from self._ask(event.window, event.service, (event.until - event.at).total_seconds())

    def _ask(self, window: int, service: str, open_s: float) -> Iterator[Told]:
        self._questions[window] = service
        for device in self._at(window, DeviceKind.RATER):
            command = AskRating(id=self._new_id(), ttl_s=SHOW_TTL_S, service=service, open_s=open_s)
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


def _on_pad(hall: Hall, no: int) -> tuple[int, str | None]:
    """How many wait for a window, and the number in hand."""
    window = hall.windows[no]
    visit = hall.in_hand(window)
    return hall.waiting_for(window), visit.number if visit else None


def print_id(visit: str) -> str:
    """The id of the command that prints a visit's ticket."""
    return f"print-{visit}"


def visit_of_print(command_id: str) -> str | None:
    """The visit whose ticket a command prints."""
    return command_id.removeprefix("print-") if command_id.startswith("print-") else None


_ANNOUNCERS: Final[dict[type, Callable[[Announcer, Any, Hall], Iterable[Told]]]] = {
    e.VisitIssued: Announcer.issued,
    e.VisitCalled: Announcer.called,
    e.VisitRecalled: Announcer.called,
    e.ServiceStarted: Announcer.at_window,
    e.ServiceFinished: Announcer.at_window,
    e.VisitMarkedNoShow: Announcer.at_window,
    e.VisitCancelled: Announcer.cancelled,
    e.RatingAsked: Announcer.asked,
    e.ServiceRated: Announcer.rated,
    e.WindowOpened: Announcer.at_window,
    e.WindowPaused: Announcer.at_window,
    e.WindowClosed: Announcer.at_window,
}
