"""Every page judged by axe-core in a real browser, in both languages, at desk and phone size."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from hall.bus.messages import DeviceState
from hall.core import commands as c
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, PHONE, TABLET, chromium, opened, sign_in

AXE = Path(__file__).parents[1] / "vectors" / "axe-core" / "axe.min.js"
LANGUAGES = ("zh", "en")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


def _judge(page: Page) -> list[str]:
    """What is wrong with a page as it stands, each with where."""
    found: Any = page.evaluate(
        f"async (rules) => {{ {AXE.read_text(encoding='utf-8')};"
        "return (await axe.run(document, rules)).violations }",
        RULES,
    )
    return [
        f"{each['id']}: {each['help']} at {[node['target'] for node in each['nodes']]}"
        for each in found
    ]


def _clerk_serving(page: Page, hall: LiveHall) -> None:
    for name in ("one", "two", "three"):
        hall.do(c.IssueNumber(visit=name, token=f"token-{name}", matter="SS01"))
    hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    hall.do(c.CallNext(window=3))
    hall.do(c.ParkVisit(window=3, reason="去复印"))
    hall.do(c.CallNext(window=3))
    hall.do(c.StartService(window=3))
    sign_in(page, hall, "clerk03")
    expect(page.locator('[data-part="materials"] li').first).to_be_visible()


def _clerk_choosing(page: Page, hall: LiveHall) -> None:
    sign_in(page, hall, "clerk03")
    expect(page.locator('[data-part="areas"] button').first).to_be_visible()


def _clerk_asked(page: Page, hall: LiveHall) -> None:
    _clerk_serving(page, hall)
    page.locator('[data-act="transfer"]').click()


def _manager(page: Page, hall: LiveHall) -> None:
    hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    sign_in(page, hall, "boss")
    expect(page.locator('[data-part="issued"]')).to_have_text("1")


def _planning(page: Page, hall: LiveHall) -> None:
    _manager(page, hall)
    page.locator("button.window").nth(2).click()


def _offline(page: Page, hall: LiveHall) -> None:
    _manager(page, hall)
    hall.stop()
    expect(page.locator('[data-part="offline"]')).to_be_visible()


def _board(page: Page, hall: LiveHall) -> None:
    hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    hall.do(c.CallNext(window=3))
    page.goto(f"{hall.url}/board/main")
    expect(page.locator('[data-part="calls"] li').first).to_be_visible()
    page.emulate_media(reduced_motion="reduce")


def _ticket(page: Page, hall: LiveHall) -> None:
    hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    page.goto(f"{hall.url}/t/token-one")
    expect(page.locator('[data-part="head"]')).not_to_be_empty()


def _rating(page: Page, hall: LiveHall) -> None:
    page.goto(f"{hall.url}/rate/3")
    hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    hall.do(c.CallNext(window=3))
    hall.do(c.FinishService(window=3))
    expect(page.locator("[data-level]").first).to_be_visible()


def _thanks(page: Page, hall: LiveHall) -> None:
    _rating(page, hall)
    page.locator("[data-level]").last.click()
    expect(page.locator('[data-part="thanks"]')).to_be_visible()


def _sign_in(page: Page, hall: LiveHall) -> None:
    page.goto(f"{hall.url}/sign-in")
    page.fill("[name=name]", "clerk03")
    page.fill("[name=password]", "wrong")
    page.click("button.main")


def _accounts(page: Page, hall: LiveHall) -> None:
    sign_in(page, hall, "root")
    page.locator("summary").first.click()


def _desk(page: Page, hall: LiveHall) -> None:
    hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    hall.do(c.AskHelp(kiosk="kiosk-2"))
    sign_in(page, hall, "desk")
    page.locator("[name=number]").fill("C001")
    page.locator("[name=number]").press("Enter")
    expect(page.locator('[data-part="number"]')).to_have_text("C001")


def _devices(page: Page, hall: LiveHall) -> None:
    hall.controller.device_states = {
        "printer/printer-1": DeviceState(online=True, counters={"printed": 12}),
        "pad/pad-04": DeviceState(online=False),
    }
    sign_in(page, hall, "boss")
    page.goto(f"{hall.url}/devices")
    expect(page.locator('[data-part="devices"] tr').first).to_contain_text("pad-04")


def _missing(page: Page, hall: LiveHall) -> None:
    page.goto(f"{hall.url}/t/none")


Shows = Callable[[Page, LiveHall], None]
PAGES: dict[str, tuple[Shows, ViewportSize]] = {
    "clerk serving": (_clerk_serving, DESK),
    "clerk serving, small": (_clerk_serving, PHONE),
    "clerk choosing": (_clerk_choosing, DESK),
    "clerk asked": (_clerk_asked, DESK),
    "manager": (_manager, DESK),
    "manager, small": (_manager, PHONE),
    "planning": (_planning, DESK),
    "offline": (_offline, DESK),
    "board": (_board, DESK),
    "ticket": (_ticket, PHONE),
    "rating": (_rating, TABLET),
    "thanks": (_thanks, TABLET),
    "sign in": (_sign_in, DESK),
    "accounts": (_accounts, DESK),
    "service desk": (_desk, DESK),
    "service desk, small": (_desk, PHONE),
    "devices": (_devices, DESK),
    "devices, small": (_devices, PHONE),
    "missing": (_missing, PHONE),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", list(PAGES))
def test_a_page_is_accessible(
    browser: Browser, live_hall: LiveHall, name: str, language: str
) -> None:
    """No rule of WCAG 2.2 AA that a program can judge is broken, and nothing runs off the side."""
    shows, size = PAGES[name]
    with opened(browser, size, language) as page:
        shows(page, live_hall)
        assert _judge(page) == []
        wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0
