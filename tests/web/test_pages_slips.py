"""A clerk's morning with slips, in a small window, through a restart; and the practice window."""

from collections.abc import Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from hall.core import commands as c
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, judged, opened, sign_in

SMALL: Final[ViewportSize] = {"width": 400, "height": 720}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the morning."""
    with chromium() as browser:
        yield browser


def _take(hall: LiveHall, *visits: str) -> None:
    for visit in visits:
        hall.do(c.IssueNumber(visit=visit, token=f"token-{visit}", matter="SS02"))


def _press(page: Page, key: str, then: str) -> None:
    """A finger that has left the key before; and what the main button then says."""
    main = page.locator('[data-part="main"]')
    expect(main).to_be_enabled()
    page.wait_for_timeout(450)
    page.keyboard.press(key)
    expect(main).to_contain_text(then)


def test_a_morning_with_a_slip(browser: Browser, live_hall: LiveHall) -> None:
    """Ticked, found missing, printed once with its code; the next one waits."""
    _take(live_hall, "one", "two")
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "clerk03")
        page.get_by_title("3号窗口开窗", exact=True).click()
        _press(page, "Space", "开始办理 C001")
        _press(page, "Space", "办结 C001")
        page.get_by_label("证照联办申请书").check()
        page.keyboard.press("4")
        assert judged(page) == []
        _press(page, "Space", "呼叫下一位 C002")
        expect(page.locator('[data-part="slip-paper"]')).to_contain_text("printer-1")
        expect(page.locator('[data-part="slip-missing"]')).to_contain_text("场所平面布局图")
        (code,) = live_hall.controller.hall.returns
        expect(page.locator('[data-part="slip-code"]')).to_contain_text(code)
        assert judged(page) == []
        (paper,) = live_hall.controller.pages.values()
        said = " ".join(getattr(block, "text", "") for block in paper.blocks)
        assert code in said
        assert "证照联办申请书" not in said
        page.keyboard.press("h")
        expect(page.locator('[data-act="help"]')).to_be_disabled()
        _press(page, "Space", "开始办理 C002")
        expect(page.locator('[data-part="slip"]')).to_be_hidden()


def test_a_small_window_outlives_the_hall_and_presses_once(
    browser: Browser, live_hall: LiveHall
) -> None:
    """Everything fits 400 pixels; off line it says so and sends nothing, then goes on."""
    _take(live_hall, "one", "two")
    with opened(browser, SMALL) as page:
        sign_in(page, live_hall, "clerk03")
        page.get_by_title("3号窗口开窗", exact=True).click()
        _press(page, "Space", "开始办理 C001")
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= SMALL["width"]
        assert judged(page) == []
        before = live_hall.controller.answered
        live_hall.stop()
        expect(page.locator('[data-part="offline"]')).to_be_visible()
        expect(page.locator('[data-part="main"]')).to_be_disabled()
        page.keyboard.press("Space")
        live_hall.start()
        expect(page.locator('[data-part="offline"]')).to_be_hidden()
        assert live_hall.controller.answered == before
        _press(page, "Space", "办结 C001")
        assert len(live_hall.controller.answered) == len(before) + 1


def test_nothing_of_practice_reaches_the_hall(browser: Browser, live_hall: LiveHall) -> None:
    """A whole service with made-up citizens; the hall hears of none of it."""
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "clerk03")
        page.get_by_role("link", name="练习窗口").click()
        expect(page.get_by_role("region", name="练习")).to_contain_text("假想")
        before = live_hall.controller.hall
        page.get_by_title("1号窗口开窗", exact=True).click()
        _press(page, "Space", "开始办理 X001")
        assert judged(page) == []
        _press(page, "Space", "办结 X001")
        _press(page, "Space", "呼叫下一位 X002")
        _press(page, "z", "办结 X001")
        page.keyboard.press("k")
        page.keyboard.press("2")
        expect(page.locator('[data-part="parked"]')).to_contain_text("X001")
        _press(page, "z", "办结 X001")
        expect(page.locator('[data-part="parked"]')).to_be_hidden()
        assert live_hall.controller.hall is before
