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
