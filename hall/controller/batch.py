"""A batch of orders being decided on a working copy of the hall, before anything is durable.

Each order sees what the ones before it did. What it comes to is tentative until the batch is
committed: an acceptance, and also a refusal, which may rest on an order that is then not written.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from msgspec import Struct

from hall.controller.orders import ActorKind, Answer, IdUsedBefore, Order, ProgramFault
from hall.controller.remembered import Refusals
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.hall import Hall
from hall.errors import HallError, Refusal
from hall.storage.rows import Done, Entry

log = logging.getLogger(__name__)

FAULT: Final = "a fault in the program; nothing was changed, and the log has the details"
_NO_DAY: Final = "none"

Answers = Mapping[tuple[str, str], Done]
"""The accepted commands, by business day and id."""


class Result(Struct, frozen=True, kw_only=True):
    """What became of one order: an answer, or the error to raise to its sender."""

    order: Order
    answer: Answer | None = None
    error: HallError | None = None
    repeated: bool = False
    """The answer was given before; nothing happened now."""


def day_of(hall: Hall) -> str:
    """The business day that what happens now belongs to: the one that was opened last."""
    return _written(hall.last_day) if hall.last_day else _NO_DAY


@lru_cache(maxsize=8)
def _written(day: date) -> str:
    return day.isoformat()


@dataclass(slots=True)
class Batch:
    """The working copy, and what is to be written if it is to become the hall."""

    hall: Hall
    answers: Answers
    refusals: Refusals
    now: datetime
    """The moment at which all of it is decided."""
    entries: list[Entry] = field(default_factory=list)
    done: dict[tuple[str, str], Done] = field(default_factory=dict)
    results: list[Result] = field(default_factory=list)
    _tentative: list[bool] = field(default_factory=list)
    _refused: dict[str, tuple[str, Refusal]] = field(default_factory=dict)
    """What was refused in this batch, by the order's id, with the request's fingerprint."""

    @property
    def has_something_to_write(self) -> bool:
        """Whether it needs a commit."""
        return bool(self.entries or self.done)

    def take(self, order: Order) -> None:
        """Decide one order after the ones before it."""
        key = (day_of(self.hall), order.id)
        durable = self.answers.get(key)
        if durable is not None:
            self._end(_again(order, durable.fingerprint, durable.answer), tentative=False)
            return
        refused = self.refusals.find(order.id)
        if refused is not None:
            again = _again(order, refused.fingerprint, None, refused.refusal)
            self._end(again, tentative=False)
            return
        new = self.done.get(key)
        if new is not None:
            self._end(_again(order, new.fingerprint, new.answer), tentative=True)
            return
        just_refused = self._refused.get(order.id)
        if just_refused is not None:
            fingerprint, refusal = just_refused
            self._end(_again(order, fingerprint, None, refusal), tentative=True)
            return
        self._end(self._carried_out(order), tentative=True)

    def told(self, error: HallError) -> list[Result]:
        """The results when the commit failed: whatever rested on it gets the error instead."""
        return [
            Result(order=each.order, error=error) if tentative else each
            for each, tentative in zip(self.results, self._tentative, strict=True)
        ]

    def remember_refusals(self) -> None:
        """Keep what was refused, now that nothing it rested on can be lost."""
        for each in self.results:
            if isinstance(each.error, Refusal) and not each.repeated and _is_repeatable(each.order):
                self.refusals.keep(each.order, each.error)

    def _end(self, result: Result, *, tentative: bool) -> None:
        self.results.append(result)
        self._tentative.append(tentative)

    def _carried_out(self, order: Order) -> Result:
        try:
            return Result(order=order, answer=self._carry_out(order))
        except Refusal as refusal:
            if _is_repeatable(order):
                self._refused[order.id] = (order.fingerprint, refusal)
            return Result(order=order, error=refusal)
        except Exception:  # the hall is a value: a fault in one order harms no other
            log.exception("order %s failed in the program; nothing was changed", order.id)
            return Result(order=order, error=ProgramFault(FAULT))

    def _carry_out(self, order: Order) -> Answer:
        """Decide and apply; nothing is kept of it before all of it has succeeded."""
        events = decide(self.hall, order.make(self.hall, self.now), self.now)
        hall = apply_all(self.hall, events)
        answer = order.answer(hall, events)
        day = day_of(hall)
        self.entries += [
            Entry(
                event=event,
                day=day,
                by_kind=order.by.kind.value,
                by_id=order.by.id,
                command=order.id,
                rehearsal=hall.rehearsal,
            )
            for event in events
        ]
        if _is_repeatable(order):
            self.done[day, order.id] = Done(
                id=order.id, day=day, fingerprint=order.fingerprint, answer=answer
            )
        self.hall = hall
        return answer


def _is_repeatable(order: Order) -> bool:
    """Whether its sender may send it again under its id; the schedule never does."""
    return order.remembered and order.by.kind != ActorKind.SCHEDULE


def _again(
    order: Order, fingerprint: str, answer: Answer | None, refusal: Refusal | None = None
) -> Result:
    """The result of an order whose id is known already."""
    if fingerprint == order.fingerprint:
        return Result(order=order, answer=answer, error=refusal, repeated=True)
    used = IdUsedBefore(f"the id {order.id!r} was used for another request; take a new one")
    return Result(order=order, error=used)
