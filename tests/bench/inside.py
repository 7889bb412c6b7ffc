"""Durable numbers through the real controller and store, in one process set as the program is."""

import asyncio
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import uvloop

from hall.bus.messages import Message
from hall.bus.topics import Topic
from hall.controller.clock import HallClock
from hall.controller.controller import Controller
from hall.controller.daykeeper import DayKeeper
from hall.controller.editions import Editions
from hall.controller.exchange import Exchange
from hall.controller.ids import Ids
from hall.controller.kiosk_orders import issued_answer
from hall.controller.orders import Actor, ActorKind, Answer, Order
from hall.controller.premises import Premises
from hall.controller.writer import Writer
from hall.core import commands as c
from hall.core.events import Event
from hall.core.hall import Hall
from hall.core.settings import Settings
from hall.steady import keep_steady, tidy
from hall.storage.store import Store
from tests.bench.disk import BareTable
from tests.bench.figures import Figure, percentiles
from tests.fakes.switchboard import HALL, MATTER, sample_premises
from tests.fakes.waiting import until

CALLERS = (1, 16, 64)
FOR_S = 3.0
MONDAY = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
_ids = count(1)


class NoBus:
    """Nobody listens."""

    def publish(self, _topic: Topic, _message: Message) -> bool:
        """Nothing is sent."""
        return True


def make_hall(store: Store, premises: Premises) -> Controller:
    """The sample hall on a Monday, without a limit of numbers."""
    clock = HallClock(MONDAY)
    writer = Writer(store, now=clock.now, machine=time.monotonic)
    ids = Ids(lambda: f"v{next(_ids)}", lambda: f"t{next(_ids)}")
    exchange = Exchange(HALL, premises, ids, lambda: f"c{next(_ids)}", epoch=1)
    exchange.recover(writer.recover(), writer.hall)
    editions = Editions(premises)
    controller = Controller(
        hall_id=HALL,
        writer=writer,
        exchange=exchange,
        editions=editions,
        clock=clock,
        day_keeper=DayKeeper(editions=editions, settings=Settings(daily_maximum=1_000_000)),
        epoch=1,
        on_death=lambda: None,
        at_rest=tidy,
    )
    controller.attach_bus(NoBus())
    return controller


def number(premises: Premises) -> Order:
    """One number."""
    ident = f"n{next(_ids)}"
    command = c.IssueNumber(visit=ident, token=f"t-{ident}", matter=MATTER)

    def answer(_hall: Hall, events: tuple[Event, ...]) -> Answer:
        return issued_answer(events, premises)

    return Order(
        id=ident,
        fingerprint=ident,
        by=Actor(ActorKind.PROGRAM, "bench"),
        make=lambda _hall, _now: command,
        answer=answer,
    )


async def _calls(controller: Controller, callers: int, for_s: float) -> list[float]:
    taken: list[float] = []
    end = time.perf_counter() + for_s

    async def caller() -> None:
        while (begin := time.perf_counter()) < end:
            await controller.carry_out(number(controller.premises))
            taken.append(time.perf_counter() - begin)

    await asyncio.gather(*(caller() for _ in range(callers)))
    return taken


def _await_day(controller: Controller) -> None:
    until(lambda: controller.hall.day is not None, "the day is open")


def measure(
    folder: Path, bare: BareTable, callers_at_once: Sequence[int] = CALLERS
) -> list[Figure]:
    """Numbers a second and how long one takes, against single-row commits just before."""
    figures: list[Figure] = []
    for callers in callers_at_once:
        store = Store(f"sqlite:///{folder}/inside-{callers}.db")
        store.open()
        controller = make_hall(store, sample_premises())
        controller.start()
        _await_day(controller)
        keep_steady()
        commits = bare.a_second(FOR_S / 2)
        taken: Any = uvloop.run(_calls(controller, callers, FOR_S))
        commits = (commits + bare.a_second(FOR_S / 2)) / 2
        controller.stop()
        store.close()
        rate = len(taken) / FOR_S
        what = f"durable numbers in process, {callers} callers"
        figures += [
            Figure(what="bare single-row commits, same time", value=commits, unit="/s"),
            Figure(what=what, value=rate, unit="/s", ratio=rate / commits, against="bare commits"),
            *percentiles(what, taken),
        ]
    return figures
