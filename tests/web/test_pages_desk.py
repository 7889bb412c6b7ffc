"""The service desk in a real browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from hall.core import commands as c
from hall.core.hall import PrintState
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, opened, sign_in


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


def test_a_number_is_taken_for_somebody(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A matter is found by an everyday word; the number says what the citizen must know."""
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        page.get_by_role("searchbox").fill("开公司")
        page.get_by_label("需要低位柜台").check()
        page.locator('[data-part="matters"] button').first.click()
        expect(page.locator('[data-part="number"]')).to_have_text("C001")
        expect(page.locator('[data-part="head"]')).to_have_text("前面没有人了")
        page.get_by_role("searchbox").fill("取件")
        page.locator('[data-part="matters"] button').first.click()
        expect(page.locator('[data-part="number"]')).to_have_text("Q001")
    visit = controller.hall.visits[controller.hall.numbers["C001"]]
    assert visit.needs == ("low_counter",)


def test_a_lost_number_is_found_and_given_up(browser: Browser, live_hall: LiveHall) -> None:
    """The number that its holder remembers is enough; what is not there is said."""
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        number = page.locator("[name=number]")
        number.fill("c009")
        number.press("Enter")
        expect(page.locator('[data-part="said"]')).to_contain_text("今天没有这个号")
        number.fill("c001")
        number.press("Enter")
        expect(page.locator('[data-part="matter"]')).to_have_text("开公司")
        page.get_by_role("button", name="弃号").click()
        expect(page.locator('[data-part="head"]')).to_have_text("这个号已取消。")


def test_help_and_doubtful_papers_wait_for_a_person(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A call for help and a ticket of which nobody knows are settled with one press each."""
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01", printer="printer-1"))
    live_hall.do(c.ReportTicket(visit="one", state=PrintState.UNCONFIRMED))
    live_hall.do(c.AskHelp(kiosk="kiosk-2"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        expect(page.locator('[data-part="help"]')).to_contain_text("kiosk-2有人求助")
        page.get_by_role("button", name="我去").click()
        expect(page.locator('[data-part="help"] li')).to_have_count(0)
        page.get_by_role("button", name="没打出来").click()
        expect(page.locator('[data-part="nothing"]')).to_be_visible()
    assert controller.hall.visits["one"].print_state == PrintState.FAILED


def test_a_ticket_is_printed_again(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A doubtful one from the list, any other from its number; the number stays the same."""
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01", printer="printer-1"))
    live_hall.do(c.ReportTicket(visit="one", state=PrintState.UNCONFIRMED))
    live_hall.do(c.IssueNumber(visit="two", token="token-two", matter="SS01"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        page.get_by_label("补打在").select_option("printer-2")
        page.locator('[data-part="papers"]').get_by_role("button", name="在printer-2补打").click()
        expect(page.locator('[data-part="nothing"]')).to_be_visible()
        page.locator("[name=number]").fill("c002")
        page.locator("[name=number]").press("Enter")
        page.locator('[data-act="reprint"]').click()
        expect(page.locator('[data-part="about"]')).to_contain_text("号票正在printer-2打印")
        expect(page.locator('[data-act="reprint"]')).to_be_disabled()
    assert {each.copies for each in controller.hall.visits.values()} == {1}
    assert controller.hall.order == 2
