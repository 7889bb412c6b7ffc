"""The single writer: decides, applies, commits, and only then answers.

Theory of operation. A batch of orders is decided and applied one after the other to a working
copy of the hall. Their events, records and answers go to the store in one durable transaction.
If that succeeds the working copy becomes the hall, and everyone is answered. If the store
complains, nothing is known: the store is opened again and its journal read. Then the batch was
either written (and is answered so) or it was not (and everyone is told to send again). While the
journal cannot be read, the batch is told that the outcome is unknown, and new orders are refused.

What must not live here: threads, messages, HTTP. One thread at a time may use a writer.
"""

import logging
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from hall.controller.orders import (
    Actor,
    ActorKind,
    Answer,
    Change,
    Fact,
    IdUsedBefore,
    Order,
    OutcomeUnknown,
    ProgramFault,
    StoreAway,
)
from hall.core.apply import apply, apply_all
from hall.core.decide import decide
from hall.core.events import DayOpened, Event
from hall.core.hall import Hall
from hall.errors import HallError, Refusal
from hall.storage.store import Done, Entry, StoreError, Written

log = logging.getLogger(__name__)

REFUSALS_KEPT_S: Final = 600.0
TRY_AGAIN_S: Final = 1.0
_NO_DAY: Final = "none"
_FAULT: Final = "a fault in the program; nothing was changed, and the log has the details"


class Journal(Protocol):
    """What the writer needs of a store."""

    def open(self) -> None:
        """Connect and find where the journal ends; raises `StoreError`."""

    def close(self) -> None:
        """Let go of the database."""

    @property
    def seq(self) -> int:
        """The last row known to be written."""

    def append(self, day: str, entries: Sequence[Entry], done: Sequence[Done]) -> list[Written]:
        """Write a batch durably; `StoreError` leaves its outcome unknown."""

    def open_day(self) -> Any:
        """The events since the last day was opened."""

    def answers(self, day: str) -> dict[str, Done]:
        """The accepted commands of a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one order: an answer, or the error to raise to its sender."""

    order: Order
    answer: Answer | None = None
    error: HallError | None = None
    repeated: bool = False
    """The answer was given before; nothing happened now."""


@dataclass(slots=True)
class _Batch:
    """What is being decided, before anything of it is durable."""

    hall: Hall
    entries: list[Entry] = field(default_factory=list)
    done: dict[str, Done] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    pending: list[Order] = field(default_factory=list)


