"""What the hall or a technician does to a kiosk: paper, emergency, pause, rehearsal."""

import pytest

from hall.bus.messages import (
    PrintGuide,
    PrintOutcome,
    PrintProgress,
    PrintTestPage,
    TakeNumber,
)
from hall.bus.topics import Kind
from kiosk.places import Tap
from kiosk.spoken import utterance
from tests.screens.hall_messages import queue_view, view_topic
from tests.screens.hall_words import EMERGENCY, PAUSED, REHEARSAL
from tests.screens.kiosk_stage import PIN
from tests.screens.kiosk_walk import Walk


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


@pytest.mark.parametrize(
    ("outcome", "words"),
    [(PrintOutcome.PRINTED, "指南已打出，请取走。"), (PrintOutcome.FAILED, "指南没打出来")],
)
def test_a_guide_is_printed_and_watched_to_its_end(
    walk: Walk, outcome: PrintOutcome, words: str
) -> None:
    """One at a time: a second touch prints no second one."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.PRINT_GUIDE)
    walk.tap(Tap.PRINT_GUIDE)
    sent = walk.sent()
    assert [(type(each), getattr(each, "matter", "")) for each in sent] == [(PrintGuide, "BD01")]
    assert walk.shown()["guide"]["told"]["text"] == "正在打印指南…"
    walk.replied(PrintProgress(request=sent[0].id, outcome=outcome))
    assert walk.shown()["guide"]["told"]["text"].startswith(words)


def test_a_technician_has_a_test_page_printed(walk: Walk) -> None:
    """Behind the PIN alone."""
    walk.tap(Tap.PRINT_TEST)
    assert walk.sent() == []
    for _ in range(5):
        walk.tap(Tap.KNOCK)
    walk.types(PIN)
    walk.tap(Tap.ENTER)
    walk.tap(Tap.PRINT_TEST)
    request = walk.sent()[-1]
    assert isinstance(request, PrintTestPage)
    walk.replied(PrintProgress(request=request.id, outcome=PrintOutcome.UNCONFIRMED))
    assert walk.shown()["service"]["printing"] == "不确定测试页是否打出。"


def test_an_emergency_is_all_that_is_shown_until_the_hall_ends_it(walk: Walk) -> None:
    """Also while the hall is silent: who pulled the plug did not end it."""
    queue = view_topic(Kind.QUEUE)
    walk.hears([(queue, queue_view(2, hall_wide=EMERGENCY))])
    card = walk.shown()["emergency"]
    assert card["on"]
    assert card["exits"][0]["main"].startswith("一楼东门")
    assert utterance(walk.shown()).startswith("紧急情况。请马上")
    assert "一楼东门" in utterance(walk.shown())
    walk.wait(60, beating=False)
    assert walk.shown()["emergency"]["on"]
    walk.wait(1)
    walk.hears([(queue, queue_view(3))])
    assert not walk.shown()["emergency"]["on"]


def test_a_pause_of_the_whole_hall_is_told_and_numbers_go_on(walk: Walk) -> None:
    """With its reason, on every page."""
    walk.hears([(view_topic(Kind.QUEUE), queue_view(2, hall_wide=PAUSED))])
    walk.tap(Tap.MATTER, "GA01")
    assert PAUSED.paused is not None
    assert walk.shown()["notice"] == PAUSED.paused[0]
    walk.tap(Tap.TAKE)
    assert isinstance(walk.sent()[-1], TakeNumber)


def test_a_rehearsal_is_marked_on_every_page(walk: Walk) -> None:
    """演练, beside the clock."""
    walk.hears([(view_topic(Kind.QUEUE), queue_view(2, hall_wide=REHEARSAL))])
    assert walk.shown()["header"]["rehearsal"] == "演练"
