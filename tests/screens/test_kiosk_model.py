"""A citizen's way through the kiosk, without its screen."""

import pytest

from hall.bus.messages import (
    Accepted,
    AskHelp,
    PrintOutcome,
    PrintProgress,
    Refused,
    TakeNumber,
    WaitRange,
)
from hall.bus.topics import Kind
from kiosk.flow import Page, Tap
from kiosk.waits import wait_range
from tests.screens.hall_messages import CLOSED, beat, catalogue_parts, queue_view, view_topic
from tests.screens.kiosk_stage import issued_for
from tests.screens.kiosk_walk import TIMING, Walk


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


def test_the_start_shows_the_twelve_most_frequent_matters(walk: Walk) -> None:
    """The tiles carry everyday words, the most frequent first."""
    tiles = walk.shown()["start"]["tiles"]
    assert len(tiles) == 12
    assert tiles[0]["text"] == {"main": "房产过户", "beside": "Transfer a home"}


def test_a_matter_s_number_is_asked_for_the_matter(walk: Walk) -> None:
    """The request names the matter and the language, and no category."""
    request = walk.take("GA01")
    assert isinstance(request, TakeNumber)
    assert (request.matter, request.category, request.language) == ("GA01", None, "zh")
    assert walk.is_on(Page.TAKING)


def test_a_category_without_matters_is_asked_for_itself(walk: Walk) -> None:
    """取件 goes straight to its queue."""
    walk.tap(Tap.CATEGORY, "CJ")
    walk.tap(Tap.TAKE)
    request = walk.sent()[0]
    assert isinstance(request, TakeNumber)
    assert (request.matter, request.category) == (None, "CJ")


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
        (PrintOutcome.SENT, "good", "没出来请拍照"),
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


def test_a_closed_category_says_so_before_anyone_asks() -> None:
    """The tile carries a word, the guide the hall's sentence, and the button is dead."""
    walk = Walk()
    walk.hears_hall("SS")
    closed = {tile["argument"]: tile["closed"] for tile in walk.shown()["start"]["tiles"]}
    assert closed["SS01"] == "现在不取号"
    assert closed["GA01"] == ""
    walk.tap(Tap.MATTER, "SS01")
    assert walk.shown()["guide"]["why_not"] == CLOSED[0]
    walk.tap(Tap.TAKE)
    assert walk.sent() == []


def test_a_closed_hall_says_it_once() -> None:
    """When one sentence holds for all, it stands on top and not on every tile."""
    walk = Walk()
    walk.hears_hall(*(card.code for card in catalogue_parts()[0].categories))
    page = walk.shown()
    assert page["notice"] == CLOSED[0]
    assert {tile["closed"] for tile in page["start"]["tiles"]} == {""}
    walk.tap(Tap.MATTER, "GA01")
    assert not walk.shown()["guide"]["take"]["able"]


def test_the_hall_s_absence_is_told_within_three_seconds_and_ends_by_itself(walk: Walk) -> None:
    """Guides stay readable; numbers come back with the beat."""
    walk.tap(Tap.MATTER, "GA01")
    walk.wait(3.5, beating=False)
    assert "连不上大厅" in walk.shown()["notice"]
    assert walk.shown()["guide"]["materials"]["rows"]
    assert not walk.shown()["guide"]["take"]["able"]
    walk.tap(Tap.TAKE)
    assert walk.sent() == []
    walk.wait(0.5)
    assert walk.shown()["notice"] == ""
    assert walk.shown()["guide"]["take"]["able"]


def test_after_a_restart_of_the_hall_old_queues_are_not_shown(walk: Walk) -> None:
    """A queue of an epoch that is over says nothing about now."""
    walk.tap(Tap.MATTER, "GA01")
    walk.now_s += 4
    walk.hears([beat(4, epoch=8)])
    assert walk.shown()["guide"]["facts"][0]["value"] == "暂时看不到"
    walk.hears([(view_topic(Kind.QUEUE), queue_view(1, epoch=8))])
    assert "位" in walk.shown()["guide"]["facts"][0]["value"]


