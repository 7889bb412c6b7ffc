"""The service desk in a real browser."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, expect

from hall.bus.messages import DeviceState, Fault
from hall.core import commands as c
from hall.core.hall import Outcome, PrintState, Quota, Span
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, judged, opened, sign_in

STROKES = 2
"""Of the bell, for one who asks."""
RINGS_MS = 15_000
HOUR_MS = 3_600_000
COUNTS_STROKES = """
globalThis.strokes = 0;
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (at) {
  globalThis.strokes += 1;
  start.call(this, at);
};
"""


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
        page.keyboard.press("Enter")  # what is chosen at first is to keep it
        expect(page.locator('[data-part="head"]')).to_have_text("前面没有人了")
        page.get_by_role("button", name="弃号").click()
        page.get_by_role("dialog").get_by_role("button", name="弃号", exact=True).click()
        expect(page.locator('[data-part="head"]')).to_have_text("这个号已取消。")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_somebody_is_let_go_sooner_with_a_reason(
    browser: Browser, live_hall: LiveHall, controller: FakeController, language: str
) -> None:
    """The number stays, fewer stand before it, and the reason is asked for."""
    for name in ("one", "two", "three"):
        live_hall.do(c.IssueNumber(visit=name, token=f"token-{name}", matter="SS01"))
    with opened(browser, DESK, language) as page:
        sign_in(page, live_hall, "desk")
        page.fill("[name=number]", "C003")
        page.keyboard.press("Enter")
        page.locator('[data-act="class"]').click()
        dialog = page.locator('[data-part="class-dialog"]')
        dialog.locator('[value="green"]').check()
        dialog.locator(".main").click()
        expect(dialog).to_be_visible()
        assert judged(page) == []
        dialog.locator("[name=reason]").fill("窗口原因让再来")
        dialog.locator(".main").click()
        expect(dialog).to_be_hidden()
        expect(page.locator('[data-part="number"]')).to_have_text("C003")
        expect(page.locator('[data-act="class"]')).to_be_enabled()
    assert controller.hall.visits["three"].visit_class == "green"


def test_who_comes_back_with_a_code_gets_a_number(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Typed as it is read out; the next clerk is shown what the last one left with it."""
    live_hall.do(c.OpenWindow(window=3, clerk="clerk04"))
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    live_hall.do(c.CallNext(window=3))
    live_hall.do(c.LeaveNote(window=3, note="只差平面图"))
    lacking = c.FinishService(
        window=3, outcome=Outcome.MATERIALS_MISSING, return_code="ACDEFHJK", ask_rating=False
    )
    live_hall.do(lacking)
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        expect(page.locator('[data-part="line"]')).to_have_text("已连接")
        code = page.get_by_label("返回码")
        code.fill("acde fhjx")
        code.press("Enter")
        expect(page.locator('[data-part="said"]')).to_contain_text("没有这个返回码")
        code.fill("acde fhjk")
        code.press("Enter")
        expect(page.locator('[data-part="number"]')).to_have_text("C002")
        expect(code).to_be_empty()
    assert controller.hall.visits[controller.hall.numbers["C002"]].note == "只差平面图"


