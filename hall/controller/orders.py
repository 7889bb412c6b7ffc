"""What the edges hand to the single writer, and how it can fail.

An order builds its command only when its turn has come, against the hall as it is then: what a
key on a pad means depends on what stands at the window at that moment.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from msgspec import Struct

from hall.core.commands import Command
from hall.core.events import Event
from hall.core.hall import Hall
from hall.core.value import Value
from hall.errors import HallError


class ActorKind(StrEnum):
    """What kind of somebody acts."""

    PERSON = "person"
    DEVICE = "device"
    PROGRAM = "program"
    """A program with a key of its own."""
    SCHEDULE = "schedule"
    """The hall itself, by the clock."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it, for the journal."""

    kind: ActorKind
    id: str


SCHEDULE = Actor(ActorKind.SCHEDULE, "controller")

Answer = dict[str, Any]
"""The answer to an order as plain JSON values; kept with its id and given again on a repeat."""


def nothing_to_say(_hall: Hall, _events: tuple[Event, ...]) -> Answer:
    """The answer of an order whose sender only needs to know that it was carried out."""
    return {}


class Order(Struct, frozen=True, kw_only=True):
    """One thing somebody asks of the hall.

    `id` is chosen by whoever asks; the same id with the same `fingerprint` of the request has one
    effect and the same answer for as long as the day is open.
    """

    id: str
    fingerprint: str
    by: Actor
    make: Callable[[Hall, datetime], Command]
    answer: Callable[[Hall, tuple[Event, ...]], Answer] = nothing_to_say
    remembered: bool = True
    """Whether its id is kept: False for what does no harm when it is done again."""


class Fact(Value, frozen=True, kw_only=True):
    """One committed event with who did it."""

    seq: int
    by: Actor
    command: str
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one durable commit brought: its events, and the hall after them."""

    hall: Hall
    facts: tuple[Fact, ...]


class OrderNotRecorded(HallError):
    """The order was certainly not carried out; it may be sent again.

    OrderNotRecorded
    ├── IdUsedBefore     the id stands for another request
    ├── ProgramFault     the program failed over it
    ├── StoreAway        the store does not take anything at the moment
    └── TooLate          its sender has given it up before its turn came
    """


class IdUsedBefore(OrderNotRecorded):
    """The id was already used for another request; choose a new one."""


class ProgramFault(OrderNotRecorded):
    """The program failed over this order; other orders go on."""


class StoreAway(OrderNotRecorded):
    """The store takes nothing at the moment; send the same order again later."""


class TooLate(OrderNotRecorded):
    """The order's time to live was over before its turn came."""


class OutcomeUnknown(HallError):
    """Nobody can tell yet whether the order was carried out; send it again with the same id."""
