"""What devices are told when something has happened: panels, pads, voice, printers, raters. Pure.

Theory of operation. Panels, pads and rating pads show how things stand at their window: they are
told whenever the window's state after a change differs from what it was before, whatever the event
was called. Voice and paper are acts: they follow the event of a call and of a number. A pad that
only counts more or fewer waiting people can wait for the next tick.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from hall.bus.messages import (
    AskRating,
    CloseRating,
    Command,
    PrintTicket,
    ShowOnPad,
    ShowText,
    Speak,
)
from hall.bus.messages import WindowStatus as ShownStatus
from hall.bus.topics import Channel, Kind, Topic
from hall.catalogue.site import DeviceKind
from hall.controller.orders import Change
from hall.controller.premises import Premises
from hall.controller.tickets import ticket
from hall.controller.touched import Touched
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
EMERGENCY_TEXT: Final = "紧急撤离"
PAUSED_TEXT: Final = "暂停叫号"
_PRINT: Final = "print-"
_CALL: Final = "call-"
_SLOTS: Final = {"ask_rating": "question", "close_rating": "question"}

Called = e.VisitCalled | e.VisitRecalled
CALLED: Final = (e.VisitCalled, e.VisitRecalled)
_ON_PAPER: Final = (e.VisitIssued, e.TicketReprinted)


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
        self._panels: dict[int, str] = {}
        self._pads: dict[int, tuple[int, str | None, ShownStatus]] = {}
        self._stale_pads: set[int] = set()

    def use(self, premises: Premises) -> None:
        """From now on the hall is under another version of its catalogue."""
        self._premises = premises

    def calls(self, change: Change) -> list[Told]:
        """The panels of windows that have called."""
        return [each for no in _calls(change) for each in self._panel(change.hall, no, blink=True)]

    def announce(self, change: Change, before: Hall, touched: Touched) -> list[Told]:
        """What a change brings besides, voice first; its `calls` have been told."""
        hall, calls = change.hall, _calls(change)
        told = [each for call in calls.values() for each in self._voice(call, hall)]
        for no in sorted(touched.acted):
            if no not in calls and self._panels.get(no) != panel_text(hall, no):
                told += self._panel(hall, no, blink=False)
            told += self._question_after(before.windows.get(no), hall.windows[no], hall)
            if self._pads.get(no) != _on_pad(hall, no):
                told += self._pad(hall, no)
        self._stale_pads |= touched.counted
        return told + self.papers(change)

    def papers(self, change: Change) -> list[Told]:
        """The tickets that a change has printed."""
        events = (each.event for each in change.facts if isinstance(each.event, _ON_PAPER))
        return [each for event in events for each in self._paper(event, change.hall)]

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
        """How things stand, for a start or a device that came back."""
        return [
            each
            for no, window in hall.windows.items()
            for each in (
                *self._panel(hall, no, blink=False),
                *self._pad(hall, no),
                *self._ask(window, hall),
            )
        ]

    def _tell(self, kind: Kind, device: str, command: Command) -> Told:
        return Told(topic=Topic(self._hall_id, kind, device, Channel.COMMAND), command=command)

    def _at(self, window: int, kind: DeviceKind) -> tuple[str, ...]:
        return self._premises.at_window.get((window, kind), ())

    def _panel(self, hall: Hall, no: int, *, blink: bool) -> Iterator[Told]:
        text = self._panels[no] = panel_text(hall, no)
        for device in self._at(no, DeviceKind.PANEL):
            command = ShowText(id=self._new_id(), ttl_s=SHOW_TTL_S, text=text, blink=blink)
            yield self._tell(Kind.PANEL, device, command)

    def _pad(self, hall: Hall, no: int) -> Iterator[Told]:
        waiting, number, status = self._pads[no] = _on_pad(hall, no)
        self._stale_pads.discard(no)
        for device in self._at(no, DeviceKind.PAD):
            command = ShowOnPad(
                id=self._new_id(), ttl_s=SHOW_TTL_S, waiting=waiting, number=number, status=status
            )
            yield self._tell(Kind.PAD, device, command)

    def _question_after(self, before: Window | None, window: Window, hall: Hall) -> Iterable[Told]:
        """A question that is new is asked; one that is over, however it ended, is closed."""
        old = before.question if before else None
        if window.question == old:
            return ()
        return self._ask(window, hall) if window.question else self._close(window, old or "")

    def _ask(self, window: Window, hall: Hall) -> Iterator[Told]:
        """The open question of a window, for the time it is still open."""
        if window.question is None or window.question_until is None or hall.last_at is None:
            return
        open_s = (window.question_until - hall.last_at).total_seconds()
        for device in self._at(window.no, DeviceKind.RATER) if open_s > 0 else ():
            command = AskRating(
                id=self._new_id(), ttl_s=SHOW_TTL_S, service=window.question, open_s=open_s
            )
            yield self._tell(Kind.RATER, device, command)

    def _close(self, window: Window, service: str) -> Iterator[Told]:
        for device in self._at(window.no, DeviceKind.RATER):
            command = CloseRating(id=self._new_id(), ttl_s=SHOW_TTL_S, service=service)
            yield self._tell(Kind.RATER, device, command)

    def _voice(self, call: Called, hall: Hall) -> Iterator[Told]:
        """A call is spoken where its citizen waits and where the window is."""
        visit = hall.visits[call.visit]
        for zone in self._premises.zones_of_call(visit.category, call.window):
            command = Speak(
                id=f"{_CALL}{call.visit}.{self._new_id()}",
                ttl_s=SPEAK_TTL_S,
                number=visit.number,
                window=call.window,
                language="en" if visit.language == "en" else "zh",
            )
            yield self._tell(Kind.SOUNDER, zone, command)
            yield self._tell(Kind.BOARD, zone, command)

    def _paper(self, event: e.VisitIssued | e.TicketReprinted, hall: Hall) -> Iterator[Told]:
        """A number with paper: its printer prints once, under an id of the paper's own."""
        if event.printer is None:
            return
        copy = event.copy if isinstance(event, e.TicketReprinted) else 0
        command = PrintTicket(
            id=print_id(event.visit, copy),
            ttl_s=PRINT_TTL_S,
            document=ticket(event, self._premises, hall.visits[event.visit].token),
        )
        yield self._tell(Kind.PRINTER, event.printer, command)


