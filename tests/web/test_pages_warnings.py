"""The warnings on the manager's page, over HTTP and in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from hall.core import commands as c
from hall.web.overseeing import look
from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, opened, sign_in
from tests.web.conftest import Web


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


@pytest.mark.anyio
async def test_a_warning_is_seen_to_once_and_the_journal_says_by_whom(
    web: Web, controller: FakeController
) -> None:
    """Only the manager sees them; what does not stand cannot be acknowledged."""
    await web.post("/tickets", {"matter": "SS01"})
    controller.clock.advance(60 * 46)
    await look(controller, lambda: None, None)
    boss = await web.as_person("boss", Role.MANAGER)
    first = (await boss.get("/warnings")).json()["warnings"][0]
    assert (first["kind"], first["level"], first["seen_by"]) == ("long_wait", "red", None)
    assert first["text"]["zh"] == "商事登记有人已等46分钟"
    answer = await boss.post("/warnings/long_wait/acknowledge", {"subject": "SS"})
    assert answer.json()["warnings"][0]["seen_by"] == "boss"
    gone = await boss.post("/warnings/long_wait/acknowledge", {"subject": "BD"})
    assert gone.status_code == 404
    clerk = await web.as_person("clerk03", Role.CLERK)
    assert (await clerk.get("/warnings")).status_code == 403


def test_the_manager_sees_the_worst_first_and_sees_to_it(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Level, sentence, since when; one press, and the page says who sees to it."""
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    controller.clock.advance(60 * 46)
    controller.watch.look(controller.hall, controller.catalogue, controller.clock.at)
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        first = page.locator(".warning").first
        expect(first).to_contain_text("红色预警")
        expect(first).to_contain_text("商事登记有人已等46分钟")
        expect(first).to_contain_text("09:46起")
        first.get_by_role("button").click()
        expect(page.locator(".warning", has_text="商事登记有人已等")).to_contain_text(
            "boss正在处理"
        )
