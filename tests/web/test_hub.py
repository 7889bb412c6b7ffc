"""The hub: latest state wins, one encoding for all, nobody waits for a slow client."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest

from hall.core import commands as c
from hall.web.hub import COMES_BACK_S, SLICE, Hub
from hall.web.presses import Presses
from hall.web.topics import state_of
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import order_of

pytestmark = pytest.mark.anyio


async def _settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def _issue(controller: FakeController, name: str) -> None:
    command = c.IssueNumber(visit=name, token=f"token-{name}", matter="SS01")
    await controller.carry_out(order_of(command))


def _data(piece: bytes, topic: str) -> list[Any]:
    events = piece.decode().split("\n\n")
    return [
        json.loads(event.split("data: ", 1)[1]) for event in events if f"event: {topic}\n" in event
    ]


async def test_a_slow_client_is_sent_the_latest_state_only(controller: FakeController) -> None:
    """What a client did not fetch in time is replaced, not queued."""
    hub = Hub(controller, lambda topic: state_of(controller, topic))
    hub.start()
    slow = hub.join(["window/3"], None)
    slow.take()
    for number in range(5):
        await _issue(controller, f"visit-{number}")
        await _settled()
    waiting = [state["waiting"] for state in _data(slow.take(), "window/3")]
    assert waiting == [5]
    await hub.stop()
    assert slow.closed


async def test_a_state_is_made_once_for_all_clients(controller: FakeController) -> None:
    """However many listen, a change is encoded once, and all are sent the same bytes."""
    made: list[str] = []

    def make(topic: str) -> Callable[[], Any] | None:
        def state() -> Any:
            made.append(topic)
            return {"waiting": controller.hall.order}

        return state

    hub = Hub(controller, make)
    hub.start()
    clients = [hub.join(["queue"], None) for _ in range(2 * SLICE + 1)]
    for client in clients:
        client.take()
    made.clear()
    await _issue(controller, "one")
    await _settled()
    assert made == ["queue"]
    pieces = {client.take() for client in clients}
    assert len(pieces) == 1
    for client in clients:
        hub.leave(client)
    await _issue(controller, "two")
    await _settled()
    assert made == ["queue"]
    await hub.stop()


async def test_the_last_press_is_timed_by_the_machine(controller: FakeController) -> None:
    """However far the hall's clock goes, the age of a press is in real seconds."""
    machine = [100.0]
    presses = Presses(controller, lambda: machine[0])
    presses.start()
    assert presses.ago_s(3) is None
    await _issue(controller, "one")
    await controller.carry_out(order_of(c.OpenWindow(window=3, clerk="clerk03")))
    await controller.carry_out(order_of(c.CallNext(window=3)))
    controller.clock.advance(3_600)
    machine[0] = 104.0
    assert presses.ago_s(3) == 4.0
    presses.stop()


@pytest.mark.parametrize("seen", ["", "x", "1-x", "1-999999", "1-" + "9" * 5_000])
async def test_who_comes_back_with_an_id_of_elsewhere_is_sent_everything(
    controller: FakeController, seen: str
) -> None:
    """Whatever a client says that it has seen, it is no fault of the hall's."""
    hub = Hub(controller, lambda topic: state_of(controller, topic))
    listener = hub.join(["board/main"], seen.replace("1-", f"{controller.epoch}-"))
    assert "board/main" in listener.due


async def test_a_page_that_loads_again_is_still_there(controller: FakeController) -> None:
    """Who listens is known; whoever left is missed only when they do not come back."""
    now_s = 0.0
    hub = Hub(controller, lambda topic: state_of(controller, topic), lambda: now_s)
    assert not hub.is_heard("desk")
    page = hub.join(["desk"], None)
    now_s += 2 * COMES_BACK_S
    assert hub.is_heard("desk")
    hub.leave(page)
    now_s += COMES_BACK_S / 2
    assert hub.is_heard("desk")
    now_s += COMES_BACK_S
    assert not hub.is_heard("desk")


async def test_who_asks_for_it_is_told_the_time_seldom(controller: FakeController) -> None:
    """A desk each second; a phone so often that one that is gone is found."""
    hub = Hub(controller, lambda topic: state_of(controller, topic))
    desk, phone = hub.join(["queue"], None), hub.join(["wide/E1"], None, 15)
    told = {beats for beats in range(1, 31) if phone in hub.told_at(beats)}
    assert told == {15, 30}
    assert all(desk in hub.told_at(beats) for beats in range(1, 31))
