"""A manager's rebalancing in a real browser, and who may only look."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from hall.core import commands as c
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, opened, sign_in


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


def test_a_window_is_moved_to_where_people_wait(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """The effect is shown before it is put in force; it needs a reason, and is there at once."""
    for name in ("one", "two"):
        live_hall.do(c.IssueNumber(visit=name, token=f"token-{name}", matter="TZ01"))
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        expect(page.locator('[data-part="worst-of"]')).to_contain_text("投资项目 · 2人等候")
        page.get_by_title("3号窗口 · 商事登记", exact=True).click()
        page.get_by_label("投资项目", exact=True).check()
        effect = page.locator('[data-part="effect"]')
        expect(effect).to_contain_text("3号窗口：商事登记 → 投资项目、商事登记")
        expect(effect).to_contain_text("1个窗口，平均每窗2.0人")
        page.fill("[name=reason]", "投资项目排队多")
        page.get_by_role("button", name="立即生效").click()
        expect(page.locator('[data-part="saved"]')).to_contain_text("第2版")
        expect(page.locator('[data-part="worst"]')).not_to_have_text("没有窗口开着")
    assert controller.hall.windows[3].categories == ("TZ", "SS")


def test_a_move_is_taken_back(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Right after it took effect one press gives the window back what it had."""
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        page.get_by_title("3号窗口 · 商事登记", exact=True).click()
        page.get_by_label("投资项目", exact=True).check()
        page.fill("[name=reason]", "按错了")
        page.get_by_role("button", name="立即生效").click()
        expect(page.locator('[data-part="saved"]')).to_contain_text("第2版")
        assert "TZ" in controller.hall.windows[3].categories
        page.get_by_role("button", name="撤销").click()
        expect(page.locator('[data-part="saved"]')).to_contain_text("已撤销")
    assert controller.hall.windows[3].categories == ("SS",)


def test_a_move_is_planned_with_its_return_and_given_up(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """What is to come stands on the page until its time, and can be dropped before."""
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        page.get_by_title("3号窗口 · 商事登记", exact=True).click()
        page.get_by_label("投资项目", exact=True).check()
        page.get_by_label("定时").check()
        page.fill("[name=from]", "09:30")
        page.fill("[name=until]", "10:30")
        page.fill("[name=reason]", "早高峰")
        expect(page.locator('[data-part="effect"]')).to_contain_text("09:30–10:30 3号窗口")
        page.get_by_role("button", name="到时生效").click()
        coming = page.locator('[data-part="coming-list"] li')
        expect(coming).to_contain_text("09:30–10:30 3号窗口：投资项目、商事登记")
        (change,) = controller.hall.scheduled.values()
        assert (change.starts_at - controller.clock.at).total_seconds() == 1800
        page.get_by_role("button", name="取消调整").click()
        expect(coming).to_have_count(0)
    assert not controller.hall.scheduled


def test_a_plan_that_strands_people_is_refused_in_words(
    browser: Browser, live_hall: LiveHall
) -> None:
    """The dialog stays, with what to do instead."""
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="ZH01"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        page.get_by_title("15号窗口 · 其他综合事务", exact=True).click()
        page.get_by_label("其他综合事务", exact=True).uncheck()
        page.get_by_label("商事登记", exact=True).check()
        page.fill("[name=reason]", "试试")
        page.get_by_role("button", name="立即生效").click()
        expect(page.locator('[data-part="plan-problem"]')).to_contain_text(
            "调整后其他综合事务没有开着的窗口"
        )


CUT = """all => all
    .filter(it => it.scrollWidth > it.clientWidth || it.scrollHeight > it.clientHeight + 8)
    .map(it => it.textContent)"""


def test_the_longest_names_stand_whole(browser: Browser, live_hall: LiveHall) -> None:
    """In English on 1366 by 768: categories in the table and at their windows, and every page."""
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="YB01"))
    with opened(browser, DESK, "en") as page:
        sign_in(page, live_hall, "boss")
        expect(page.locator(".queues td").get_by_text("Health & social insurance")).to_be_visible()
        expect(page.locator(".queues tbody tr").first).to_contain_text("No window")
        names = ".queues td, .bar nav, .window .state, .window .serves"
        assert page.locator(names).evaluate_all(CUT) == []


def test_who_may_not_plan_only_looks(browser: Browser, live_hall: LiveHall) -> None:
    """A clerk sees the hall and finds nothing to press."""
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "clerk03")
        page.get_by_role("link", name="大厅", exact=True).click()
        expect(page.locator('[data-part="issued"]')).to_have_text("0")
        expect(page.locator("button.window")).to_have_count(0)
        expect(page.locator("div.window")).to_have_count(22)
