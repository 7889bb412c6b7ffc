"""The rating tablet and the phone page in a real browser."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from hall.core import commands as c
from hall.core.settings import NoShowPolicy
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.web.browser import PHONE, TABLET, chromium, opened

WIDTH_MM = 217
"""Of a 10-inch tablet."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


def _serve(hall: LiveHall, language: str = "zh") -> str:
    """Serve one citizen at window 3 to the end; gives back the service."""
    visit = f"visit-{hall.controller.hall.order + 1}"
    hall.do(c.IssueNumber(visit=visit, token=f"token-{visit}", matter="SS01", language=language))
    if hall.controller.hall.windows[3].clerk is None:
        hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    hall.do(c.CallNext(window=3))
    hall.do(c.FinishService(window=3))
    return f"{visit}.1"


def _tablet(page: Page, hall: LiveHall) -> None:
    page.goto(f"{hall.url}/rate/3")
    expect(page.locator('[data-part="idle"]')).to_contain_text("3号窗口")


def test_between_questions_the_tablet_is_the_number_card(
    browser: Browser, live_hall: LiveHall
) -> None:
    """Where a panel is dark, the number at the window stands on the tablet, and goes with it."""
    with opened(browser, TABLET) as page:
        _tablet(page, live_hall)
        number = page.locator('[data-part="number"]')
        expect(number).to_be_hidden()
        live_hall.do(c.IssueNumber(visit="v1", token="token-v1", matter="SS01"))
        live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
        live_hall.do(c.CallNext(window=3))
        expect(number).to_have_text("C001")
        live_hall.do(c.FinishService(window=3))
        expect(page.locator('[data-part="ask"]')).to_be_visible()
        expect(number).to_be_hidden()


