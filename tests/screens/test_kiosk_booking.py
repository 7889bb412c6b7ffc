"""Booking a time at the kiosk: from what for to the code, and what is told when it cannot be."""

import pytest

from hall.bus.messages import (
    AskSlots,
    BookTime,
    CardRead,
    CheckIn,
    PrintBooking,
    PrintOutcome,
    PrintProgress,
    Refused,
    SlotsAnswer,
    TakeNumber,
)
from hall.bus.topics import Channel, Kind, Topic
from kiosk.places import Flow, Page, Tap
from kiosk.spoken import utterance
from tests.screens.hall_messages import HALL, queue_view, slots_answer, time_booked, view_topic
from tests.screens.hall_words import EARLY, LATE, SLOT_GONE
from tests.screens.kiosk_walk import TIMING, Walk


@pytest.fixture
def walk() -> Walk:
    """A kiosk that has heard the whole hall."""
    each = Walk()
    each.hears_hall()
    return each


def asks_times(walk: Walk) -> AskSlots:
    """From a guide to the days; the hall has answered."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.BOOK)
    (asked,) = walk.sent()
    assert isinstance(asked, AskSlots)
    assert walk.shown()["days"]["text"] == "正在查…"
    walk.replied(slots_answer(asked.id))
    return asked


def chooses(walk: Walk) -> BookTime:
    """Ten o'clock of the next day, and yes."""
    walk.tap(Tap.DAY, "2026-03-03")
    walk.tap(Tap.TIME, "2026-03-03T02:00:00+00:00")
    walk.tap(Tap.AGREE)
    walk.tap(Tap.AGREE)
    (asked,) = walk.sent()
    assert isinstance(asked, BookTime)
    return asked


def test_a_time_is_booked_in_five_touches_from_its_guide(walk: Walk) -> None:
    """The code stands large whatever becomes of the paper, which comes of itself."""
    assert asks_times(walk).matter == "BD01"
    assert [row["text"]["main"] for row in walk.shown()["days"]["rows"]] == [
        "3月2日 周一",
        "3月3日 周二",
        "3月5日 周四",
    ]
    asked = chooses(walk)
    assert (asked.matter, asked.moves, asked.person) == ("BD01", None, None)
    walk.replied(time_booked(asked.id, asked.starts_at))
    (paper,) = walk.sent()
    assert isinstance(paper, PrintBooking)
    assert paper.code == "00471128"
    walk.replied(PrintProgress(request=paper.id, outcome=PrintOutcome.FAILED))
    card = walk.shown()["booked"]
    assert (card["number"], card["wait"]) == ("0047 1128", "3月3日 周二 10:00")
    assert card["more"] == "09:30–10:15到取号机签到"
    assert card["paper"] == "预约单没打出来，请拍照。"
    assert "0 0 4 7 1 1 2 8" in utterance(walk.shown())
    walk.tap(Tap.HOME)
    assert walk.kiosk.flow == Flow(touched_s=walk.now_s)


def test_only_what_has_times_can_be_booked(walk: Walk) -> None:
    """Behind 预约: the frequent matters, the categories and the search hold no others."""
    walk.tap(Tap.APPOINTMENT)
    walk.tap(Tap.WISH)
    matters = walk.kiosk.known(walk.now_s).catalogue.matters
    rows = walk.shown()["wish"]["rows"]
    assert {matters[row["argument"]].category for row in rows} == {"SS", "BD"}
    walk.tap(Tap.ALL)
    listed = {row["argument"] for row in walk.shown()["categories"]["rows"]}
    assert listed == {"SS", "BD"}
    walk.tap(Tap.BACK)
    walk.tap(Tap.SEARCH)
    walk.tap(Tap.TYPE, "SFZ")
    assert walk.shown()["search"]["rows"] == []
    walk.tap(Tap.BACK)
    walk.tap(Tap.MATTER, "SS01")
    (asked,) = walk.sent()
    assert isinstance(asked, AskSlots)
    assert asked.matter == "SS01"
    walk.tap(Tap.HOME)
    walk.tap(Tap.MATTER, "GA01")
    assert walk.shown()["guide"]["book"]["label"] == ""


def test_where_no_numbers_are_left_a_time_is_the_one_thing_to_do(walk: Walk) -> None:
    """What the refusal names is one touch away, on the guide and on the refusal."""
    walk.tap(Tap.MATTER, "SS01")
    walk.tap(Tap.TAKE)
    taken = walk.sent()[-1]
    walk.replied(Refused(request=taken.id, code="full", text=SLOT_GONE))
    assert walk.shown()["refused"]["first"]["tap"] == "book"
    walk.tap(Tap.BOOK)
    (asked,) = walk.sent()
    assert isinstance(asked, AskSlots)
    assert asked.matter == "SS01"
    walk.tap(Tap.HOME)
    walk.hears([(view_topic(Kind.QUEUE), queue_view(2, closed=("SS",)))])
    walk.tap(Tap.MATTER, "SS01")
    take = walk.shown()["guide"]["take"]
    assert (take["tap"], take["able"]) == ("book", True)