class Writer:
    """The rules, the journal and the one hall between them."""

    def __init__(
        self,
        journal: Journal,
        *,
        now: Callable[[], datetime],
        machine: Callable[[], float],
    ) -> None:
        self._journal = journal
        self._now = now
        self._machine = machine
        self._hall = Hall()
        self._answers: dict[str, Done] = {}
        self._refused: OrderedDict[str, tuple[float, str, Refusal]] = OrderedDict()
        self._away = False
        self._try_again_s = 0.0

    @property
    def hall(self) -> Hall:
        """The hall as it was last committed."""
        return self._hall

    @property
    def away(self) -> bool:
        """Whether the store is out of reach and nothing can be written."""
        return self._away

    def recover(self) -> list[Fact]:
        """Rebuild the hall from the journal; gives the facts of the open day."""
        facts = [_fact(written) for written in self._journal.open_day()]
        hall = Hall()
        for fact in facts:
            hall = apply(hall, fact.event)
        self._hall = hall
        self._answers = self._journal.answers(_day_of(hall))
        self._away = False
        return facts

    def carry_out(self, orders: Sequence[Order]) -> tuple[list[Result], Change | None]:
        """Decide, commit and answer a batch; the change is what it made durable, if anything."""
        if self._away and not self._come_back():
            away = StoreAway("the database does not answer; the order was not carried out")
            return [Result(order=order, error=away) for order in orders], None
        batch = _Batch(hall=self._hall)
        for order in orders:
            self._take(order, batch)
        if not batch.done and not batch.entries:
            return batch.results, None
        return self._commit(batch)

    def _take(self, order: Order, batch: _Batch) -> None:
        before = self._answers.get(order.id) or batch.done.get(order.id)
        if before is not None:
            self._repeat(order, before, batch)
            return
        refusal = self._remembered(order)
        if refusal is not None:
            batch.results.append(Result(order=order, error=refusal, repeated=True))
            return
        try:
            events = self._decide(order, batch)
        except Refusal as refused:
            self._remember(order, refused)
            batch.results.append(Result(order=order, error=refused))
            return
        except Exception:  # the hall is a value: a fault in one order harms no other
            log.exception("order %s failed in the program; nothing was changed", order.id)
            batch.results.append(Result(order=order, error=ProgramFault(_FAULT)))
            return
        self._keep(order, events, batch)

    def _decide(self, order: Order, batch: _Batch) -> tuple[Event, ...]:
        now = self._now()
        if batch.hall.last_at is not None:
            now = max(now, batch.hall.last_at)
        return decide(batch.hall, order.make(batch.hall, now), now)

    def _keep(self, order: Order, events: tuple[Event, ...], batch: _Batch) -> None:
        batch.hall = apply_all(batch.hall, events)
        answer = order.answer(batch.hall, events)
        batch.entries += [
            Entry(event=event, by_kind=order.by.kind, by_id=order.by.id, command=order.id)
            for event in events
        ]
        if order.by.kind != ActorKind.SCHEDULE:  # the schedule never repeats itself
            batch.done[order.id] = Done(
                id=order.id, fingerprint=order.fingerprint, answer=answer
            )
        batch.pending.append(order)
        batch.results.append(Result(order=order, answer=answer))

    def _repeat(self, order: Order, before: Done, batch: _Batch) -> None:
        if before.fingerprint != order.fingerprint:
            error = IdUsedBefore(f"the id {order.id!r} was used for another request; take a new one")
            batch.results.append(Result(order=order, error=error))
            return
        if before.id in batch.done:
            batch.pending.append(order)
        batch.results.append(Result(order=order, answer=before.answer, repeated=True))

    def _remembered(self, order: Order) -> Refusal | None:
        oldest_s = self._machine() - REFUSALS_KEPT_S
        while self._refused and next(iter(self._refused.values()))[0] < oldest_s:
            self._refused.popitem(last=False)
        found = self._refused.get(order.id)
        return found[2] if found is not None and found[1] == order.fingerprint else None

    def _remember(self, order: Order, refusal: Refusal) -> None:
        if order.by.kind != ActorKind.SCHEDULE:
            self._refused[order.id] = (self._machine(), order.fingerprint, refusal)

    def _commit(self, batch: _Batch) -> tuple[list[Result], Change | None]:
        before = self._journal.seq
        try:
            written = self._journal.append(
                self._day(batch), batch.entries, list(batch.done.values())
            )
        except StoreError as error:
            log.exception("a commit failed; reading the journal to find out what was written")
            return self._find_out(batch, before, error)
        return batch.results, self._accept(batch, [_fact(each) for each in written])

    def _day(self, batch: _Batch) -> str:
        """The business day of a batch; what closes a day still belongs to it."""
        return _day_of(batch.hall if batch.hall.day else self._hall)

    def _accept(self, batch: _Batch, facts: list[Fact]) -> Change:
        if any(isinstance(fact.event, DayOpened) for fact in facts):
            self._answers = {}
        self._answers.update(batch.done)
        self._hall = batch.hall
        return Change(hall=batch.hall, facts=tuple(facts))

    def _find_out(
        self, batch: _Batch, before: int, error: StoreError
    ) -> tuple[list[Result], Change | None]:
        """The commit's outcome is unknown: only the journal can tell."""
        self._away = True
        self._journal.close()
        try:
            self._journal.open()
            facts = self.recover()
        except (StoreError, HallError) as still:
            log.error("the journal cannot be read: %s", still)  # noqa: TRY400 - said to everyone below
            unknown = OutcomeUnknown("whether this was recorded is not known yet; send it again")
            return _told(batch, unknown), None
        if self._journal.seq > before or (not batch.entries and set(batch.done) <= set(self._answers)):
            new = tuple(fact for fact in facts if fact.seq > before)
            return batch.results, Change(hall=self._hall, facts=new)
        lost = StoreAway(f"nothing was recorded: {error}; send it again")
        return _told(batch, lost), None

    def _come_back(self) -> bool:
        """Try to reach the store again, at most once a second; the hall is what it then says."""
        if self._machine() < self._try_again_s:
            return False
        self._try_again_s = self._machine() + TRY_AGAIN_S
        self._journal.close()
        try:
            self._journal.open()
            self.recover()
        except (StoreError, HallError) as still:
            log.warning("the store is still away: %s", still)
            return False
        log.warning("the store is back")
        return True


def _told(batch: _Batch, error: HallError) -> list[Result]:
    """The results of a batch whose commit failed: its own orders get the error."""
    mine = {id(order) for order in batch.pending}
    return [
        Result(order=each.order, error=error) if id(each.order) in mine else each
        for each in batch.results
    ]


def _day_of(hall: Hall) -> str:
    return hall.day.isoformat() if hall.day else _NO_DAY


def _fact(written: Written) -> Fact:
    entry = written.entry
    return Fact(
        seq=written.seq,
        by=Actor(ActorKind(entry.by_kind), entry.by_id),
        command=entry.command,
        event=entry.event,
    )