def _calls(change: Change) -> dict[int, Called]:
    """The last call of each window."""
    return {
        fact.event.window: fact.event for fact in change.facts if isinstance(fact.event, CALLED)
    }


def panel_text(hall: Hall, no: int) -> str:
    """What a window's panel shows."""
    window = hall.windows[no]
    visit = hall.in_hand(window)
    if hall.emergency is not None:
        return EMERGENCY_TEXT
    if visit is None:
        waits = hall.paused is not None and window.status == WindowStatus.OPEN
        return PAUSED_TEXT if waits else IDLE_TEXT[window.status]
    return CALLING.format(number=visit.number) if visit.stage == Stage.CALLED else visit.number


def _on_pad(hall: Hall, no: int) -> tuple[int, str | None, ShownStatus]:
    """How many wait for a window, the number in hand, and whether it works."""
    window = hall.windows[no]
    visit = hall.in_hand(window)
    number = visit.number if visit else None
    return hall.waiting_for(window), number, ShownStatus(window.status.value)


def print_id(visit: str, copy: int = 0) -> str:
    """The id of the command that prints a visit's ticket, for the first time or again."""
    return f"{_PRINT}{visit}-{copy}" if copy else f"{_PRINT}{visit}"


def is_print(command_id: str) -> bool:
    """Whether a command prints a ticket."""
    return command_id.startswith(_PRINT)


def printed(hall: Hall, command_id: str) -> tuple[str, int]:
    """The visit whose ticket a command prints, and which copy; ids of visits hold dashes too."""
    paper = command_id.removeprefix(_PRINT)
    visit, _, copy = paper.rpartition("-")
    if paper not in hall.visits and visit in hall.visits and copy.isdecimal():
        return visit, int(copy)
    return paper, 0


def visit_of_call(command_id: str) -> str | None:
    """The visit that a command speaks of."""
    visit, _, _ = command_id.removeprefix(_CALL).rpartition(".")
    return visit if command_id.startswith(_CALL) else None
