"""The board in a real browser, on the smallest screen that it is made for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from hall.core import commands as c
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, opened

WINDOWS = range(3, 12)
MATTERS = ("SS01", "TZ01", "BD01", "ZH01", "SS01", "TZ01", "BD01", "ZH01", "SS01")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


def test_no_line_is_cut_off_or_wraps(browser: Browser, live_hall: LiveHall) -> None:
    """Eight calls and every category stand whole on 1366 by 768, in both languages."""
    categories = ("SS", "TZ", "BD", "ZH")
    live_hall.do(c.SetPlan(windows=dict.fromkeys(WINDOWS, categories), reason="all serve all"))
    for place, (no, matter) in enumerate(zip(WINDOWS, MATTERS, strict=True)):
        live_hall.do(c.IssueNumber(visit=f"v{place}", token=f"token-{place}", matter=matter))
        live_hall.do(c.OpenWindow(window=no, clerk=f"clerk{no:02d}"))
        live_hall.do(c.CallNext(window=no))
    with opened(browser, DESK) as page:
        page.goto(f"{live_hall.url}/board/main")
        calls = page.locator('[data-part="calls"] li')
        expect(calls).to_have_count(8)
        expect(calls.first).to_contain_text("Window")
        low = page.evaluate(
            "() => Math.max(...[...document.querySelectorAll('li')]"
            ".map((line) => line.getBoundingClientRect().bottom))"
        )
        assert low <= DESK["height"]
        wrapped = page.evaluate(
            "() => [...document.querySelectorAll('.calls li span')].filter((text) =>"
            " text.getClientRects().length > 1 || text.scrollWidth > text.clientWidth + 1).length"
        )
        assert wrapped == 0


def test_an_emergency_fills_the_board_until_it_is_over(
    browser: Browser, live_hall: LiveHall
) -> None:
    """What to do and the ways out, and no call; before it, a pause stood in a strip."""
    live_hall.do(c.PauseHall(reason="停电"))
    with opened(browser, DESK) as page:
        page.goto(f"{live_hall.url}/board/main")
        expect(page.locator('[data-part="wide"]')).to_contain_text("Calling is paused")
        live_hall.do(c.StartEmergency(reason="火警"))
        filled = page.locator('[data-part="emergency"]')
        expect(filled).to_contain_text("紧急情况")
        expect(filled.locator("li").first).to_contain_text("安全出口")
        expect(page.locator('[data-part="calls"]')).to_be_hidden()
        expect(page.locator('[data-part="wide"]')).to_be_hidden()
        live_hall.do(c.EndEmergency())
        expect(page.locator('[data-part="calls"]')).to_be_attached()
        expect(filled).to_be_hidden()
