"""A real controller with its thread, on a journal in memory and a bus that only remembers."""

import asyncio
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from itertools import count
from time import monotonic
from typing import TypeVar

from hall.bus.messages import Answer, AnswerOutcome, Message, Request, TakeNumber
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.asides import Receipts
from hall.controller.clock import HallClock
from hall.controller.controller import Controller
from hall.controller.daykeeper import DayKeeper
from hall.controller.editions import Editions
from hall.controller.exchange import Exchange, Outgoing
from hall.controller.ids import Ids
from hall.controller.orders import Order
from hall.controller.premises import Premises
from hall.controller.writer import Writer
from hall.core import commands as c
from hall.core.settings import Settings
from hall.storage.rows import Done, Entry, Written
from tests.fakes.journal import MemoryJournal, order
from tests.fakes.switchboard import HALL, MATTER, of, sample_premises
from tests.fakes.waiting import until

HALF_PAST_EIGHT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
Wanted = TypeVar("Wanted")
_ids = count(1)


class GatedJournal(MemoryJournal):
    """A journal whose commits can be held up, so that orders queue; and that can break."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()
        self.gate.set()
        self.held = False
        """Whether a commit waits at the gate."""
        self.broken = False

    def append(self, entries: Sequence[Entry], done: Sequence[Done]) -> list[Written]:
        """Write, when the gate is open."""
        self.held = not self.gate.is_set()
        assert self.gate.wait(10)
        self.held = False
        if self.broken:
            raise RuntimeError("a fault of ours in the middle of a commit")
        return super().append(entries, done)


@dataclass
class MemoryBus:
    """Keeps what is published; `fails_on` raises instead."""

    sent: list[Outgoing] = field(default_factory=list)
    fails_with: Exception | None = None

    def publish(self, topic: Topic, message: Message) -> bool:
        """Keep a message."""
        if self.fails_with is not None:
            raise self.fails_with
        self.sent.append((topic, message))
        return True

    def heard(self, kind: type[Wanted]) -> list[Wanted]:
        """The messages of one kind so far."""
        return of(list(self.sent), kind)


class CountingExchange(Exchange):
    """Counts how often the clock was looked at."""

    ticks = 0

    def due(self, now_s: float) -> tuple[list[Outgoing], list]:  # type: ignore[type-arg]
        """Count, and go on."""
        self.ticks += 1
        return super().due(now_s)


class RunningHall:
    """The sample hall on a Monday at half past eight."""

    def __init__(
        self,
        journal: GatedJournal,
        epoch: int = 1,
        starts: datetime = HALF_PAST_EIGHT,
        premises: Premises | None = None,
        receipts: Receipts | None = None,
    ) -> None:
        self.journal = journal
        self.bus = MemoryBus()
        self.died = threading.Event()
        self.rests = threading.Event()
        premises = premises or sample_premises()
        numbers = count(1)

        def new_id() -> str:
            return f"e{epoch}-{next(numbers)}"

        self.clock = HallClock(starts)
        journal.open()
        writer = Writer(journal, now=self.clock.now, machine=monotonic)
        self.exchange = CountingExchange(HALL, premises, Ids(new_id, new_id), new_id, epoch)
        self.exchange.recover(writer.recover(), writer.hall)
        self.editions = editions = Editions(premises)
        self.controller = Controller(
            hall_id=HALL,
            writer=writer,
            exchange=self.exchange,
            editions=editions,
            clock=self.clock,
            day_keeper=DayKeeper(editions=editions, settings=Settings(), demo_starts=time(8, 25)),
            epoch=epoch,
            on_death=self.died.set,
            at_rest=self.rests.set,
            receipts=receipts,
        )
        self.controller.attach_bus(self.bus)

    def ask(self, kind: Kind, device: str, request: Request) -> None:
        """A request as it comes from the bus."""
        self.controller.received(Topic(HALL, kind, device, Channel.REQUEST), request)

    def answer(self, kind: Kind, device: str, command: str, how: AnswerOutcome) -> None:
        """A device's answer as it comes from the bus."""
        topic = Topic(HALL, kind, device, Channel.ANSWER)
        self.controller.received(topic, Answer(command=command, outcome=how))

    def hold_up(self) -> None:
        """Let a number wait for the disk, so that whatever comes now queues behind it."""
        self.journal.gate.clear()
        self.ask(Kind.KIOSK, "kiosk-1", TakeNumber(id="held", ttl_s=60, matter=MATTER))
        until(lambda: self.journal.held, "a commit waits")

    def hears(self, kind: type[Wanted], how_many: int = 1) -> list[Wanted]:
        """Wait until so many messages of a kind have been published."""
        until(lambda: len(self.bus.heard(kind)) >= how_many, f"{how_many} × {kind.__name__}")
        return self.bus.heard(kind)


@contextmanager
def running(
    journal: GatedJournal | None = None,
    epoch: int = 1,
    starts: datetime = HALF_PAST_EIGHT,
    *,
    premises: Premises | None = None,
    receipts: Receipts | None = None,
) -> Iterator[RunningHall]:
    """A hall whose day is open, until it is stopped."""
    hall = RunningHall(journal or GatedJournal(), epoch, starts, premises, receipts)
    hall.controller.start()
    try:
        until(lambda: hall.controller.hall.day is not None, "the day is open")
        yield hall
    finally:
        hall.journal.gate.set()
        hall.controller.stop()


def number(ident: str | None = None) -> Order:
    """A number at the desk."""
    ident = ident or f"desk-{next(_ids)}"
    return order(c.IssueNumber(visit=ident, token=f"t-{ident}", matter=MATTER), ident)


def window(command: c.Command) -> Order:
    """A press at a window."""
    return order(command, f"window-{next(_ids)}")


def kiosk_request(ttl_s: float = 5.0) -> TakeNumber:
    """A number at a kiosk."""
    return TakeNumber(id=f"k-{next(_ids)}", ttl_s=ttl_s, matter=MATTER)


def together(controller: Controller, *orders: Order) -> list[object]:
    """Ask for several things at once, each as a caller of its own; answers or errors."""

    async def all_of_them() -> list[object]:
        return await asyncio.gather(*map(controller.carry_out, orders), return_exceptions=True)

    return asyncio.run(all_of_them())
