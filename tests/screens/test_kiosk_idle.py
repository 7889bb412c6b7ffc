"""Whether anyone is still there."""

from dataclasses import replace

import pytest

from hall.bus.messages import Accepted, CardRead, PrintOutcome, PrintProgress
from hall.bus.topics import Channel, Kind, Topic
from kiosk.places import Page, Tap
from tests.screens.hall_messages import HALL, slots_answer
from tests.screens.kiosk_stage import PIN, issued_for
from tests.screens.kiosk_walk import TIMING, Walk


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


def test_it_asks_after_a_minute_and_counts_only_the_last_seconds(walk: Walk) -> None:
    """Nobody is hurried by a number before it is needed."""
    walk.tap(Tap.MATTER, "GA01")
    walk.wait(59)
    assert not walk.shown()["question"]["asked"]
    walk.wait(2)
    assert walk.shown()["question"]["text"]["main"] == "还在吗？"
    assert walk.shown()["question"]["counted"] == ""
    walk.wait(14)
    assert walk.shown()["question"]["counted"] == "15秒后返回首页"
    walk.wait(15)
    assert walk.is_on(Page.START)


def test_a_touch_keeps_the_page(walk: Walk) -> None:
    """Saying that one is here starts the minute anew."""
    walk.tap(Tap.MATTER, "GA01")
    walk.wait(80)
    walk.tap(Tap.HERE)
    assert not walk.shown()["question"]["asked"]
    assert walk.is_on(Page.GUIDE)


def test_extra_large_gives_twice_the_time(walk: Walk) -> None:
    """Who reads slowly is asked later."""
    walk.tap(Tap.LARGE)
    walk.tap(Tap.MATTER, "GA01")
    walk.wait(119)
    assert not walk.shown()["question"]["asked"]
    walk.wait(2)
    assert walk.shown()["question"]["asked"]


def test_the_start_forgets_the_last_citizen_s_language_and_size(walk: Walk) -> None:
    """The next one finds Chinese in the usual size, without having been asked anything."""
    walk.tap(Tap.LARGE)
    walk.tap(Tap.LANGUAGE)
    walk.wait(121)
    flow = walk.kiosk.flow
    assert (flow.language, flow.large, flow.page) == ("zh", False, Page.START)


def test_a_printed_number_leaves_by_itself_counting_down(walk: Walk) -> None:
    """The page of a number with its paper goes soon, and says so."""
    request = walk.take().id
    walk.replied(issued_for(request))
    walk.replied(PrintProgress(request=request, outcome=PrintOutcome.PRINTED))
    walk.wait(TIMING.issued_s - 15)
    assert walk.shown()["issued"]["counted"] == "15秒后返回首页"
    assert not walk.shown()["question"]["asked"]
    walk.wait(15)
    assert walk.is_on(Page.START)


def test_a_number_without_paper_stays_until_nobody_is_there(walk: Walk) -> None:
    """It has to be photographed: it is not taken away after a short while."""
    request = walk.take().id
    walk.replied(issued_for(request))
    walk.replied(PrintProgress(request=request, outcome=PrintOutcome.FAILED))
    walk.wait(TIMING.issued_s + 5)
    assert walk.is_on(Page.ISSUED)
    walk.wait(TIMING.ask_after_s + TIMING.leave_after_s)
    assert walk.is_on(Page.START)


@pytest.mark.parametrize("page", [Page.START, Page.ISSUED])
def test_who_waits_for_a_person_is_not_sent_away(walk: Walk, page: Page) -> None:
    """What became of the call stays to be read; nobody there is asked in the end all the same."""
    if page is Page.ISSUED:
        request = walk.take().id
        walk.replied(issued_for(request))
        walk.replied(PrintProgress(request=request, outcome=PrintOutcome.PRINTED))
    walk.tap(Tap.HELP)
    walk.replied(Accepted(request=walk.sent()[-1].id))
    walk.wait(TIMING.ask_after_help_s - 1)
    assert walk.is_on(page)
    assert walk.shown()["help"]["open"]
    assert not walk.shown()["question"]["asked"]
    walk.wait(2)
    assert walk.shown()["question"]["asked"]
    walk.wait(TIMING.leave_after_s)
    assert not walk.shown()["help"]["open"]
    assert walk.is_on(Page.START)


def test_a_pending_request_is_not_left(walk: Walk) -> None:
    """While the hall is asked, the page waits for the answer."""
    walk.take()
    walk.wait(TIMING.answer_s - 1)
    assert walk.is_on(Page.TAKING)
    assert not walk.shown()["question"]["asked"]


Way = tuple[tuple[Tap, str], ...]
_WAYS: dict[str, Way] = {
    "receipt": ((Tap.CATEGORY, "CJ"), (Tap.TYPE, "33021234"), (Tap.CHECK, "")),
    "code": ((Tap.APPOINTMENT, ""), (Tap.TYPE, "00471128"), (Tap.CHECK_IN, "")),
    "needs": (
        (Tap.LANGUAGE, ""),
        (Tap.LARGE, ""),
        (Tap.CONTRAST, ""),
        (Tap.LOW, ""),
        (Tap.SPOKEN, ""),
        (Tap.MATTER, "BD01"),
        (Tap.NEEDS, ""),
        (Tap.NEED, "low_counter"),
        (Tap.NEED, "green"),
    ),
    "together": ((Tap.MATTER, "BD01"), (Tap.ANOTHER, ""), (Tap.MATTER, "GA01"), (Tap.TAKE, "")),
    "ticks": ((Tap.MATTER, "BD01"), (Tap.TICKS, ""), (Tap.TICK, "0"), (Tap.HELP, "")),
    "search": ((Tap.SEARCH, ""), (Tap.TYPE, "SFZ")),
    "booking": ((Tap.MATTER, "BD01"), (Tap.BOOK, "")),
    "service": (
        *((Tap.KNOCK, ""),) * 5,
        *((Tap.TYPE, digit) for digit in PIN),
        (Tap.ENTER, ""),
        (Tap.TRY_VOICE, ""),
    ),
}
"""What people do before they walk away."""
_CARD = CardRead(id="c", person="5f" * 32, age_from=60)


@pytest.mark.parametrize("way", _WAYS)
def test_nothing_of_the_last_person_stays(way: str) -> None:
    """All that the kiosk holds is what one holds that nobody touched meanwhile."""
    left, untouched = Walk(), Walk()
    for kiosk in (left, untouched):
        kiosk.hears_hall()
    for tap, argument in _WAYS[way]:
        left.tap(tap, argument)
    if way == "booking":
        asked = left.sent()[-1]
        left.replied(slots_answer(asked.id))
        left.hears([(Topic(HALL, Kind.SCANNER, "scanner-1", Channel.EVENT), _CARD)])
    assert _held(left) != _held(untouched)
    for kiosk in (left, untouched):
        kiosk.wait(300)
        kiosk.sent()
    assert _held(left) == _held(untouched)


def _held(walk: Walk) -> dict[str, object]:
    """All state of a kiosk, the moment of the last touch aside."""
    held = {name: value for name, value in vars(walk.kiosk).items() if name not in _NO_STATE}
    flow = replace(walk.kiosk.flow, touched_s=0.0)
    return {**held, "flow": flow, "technician": vars(walk.kiosk.technician), "_asked": _open(held)}


def _open(held: dict[str, object]) -> object:
    return {name: value for name, value in vars(held["_asked"]).items() if value}


_NO_STATE = {"_acts", "_new_id"}
"""How taps are carried out, and where ids come from."""
