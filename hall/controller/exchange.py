"""Between the bus and the writer: requests become orders, results become replies, changes views.

Holds what the hall has told its devices and not yet had answered, the last view of each topic, and
the last state of each device. No I/O, no clock: the machine clock's time is an argument, messages
go in and come out. One thread at a time may use it; only `order` may be used by any.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from hall.bus.asking import Unanswered
from hall.bus.messages import (
    Answer,
    AnswerOutcome,
    Beep,
    CallFate,
    Command,
    DeviceState,
    Message,
    NumberIssued,
    Refused,
    Request,
    Version,
    View,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.catalogue.site import DeviceKind
from hall.controller.announcements import (
    CALLED,
    Announcer,
    Told,
    is_print,
    visit_of_call,
)
from hall.controller.askers import Askers
from hall.controller.batch import Result
from hall.controller.fates import Fates
from hall.controller.foretold import Foretold
from hall.controller.ids import Ids
from hall.controller.orders import Actor, ActorKind, Change, Fact, Order
from hall.controller.premises import MAIN_BOARD, Premises
from hall.controller.presence import Presence
from hall.controller.proofs import Proofs
from hall.controller.reports import PRINT_STATES, paper_report, shown_report
from hall.controller.requests import NotOfThisHall, order_for, refused_by_hall, reply_for
from hall.controller.touched import Touched, touched
from hall.controller.views import Views
from hall.core.events import DayOpened
from hall.core.hall import Hall, PrintState

Outgoing = tuple[Topic, Message]

DONE_BEEPS: Final = 1
REFUSED_BEEPS: Final = 3
BEEP_TTL_S: Final = 2.0

_SHOWN: Final = frozenset({AnswerOutcome.SHOWN, AnswerOutcome.SPOKEN})
_REPLACEABLE: Final = frozenset({"show_text", "show_on_pad", "ask_rating", "close_rating"})
"""A newer one of these makes an older one pointless, even when that was not answered yet."""


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
        self.foretold = Foretold()
        """What is foretold of waits; all views and promises read it."""
        self.is_desk_open: Callable[[], bool | None] = lambda: None
        """Whether somebody's page at the service desk is open; asked for each view."""
        self._sequence = 0
        self._announcer = Announcer(hall_id, premises, new_id)
        self._unanswered: Unanswered[Command] = Unanswered()
        self._in_slot: dict[tuple[str, str], str] = {}
        self._views: dict[Topic, View] = {}
        self._askers = Askers(hall_id)
        self._presence = Presence()
        self._fates = Fates()
        self._told_of = Hall()
        self._unshown = Touched()
        self.proofs = Proofs(hall_id)
        """Test pages of printers."""

    @property
    def device_states(self) -> Mapping[str, DeviceState]:
        """The last state of each device, by `<kind>/<id>`."""
        return self._presence.states

    @property
    def call_fates(self) -> Mapping[int, CallFate]:
        """How far the last call to each window has come."""
        return self._fates.shown

    def recover(self, facts: Iterable[Fact], hall: Hall) -> None:
        """Remember how things stand and who waits for which paper, from the open day."""
        self._told_of = hall
        self._askers.recover(facts, hall)

    def use(self, premises: Premises) -> None:
        """From now on the hall is under another version of its catalogue."""
        self._premises = premises
        self._announcer.use(premises)

    # --- in -----------------------------------------------------------------------------------

    def order(self, topic: Topic, request: Request) -> Order | Refused:
        """The order of a request, or the refusal to send back at once; touches nothing here."""
        try:
            return order_for(topic, request, self._premises, self._ids, self.foretold)
        except NotOfThisHall as error:
            return refused_by_hall(request.id, error)

    def replies(self, topic: Topic, request: Request, result: Result) -> list[Outgoing]:
        """What the sender of a request is told once its outcome is durable."""
        reply = reply_for(request.id, result, self._premises)
        if reply is None:
            return []
        messages: list[Outgoing] = [(replace(topic, channel=Channel.REPLY), reply)]
        if isinstance(reply, NumberIssued):
            messages += self._askers.remember(reply.visit, topic, request.id)
        if topic.kind in {Kind.PAD, Kind.RATER} and not result.repeated:
            messages.append(self._beep(topic, REFUSED_BEEPS if result.error else DONE_BEEPS))
        return messages

    def _beep(self, topic: Topic, times: int) -> Outgoing:
        beep = Beep(id=self._new_id(), ttl_s=BEEP_TTL_S, times=times)
        return replace(topic, channel=Channel.COMMAND), beep

    def answered(self, topic: Topic, answer: Answer) -> Order | None:
        """An answer of a device; a print's or a call's outcome is an order for the journal."""
        self._unanswered.answered(answer.command)
        self._fates.answered(topic, answer)
        self.proofs.answered(answer.command, answer.outcome)
        by = Actor(ActorKind.DEVICE, topic.id)
        state = PRINT_STATES.get(answer.outcome)
        if topic.kind == Kind.PRINTER and is_print(answer.command) and state is not None:
            return paper_report(answer.command, state, by)
        called = visit_of_call(answer.command)
        if (
            topic.kind in {Kind.BOARD, Kind.SOUNDER}
            and called is not None
            and answer.outcome in _SHOWN
        ):
            return shown_report(called, by)
        return None

    def state_heard(self, topic: Topic, state: DeviceState, hall: Hall, now_s: float) -> list[Told]:
        """A device's state; whoever comes back is told again what to show."""
        back = self._presence.heard(topic, state)
        self._fates.look(self._presence)
        if not back:
            return []
        standing = self._announcer.standing(hall)
        return self.tell([each for each in standing if each.device in back], now_s)

    # --- out ----------------------------------------------------------------------------------

    def announce(self, change: Change, now_s: float) -> Iterator[Told]:
        """The commands that a change brings at once; those of calls before the rest is worked out.

        What was told is remembered when the last one has been taken.
        """
        before, self._told_of = self._told_of, change.hall
        if any(isinstance(fact.event, DayOpened) for fact in change.facts):
            self._unshown |= touched(before, change.hall)
            self._askers.forget()
            yield from self.standing(change.hall, now_s)
            yield from self.tell(self._announcer.papers(change), now_s)
            return
        calls = self._announcer.calls(change)
        yield from calls
        now_touched = touched(before, change.hall)
        self._unshown |= now_touched
        told = self._announcer.announce(change, before, now_touched)
        self._follow_calls(change, now_s)
        self.tell(calls, now_s)
        yield from self.tell(told, now_s)
        self._fates.changed(change.hall)

    def _follow_calls(self, change: Change, now_s: float) -> None:
        """From now on, what devices say of these calls is their fate."""
        for call in (fact.event for fact in change.facts if isinstance(fact.event, CALLED)):
            visit = change.hall.visits[call.visit]
            self._fates.called(
                call.window,
                visit,
                panels=self._premises.at_window.get((call.window, DeviceKind.PANEL), ()),
                boards=self._premises.zones_of_call(visit.category, call.window),
                there=self._presence,
                now_s=now_s,
            )

    def fates_due(self, hall: Hall, now: datetime, now_s: float) -> list[Outgoing]:
        """The windows whose call has come further, or failed, and the pads that beep for it."""
        self._fates.wait_no_longer(now_s)
        changed = self._fates.changed(hall)
        views = self._build(hall, now) if changed else None
        windows = [(self._topic(Kind.WINDOW, str(no)), views.window(no)) for no in changed if views]
        fresh: list[Outgoing] = [each for each in windows if self._is_news(*each)]
        for no, times in self._fates.beeps(now_s):
            fresh += [
                self._beep(Topic(self._hall_id, Kind.PAD, pad, Channel.COMMAND), times)
                for pad in self._premises.at_window.get((no, DeviceKind.PAD), ())
            ]
        return fresh

    def standing(self, hall: Hall, now_s: float) -> list[Told]:
        """What panels and pads show as things stand, at a start."""
        return self.tell(self._announcer.standing(hall), now_s)

    def pads_due(self, hall: Hall, now_s: float) -> list[Told]:
        """The pads whose count of waiting people has changed since they were told."""
        return self.tell(self._announcer.pads_due(hall), now_s)

    def tell(self, told: list[Told], now_s: float) -> list[Told]:
        """Remember what is told until it is answered; a newer text replaces an older one.

        Nobody speaks to a zone without a voice: a call is worth nothing when one comes back.
        """
        told = [each for each in told if each.command.type != "speak" or self._speaks(each.topic)]
        self._fates.told(told)
        last = {each.slot: each for each in told if each.command.type in _REPLACEABLE}
        kept = [each for each in told if last.get(each.slot, each) is each]
        for each in last.values():
            replaced = self._in_slot.get(each.slot)
            if replaced:
                self._unanswered.answered(replaced)
            self._in_slot[each.slot] = each.command.id
        for each in kept:
            self._unanswered.asked(each.topic, each.command, now_s)
        return kept

    def _speaks(self, topic: Topic) -> bool:
        """Whether this is the voice of its zone: the sounder where there is one, else the board."""
        if f"{topic.kind}/{topic.id}" not in self._presence:
            return False
        return topic.kind is Kind.SOUNDER or f"{Kind.SOUNDER}/{topic.id}" not in self._presence

    def due(self, now_s: float) -> tuple[list[Outgoing], list[Order]]:
        """What the clock brings: commands to repeat, and prints that nobody confirmed."""
        due = self._unanswered.tick(now_s)
        for _, command in due.expired:
            self._fates.silent(command.id)
            self.proofs.answered(command.id, AnswerOutcome.UNCONFIRMED)
        orders = [
            paper_report(command.id, PrintState.UNCONFIRMED, Actor(ActorKind.SCHEDULE, "print"))
            for _, command in due.expired
            if is_print(command.id)
        ]
        return [*due.repeat, *self.proofs.progress()], orders

    def progress(self, facts: Iterable[Fact]) -> Iterator[Outgoing]:
        """The paper's progress, for the kiosks that wait for it."""
        yield from self._askers.progress(facts)

    @property
    def has_news(self) -> bool:
        """Whether something has happened at a window that no view shows yet; counts can wait."""
        return bool(self._unshown.acted)

    def views_due(self, hall: Hall, now: datetime) -> Iterator[Outgoing]:
        """The views that the announced changes altered, newer than any before, each as it is made.

        A board's counts alone may wait for the next beat: a board is for calls.
        """
        shown, self._unshown = self._unshown, Touched()
        if not shown.windows:
            return
        views = self._build(hall, now)
        self._fates.published(self._version)
        for no in shown.windows:
            yield from self._news(Kind.WINDOW, str(no), views.window(no))
        for zone in self._zones(hall, shown.acted) if shown.acted else ():
            yield from self._news(Kind.BOARD, zone, views.board(zone))
        yield from self._news(Kind.QUEUE, "all", views.queue())

    def _zones(self, hall: Hall, windows: Iterable[int]) -> Iterable[str]:
        """The zones whose boards show some windows or who waits for them."""
        codes = {code for no in windows for code in hall.windows[no].categories}
        areas = {self._premises.area_of_window(no) for no in windows}
        areas |= {self._premises.area_of(code) for code in codes}
        return (MAIN_BOARD, *sorted(areas - {MAIN_BOARD}))

    def _boards(self, views: Views, zones: Iterable[str]) -> list[tuple[Topic, View]]:
        return [(self._topic(Kind.BOARD, zone), views.board(zone)) for zone in zones]

    def all_views(self, hall: Hall, now: datetime) -> list[Outgoing]:
        """Every view as things stand, for a start or a broker that came back."""
        views = self._build(hall, now)
        fresh: list[tuple[Topic, View]] = [(self._topic(Kind.SITE, "all"), views.site())]
        fresh += [(self._topic(Kind.CATALOGUE, str(part.part)), part) for part in views.catalogue()]
        fresh += self._boards(views, views.zones())
        fresh += [(self._topic(Kind.WINDOW, str(no)), views.window(no)) for no in hall.windows]
        fresh.append((self._topic(Kind.QUEUE, "all"), views.queue()))
        self._views.update(fresh)
        return list(fresh)

    def views_on_beat(self, hall: Hall, now: datetime) -> list[Outgoing]:
        """The views that the clock may have altered, and counts that could wait until now."""
        views = self._build(hall, now)
        fresh: list[tuple[Topic, View]] = [(self._topic(Kind.QUEUE, "all"), views.queue())]
        fresh += self._boards(views, views.zones())
        return [each for each in fresh if self._is_news(*each)]

    def _build(self, hall: Hall, now: datetime) -> Views:
        self._sequence += 1
        latest = self.foretold.latest
        return Views(
            hall,
            self._premises,
            self._version,
            now,
            latest,
            fates=self._fates.shown,
            desk_open=self.is_desk_open(),
        )

    @property
    def _version(self) -> Version:
        """The version of the newest views."""
        return Version(epoch=self._epoch, sequence=self._sequence)

    def _news(self, kind: Kind, ident: str, view: View) -> Iterator[Outgoing]:
        """A view with its topic, unless it was published as it is."""
        topic = self._topic(kind, ident)
        if self._is_news(topic, view):
            yield topic, view

    def _is_news(self, topic: Topic, view: View) -> bool:
        before = self._views.get(topic)
        if before is not None and replace(before, version=view.version) == view:
            return False
        self._views[topic] = view
        return True

    def _topic(self, kind: Kind, ident: str) -> Topic:
        return Topic(self._hall_id, kind, ident, Channel.VIEW)
