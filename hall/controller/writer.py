"""The single writer: decides, applies, commits, and only then answers.

Theory of operation. A batch of orders is decided and applied one after the other to a working
copy of the hall. Their events, records and answers go to the store in one durable transaction.
If that succeeds the working copy becomes the hall, and everyone is answered. If it fails there are
three cases:

- nothing was written: everyone is told to send again, and the hall stays as it was;
- one order's rows can never be written: the batch is done again one order at a time, so that this
  one fails alone;
- nobody can tell: the store is opened again and its journal read. Either the batch is in it, and
  is answered so, or it is not. While the journal cannot be read, the outcome is unknown.

After the first and the last, new orders are refused until the store has taken a commit again. Who
asked before gets the same answer as before, and whose outcome is unknown hears so again. What turns
out then to have been written is announced like any other change.

What must not live here: threads, messages, HTTP. One thread at a time may use a writer.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Final, Protocol

from hall.controller.batch import FAULT, Batch, Result, day_of
from hall.controller.orders import (
    Actor,
    ActorKind,
    Change,
    Fact,
    Order,
    OutcomeUnknown,
    ProgramFault,
    StoreAway,
)
from hall.controller.remembered import Refusals
from hall.core.apply import apply
from hall.core.events import DayOpened
from hall.core.hall import Hall
from hall.errors import HallError
from hall.storage.rows import Done, Entry, NotWritten, StoreError, Unwritable, Written

log = logging.getLogger(__name__)

TRY_AGAIN_S: Final = 1.0
_UNKNOWN: Final = "whether this was recorded is not known yet; send it again"
Outcome = tuple[list[Result], Change | None]


class Journal(Protocol):
    """What the writer needs of a store."""

    def open(self) -> None:
        """Find where the journal ends; raises `StoreError`."""

    def let_go(self) -> None:
        """Drop the connections to the database, so that `open` makes new ones."""

    def prove(self) -> None:
        """Take a commit, and make certain of what is written; raises `StoreError`."""

    @property
    def seq(self) -> int:
        """The last row known to be written."""

    def append(self, entries: Sequence[Entry], done: Sequence[Done]) -> list[Written]:
        """Write a batch durably; raises `Unwritable`, `NotWritten`, or `StoreError` for unknown."""

    def open_day(self) -> Iterable[Written]:
        """The events since the last day was opened."""

    def answers(self, day: str) -> list[Done]:
        """The accepted commands of a day."""


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
        self._answers: dict[tuple[str, str], Done] = {}
        self._refusals = Refusals(machine)
        self._known_seq = 0
        self._away = False
        self._unknown: frozenset[str] = frozenset()
        """The ids of orders that may be written or not, until the store is back."""
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
        answers = self._journal.answers(day_of(hall))
        self._hall = hall
        self._answers = {(each.day, each.id): each for each in answers}
        self._known_seq = self._journal.seq
        return facts

    def carry_out(self, orders: Sequence[Order]) -> Outcome:
        """Decide, commit and answer a batch; the change is what became durable, if anything."""
        missed = self._come_back() if self._is_time_to_try() else None
        if self._away:
            return self._while_away(orders), None
        results, change = self._do(orders)
        return results, _joined(missed, change)

    def _decided(self, orders: Sequence[Order]) -> Batch:
        batch = Batch(self._hall, self._answers, self._refusals, self._now())
        for order in orders:
            batch.take(order)
        return batch

    def _do(self, orders: Sequence[Order]) -> Outcome:
        batch = self._decided(orders)
        if not batch.has_something_to_write:
            batch.remember_refusals()
            return batch.results, None
        try:
            written = self._journal.append(batch.entries, list(batch.done.values()))
        except Unwritable as error:
            return self._one_by_one(orders, error)
        except NotWritten as error:
            return self._not_written(batch, error)
        except StoreError as error:
            return self._find_out(orders, batch, error)
        return batch.results, self._accept(batch, [_fact(each) for each in written])

    def _accept(self, batch: Batch, facts: list[Fact]) -> Change:
        if any(isinstance(fact.event, DayOpened) for fact in facts):
            today = day_of(batch.hall)
            self._answers = {key: each for key, each in self._answers.items() if key[0] == today}
        self._answers.update(batch.done)
        self._hall = batch.hall
        self._known_seq = self._journal.seq
        batch.remember_refusals()
        return Change(hall=batch.hall, facts=tuple(facts))

    # --- when a commit fails ------------------------------------------------------------------

    def _one_by_one(self, orders: Sequence[Order], error: Unwritable) -> Outcome:
        """One of the orders cannot be written: it fails alone."""
        if len(orders) == 1:
            log.error("order %s was not written: %s", orders[0].id, error)
            return [Result(order=orders[0], error=ProgramFault(FAULT))], None
        results: list[Result] = []
        change: Change | None = None
        for order in orders:
            if self._away:
                lost = StoreAway("nothing was recorded; send it again")
                results.append(Result(order=order, error=lost))
                continue
            (result,), done = self._do([order])
            results.append(result)
            change = _joined(change, done)
        return results, change

    def _not_written(self, batch: Batch, error: NotWritten) -> Outcome:
        """Nothing was written, and nothing will be until the store has shown that it is back."""
        log.error("nothing was recorded: %s", error)
        self._leave()
        return batch.told(StoreAway(f"nothing was recorded: {error}; send it again")), None

    def _find_out(self, orders: Sequence[Order], batch: Batch, error: StoreError) -> Outcome:
        """The commit's outcome is unknown: only the journal can tell."""
        log.error("a commit failed; the journal is read to find out what was written: %s", error)
        known = self._known_seq
        self._leave()
        missed = self._come_back()
        if self._away:
            self._unknown |= {order.id for order in orders}
            return batch.told(OutcomeUnknown(_UNKNOWN)), None
        if batch.entries:  # nobody else writes, and a batch is written whole
            was_written = self._known_seq > known
        else:
            was_written = batch.done.keys() <= self._answers.keys()
        if was_written:
            batch.remember_refusals()
            return batch.results, missed
        return batch.told(StoreAway(f"nothing was recorded: {error}; send it again")), missed

    def _while_away(self, orders: Sequence[Order]) -> list[Result]:
        """What can be told without the store: what was told before, and nothing false."""
        away = StoreAway("the database takes nothing at the moment; send it again")
        return [
            Result(order=each.order, error=OutcomeUnknown(_UNKNOWN))
            if each.order.id in self._unknown
            else each
            for each in self._decided(orders).told(away)
        ]

    def _leave(self) -> None:
        self._away = True
        self._try_again_s = self._machine() + TRY_AGAIN_S

    def _is_time_to_try(self) -> bool:
        return self._away and self._machine() >= self._try_again_s

    def _come_back(self) -> Change | None:
        """Try to reach the store; what was written unnoticed is news."""
        self._try_again_s = self._machine() + TRY_AGAIN_S
        known = self._known_seq
        self._journal.let_go()
        try:
            self._journal.open()
            self._journal.prove()
            facts = self.recover()
        except HallError as still:
            log.warning("the store is away: %s", still)
            return None
        self._away = False
        self._unknown = frozenset()
        log.warning("the store is back")
        missed = tuple(fact for fact in facts if fact.seq > known)
        return Change(hall=self._hall, facts=missed) if missed else None


def _joined(first: Change | None, second: Change | None) -> Change | None:
    """Two changes, one after the other, as one."""
    if first is None or second is None:
        return first or second
    return Change(hall=second.hall, facts=first.facts + second.facts)


def _fact(written: Written) -> Fact:
    entry = written.entry
    return Fact(
        seq=written.seq,
        by=_actor(entry.by_kind, entry.by_id),
        command=entry.command,
        event=entry.event,
    )


@lru_cache(maxsize=256)  # a few hundred act in a hall, each many times
def _actor(kind: str, ident: str) -> Actor:
    return Actor(ActorKind(kind), ident)
