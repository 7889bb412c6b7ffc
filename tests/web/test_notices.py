"""Notices of calls to elsewhere: signed, sent again until taken, never in the hall's way."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import httpx
import pytest

from hall.core import commands as c
from hall.errors import ConfigError
from hall.web.notice_settings import NoticeSettings
from hall.web.notices import Notices
from hall.web.sender import signed
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import order_of

pytestmark = pytest.mark.anyio
SECRET = "a secret of sixteen"


class Receiver:
    """The other side: refuses so often, then takes."""

    def __init__(self, refusals: int = 0) -> None:
        self.refusals = refusals
        self.requests: list[httpx.Request] = []
        self.taken: list[dict[str, Any]] = []
        self.news = asyncio.Event()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one notice."""
        self.requests.append(request)
        if len(self.requests) <= self.refusals:
            return httpx.Response(503)
        self.taken.append(json.loads(request.content))
        self.news.set()
        return httpx.Response(204)

    async def has(self, count: int) -> list[dict[str, Any]]:
        """Wait until so many were taken."""
        async with asyncio.timeout(5):
            while len(self.taken) < count:
                self.news.clear()
                await self.news.wait()
        return self.taken


@pytest.fixture
def receiver() -> Receiver:
    """Takes everything, but not the first."""
    return Receiver(refusals=1)


@pytest.fixture
async def sending(controller: FakeController, receiver: Receiver) -> AsyncIterator[None]:
    """Notices of the hall go to the receiver."""
    settings = NoticeSettings(url="http://sms.example/", secret=SECRET, soon=2, again_s=0.01)
    client = httpx.AsyncClient(transport=httpx.MockTransport(receiver))
    task = asyncio.create_task(Notices(controller, settings, client).run())
    await asyncio.sleep(0)
    yield
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
    await client.aclose()


async def _do(controller: FakeController, *commands: c.Command) -> None:
    for command in commands:
        await controller.carry_out(order_of(command))


def _take(*visits: str) -> tuple[c.Command, ...]:
    return tuple(c.IssueNumber(visit=each, token=f"t-{each}", matter="SS01") for each in visits)


@pytest.mark.usefixtures("sending")
async def test_a_citizen_hears_of_soon_called_and_moved(
    controller: FakeController, receiver: Receiver
) -> None:
    """In this order, each once, by the ticket's token and never by a name."""
    await _do(controller, *_take("one", "two", "three"))
    taken = await receiver.has(2)
    assert [(each["kind"], each["number"]) for each in taken] == [
        ("soon", "C001"),
        ("soon", "C002"),
    ]
    await _do(controller, c.OpenWindow(window=3, clerk="clerk03"), c.CallNext(window=3))
    await _do(controller, c.TransferVisit(window=3, to_category="BD"))
    taken = await receiver.has(5)
    later = {(each["kind"], each["number"]) for each in taken[2:]}
    assert later == {("called", "C001"), ("soon", "C003"), ("moved", "C001")}
    called = next(each for each in taken if each["kind"] == "called")
    assert (called["window"], called["token"]) == (3, "t-one")
    assert len({each["id"] for each in taken}) == len(taken)


@pytest.mark.usefixtures("sending")
async def test_what_was_not_taken_is_sent_again_under_its_id_and_signed(
    controller: FakeController, receiver: Receiver
) -> None:
    """The other side can check who sent it, and drop what it has had."""
    await _do(controller, *_take("one"))
    await receiver.has(1)
    first, second = receiver.requests
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == "soon/one"
    at = int(second.headers["webhook-timestamp"])
    expected = signed(SECRET.encode(), "soon/one", at, second.content)
    assert second.headers["webhook-signature"] == expected["webhook-signature"]


async def test_what_the_other_side_does_not_want_holds_up_no_other(
    controller: FakeController,
) -> None:
    """A 404 is final, as for a warning: the next notice has its turn."""
    receiver, asked = Receiver(), list[str]()

    def choosy(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content)["number"])
        return httpx.Response(404) if len(asked) == 1 else receiver(request)

    settings = NoticeSettings(url="http://sms.example/", secret=SECRET, soon=2, again_s=60)
    async with httpx.AsyncClient(transport=httpx.MockTransport(choosy)) as client:
        task = asyncio.create_task(Notices(controller, settings, client).run())
        await asyncio.sleep(0)
        await _do(controller, *_take("one", "two"))
        await receiver.has(1)
        task.cancel()
    assert asked == ["C001", "C002"]


async def test_of_too_many_that_wait_only_the_oldest_go(controller: FakeController) -> None:
    """Also while one is being sent nothing newer is lost in its place."""
    receiver, come, go_on = Receiver(), asyncio.Event(), asyncio.Event()

    async def slowly(request: httpx.Request) -> httpx.Response:
        come.set()
        await go_on.wait()
        return receiver(request)

    settings = NoticeSettings(url="http://sms.example/", secret=SECRET, soon=9, again_s=0.01)
    async with httpx.AsyncClient(transport=httpx.MockTransport(slowly)) as client:
        task = asyncio.create_task(Notices(controller, settings, client, most=2).run())
        await asyncio.sleep(0)
        await _do(controller, *_take("one"))
        async with asyncio.timeout(5):
            await come.wait()
        await _do(controller, *_take("two", "three", "four"))
        go_on.set()
        taken = await receiver.has(3)
        task.cancel()
    assert [each["number"] for each in taken] == ["C001", "C003", "C004"]


async def test_a_fault_at_one_notice_loses_no_other(controller: FakeController) -> None:
    """Whatever it is: the next notice has its turn."""
    receiver, asked = Receiver(), list[str]()

    def broken(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content)["number"])
        if len(asked) == 1:
            raise httpx.InvalidURL("where a proxy sends us cannot be read")
        return receiver(request)

    settings = NoticeSettings(url="http://sms.example/", secret=SECRET, soon=2, again_s=60)
    async with httpx.AsyncClient(transport=httpx.MockTransport(broken)) as client:
        task = asyncio.create_task(Notices(controller, settings, client).run())
        await asyncio.sleep(0)
        await _do(controller, *_take("one", "two"))
        await receiver.has(1)
        task.cancel()
    assert asked == ["C001", "C002"]


@pytest.mark.parametrize(
    ("url", "secret", "field"),
    [
        ("ftp://x", SECRET, "notices.url"),
        ("http://sms.example:port/", SECRET, "notices.url"),
        ("http://xn--/", SECRET, "notices.url"),
        ("http:///sms", SECRET, "notices.url"),
        ("http://sms.example:70000/", SECRET, "notices.url"),
        ("https://x", "short", "notices.secret"),
    ],
)
def test_what_could_not_be_sent_or_believed_is_refused(url: str, secret: str, field: str) -> None:
    """An address of the web, and a secret that nobody guesses."""
    with pytest.raises(ConfigError, match=field):
        NoticeSettings(url=url, secret=secret)
