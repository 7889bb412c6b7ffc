"""A clerk's morning in a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from hall.bus.messages import CallFate, CallWay, DeviceState, Fault, Reach
from hall.core import commands as c
from hall.core.refusals import AlreadyServing
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.web.browser import DESK, chromium, opened, sign_in

SEATED = "3号窗口"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for the morning."""
    with chromium() as browser:
        yield browser


def _issue(hall: LiveHall, matter: str = "SS01") -> None:
    visit = f"visit-{hall.controller.hall.order + 1}"
    hall.do(c.IssueNumber(visit=visit, token=f"token-{visit}", matter=matter))


def _main(page: Page) -> Any:
    return page.locator('[data-part="main"]')


def _sit_down(page: Page, hall: LiveHall) -> None:
    sign_in(page, hall, "clerk03")
    page.get_by_title("3号窗口开窗", exact=True).click()
    expect(page.get_by_role("heading", name=SEATED)).to_be_visible()


def _press_space(page: Page, then: str) -> None:
    """As a person does: press once what is ready, and see what follows."""
    _press(page, "Space")
    expect(_main(page)).to_contain_text(then)


def _press(page: Page, key: str) -> None:
    """A finger that has left the key before."""
    expect(_main(page)).to_be_enabled()
    page.wait_for_timeout(450)
    page.keyboard.press(key)


def test_a_morning_by_the_space_bar(browser: Browser, live_hall: LiveHall) -> None:
    """Each press of the one big key does the next step that the button names."""
    for _ in range(2):
        _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        expect(_main(page)).to_contain_text("呼叫下一位 C001")
        _press_space(page, "开始办理 C001")
        expect(page.locator('[data-part="number"]')).to_have_text("C001")
        _press_space(page, "办结 C001")
        _press(page, "4")
        _press_space(page, "呼叫下一位 C002")
        service = next(iter(live_hall.controller.hall.services.values()))
        assert service.outcome == "materials_missing"
        _press_space(page, "开始办理 C002")
        _press_space(page, "办结 C002")
        _press_space(page, "现在没有人等候")
        expect(_main(page)).to_be_disabled()


def test_what_changes_elsewhere_is_shown_at_once(browser: Browser, live_hall: LiveHall) -> None:
    """A number taken at a kiosk appears at the window without a touch."""
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        expect(page.locator('[data-part="waiting"]')).to_have_text("0")
        _issue(live_hall)
        expect(page.locator('[data-part="waiting"]')).to_have_text("1")
        expect(page.locator('[data-part="next"]')).to_contain_text("C001")


