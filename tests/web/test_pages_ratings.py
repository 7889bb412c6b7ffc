"""A bad rating to its end, and a phone after the day, in a real browser over real records."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from hall.core import commands as c
from hall.storage.archive import Archive
from hall.storage.verify import verify
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import LiveHall
from tests.fakes.recorded_hall import RecordedHall, recorded_hall
from tests.web.browser import DESK, PHONE, chromium, judged, opened, sign_in


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def hall(controller: FakeController, tmp_path: Path) -> Iterator[RecordedHall]:
    """A hall with records, its day not open yet."""
    hall = recorded_hall(controller, tmp_path)
    yield hall
    hall.store.close()


@pytest.fixture
def live(hall: RecordedHall, tmp_path: Path) -> Iterator[LiveHall]:
    """It on a real port."""
    archive = Archive(f"sqlite:///{tmp_path / 'hall.db'}")
    live = LiveHall(hall, archive=archive)
    live.start()
    live.run(hall.begin_day())
    yield live
    live.close()
    archive.close()


def _rate_badly(page: Page, live: LiveHall) -> None:
    """As a citizen does: the level first, then why."""
    page.goto(f"{live.url}/t/token-one")
    page.get_by_role("button", name="非常不满意", exact=True).click()
    page.get_by_label("等得太久").check()
    page.get_by_label("想说的话").fill("等了一个小时，没人理。电话139…")
    page.get_by_role("button", name="补充到评价里").click()
    expect(page.locator("body")).to_have_attribute("data-unsent", "0")


def _go_on(page: Page, button: str, result: str = "", words: str = "") -> None:
    form = page.locator("form", has=page.get_by_role("button", name=button, exact=True))
    if result:
        form.get_by_label(result).check()
    if words:
        form.locator("textarea").fill(words)
    form.get_by_role("button", name=button, exact=True).click()


def test_a_bad_rating_to_its_end(
    browser: Browser, hall: RecordedHall, live: LiveHall, tmp_path: Path
) -> None:
    """From the phone over desk, reply and appeal to the manager's review, and back to the phone."""
    service = live.run(hall.serve("one"))
    with opened(browser, PHONE) as phone, opened(browser, DESK) as desk:
        _rate_badly(phone, live)
        sign_in(desk, live, "desk")
        desk.goto(f"{live.url}/follow-ups")
        assert judged(desk) == []
        desk.get_by_role("link", name="C001").click()
        expect(desk.get_by_text("等了一个小时")).to_be_visible()
        _go_on(desk, "我来负责")
        _go_on(desk, "记下回访", "联系到了", "已致歉")
        _go_on(desk, "答复", words="对不起，当天系统故障，已加开窗口。")
        assert judged(desk) == []
        phone.reload()
        expect(phone.locator('[data-part="reply"]')).to_contain_text("已加开窗口")
        assert judged(phone) == []
        phone.get_by_label("不满意这个答复").fill("没有解释为什么没人理")
        phone.get_by_role("button", name="申诉").click()
        expect(phone.locator('[data-part="answer-state"]')).to_contain_text("申诉")
        desk.reload()
        expect(desk.get_by_text("没有解释为什么没人理")).to_be_visible()
        expect(desk.get_by_role("button", name="复核")).to_have_count(0)
        with opened(browser, DESK, "en") as boss:
            sign_in(boss, live, "boss")
            boss.goto(f"{live.url}/follow-ups/{service}")
            assert judged(boss) == []
            _go_on(boss, "Review", "Put right", "已对窗口人员培训")
            expect(boss.get_by_text("Reviewed").first).to_be_visible()
        phone.reload()
        expect(phone.locator('[data-part="answer-state"]')).to_contain_text("已由别人复核")
    assert verify(f"sqlite:///{tmp_path / 'hall.db'}").good


def test_a_phone_from_ticket_to_rating_after_closing(
    browser: Browser, hall: RecordedHall, live: LiveHall
) -> None:
    """The same page follows the number, its service, the end of the day, and takes the rating."""
    live.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    with opened(browser, PHONE) as phone:
        phone.goto(f"{live.url}/t/token-one")
        expect(phone.locator('[data-part="head"]')).to_contain_text("前面没有人了")
        for command in (
            c.OpenWindow(window=3, clerk="clerk03"),
            c.CallNext(window=3),
            c.StartService(window=3),
            c.FinishService(window=3),
        ):
            live.do(command)
        live.run(hall.next_day())
        phone.reload()
        expect(phone.locator('[data-part="head"]')).to_contain_text("3月2日")
        expect(phone.locator('[data-part="rate-until"]')).to_contain_text("评价")
        assert judged(phone) == []
        phone.get_by_role("button", name="满意", exact=True).click()
        expect(phone.locator('[data-part="thanks"]')).to_be_visible()
        expect(phone.locator("body")).to_have_attribute("data-unsent", "0")
        phone.reload()
        expect(phone.locator('[data-part="rating"]')).to_be_hidden()


def test_own_ratings_and_what_pads_counted_can_be_read_by_everybody(
    browser: Browser, hall: RecordedHall, live: LiveHall
) -> None:
    """In both languages, empty and filled."""
    for name in "abcde":
        service = live.run(hall.serve(name))
        live.do(c.RateService(service=service, level=4, channel="pad"))
    live.run(hall.next_day())
    for language in ("zh", "en"):
        with opened(browser, DESK, language) as clerk:
            sign_in(clerk, live, "clerk03")
            clerk.goto(f"{live.url}/my-ratings")
            expect(clerk.get_by_role("row")).to_have_count(2)
            assert judged(clerk) == []
        with opened(browser, DESK, language) as boss:
            sign_in(boss, live, "boss")
            boss.goto(f"{live.url}/pad-counts")
            expect(boss.locator("td .late").first).to_have_text(re.compile("0／5"))
            assert judged(boss) == []
