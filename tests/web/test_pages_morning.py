"""A manager's day in a real browser: a window dragged, advice taken, an emergency, closing time."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from hall.core import commands as c
from hall.core.adviser import Mode
from hall.forecast.advice.counsel import Counsel
from tests.fakes.controller import NINE, FakeController
from tests.fakes.live_hall import PASSWORD, LiveHall
from tests.web.browser import DESK, PHONE, chromium, judged, opened, sign_in
from tests.web.test_api_advice import PROSPECT, SUGGESTION, FakeLookout


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for all."""
    with chromium() as browser:
        yield browser


@pytest.fixture
def advised(controller: FakeController) -> FakeLookout:
    """A hall that is looked ahead for, and whose adviser has spoken."""
    lookout = FakeLookout()
    controller.foretold.lookout = lookout
    controller.foretold.mode = Mode.CONFIRM
    controller.foretold.counsel = Counsel(
        at=NINE,
        present=PROSPECT,
        suggestions=(SUGGESTION,),
        more_skills=SUGGESTION,
        said_first=("先培训更有效。", "Training does better."),
        moves_left=5,
    )
    return lookout


def _part(page: Page, name: str) -> str:
    return f'[data-part="{name}"]'


def _emergency(controller: FakeController) -> str | None:
    return controller.hall.emergency


def test_a_dragged_window_shows_what_would_be_before_it_moves(
    browser: Browser, live_hall: LiveHall, controller: FakeController, advised: FakeLookout
) -> None:
    """Dropped on a category, the sheet has that category and both curves; nothing has changed."""
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        row = page.locator(f"{_part(page, 'queues')} tr", has_text="投资项目")
        page.get_by_title("3号窗口 · 商事登记", exact=True).drag_to(row)
        expect(page.get_by_label("投资项目", exact=True)).to_be_checked()
        expect(page.get_by_label("商事登记", exact=True)).not_to_be_checked()
        expect(page.locator(f"{_part(page, 'trial')} svg")).to_be_visible()
        expect(page.locator(".compared")).to_contain_text("10分钟（8–12）")
        assert advised.tried[-1].plan == {3: ("TZ",)}
        assert controller.hall.windows[3].categories == ("SS",)
        page.get_by_label("来的人").select_option("1.2")
        page.get_by_label("这个窗口").select_option("closed")
        page.wait_for_function("() => !document.querySelector('[data-part=trial][aria-busy]')")
        assert (advised.tried[-1].many, advised.tried[-1].closed) == (1.2, frozenset({3}))
        assert judged(page) == []


def test_a_window_is_moved_by_keys_alone(
    browser: Browser, live_hall: LiveHall, controller: FakeController, advised: FakeLookout
) -> None:
    """Enter opens the sheet, space ticks, Enter puts it in force."""
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        page.get_by_title("3号窗口 · 商事登记", exact=True).focus()
        page.keyboard.press("Enter")
        page.get_by_label("投资项目", exact=True).focus()
        page.keyboard.press("Space")
        page.locator("[name=reason]").first.focus()
        page.keyboard.type("早高峰")
        page.keyboard.press("Enter")
        expect(page.locator(_part(page, "saved"))).to_contain_text("第2版")
    assert controller.hall.windows[3].categories == ("TZ", "SS")


@pytest.mark.parametrize(("language", "first"), [("zh", "先培训更有效"), ("en", "Training does")])
def test_advice_is_taken_with_one_press_and_taken_back(
    browser: Browser,
    live_hall: LiveHall,
    controller: FakeController,
    advised: FakeLookout,
    language: str,
    first: str,
) -> None:
    """More skills are said first; a proposal has its ranges; one press, and one to undo."""
    assert advised.tried == []
    before = controller.hall.windows[3].categories
    with opened(browser, DESK, language) as page:
        sign_in(page, live_hall, "boss")
        expect(page.locator(_part(page, "advice-first"))).to_contain_text(first)
        expect(page.locator(".proposal")).to_contain_text("(8–12)" if language == "en" else "8–12")
        assert judged(page) == []
        page.locator(".proposal .button.main").click()
        expect(page.locator(_part(page, "saved"))).to_contain_text("2")
        assert controller.hall.windows[3].categories == ("BD", "SS")
        expect(page.locator(".proposal")).to_have_count(0)
        back = {each.window: each.before for each in SUGGESTION.moves}
        page.locator(_part(page, "undo-plan")).click()
        expect(page.locator(_part(page, "undo-plan"))).to_be_hidden()
    assert controller.hall.windows[3].categories == back[3] != before


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_emergency_begins_and_ends_in_two_steps(
    browser: Browser, live_hall: LiveHall, controller: FakeController, language: str
) -> None:
    """The first press only asks; its end is asked twice too, and needs the password once more.

    Its start never does, though the page was open for long (here: while the hall was restarted).
    """
    with opened(browser, DESK, language) as page:
        sign_in(page, live_hall, "boss")
        expect(page.locator(_part(page, "issued"))).to_have_text("0")
        live_hall.stop()
        live_hall.start()
        page.locator('[data-act="start_emergency"]').click()
        page.locator(f"{_part(page, 'act')} [name=reason]").fill("烟雾")
        page.locator(_part(page, "act-go")).click()
        expect(page.locator(_part(page, "act-sure"))).to_be_visible()
        assert _emergency(controller) is None
        assert judged(page) == []
        page.locator(_part(page, "act-go")).click()
        standing = page.locator(f"{_part(page, 'hall-state')} li.red")
        expect(standing).to_contain_text("烟雾")
        assert _emergency(controller) == "烟雾"
        assert judged(page) == []
        standing.get_by_role("button").click()
        page.locator(_part(page, "act-go")).click()
        assert _emergency(controller) is not None
        page.locator(_part(page, "act-go")).click()
        password = page.locator(_part(page, "password"))
        password.locator("[name=password]").fill("wrong")
        password.locator("[type=submit]").click()
        expect(page.locator(_part(page, "password-problem"))).to_be_visible()
        assert judged(page) == []
        assert _emergency(controller) is not None
        password.locator("[name=password]").fill(PASSWORD)
        password.locator("[type=submit]").click()
        expect(standing).to_have_count(0)
    assert _emergency(controller) is None


