"""The sample hall's exchange on a writer in memory: requests go in, messages come out."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from itertools import count
from typing import TypeVar

from hall.bus.messages import (
    Answer,
    AnswerOutcome,
    DeviceState,
    Key,
    Message,
    PressKey,
    RateService,
    Refused,
    Request,
    TakeNumber,
    Text,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.catalogue import sample
from hall.controller.exchange import Exchange, Outgoing
from hall.controller.ids import Clerk, Ids
from hall.controller.orders import Change, Order
from hall.controller.premises import Premises
from hall.core import commands as c
from hall.core.hall import Hall, Quota, Span
from hall.core.offer import Offer
from hall.core.settings import Settings
from tests.core.build import DAY
from tests.fakes.journal import Desk, MemoryJournal, order

HALL = "h01"
TTL_S = 5.0
WINDOW = 3
"""A window of the sample hall that serves business registration alone."""
MATTER = "SS01"
_BOOKED_IN = timedelta(minutes=10)

Wanted = TypeVar("Wanted")


@cache
def sample_premises() -> Premises:
    """The sample hall, read once."""
    return Premises(*sample())


@dataclass
class Switchboard:
    """Plays the bus's part with one request after another."""

    epoch: int = 1
    journal: MemoryJournal = field(default_factory=MemoryJournal)
    now_s: float = 0.0
    sent: list[Outgoing] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.premises = sample_premises()
        self._ids = map(str, count(1))
        ids = Ids(
            visit=lambda: f"v{next(self._ids)}",
            token=lambda: f"t{next(self._ids)}",
            clerk={
                "7": Clerk("clerk7"),
                "8": Clerk("clerk8", frozenset({"SS", "BD"})),
                "9": Clerk("clerk9", frozenset({"CJ"})),
            }.get,
        )
        self.exchange = Exchange(
            HALL, self.premises, ids, lambda: f"c{next(self._ids)}", self.epoch
        )
        self.desk = Desk(self.journal)
        self.exchange.recover(self.desk.writer.recover(), self.hall)

    @property
    def hall(self) -> Hall:
        """As it was last committed."""
        return self.desk.hall

    def open_day(self, *windows: int) -> None:
        """Begin a day as the sample hall does, with clerks at some windows."""
        offer, plan = self.premises.offer(DAY), self.premises.plan
        self.do(c.OpenDay(day=DAY, offer=offer, settings=Settings(), plan=plan))
        for no in windows:
            self.do(c.OpenWindow(window=no, clerk=f"clerk{no}"))
        self.sent.clear()

    def do(self, command: c.Command) -> list[Outgoing]:
        """Carry out a command that came from elsewhere; gives what is sent because of it."""
        return self._hand_in(order(command, f"own-{next(self._ids)}"), None, None)

    def ask(self, kind: Kind, device: str, request: Request) -> list[Outgoing]:
        """One request from a device; gives what is sent because of it."""
        topic = Topic(HALL, kind, device, Channel.REQUEST)
        wanted = self.exchange.order(topic, request)
        if isinstance(wanted, Refused):
            return [(Topic(HALL, kind, device, Channel.REPLY), wanted)]
        return self._hand_in(wanted, topic, request)

    def press(
        self, key: Key, ident: str | None = None, window: int = WINDOW, digits: str = ""
    ) -> list[Outgoing]:
        """One press at a window's calling pad."""
        request = PressKey(id=ident or f"p{next(self._ids)}", ttl_s=TTL_S, key=key, digits=digits)
        return self.ask(Kind.PAD, self.pad(window), request)

    def rate(self, service: str, level: int = 5) -> list[Outgoing]:
        """One press at the rating pad."""
        assert level in {1, 2, 3, 4, 5}
        request = RateService(
            id=f"r{next(self._ids)}",
            ttl_s=TTL_S,
            service=service,
            level=level,  # type: ignore[arg-type]
        )
        return self.ask(Kind.RATER, f"rater-{WINDOW:02}", request)

    def take(self, ident: str | None = None, matter: str = MATTER) -> list[Outgoing]:
        """One number at the kiosk."""
        request = TakeNumber(id=ident or f"n{next(self._ids)}", ttl_s=TTL_S, matter=matter)
        return self.ask(Kind.KIOSK, "kiosk-1", request)

    def answer(
        self,
        kind: Kind,
        device: str,
        command: str,
        how: AnswerOutcome,
        reason: Text | None = None,
    ) -> list[Outgoing]:
        """A device's answer to a command."""
        topic = Topic(HALL, kind, device, Channel.ANSWER)
        answer = Answer(command=command, outcome=how, reason=reason)
        wanted = self.exchange.answered(topic, answer)
        return self._hand_in(wanted, None, None) if wanted else []

    def says(
        self, kind: Kind, device: str, *, online: bool, gateway: str | None = None
    ) -> list[Outgoing]:
        """A device's state; gives what it is told because of it."""
        topic = Topic(HALL, kind, device, Channel.STATE)
        state = DeviceState(online=online, gateway=gateway)
        told = self.exchange.state_heard(topic, state, self.hall, self.now_s)
        return [(each.topic, each.command) for each in told]

    def tick(self, seconds: float) -> list[Outgoing]:
        """Let machine time pass."""
        self.now_s += seconds
        repeats, orders = self.exchange.due(self.now_s)
        pads = self.exchange.pads_due(self.hall, self.now_s)
        sent = [*repeats, *((each.topic, each.command) for each in pads)]
        for each in orders:
            sent += self._hand_in(each, None, None)
        return sent

    def fates_due(self) -> list[Outgoing]:
        """What a look at the fates of calls brings."""
        return self.exchange.fates_due(self.hall, self.desk.now(), self.now_s)

    def beat(self) -> list[Outgoing]:
        """What a beat brings."""
        return self.exchange.views_on_beat(self.hall, self.desk.now())

    def pad(self, window: int = WINDOW) -> str:
        """The calling pad of a window."""
        return f"pad-{window:02}"

    def _hand_in(
        self, wanted: Order, topic: Topic | None, request: Request | None
    ) -> list[Outgoing]:
        (result,), change = self.desk.writer.carry_out([wanted])
        sent: list[Outgoing] = []
        if change is not None:
            told = self.exchange.announce(change, self.now_s)
            sent += [(each.topic, each.command) for each in told]
        if topic is not None and request is not None:
            sent += self.exchange.replies(topic, request, result)
        if change is not None:
            sent += self._shown(change)
        self.sent += sent
        return sent

    def _shown(self, change: Change) -> list[Outgoing]:
        progress = self.exchange.progress(change.facts)
        return [*progress, *self.exchange.views_due(change.hall, self.desk.now())]


def bookable_offer(hall: Switchboard) -> Offer:
    """A day with one time to book, in ten minutes, for two people."""
    now = hall.desk.now()
    span = Span(start=now + _BOOKED_IN, end=now + 2 * _BOOKED_IN)
    slot = Quota(category="SS", span=span, maximum=2)
    return replace(hall.premises.offer(DAY), appointment_slots=(slot,), number_hours=())


def of(sent: list[Outgoing], kind: type[Wanted]) -> list[Wanted]:
    """The messages of one kind."""
    return [message for _, message in sent if isinstance(message, kind)]


def to(sent: list[Outgoing], kind: Kind, device: str) -> list[Message]:
    """The messages on the topics of one device."""
    return [message for topic, message in sent if (topic.kind, topic.id) == (kind, device)]