@pytest.mark.parametrize(
    ("code", "page"), [("appointment_too_late", Page.LATE), ("appointment_too_early", Page.REFUSED)]
)
def test_who_is_not_in_time_queues_or_takes_another_time(walk: Walk, code: str, page: Page) -> None:
    """Both by one touch: a place in line, or the days of the same appointment."""
    walk.tap(Tap.APPOINTMENT)
    walk.tap(Tap.TYPE, "00471128")
    walk.tap(Tap.CHECK_IN)
    request = walk.sent()[-1]
    text = LATE if page is Page.LATE else EARLY
    walk.replied(Refused(request=request.id, code=code, text=text))
    card = walk.shown()[page.value.lower()]
    assert (card["first"]["tap"], card["second"]["tap"]) == ("queue_up", "move")
    walk.tap(Tap.MOVE)
    (asked,) = walk.sent()
    assert isinstance(asked, AskSlots)
    assert (asked.moves, asked.matter) == ("00471128", None)
    walk.replied(slots_answer(asked.id))
    moved = chooses(walk)
    assert (moved.moves, moved.matter) == ("00471128", None)
    walk.replied(Refused(request=moved.id, code="slot_is_booked", text=SLOT_GONE))
    assert walk.shown()["booked"]["second"]["label"] == ""
    walk.tap(Tap.BOOK)
    (again,) = walk.sent()
    assert isinstance(again, AskSlots)
    assert again.moves == "00471128"
    walk.tap(Tap.BACK)
    walk.tap(Tap.QUEUE_UP)
    walk_in = walk.sent()[-1]
    assert isinstance(walk_in, CheckIn)
    assert walk_in.as_walk_in


def test_a_lost_answer_books_no_second_time(walk: Walk) -> None:
    """Nobody leaves while it is unknown; tried again, it is the same request."""
    asks_times(walk)
    asked = chooses(walk)
    walk.tap(Tap.HOME)
    assert walk.is_on(Page.BOOKED)
    walk.wait(TIMING.answer_s + 1)
    walk.sent()
    assert walk.shown()["booked"]["title"]["main"] == "大厅没有回答"
    walk.tap(Tap.AGAIN)
    assert walk.sent() == [asked]
    walk.replied(time_booked(asked.id, asked.starts_at))
    assert walk.shown()["booked"]["number"] == "0047 1128"


def test_days_that_are_full_or_unknown_are_told_so(walk: Walk) -> None:
    """With what to do instead, and another try where there was no answer."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.BOOK)
    walk.wait(TIMING.answer_s + 1)
    walk.sent()
    assert walk.shown()["days"]["again"]["label"] == "再试一次"
    walk.tap(Tap.AGAIN)
    (asked,) = walk.sent()
    walk.replied(SlotsAnswer(request=asked.id, category="BD", slots=()))
    page = walk.shown()["days"]
    assert page["text"] == "这几天都约满了。可以取号排队，或问服务台。"
    walk.tap(page["again"]["tap"])
    assert walk.is_on(Page.TAKING)


def test_a_time_that_is_gone_leaves_a_number_one_touch_away(walk: Walk) -> None:
    """What the refusal names can be done there."""
    asks_times(walk)
    asked = chooses(walk)
    walk.replied(Refused(request=asked.id, code="slot_is_booked", text=SLOT_GONE))
    walk.tap(walk.shown()["booked"]["second"]["tap"])
    taken = walk.sent()[-1]
    assert isinstance(taken, TakeNumber)
    assert taken.matter == asked.matter


def test_a_card_that_is_held_up_meanwhile_books(walk: Walk) -> None:
    """With the same card one checks in; nothing of it is to be seen, nor left behind."""
    asks_times(walk)
    card = CardRead(id="c", person="5f" * 32, age_from=60)
    walk.hears([(Topic(HALL, Kind.SCANNER, "scanner-1", Channel.EVENT), card)])
    assert chooses(walk).person == card.person
    assert "5f5f" not in str(walk.shown())


def test_a_time_that_nobody_offered_is_not_booked(walk: Walk) -> None:
    """A touch that was meant for another list leads nowhere."""
    asks_times(walk)
    walk.tap(Tap.DAY, "2026-03-03")
    walk.tap(Tap.TIME, "2026-03-03T02:10:00+00:00")
    assert walk.is_on(Page.TIMES)
