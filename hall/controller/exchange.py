"""Between the bus and the writer: requests become orders, results become replies, changes views.

Holds what the hall has told its devices and not yet had answered, the last view of each topic, and
the last state of each device. No I/O, no clock: the machine clock's time is an argument, messages
go in and come out. One thread at a time may use it.
"""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from hall.bus.asking import Unanswered
from hall.bus.messages import (
    Answer,
    AnswerOutcome,
    Beep,
    Command,
    DeviceState,
    Message,
    NumberIssued,
    PrintOutcome,
    PrintProgress,
    Refused,
    Request,
    Version,
    View,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.announcements import Announcer, Told, print_id, touched_windows, visit_of_print
from hall.controller.orders import Actor, ActorKind, Change, Fact, Order
from hall.controller.premises import MAIN_BOARD, Premises
from hall.controller.requests import Ids, NotOfThisHall, order_for, refused_by_hall, reply_for
from hall.controller.views import Views
from hall.controller.writer import Result
from hall.core.commands import ReportTicket
from hall.core.events import DayOpened, VisitIssued
from hall.core.hall import Hall, PrintState

log = logging.getLogger(__name__)

Outgoing = tuple[Topic, Message]

DONE_BEEPS: Final = 1
REFUSED_BEEPS: Final = 3
BEEP_TTL_S: Final = 2.0

PRINT_STATES: Final = {
    AnswerOutcome.PRINTED: PrintState.PRINTED,
    AnswerOutcome.SENT: PrintState.SENT,
    AnswerOutcome.UNCONFIRMED: PrintState.UNCONFIRMED,
    AnswerOutcome.FAILED: PrintState.FAILED,
}
_NOT_CONFIRMED: Final = (
    "打印机没有回音，号票可能没打出来。",
    "The printer did not answer; the ticket may not have come out.",
)


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who asked for a number, so that the paper's progress reaches it."""

    topic: Topic
    request: str


class Exchange:
    """The messages of one hall."""

    def __init__(
        self,
        hall_id: str,
        premises: Premises,
        ids: Ids,
        new_id: Callable[[], str],
        epoch: int,
    ) -> None:
        self._hall_id = hall_id
        self._premises = premises
        self._ids = ids
        self._new_id = new_id
        self._epoch = epoch
        self._sequence = 0
        self._announcer = Announcer(hall_id, premises, new_id)
        self._unanswered: Unanswered[Command] = Unanswered()
        self._in_slot: dict[tuple[str, str], str] = {}
        self._views: dict[Topic, View] = {}
        self._askers: dict[str, _Asker] = {}
        self.device_states: dict[str, DeviceState] = {}

    def recover(self, facts: Iterable[Fact], hall: Hall) -> None:
        """Remember which kiosk waits for which paper, from the facts of the open day."""
        for fact in facts:
            event = fact.event
            if isinstance(event, VisitIssued) and event.visit in hall.prints:
                asker = _asker_of(self._hall_id, fact)
                if asker is not None:
                    self._askers[event.visit] = asker

    # --- in -----------------------------------------------------------------------------------

    def order(self, topic: Topic, request: Request) -> Order | Refused:
        """The order of a request, or the refusal to send back at once."""
        try:
            return order_for(topic, request, self._premises, self._ids)
        except NotOfThisHall as error:
            return refused_by_hall(request.id, error)

    def replies(self, topic: Topic, request: Request, result: Result) -> list[Outgoing]:
        """What the sender of a request is told once its outcome is durable."""
        reply = reply_for(request.id, result, self._premises)
        if reply is None:
            return []
        if isinstance(reply, NumberIssued):
            self._askers[reply.visit] = _Asker(topic, request.id)
        messages: list[Outgoing] = [(replace(topic, channel=Channel.REPLY), reply)]
        if topic.kind in {Kind.PAD, Kind.RATER} and not result.repeated:
            messages.append(self._beep(topic, REFUSED_BEEPS if result.error else DONE_BEEPS))
        return messages

    def _beep(self, topic: Topic, times: int) -> Outgoing:
        beep = Beep(id=self._new_id(), ttl_s=BEEP_TTL_S, times=times)
        return replace(topic, channel=Channel.COMMAND), beep

    def answered(self, topic: Topic, answer: Answer) -> Order | None:
        """An answer of a device; a print's outcome becomes an order for the journal."""
        self._unanswered.answered(answer.command)
        visit = visit_of_print(answer.command)
        state = PRINT_STATES.get(answer.outcome)
        if visit is None or state is None:
            return None
        return ticket_report(visit, state, Actor(ActorKind.DEVICE, topic.id))

    def state_heard(self, topic: Topic, state: DeviceState, hall: Hall, now_s: float) -> list[Told]:
        """A device's state; one that comes back is told again what it should show."""
        name = f"{topic.kind}/{topic.id}"
        before = self.device_states.get(name)
        self.device_states[name] = state
        came_back = state.online and (before is None or not before.online)
        if not came_back:
            return []
        mine = replace(topic, channel=Channel.COMMAND)
        return self.tell([each for each in self._announcer.standing(hall) if each.topic == mine], now_s)

    # --- out ----------------------------------------------------------------------------------

    def announce(self, change: Change, now_s: float) -> list[Told]:
        """The commands that a change brings."""
        if any(isinstance(fact.event, DayOpened) for fact in change.facts):
            return self.tell(self._announcer.standing(change.hall), now_s)
        return self.tell(self._announcer.announce(change), now_s)

    def standing(self, hall: Hall, now_s: float) -> list[Told]:
        """What panels and pads show as things stand, at a start."""
        return self.tell(self._announcer.standing(hall), now_s)

    def tell(self, told: list[Told], now_s: float) -> list[Told]:
        """Remember what is told until it is answered; a newer text replaces an older one."""
        for each in told:
            if each.command.type in {"show_text", "show_on_pad"}:
                replaced = self._in_slot.get(each.slot)
                if replaced:
                    self._unanswered.answered(replaced)
                self._in_slot[each.slot] = each.command.id
            self._unanswered.asked(each.topic, each.command, now_s)
        return told

    def due(self, now_s: float) -> tuple[list[Outgoing], list[Order]]:
        """What the clock brings: commands to repeat, and prints that nobody confirmed."""
        due = self._unanswered.tick(now_s)
        orders = [
            ticket_report(visit, PrintState.UNCONFIRMED, Actor(ActorKind.SCHEDULE, "print"))
            for _, command in due.expired
            if (visit := visit_of_print(command.id)) is not None
        ]
        return list(due.repeat), orders

    def progress(self, facts: Iterable[Fact]) -> Iterator[Outgoing]:
        """The paper's progress, for the kiosks that wait for it."""
        for fact in facts:
            event: Any = fact.event
            asker = self._askers.get(getattr(event, "visit", ""))
            if asker is None:
                continue
            outcome = _print_outcome(event)
            if outcome is not None:
                message = PrintProgress(
                    request=asker.request,
                    outcome=outcome,
                    reason=_NOT_CONFIRMED if outcome == PrintOutcome.UNCONFIRMED else None,
                )
                yield replace(asker.topic, channel=Channel.REPLY), message

    def views_after(self, change: Change, now: datetime) -> list[Outgoing]:
        """The views that a change altered, newer than any before."""
        views = self._build(change.hall, now)
        areas = self._premises.areas_of
        windows = touched_windows(change)
        codes = {code for no in windows for code in change.hall.windows[no].categories}
        zones = {self._premises.site.windows[no].area for no in windows} | {
            areas[code] for code in codes if code in areas
        }
        fresh: list[tuple[Topic, View]] = [
            (self._topic(Kind.BOARD, zone), views.board(zone)) for zone in (MAIN_BOARD, *sorted(zones))
        ]
        fresh += [(self._topic(Kind.WINDOW, str(no)), views.window(no)) for no in windows]
        fresh.append((self._topic(Kind.QUEUE, "all"), views.queue()))
        return [each for each in fresh if self._is_news(*each)]

    def all_views(self, hall: Hall, now: datetime) -> list[Outgoing]:
        """Every view as things stand, for a start or a broker that came back."""
        views = self._build(hall, now)
        fresh: list[tuple[Topic, View]] = [(self._topic(Kind.SITE, "all"), views.site())]
        fresh += [
            (self._topic(Kind.CATALOGUE, str(part.part)), part) for part in views.catalogue()
        ]
        fresh += [(self._topic(Kind.BOARD, zone), views.board(zone)) for zone in views.zones()]
        fresh += [(self._topic(Kind.WINDOW, str(no)), views.window(no)) for no in hall.windows]
        fresh.append((self._topic(Kind.QUEUE, "all"), views.queue()))
        self._views.update(fresh)
        return list(fresh)

    def hourly_views(self, hall: Hall, now: datetime) -> list[Outgoing]:
        """The views that the clock alone may have altered: number hours begin and end."""
        views = self._build(hall, now)
        fresh: list[tuple[Topic, View]] = [(self._topic(Kind.QUEUE, "all"), views.queue())]
        fresh += [(self._topic(Kind.BOARD, zone), views.board(zone)) for zone in views.zones()]
        return [each for each in fresh if self._is_news(*each)]

    def _build(self, hall: Hall, now: datetime) -> Views:
        self._sequence += 1
        version = Version(epoch=self._epoch, sequence=self._sequence)
        return Views(hall, self._premises, version, now)

    def _is_news(self, topic: Topic, view: View) -> bool:
        before = self._views.get(topic)
        if before is not None and replace(before, version=view.version) == view:
            return False
        self._views[topic] = view
        return True

    def _topic(self, kind: Kind, ident: str) -> Topic:
        return Topic(self._hall_id, kind, ident, Channel.VIEW)


def ticket_report(visit: str, state: PrintState, by: Actor) -> Order:
    """The order that records how far a ticket has come."""
    return Order(
        id=f"{print_id(visit)}/{state}",
        fingerprint=state,
        by=by,
        make=lambda _hall, _now: ReportTicket(visit=visit, state=state),
    )


def _asker_of(hall_id: str, fact: Fact) -> _Asker | None:
    """Who took a number, read from the id of its order; None when it was not a kiosk."""
    kind, _, rest = fact.command.partition("/")
    device, _, request = rest.partition("/")
    if kind != Kind.KIOSK or not request:
        return None
    return _Asker(Topic(hall_id, Kind.KIOSK, device, Channel.REQUEST), request)


def _print_outcome(event: Any) -> PrintOutcome | None:
    if isinstance(event, VisitIssued):
        return PrintOutcome.PRINTING if event.printer else None
    state = getattr(event, "state", None)
    return PrintOutcome(state.value) if isinstance(state, PrintState) else None
