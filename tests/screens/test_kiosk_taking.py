"""Taking a number, from the tap to the paper."""

import pytest

from hall.bus.messages import PrintOutcome, PrintProgress, Refused, TakeNumber, WaitRange
from kiosk.places import Page, Tap
from kiosk.waits import wait_range
from tests.screens.hall_messages import CLOSED
from tests.screens.kiosk_stage import issued_for
from tests.screens.kiosk_walk import TIMING, Walk


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


def test_a_matter_s_number_is_asked_for_the_matter(walk: Walk) -> None:
    """The request names the matter and the language, and no category."""
    request = walk.take("GA01")
    assert isinstance(request, TakeNumber)
    assert (request.matter, request.category, request.language) == ("GA01", None, "zh")
    assert walk.is_on(Page.TAKING)


def test_a_category_without_matters_is_asked_for_itself(walk: Walk) -> None:
    """咨询 goes straight to its queue."""
    walk.tap(Tap.CATEGORY, "ZX")
    walk.tap(Tap.TAKE)
    request = walk.sent()[0]
    assert isinstance(request, TakeNumber)
    assert (request.matter, request.category) == (None, "ZX")


def test_a_double_tap_makes_one_request(walk: Walk) -> None:
    """The second finger finds no button any more."""
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.TAKE)
    walk.tap(Tap.TAKE)
    assert len(walk.sent()) == 1


def test_an_unanswered_request_is_repeated_with_the_same_id(walk: Walk) -> None:
    """Once a second, until the answer is there."""
    request = walk.take()
    walk.wait(3)
    assert walk.sent() == [request, request, request]
    walk.replied(issued_for(request.id))
    walk.wait(3)
    assert walk.sent() == []


def test_trying_again_keeps_the_id(walk: Walk) -> None:
    """Whatever became of the first try, there is one number."""
    request = walk.take()
    walk.wait(TIMING.answer_s)
    assert walk.shown()["taking"]["again"]["label"] == "再试一次"
    walk.sent()
    walk.tap(Tap.AGAIN)
    assert walk.sent() == [request]
    assert walk.shown()["taking"]["again"]["label"] == ""


def test_a_late_answer_still_shows_the_number(walk: Walk) -> None:
    """Even when the kiosk has already said that none came."""
    request = walk.take()
    walk.wait(TIMING.answer_s + 1)
    walk.replied(issued_for(request.id))
    assert walk.shown()["issued"]["number"] == "R014"


def test_leaving_is_possible_only_when_no_answer_came(walk: Walk) -> None:
    """While the hall is asked there is nothing to leave; afterwards there is."""
    walk.take()
    walk.tap(Tap.HOME)
    assert walk.is_on(Page.TAKING)
    walk.wait(TIMING.answer_s)
    walk.tap(Tap.HOME)
    assert walk.is_on(Page.START)


def test_an_issued_number_says_how_long_and_where(walk: Walk) -> None:
    """People ahead, an honest range, the area and the way to it."""
    walk.replied(issued_for(walk.take().id))
    page = walk.shown()["issued"]
    assert page["wait"] == "前面还有6位，约等20–35分钟。"
    assert (page["area"], page["way"]) == ("请到二楼东区等叫号", "请上2楼")
    walk.tap(Tap.LANGUAGE)
    assert walk.shown()["issued"]["wait"] == "6 people ahead. About 20–35 minutes."


@pytest.mark.parametrize(
    ("outcome", "mood", "words"),
    [
        (PrintOutcome.PRINTING, "wait", "正在打印"),
        (PrintOutcome.PRINTED, "good", "请取走"),
        (PrintOutcome.WORKED_OFF, "good", "号票正在出来"),
        (PrintOutcome.SENT, "good", "发给打印机"),
        (PrintOutcome.UNCONFIRMED, "bad", "不确定"),
        (
            PrintOutcome.FAILED,
            "bad",
            "您已排上，号码R014。这台机器没打出来，请拍照或到服务台补打。",
        ),
    ],
)
def test_the_paper_s_fate_is_told(walk: Walk, outcome: PrintOutcome, mood: str, words: str) -> None:
    """The number stands whatever became of the paper."""
    request = walk.take().id
    walk.replied(issued_for(request))
    walk.replied(PrintProgress(request=request, outcome=outcome))
    page = walk.shown()["issued"]
    assert page["number"] == "R014"
    assert page["mood"] == mood
    assert words in page["paper"]


def test_silence_about_the_paper_is_told_as_doubt(walk: Walk) -> None:
    """A printer that says nothing final is not waited for for ever."""
    walk.replied(issued_for(walk.take().id))
    walk.wait(TIMING.print_s + 1)
    assert walk.shown()["issued"]["mood"] == "bad"


def test_a_refusal_is_shown_in_the_hall_s_words(walk: Walk) -> None:
    """What, until when, what instead."""
    walk.replied(Refused(request=walk.take().id, code="full", text=CLOSED))
    assert walk.is_on(Page.REFUSED)
    assert walk.shown()["refused"]["text"] == CLOSED[0]


def test_a_reply_to_someone_else_changes_nothing(walk: Walk) -> None:
    """An answer to a request that was left is not the next citizen's number."""
    request = walk.take("GA01")
    walk.wait(TIMING.answer_s)
    walk.tap(Tap.HOME)
    walk.take("BD01")
    walk.replied(issued_for(request.id))
    assert walk.is_on(Page.TAKING)


@pytest.mark.parametrize(
    ("low", "high", "zh", "en"),
    [
        (20, 35, "约等20–35分钟", "About 20–35 minutes"),
        (10, 10, "约等10分钟", "About 10 minutes"),
        (0, 5, "5分钟以内", "Within 5 minutes"),
        (0, 0, "很快轮到您", "Your turn soon"),
    ],
)
def test_a_range_is_said_as_people_say_it(low: int, high: int, zh: str, en: str) -> None:
    """No range from nothing, none from a number to itself."""
    wait = WaitRange(low_min=low, high_min=high, method="queue")
    assert wait_range(wait, "zh") == zh
    assert wait_range(wait, "en") == en