def test_recall_and_no_show_wait_for_their_time(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Both say how long they wait, and are offered when the time has come."""
    _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        _press_space(page, "开始办理 C001")
        no_show = page.locator('[data-act="no-show"]')
        expect(no_show).to_be_disabled()
        expect(no_show).to_contain_text("秒后")
        controller.clock.advance(90)
        expect(no_show).to_be_enabled()
        page.locator('[data-act="recall"]').click()
        expect(page.locator('[data-part="about"]')).to_contain_text("已呼叫2次")
        no_show.click()
        expect(page.locator('[data-part="idle-title"]')).to_have_text("窗口空闲")


def test_pause_and_come_back(browser: Browser, live_hall: LiveHall) -> None:
    """A pause has a reason; the big key ends it."""
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        expect(page.locator('[data-act="pause"]')).to_be_enabled()
        page.keyboard.press("p")
        page.get_by_role("button", name="打印、复印").click()
        expect(page.locator('[data-part="idle-title"]')).to_have_text("暂停：打印、复印")
        _press_space(page, "现在没有人等候")


def test_a_visit_is_parked_and_comes_back(browser: Browser, live_hall: LiveHall) -> None:
    """A parked visit stands beside the queue and is resumed with one press."""
    _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        _press_space(page, "开始办理 C001")
        _press_space(page, "办结 C001")
        _press(page, "k")
        page.get_by_role("button", name="去复印").click()
        expect(page.locator('[data-part="parked"]')).to_contain_text("去复印")
        page.get_by_role("button", name="恢复").click()
        expect(_main(page)).to_contain_text("办结 C001")


def test_a_note_goes_with_the_visit(browser: Browser, live_hall: LiveHall) -> None:
    """By keys alone: left while serving, parked by a digit, and there for whoever resumes."""
    _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        _press_space(page, "开始办理 C001")
        _press_space(page, "办结 C001")
        _press(page, "l")
        page.keyboard.type("复印件回来即可受理")
        page.keyboard.press("Enter")
        expect(page.locator('[data-part="note"]')).to_have_text("留言：复印件回来即可受理")
        _press(page, "k")
        page.keyboard.press("2")
        parked = page.locator('[data-part="parked"]')
        expect(parked).to_contain_text("去复印")
        expect(parked).to_contain_text("复印件回来即可受理")
    live_hall.do(c.OpenWindow(window=4, clerk="clerk04"))
    live_hall.do(c.ResumeVisit(window=4, number="C001"))
    assert live_hall.controller.hall.visits["visit-1"].note == "复印件回来即可受理"


def test_a_visit_is_transferred(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """It goes on waiting elsewhere under its number, with a note."""
    _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        _press_space(page, "开始办理 C001")
        _press(page, "t")
        page.select_option("[name=target]", "category:TZ")
        page.fill("[name=note]", "先核名")
        page.get_by_role("dialog").get_by_role("button", name="转办").click()
        expect(page.locator('[data-part="idle-title"]')).to_have_text("窗口空闲")
    visit = controller.hall.visits[controller.hall.numbers["C001"]]
    assert (visit.category, visit.reason) == ("TZ", "先核名")


def test_a_call_is_taken_back(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A wrong press can be undone for a few seconds, however fast the hall's clock goes."""
    _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        _press_space(page, "开始办理 C001")
        controller.clock.advance(120)
        page.get_by_role("button", name="撤销叫号 C001").click()
        expect(_main(page)).to_contain_text("呼叫下一位 C001")
    assert controller.hall.waiting("SS") == 1


def test_a_window_left_signed_in_is_taken_over(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """It is asked before it is done."""
    live_hall.do(c.OpenWindow(window=3, clerk="clerk04"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "clerk03")
        page.get_by_title("3号窗口开窗", exact=True).click()
        expect(page.get_by_role("dialog")).to_contain_text("王芳还在3号窗口")
        page.get_by_role("button", name="接管窗口").click()
        expect(page.get_by_role("heading", name=SEATED)).to_be_visible()
    assert controller.hall.windows[3].clerk == "clerk03"


def test_a_refusal_is_said_in_words(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """What the rules refuse is told with what to do instead."""
    _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        _press_space(page, "开始办理 C001")
        controller.fails_with = AlreadyServing(window=3, number="C001")
        _press(page, "Space")
        expect(page.locator('[data-part="said"]')).to_have_text(
            "C001已在3号窗口办理中。请办结后再操作。"
        )


def test_offline_is_shown_plainly_and_the_hall_comes_back(
    browser: Browser, live_hall: LiveHall
) -> None:
    """With the hall gone nothing can be pressed; when it is back the page goes on by itself."""
    _issue(live_hall)
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        live_hall.stop()
        expect(page.locator('[data-part="offline"]')).to_be_visible()
        expect(_main(page)).to_be_disabled()
        live_hall.start()
        expect(page.locator('[data-part="offline"]')).to_be_hidden()
        _press_space(page, "开始办理 C001")


def test_a_press_whose_answer_is_lost_takes_effect_once(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """The page repeats with the same key until it is answered."""
    for _ in range(2):
        _issue(live_hall)
    lost: list[str] = []
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)

        def lose_first_answer(route: Any) -> None:
            if lost:
                route.continue_()
                return
            lost.append(route.request.headers["idempotency-key"])
            route.fetch()
            route.abort()

        page.route("**/call-next", lose_first_answer)
        _press_space(page, "开始办理 C001")
        expect(page.locator('[data-part="said"]')).to_be_hidden()
        assert len(lost) == 1
        assert controller.hall.waiting("SS") == 1


def test_tabs_of_one_browser_share_one_stream(browser: Browser, live_hall: LiveHall) -> None:
    """Seven tabs of one browser all stay current; HTTP/1.1 alone would allow six streams."""
    context = browser.new_context(viewport=DESK, locale="zh-CN")
    pages = [context.new_page() for _ in range(7)]
    sign_in(pages[0], live_hall, "boss")
    for page in pages:
        page.goto(f"{live_hall.url}/manager")
        expect(page.locator('[data-part="line"]')).to_have_text("已连接")
    _issue(live_hall)
    for page in pages:
        expect(page.locator('[data-part="waiting"]')).to_have_text("1")
    context.close()


def test_faults_of_the_windows_devices_are_told(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A clerk sees what is wrong with the machines on the counter, and nothing of others."""
    fault = Fault(code="silent", text=("没有回应", "No answer"), since=controller.clock.at)
    controller.device_states = {
        "panel/panel-03": DeviceState(online=True, faults=(fault,)),
        "pad/pad-03": DeviceState(online=False),
        "pad/pad-04": DeviceState(online=False),
    }
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        faults = page.locator('[data-part="fault-list"] li')
        expect(faults).to_have_text(["窗口屏：没有回应", "叫号器离线"])


def test_a_call_tells_its_fate(browser: Browser, live_hall: LiveHall) -> None:
    """By panel, boards and voice as each is known; of what failed, why, and what happens instead.

    What the hall does not have is not named; whoever is being served has come.
    """
    _issue(live_hall)
    away = CallWay(reach=Reach.FAILED, reason=("不在线", "It is off line"))
    fate = CallFate(
        number="C001",
        times=1,
        panel=CallWay(reach=Reach.WAITING),
        board=CallWay(reach=Reach.SHOWN),
        voice=CallWay(reach=Reach.ABSENT),
    )
    with opened(browser, DESK) as page:
        _sit_down(page, live_hall)
        _press_space(page, "开始办理 C001")
        live_hall.tell_fates({3: fate})
        ways = page.locator('[data-part="call"] li')
        instead = page.locator('[data-part="call-instead"]')
        expect(ways).to_have_text(["窗口屏：正在送达", "大屏：已显示"])
        expect(instead).to_be_hidden()
        failed = replace(fate, panel=away, instead=("大屏照常呼叫。", "The boards call it."))
        live_hall.tell_fates({3: failed})
        expect(ways).to_have_text(["窗口屏：没有呼到不在线", "大屏：已显示"])
        expect(instead).to_have_text("大屏照常呼叫。")
        _press_space(page, "办结 C001")
        expect(page.locator('[data-part="call"]')).to_be_hidden()
        expect(instead).to_be_hidden()


def test_the_page_in_english(browser: Browser, live_hall: LiveHall) -> None:
    """What was chosen is followed, whatever the browser asks for, and can be changed again."""
    with opened(browser, DESK, "en") as page:
        sign_in(page, live_hall, "clerk03")
        page.get_by_title("Open window 3", exact=True).click()
        expect(_main(page)).to_contain_text("Nobody waits now")
        page.get_by_role("link", name="中文").click()
        expect(_main(page)).to_contain_text("现在没有人等候")
