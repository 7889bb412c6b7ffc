"""A journal in memory that fails as it is told to; and a desk where orders are handed in."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto
from hashlib import sha256
from itertools import count

from hall.controller.batch import Result
from hall.controller.orders import Actor, ActorKind, Answer, Change, Order
from hall.controller.writer import Journal, Writer
from hall.core import commands as c
from hall.core.events import DayOpened, Event
from hall.core.hall import Hall
from hall.storage.rows import Done, Entry, NotWritten, StoreError, Unwritable, Written
from tests.core.build import at, opening

_own = count(1)
PAD = Actor(ActorKind.DEVICE, "pad-1")


class Fault(Enum):
    """How one commit goes wrong."""

    REFUSED = auto()
    """Nothing is written, and the store says so."""
    LOST = auto()
    """Nothing is written, and nobody knows."""
    KEPT = auto()
    """Everything is written, and nobody knows."""


class MemoryJournal:
    """Keeps what is written to it; its faults happen in the order they are planned."""

    def __init__(self) -> None:
        self.rows: list[Written] = []
        self.done: list[Done] = []
        self.faults: deque[Fault] = deque()
        self.out_of_reach = False
        self.unwritable: Callable[[Entry], bool] = lambda _: False
        self.appends = 0
        self._seq = 0

    def open(self) -> None:
        """Find the end, unless it is out of reach."""
        if self.out_of_reach:
            raise StoreError("the disk does not answer")
        self._seq = len(self.rows)

    def let_go(self) -> None:
        """Nothing is held."""

    def prove(self) -> None:
        """Take a commit, unless it is out of reach."""
        self.open()

    @property
    def seq(self) -> int:
        """The last row that the writer can know of."""
        return self._seq

    def append(self, entries: Sequence[Entry], done: Sequence[Done]) -> list[Written]:
        """Write a batch, or fail as planned."""
        self.appends += 1
        if any(map(self.unwritable, entries)):
            raise Unwritable("a row that no database takes")
        fault = self.faults.popleft() if self.faults else None
        if fault is Fault.REFUSED:
            raise NotWritten("the disk is full")
        written = [Written(seq=seq, entry=each) for seq, each in enumerate(entries, self._seq + 1)]
        if fault is not Fault.LOST:
            self.rows += written
            self.done += done
        if fault is not None:
            raise StoreError("the commit failed")
        self._seq = len(self.rows)
        return written

    def open_day(self) -> list[Written]:
        """From the last opening of a day."""
        starts = [n for n, each in enumerate(self.rows) if isinstance(each.entry.event, DayOpened)]
        return self.rows[starts[-1] :] if starts else []

    def answers(self, day: str) -> list[Done]:
        """The accepted commands of a day."""
        return [each for each in self.done if each.day == day]

    @property
    def events(self) -> list[Event]:
        """All that was written."""
        return [each.entry.event for each in self.rows]


def order(
    command: c.Command,
    ident: str = "1",
    *,
    fingerprint: str = "",
    by: Actor = PAD,
    answer: Callable[[Hall, tuple[Event, ...]], Answer] | None = None,
) -> Order:
    """An order for one command; it is answered with the names of its events."""
    return Order(
        id=ident,
        fingerprint=fingerprint or sha256(repr(command).encode()).hexdigest(),
        by=by,
        make=lambda _hall, _now: command,
        answer=answer
        or (lambda _hall, events: {"events": [type(each).__name__ for each in events]}),
    )


@dataclass
class Desk:
    """A writer on a journal, with both clocks in the test's hand."""

    journal: Journal = field(default_factory=MemoryJournal)
    now_s: float = 0.0
    machine_s: float = 0.0
    changes: list[Change] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.writer = self.restarted()

    def restarted(self) -> Writer:
        """Another writer on the same journal, as after a crash."""
        self.journal.open()
        writer = Writer(self.journal, now=self.now, machine=lambda: self.machine_s)
        writer.recover()
        return writer

    def now(self) -> datetime:
        """The hall's time."""
        return at(self.now_s)

    @property
    def hall(self) -> Hall:
        """As it was last committed."""
        return self.writer.hall

    def hand_in(self, *orders: Order) -> list[Result]:
        """One batch."""
        results, change = self.writer.carry_out(orders)
        if change is not None:
            self.changes.append(change)
        return results

    def do(self, command: c.Command, ident: str | None = None) -> Result:
        """One command, under an id of its own unless one is given."""
        (result,) = self.hand_in(order(command, ident or f"own-{next(_own)}"))
        return result

    def open_day(self, **more: object) -> None:
        """Begin the day of the small hall, with windows 1 and 2 open."""
        for command in (
            opening(**more),
            c.OpenWindow(window=1, clerk="ann"),
            c.OpenWindow(window=2, clerk="bo"),
        ):
            assert self.do(command).error is None

    @property
    def told(self) -> list[Event]:
        """Every event that was announced, in order."""
        return [fact.event for change in self.changes for fact in change.facts]


def take(visit: str, matter: str = "SS01") -> c.IssueNumber:
    """Take a number."""
    return c.IssueNumber(visit=visit, token=f"token-of-{visit}", matter=matter)