def test_the_hall_is_paused_told_and_stopped_with_reasons(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """What holds for the whole hall stands on the page with the way back."""
    with opened(browser, PHONE) as page:
        sign_in(page, live_hall, "boss")
        page.locator('[data-act="pause"]').click()
        page.locator(f"{_part(page, 'act')} [name=reason]").fill("消防检查")
        page.locator(_part(page, "act-go")).click()
        standing = page.locator(_part(page, "hall-state"))
        expect(standing).to_contain_text("消防检查")
        page.locator('[data-act="announce"]').click()
        page.locator("[name=zh]").fill("二楼停电")
        page.locator("[name=en]").fill("No power on floor 2")
        page.locator(_part(page, "act-go")).click()
        expect(standing).to_contain_text("二楼停电")
        assert controller.hall.announcement is not None
        standing.get_by_role("button", name="恢复叫号").click()
        standing.get_by_role("button", name="撤下通知").click()
        expect(standing).to_be_hidden()
    assert controller.hall.paused is None


def test_closing_time_is_decided_person_by_person_and_said_back(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """One is served on: numbers stop. Then a code for one, an end for the other: the day ends.

    The page was loaded again in between; nothing was lost.
    """
    for name in ("one", "two"):
        live_hall.do(c.IssueNumber(visit=name, token=f"token-{name}", matter="SS01"))
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        page.locator(".wide [data-close]").click()
        summary = page.locator(_part(page, "close-summary"))
        expect(summary).to_contain_text("2人继续叫号办完")
        page.locator(_part(page, "close-go")).click()
        expect(page.locator(_part(page, "hall-state"))).to_contain_text("临近下班")
        page.locator(".wide [data-close]").click()
        page.get_by_label("C001怎么办").select_option("code")
        page.get_by_label("C002怎么办").select_option("end")
        expect(summary).to_contain_text("1人今天结束")
        page.reload()
        page.locator(".wide [data-close]").click()
        expect(summary).to_contain_text("1人拿返回码改天来")
        expect(summary).to_contain_text("1人今天结束")
        expect(summary).to_contain_text("现在结束今天")
        assert judged(page) == []
        page.locator(_part(page, "close-go")).click()
        expect(page.locator(_part(page, "saved"))).to_contain_text("今天已结束")
    assert controller.hall.day is None


def test_half_an_hour_before_closing_the_page_says_who_is_not_reached(
    browser: Browser, live_hall: LiveHall, controller: FakeController
) -> None:
    """Nobody has to ask."""
    live_hall.do(c.IssueNumber(visit="one", token="token-one", matter="SS01"))
    controller.clock.advance(7.6 * 3600)
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        expect(page.locator(_part(page, "closing"))).to_contain_text("1人可能叫不到")


def test_an_arrangement_of_another_day_is_tried_by_dragging_and_by_keys(
    browser: Browser, live_hall: LiveHall, controller: FakeController, advised: FakeLookout
) -> None:
    """Windows between categories, closed, with other hours and more people; nothing is changed."""
    plan = controller.hall.windows
    with opened(browser, DESK) as page:
        sign_in(page, live_hall, "boss")
        page.goto(f"{live_hall.url}/what-if?day=2026-03-03")
        row = page.locator(".row", has_text="投资项目")
        page.locator(".row", has_text="商事登记").get_by_role("button").first.drag_to(row)
        expect(page.locator(f"{_part(page, 'changes')} li")).to_have_count(1)
        page.get_by_label("来的人").select_option("1.2")
        page.locator(".row", has_text="不动产").get_by_role("button").first.press("Enter")
        page.locator("[name=opens]").first.fill("13:00")
        page.locator("[name=closes]").first.fill("12:00")
        page.get_by_role("button", name="这样推演").click()
        expect(page.locator(_part(page, "sheet-problem"))).to_be_visible()
        page.locator("[name=closes]").first.fill("16:00")
        page.get_by_role("button", name="这样推演").click()
        expect(page.locator(f"{_part(page, 'changes')} li")).to_have_count(3)
        page.wait_for_function("() => !document.querySelector('[data-part=trial][aria-busy]')")
        tried = advised.tried[-1]
        assert (tried.many, str(tried.day), len(tried.plan)) == (1.2, "2026-03-03", 1)
        ((start, end),) = next(iter(tried.roster.values()))
        assert (end - start).total_seconds() == 3 * 3600
        assert judged(page) == []
        page.get_by_role("button", name="全部照原样").click()
        expect(page.locator(f"{_part(page, 'changes')} .soft")).to_be_visible()
    assert controller.hall.windows == plan