def test_guides_that_were_kept_are_shown_before_the_hall_is_heard() -> None:
    """A kiosk that starts without the hall still answers what to bring."""
    walk = Walk()
    walk.kiosk.remember(catalogue_parts())
    assert len(walk.shown()["start"]["tiles"]) == 12
    walk.tap(Tap.MATTER, "GA01")
    assert walk.shown()["guide"]["materials"]["rows"]


def test_an_incomplete_catalogue_does_not_replace_a_complete_one(walk: Walk) -> None:
    """While a new version's parts arrive, the old one stays."""
    before = walk.shown()["start"]
    part = catalogue_parts()[0]
    newer = [
        type(part)(
            version=type(part.version)(epoch=7, sequence=50),
            catalogue_version="2",
            part=1,
            parts=2,
            categories=part.categories,
            matters=(),
        )
    ]
    walk.hears([(view_topic(Kind.CATALOGUE, "1"), view) for view in newer])
    assert walk.shown()["start"] == before


def test_a_call_for_help_is_one_tap_and_is_answered(walk: Walk) -> None:
    """From any page; the answer is shown over it."""
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.HELP)
    walk.tap(Tap.HELP)
    (request,) = walk.sent()
    assert isinstance(request, AskHelp)
    walk.replied(Accepted(request=request.id))
    assert walk.shown()["help"]["head"]["main"] == "工作人员马上就来"
    walk.tap(Tap.HELP_CLOSE)
    assert not walk.shown()["help"]["open"]
    assert walk.is_on(Page.GUIDE)


def test_a_call_for_help_that_nobody_hears_says_where_to_go(walk: Walk) -> None:
    """It never ends in nothing."""
    walk.tap(Tap.HELP)
    walk.wait(TIMING.answer_s)
    assert walk.shown()["help"]["head"]["main"] == "没有呼叫到工作人员"
    assert walk.shown()["help"]["body"] == "请直接到服务台。"


def test_a_refused_call_for_help_is_told_in_the_hall_s_words(walk: Walk) -> None:
    """With what to do instead."""
    walk.tap(Tap.HELP)
    request = walk.sent()[0].id
    walk.replied(Refused(request=request, code="closed", text=("请到1号窗口。", "See window 1.")))
    assert walk.shown()["help"]["body"] == "请到1号窗口。"


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


def test_back_goes_the_way_that_one_came(walk: Walk) -> None:
    """Each page leads back to the one before, the list to where it was."""
    walk.tap(Tap.ALL)
    walk.tap(Tap.CATEGORY, "ZH")
    walk.tap(Tap.MATTER, "ZH02")
    pages = []
    for _ in range(4):
        pages.append(walk.kiosk.flow.page)
        walk.tap(Tap.BACK)
    assert pages == [Page.GUIDE, Page.MATTERS, Page.CATEGORIES, Page.START]


def test_a_long_list_is_turned(walk: Walk) -> None:
    """Every matter of a category is on one of its sheets."""
    walk.tap(Tap.ALL)
    walk.tap(Tap.CATEGORY, "ZH")
    seen = [row["argument"] for row in walk.shown()["matters"]["rows"]]
    assert walk.shown()["matters"]["before"] == ""
    walk.tap(Tap.TURN, "on")
    seen += [row["argument"] for row in walk.shown()["matters"]["rows"]]
    assert walk.shown()["matters"]["on"] == ""
    assert sorted(seen) == sorted(m.id for m in walk.kiosk.known(0).catalogue.matters_of("ZH"))


def test_english_turns_every_word(walk: Walk) -> None:
    """The other language stands beside, not instead."""
    walk.tap(Tap.LANGUAGE)
    assert walk.shown()["start"]["question"] == {
        "main": "What did you come for?",
        "beside": "您来办什么事？",
    }
    request = walk.take()
    assert isinstance(request, TakeNumber)
    assert request.language == "en"