def test_a_rating_from_the_question_to_the_thanks(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """The tablet waits for its window's question, takes one level, thanks, and waits again."""
    with opened(browser, TABLET) as page:
        _tablet(page, live_hall)
        service = _serve(live_hall)
        expect(page.locator('[data-part="ask"]')).to_contain_text("请评价这次服务")
        expect(page.locator('[data-part="served"]')).to_contain_text("clerk03")
        page.locator('[data-level="2"]').click()
        expect(page.locator('[data-part="thanks"]')).to_contain_text("谢谢，窗口不会知道是谁评的。")
        page.get_by_text("等得太久").click()
        page.fill("[name=words]", "等了一小时")
        page.get_by_role("button", name="送出").click()
        expect(page.locator('[data-part="idle"]')).to_be_visible()
        expect(page.locator("body")).to_have_attribute("data-unsent", "0")
    rating = controller.hall.services[service].rating
    assert rating is not None
    assert (rating.level, rating.reasons, rating.words) == (2, ("slow",), "等了一小时")


def test_five_equal_buttons_and_nothing_preset(browser: Browser, live_hall: LiveHall) -> None:
    """Each is 38 mm on a 10-inch tablet; none looks chosen, good ones look like bad ones."""
    with opened(browser, TABLET) as page:
        _tablet(page, live_hall)
        _serve(live_hall)
        buttons = page.locator("[data-level]")
        expect(buttons.first).to_be_visible()
        looks = buttons.evaluate_all(
            "all => all.map(b => { const s = getComputedStyle(b), r = b.getBoundingClientRect();"
            "return [s.backgroundColor, s.borderColor, s.color, s.fontSize, r.width, r.height]; })"
        )
    assert len(looks) == 5
    assert all(look[:4] == looks[0][:4] for look in looks)
    for *_, width, height in looks:
        assert width * WIDTH_MM / TABLET["width"] >= 37.9
        assert height == pytest.approx(width, abs=1)


def test_an_english_ticket_is_asked_in_english(browser: Browser, live_hall: LiveHall) -> None:
    """The question is in the language of the ticket, and can be had in the other."""
    with opened(browser, TABLET) as page:
        _tablet(page, live_hall)
        _serve(live_hall, "en")
        expect(page.get_by_role("heading", name="Please rate this service")).to_be_visible()
        page.locator('[data-part="language"]').click()
        expect(page.get_by_role("heading", name="请评价这次服务")).to_be_visible()


def test_a_rating_given_offline_is_delivered_once(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """A rating is kept in the browser until the hall is back, and counts once."""
    with opened(browser, TABLET) as page:
        _tablet(page, live_hall)
        service = _serve(live_hall)
        expect(page.locator('[data-level="4"]')).to_be_visible()
        live_hall.stop()
        expect(page.locator('[data-part="offline"]')).to_be_visible()
        page.locator('[data-level="4"]').click()
        expect(page.locator('[data-part="thanks"]')).to_be_visible()
        expect(page.locator("body")).to_have_attribute("data-unsent", "1")
        assert controller.hall.services[service].rating is None
        live_hall.start()
        expect(page.locator("body")).to_have_attribute("data-unsent", "0")
    rating = controller.hall.services[service].rating
    assert rating is not None
    assert rating.level == 4
    assert sum(order.startswith("tablet:") for order in controller.answered) == 1


def _size_of(answer: Response) -> list[int]:
    """Nothing of a stream: it has no end."""
    return [] if "/events" in answer.url else [len(answer.body())]


def test_a_phone_follows_its_ticket_to_the_rating(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """The phone shows who is ahead, then where to go, then asks for the rating; under 50 kB."""
    for visit in ("one", "two"):
        live_hall.do(c.IssueNumber(visit=visit, token=f"token-of-{visit}", matter="SS01"))
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    sizes: list[int] = []
    with opened(browser, PHONE) as page:
        page.on("response", lambda each: sizes.extend(_size_of(each)))
        page.goto(f"{live_hall.url}/t/token-of-two")
        expect(page.locator('[data-part="head"]')).to_have_text("前面还有1位")
        assert 0 < sum(sizes) < 50_000
        page.get_by_text("办事指南").click()
        expect(page.locator('[data-part="materials"] li').first).to_be_visible()
        expect(page.locator('[data-part="fee"]')).to_have_text("费用：不收费")
        live_hall.do(c.CallNext(window=3))
        live_hall.do(c.FinishService(window=3))
        live_hall.do(c.CallNext(window=3))
        expect(page.locator('[data-part="head"]')).to_have_text("请到3号窗口", timeout=15_000)
        expect(page.locator('[data-part="place"]')).to_contain_text("窗口在")
        live_hall.do(c.FinishService(window=3))
        expect(page.locator('[data-part="rated"]')).to_contain_text("3号窗口", timeout=15_000)
        page.get_by_role("button", name="基本满意").click()
        expect(page.locator('[data-part="thanks"]')).to_be_visible()
        expect(page.locator("body")).to_have_attribute("data-unsent", "0")
    rating = controller.hall.services["two.1"].rating
    assert rating is not None
    assert rating.level == 3


def test_a_phone_says_what_holds_for_the_whole_hall(browser: Browser, live_hall: LiveHall) -> None:
    """A pause beside the queue; in an emergency the ways out in place of it, nearest first.

    It is told, not looked up: nothing else of the ticket is answered meanwhile.
    """
    live_hall.do(c.IssueNumber(visit="one", token="token-of-one", matter="SS01"))
    live_hall.do(c.PauseHall(reason="维护"))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        expect(page.locator('[data-part="wide"]')).to_contain_text("全大厅暂停叫号")
        expect(page.locator('[data-part="head"]')).to_be_visible()
        page.route("**/api/v1/tickets/**", lambda route: route.abort())
        live_hall.do(c.StartEmergency(reason="火警"))
        expect(page.locator('[data-part="wide"] li')).to_have_count(4)
        for part in ("state", "place", "acts"):
            expect(page.locator(f'[data-part="{part}"]')).to_be_hidden()
        live_hall.do(c.EndEmergency())
        live_hall.do(c.ResumeHall())
        expect(page.locator('[data-part="head"]')).to_be_visible()
        expect(page.locator('[data-part="wide"]')).to_be_hidden()


def test_each_service_of_a_ticket_is_rated(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Served at two windows, asked twice, each time with where and what it was."""
    live_hall.do(c.IssueNumber(visit="one", token="token-of-one", matter="SS01", further=("TZ01",)))
    for window in (3, 1):
        live_hall.do(c.OpenWindow(window=window, clerk=f"clerk{window}"))
        live_hall.do(c.CallNext(window=window))
        live_hall.do(c.FinishService(window=window))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        for window, level in ((1, "非常满意"), (3, "不满意")):
            expect(page.locator('[data-part="rated"]')).to_contain_text(f"{window}号窗口")
            page.get_by_role("button", name=level, exact=True).click()
        expect(page.locator('[data-part="rating"]')).to_be_hidden()
        expect(page.locator("body")).to_have_attribute("data-unsent", "0")
    given = {each.window: each.rating for each in controller.hall.services.values()}
    assert {no: rating and rating.level for no, rating in given.items()} == {1: 5, 3: 2}


def test_a_phone_lets_others_pass_and_gives_up(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """What the holder of a ticket does takes effect; giving up asks first."""
    for visit in ("one", "two"):
        live_hall.do(c.IssueNumber(visit=visit, token=f"token-of-{visit}", matter="SS01"))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        page.get_by_role("button", name="让1位先办").click()
        expect(page.locator('[data-part="head"]')).to_have_text("前面还有1位")
        page.get_by_role("button", name="让1位先办").click()
        expect(page.locator('[data-part="said"]')).to_contain_text("后面没有人在等")
        page.get_by_role("button", name="不办了，弃号").click()
        page.get_by_role("button", name="弃号", exact=True).click()
        expect(page.locator('[data-part="head"]')).to_have_text("这个号已取消。")
    assert controller.hall.visits["one"].ending == "cancelled"


def test_a_missed_number_queues_again_from_the_phone(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """By the hall's rule a missed number is replaced by a new one, and the page follows it."""
    live_hall.do(c.IssueNumber(visit="one", token="token-of-one", matter="SS01"))
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    live_hall.do(c.CallNext(window=3))
    controller.clock.advance(600)
    live_hall.do(c.MarkNoShow(window=3))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        expect(page.locator('[data-part="head"]')).to_have_text("您已过号")
        page.get_by_role("button", name="重新排队").click()
        expect(page.locator(".number")).to_have_text("C002")


def test_a_missed_number_that_keeps_its_place_is_told_behind_how_many(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Where the rule lets it back in, the phone says after how many, and brings it back."""
    settings = replace(
        controller.hall.settings, no_show_policy=NoShowPolicy.BACK_AFTER, no_show_back_after=2
    )
    live_hall.do(c.ChangeSettings(settings=settings, reason="试行"))
    live_hall.do(c.IssueNumber(visit="one", token="token-of-one", matter="SS01"))
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    live_hall.do(c.CallNext(window=3))
    controller.clock.advance(600)
    live_hall.do(c.MarkNoShow(window=3))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        expect(page.locator('[data-part="head"]')).to_have_text("您已过号")
        expect(page.locator('[data-part="about"]')).to_contain_text("再等2位即可办理")
        page.get_by_role("button", name="重新排队").click()
        expect(page.locator('[data-part="head"]')).to_have_text("前面没有人了")
        expect(page.locator(".number")).to_have_text("C001")


def test_a_parked_number_is_kept_and_has_not_been_missed(
    browser: Browser, live_hall: LiveHall
) -> None:
    """Who was sent for a copy is told to come back, and is not offered to queue again."""
    live_hall.do(c.IssueNumber(visit="one", token="token-of-one", matter="SS01"))
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    live_hall.do(c.CallNext(window=3))
    live_hall.do(c.StartService(window=3))
    live_hall.do(c.ParkVisit(window=3, reason="去复印"))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        expect(page.locator('[data-part="head"]')).to_have_text("号码给您留着")
        expect(page.get_by_role("button", name="重新排队")).to_be_hidden()


def test_a_wait_on_the_phone_is_never_said_in_noughts(
    browser: Browser, live_hall: LiveHall
) -> None:
    """Who is next is told of some minutes at most, and one person ahead is one person."""
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    for name in ("one", "two"):
        live_hall.do(c.IssueNumber(visit=name, token=f"token-of-{name}", matter="SS01"))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        about = page.locator('[data-part="about"]')
        expect(about).to_contain_text("分钟")
        assert "约等0" not in about.inner_text()
        page.goto(f"{live_hall.url}/language/en?back=/t/token-of-two")
        expect(page.locator('[data-part="head"]')).to_have_text("1 person ahead")


def test_who_is_late_is_told_until_when_the_window_waits(
    browser: Browser, live_hall: LiveHall
) -> None:
    """The press has an answer that stays, and is not offered twice."""
    live_hall.do(c.IssueNumber(visit="one", token="token-of-one", matter="SS01"))
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    live_hall.do(c.CallNext(window=3))
    with opened(browser, PHONE) as page:
        page.goto(f"{live_hall.url}/t/token-of-one")
        page.get_by_role("button", name="我会晚到").click()
        expect(page.locator('[data-part="about"]')).to_contain_text("窗口等您到")
        expect(page.get_by_role("button", name="我会晚到")).to_be_hidden()


def test_a_call_is_felt_by_whoever_holds_the_phone(browser: Browser, live_hall: LiveHall) -> None:
    """A phone that can shakes once when its turn comes, and its tab says so."""
    live_hall.do(c.IssueNumber(visit="one", token="token-of-one", matter="SS01"))
    live_hall.do(c.OpenWindow(window=3, clerk="clerk03"))
    with opened(browser, PHONE) as page:
        page.clock.install()
        page.add_init_script("navigator.vibrate = (ms) => { document.body.dataset.felt = ms; }")
        page.goto(f"{live_hall.url}/t/token-of-one")
        expect(page.locator('[data-part="head"]')).to_have_text("前面没有人了")
        live_hall.do(c.CallNext(window=3))
        page.clock.run_for(4_000)
        expect(page.locator("body")).to_have_attribute("data-felt", "400,200,400")
        expect(page).to_have_title("C001 · 请到3号窗口")
