"""The controller's thread in trouble: floods, a store that is away, faults, and its end."""

import asyncio
from functools import partial

import pytest

from hall.bus.messages import (
    Beat,
    Key,
    PressKey,
    SiteView,
)
from hall.bus.topics import Kind
from hall.controller.inbox import MOST_WAITING
from hall.controller.orders import Order, OutcomeUnknown, StoreAway
from hall.core import commands as c
from hall.errors import MessageRejected
from tests.fakes.journal import Fault
from tests.fakes.running_hall import (
    GatedJournal,
    RunningHall,
    number,
    running,
    together,
)
from tests.fakes.waiting import until


def _more_faults(hall: RunningHall, before: int) -> bool:
    return hall.controller.health.faults > before


def _away(hall: RunningHall) -> bool:
    return hall.controller.health.store_away


def test_a_flood_is_turned_away_at_the_door() -> None:
    """What is repeated anyway is not queued without end; orders of people still are."""
    with running() as hall:
        hall.hold_up()
        press = PressKey(id="p", ttl_s=60, key=Key.CALL)
        for _ in range(MOST_WAITING + 100):
            hall.ask(Kind.PAD, "pad-03", press)
        assert 0 < hall.controller.health.turned_away <= 100
        hall.journal.gate.set()
        assert together(hall.controller, number()) == [{"events": ["VisitIssued"]}]


# --- failures -------------------------------------------------------------------------------------


def test_a_store_that_goes_away_is_seen_and_comes_back_by_itself() -> None:
    """Orders are refused meanwhile, beats go on, and everything is shown again afterwards."""
    with running() as hall:
        hall.journal.out_of_reach = True
        hall.journal.faults.append(Fault.REFUSED)
        (refused,) = together(hall.controller, number())
        assert isinstance(refused, StoreAway)
        assert _away(hall)
        beats = len(hall.bus.heard(Beat))
        hall.hears(Beat, beats + 2)
        hall.bus.sent.clear()
        hall.journal.out_of_reach = False
        hall.hears(SiteView)
        assert not _away(hall)
        assert together(hall.controller, number()) == [{"events": ["VisitIssued"]}]


def test_a_fault_while_telling_is_survived_and_counted() -> None:
    """A bus that fails and a message that is too large do not stop the hall."""
    with running() as hall:
        for error in (RuntimeError("no bus"), MessageRejected("too large")):
            before = hall.controller.health.faults
            hall.bus.fails_with = error
            assert together(hall.controller, number()) == [{"events": ["VisitIssued"]}]
            until(partial(_more_faults, hall, before), "it is counted")
            hall.bus.fails_with = None
        hall.hears(Beat, len(hall.bus.heard(Beat)) + 1)


def test_when_the_writer_dies_nobody_waits_for_ever() -> None:
    """Who is in the batch and who queues behind it is told; the process is told to end."""
    with running() as hall:
        hall.hold_up()
        hall.journal.broken = True

        async def ask() -> list[BaseException | object]:
            asked = [asyncio.create_task(hall.controller.carry_out(number())) for _ in range(3)]
            await asyncio.sleep(0)
            hall.journal.gate.set()
            return list(await asyncio.gather(*asked, return_exceptions=True))

        errors = asyncio.run(ask())
        assert [type(each) for each in errors] == [OutcomeUnknown] * 3
        assert hall.died.wait(5)
        (late,) = together(hall.controller, number())
        assert isinstance(late, StoreAway)


class Panic(BaseException):
    """As a compiled part raises it."""


def test_who_was_taken_in_with_the_order_that_killed_the_writer_is_told() -> None:
    """Also when an errand stood between them."""

    def make(_hall: object, _now: object) -> c.Command:
        raise Panic

    deadly = Order(id="deadly", fingerprint="", by=number().by, make=make)
    with running() as hall:
        hall.hold_up()

        async def ask() -> list[BaseException | object]:
            first = asyncio.create_task(hall.controller.carry_out(deadly))
            await asyncio.sleep(0)
            hall.controller.connected()
            second = asyncio.create_task(hall.controller.carry_out(number()))
            await asyncio.sleep(0)
            hall.journal.gate.set()
            asked = asyncio.gather(first, second, return_exceptions=True)
            return list(await asyncio.wait_for(asked, 5))

        assert [type(each) for each in asyncio.run(ask())] == [OutcomeUnknown] * 2
        assert hall.died.wait(5)


def test_a_stop_finishes_what_is_queued() -> None:
    """Whoever was taken in is answered; whoever comes later is told to come again."""
    hall = RunningHall(GatedJournal())
    hall.controller.start()
    until(lambda: hall.controller.hall.day is not None, "the day is open")
    hall.hold_up()

    async def stop() -> None:
        asked = [asyncio.create_task(hall.controller.carry_out(number())) for _ in range(5)]
        await asyncio.sleep(0)
        ended = asyncio.create_task(asyncio.to_thread(hall.controller.stop))
        await asyncio.sleep(0.05)
        hall.journal.gate.set()
        assert await asyncio.gather(*asked) == [{"events": ["VisitIssued"]}] * 5
        await ended
        with pytest.raises(StoreAway):
            await hall.controller.carry_out(number())
        await hall.controller.set_rate(2)

    asyncio.run(stop())