def test_an_appointment_is_checked_in_by_its_code(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """In its time by one press; who is too late is offered the line, with a number like others."""
    starts = controller.clock.at + timedelta(minutes=10)
    ends = starts + timedelta(minutes=15)
    slot = Quota(category="SS", span=Span(start=starts, end=ends), maximum=2)
    controller.open_day(appointment_slots=(slot,))
    for code in ("11112222", "33334444"):
        live_hall.do(
            c.BookAppointment(appointment=code, token=f"t{code}", matter="SS01", starts_at=starts)
        )
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        expect(page.locator('[data-part="line"]')).to_have_text("已连接")
        field = page.get_by_label("预约码")
        field.fill("1111 2222")
        page.get_by_role("button", name="预约签到").click()
        expect(page.locator('[data-part="number"]')).to_have_text("C001")
        controller.clock.at += timedelta(hours=3)
        field.fill("33334444")
        page.get_by_role("button", name="预约签到").click()
        expect(page.locator('[data-part="said"]')).to_contain_text("预约已过时")
        page.get_by_role("button", name="现在排队").click()
        expect(page.locator('[data-part="number"]')).to_have_text("C002")


def test_help_and_doubtful_papers_wait_for_a_person(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A call for help and a ticket of which nobody knows are settled with one press each.

    The second click of a double click does not reach the ticket that moves up.
    """
    for visit in ("one", "two"):
        live_hall.do(
            c.IssueNumber(visit=visit, token=f"token-{visit}", matter="SS01", printer="printer-1")
        )
        live_hall.do(c.ReportTicket(visit=visit, state=PrintState.UNCONFIRMED))
    live_hall.do(c.AskHelp(kiosk="kiosk-2"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        expect(page.locator('[data-part="help"]')).to_contain_text("kiosk-2有人求助")
        page.get_by_role("button", name="我去").click()
        expect(page.locator('[data-part="help"] li')).to_have_count(0)
        page.get_by_role("button", name="没打出来").first.dblclick(delay=20)
        expect(page.locator('[data-part="papers"] li')).to_have_count(1)
        expect(page.locator('[data-part="papers"]')).to_contain_text("C002")
        page.get_by_role("button", name="没打出来").click()
        expect(page.locator('[data-part="papers"] li')).to_have_count(0)
    visits = controller.hall.visits
    assert {visits[each].print_state for each in ("one", "two")} == {PrintState.FAILED}


def test_the_desk_rings_for_help_and_names_printers_in_trouble(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Once for each who asks, when a browser lets it be heard; where they stand is said.

    While the page is open, the hall knows that somebody can see them.
    """
    out = Fault(code="paper_out", text=("缺纸", "no paper"), since=controller.clock.at)
    low = Fault(code="paper_near_end", text=("纸将用完", "low"), since=controller.clock.at)
    controller.device_states = {
        "printer/printer-1": DeviceState(online=True, faults=(out, low)),
        "printer/printer-2": DeviceState(online=False),
    }
    assert not controller.is_desk_open()
    with opened(browser, DESK) as page:
        page.add_init_script(COUNTS_STROKES)
        sign_in(page, live_hall, "desk")
        expect(page.locator('[data-part="printers"] li')).to_have_text(
            ["一楼东区 printer-1：缺纸", "二楼东区 printer-2：连不上"]
        )
        assert controller.is_desk_open()
        page.get_by_role("heading", name="等您处理").click()
        expect(page.locator('[data-part="bell"]')).to_be_hidden()
        live_hall.do(c.AskHelp(kiosk="kiosk-2"))
        expect(page.locator('[data-part="help"]')).to_contain_text("二楼东区 kiosk-2有人求助")
        assert page.evaluate("globalThis.strokes") == STROKES


def test_the_bell_repeats_itself_and_makes_up_for_nothing(
    browser: Browser, live_hall: LiveHall
) -> None:
    """Every quarter of a minute while somebody waits; what a page could not sound is left out.

    Neither the first touch of a page nor a computer that wakes up after an hour is greeted by all
    strokes at once.
    """
    live_hall.do(c.AskHelp(kiosk="kiosk-2"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        untouched = page.context.new_page()
        untouched.clock.install()
        untouched.add_init_script(COUNTS_STROKES)
        untouched.goto(f"{live_hall.url}/desk")
        expect(untouched.locator('[data-part="help"] li')).to_have_count(1)
        expect(untouched.locator('[data-part="bell"]')).to_be_visible()
        heard = []
        untouched.clock.run_for(4 * RINGS_MS)
        heard.append(untouched.evaluate("globalThis.strokes"))
        untouched.get_by_role("heading", name="等您处理").click()
        expect(untouched.locator('[data-part="bell"]')).to_be_hidden()
        heard.append(untouched.evaluate("globalThis.strokes"))
        for _ in range(2):
            untouched.clock.run_for(RINGS_MS)
            heard.append(untouched.evaluate("globalThis.strokes"))
        untouched.clock.fast_forward(HOUR_MS)
        heard.append(untouched.evaluate("globalThis.strokes"))
    assert heard == [0, 0, STROKES, 2 * STROKES, 3 * STROKES]


def test_tickets_that_did_not_come_out_are_listed_until_they_are_dealt_with(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """The newest first with what is wrong; each goes when it is printed again, or is called."""
    out = Fault(code="paper_out", text=("缺纸", "no paper"), since=controller.clock.at)
    controller.device_states = {"printer/printer-1": DeviceState(online=True, faults=(out,))}
    for visit in map(str, range(5)):
        command = c.IssueNumber(
            visit=visit, token=f"t-{visit}", matter="SS01", kiosk="kiosk-1", printer="printer-1"
        )
        live_hall.do(command)
        live_hall.do(c.ReportTicket(visit=visit, state=PrintState.FAILED))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "desk")
        rows = page.locator('[data-part="failed"] li')
        expect(rows).to_have_count(3)
        expect(rows.first).to_contain_text("C005没打出来：缺纸")
        expect(rows.first).to_contain_text("一楼东区 kiosk-1 · 09:00")
        expect(page.locator('[data-part="failed-before"]')).to_contain_text("更早还有2张")
        assert judged(page) == []
        rows.first.get_by_role("button", name="在printer-2补打").click()
        expect(rows.first).to_contain_text("C004")
        live_hall.do(c.OpenWindow(window=3, clerk="clerk04"))
        live_hall.do(c.CallNext(window=3))
        expect(page.locator('[data-part="failed-before"]')).to_be_hidden()
        expect(rows).to_have_count(3)
    assert controller.hall.visits["4"].printer == "printer-2"


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
