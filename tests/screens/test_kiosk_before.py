"""What stands between a guide and its number: materials, needs, a receipt, a doubt."""

import pytest

from hall.bus.messages import GreenGround, Refused, TakeNumber
from kiosk.places import Page, Tap
from tests.screens.hall_messages import DOUBTFUL, catalogue_parts, device_states
from tests.screens.kiosk_stage import issued_for
from tests.screens.kiosk_walk import Walk


@pytest.fixture
def walk() -> Walk:
    walk = Walk()
    walk.hears_hall()
    return walk


def asked(walk: Walk) -> TakeNumber:
    """The last request for a number."""
    request = walk.sent()[-1]
    assert isinstance(request, TakeNumber)
    return request


def test_a_life_event_lists_its_matters_in_the_order_they_are_done(walk: Walk) -> None:
    """买房: from the transfer of the home to its mortgage."""
    walk.tap(Tap.ALL)
    walk.tap(Tap.LIVES)
    walk.tap(Tap.LIFE, "home")
    event = next(e for e in catalogue_parts()[0].life_events if e.code == "home")
    page = walk.shown()["matters"]
    assert page["question"]["main"] == "买房"
    assert tuple(row["argument"] for row in page["rows"]) == event.matters
    walk.tap(Tap.MATTER, event.matters[0])
    assert walk.is_on(Page.GUIDE)


def test_a_life_event_that_is_unknown_changes_nothing(walk: Walk) -> None:
    """A tap of an older catalogue leads nowhere."""
    walk.tap(Tap.ALL)
    walk.tap(Tap.LIVES)
    walk.tap(Tap.LIFE, "none")
    assert walk.is_on(Page.LIFE)


def test_materials_are_ticked_before_the_number(walk: Walk) -> None:
    """What is missing is counted; with all of them the way is free, and it always was."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.TICKS)
    page = walk.shown()["ticks"]
    assert page["verdict"] == "有的请点一下。"
    walk.tap(Tap.TICK, "0")
    assert walk.shown()["ticks"]["verdict"].startswith(f"还缺{len(page['rows']) - 1}样")
    assert walk.shown()["ticks"]["take"]["label"] == "仍要取号"
    for row in page["rows"][1:-1]:
        walk.tap(Tap.TICK, row["argument"])
    last = page["rows"][-1]
    assert walk.shown()["ticks"]["verdict"] == f"还缺“{last['text']}”。备齐再来，或问服务台。"
    walk.tap(Tap.TICK, last["argument"])
    assert walk.shown()["ticks"]["verdict"] == "材料齐了，可以取号。"
    walk.tap(Tap.TAKE)
    assert asked(walk).matter == "BD01"


def test_what_may_come_later_holds_nobody_up(walk: Walk) -> None:
    """容缺: when all that is missing may be brought later, the number is taken now."""
    matter = next(
        card
        for part in catalogue_parts()
        for card in part.matters
        if {True, False} <= {m.deferrable for m in card.materials if m.source != "shared_data"}
    )
    lines = [m for m in matter.materials if m.source != "shared_data"]
    walk.tap(Tap.MATTER, matter.id)
    walk.tap(Tap.TICKS)
    for at, line in enumerate(lines):
        if not line.deferrable:
            walk.tap(Tap.TICK, str(at))
    assert walk.shown()["ticks"]["verdict"] == "缺的可以后补，先取号也行。"


def test_another_matter_begins_with_nothing_ticked(walk: Walk) -> None:
    """What was ticked belongs to the matter it was ticked for."""
    walk.tap(Tap.MATTER, "BD01")
    walk.tap(Tap.TICKS)
    walk.tap(Tap.TICK, "0")
    walk.tap(Tap.HOME)
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.TICKS)
    assert not any(row["on"] for row in walk.shown()["ticks"]["rows"])


def test_needs_are_asked_for_without_reasons(walk: Walk) -> None:
    """Chosen, taken back, sent by the hall's own names, and forgotten with the citizen."""
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.NEEDS)
    for need in ("hearing_loop", "low_counter", "more_time", "hearing_loop", "money"):
        walk.tap(Tap.NEED, need)
    walk.tap(Tap.BACK)
    assert "照顾（2）" in [option["label"] for option in walk.shown()["guide"]["options"]]
    walk.tap(Tap.TAKE)
    request = asked(walk)
    assert request.needs == ("more_time", "low_counter")
    walk.replied(issued_for(request.id))
    walk.tap(Tap.HOME)
    assert walk.kiosk.flow.needs == ()


def test_the_green_channel_is_claimed_without_saying_why(walk: Walk) -> None:
    """Never assumed; one touch claims it by any of the grounds there are, another takes it back."""
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.TAKE)
    assert asked(walk).grounds == ()
    walk.tap(Tap.HOME)
    walk = Walk()
    walk.hears_hall()
    walk.tap(Tap.MATTER, "GA01")
    walk.tap(Tap.NEEDS)
    assert walk.shown()["needs"]["done"] == "不用，返回"
    walk.tap(Tap.NEED, "green")
    assert walk.shown()["needs"]["done"] == "好了"
    walk.tap(Tap.BACK)
    walk.tap(Tap.TAKE)
    request = asked(walk)
    assert set(request.grounds) == set(GreenGround)
    assert request.age is None


def test_nothing_stays_for_whoever_comes_next(walk: Walk) -> None:
    """However the last one went back to the start."""
    walk.tap(Tap.CATEGORY, "CJ")
    walk.tap(Tap.TYPE, "7")
    walk.tap(Tap.WITHOUT)
    walk.tap(Tap.NEEDS)
    walk.tap(Tap.NEED, "low_counter")
    walk.tap(Tap.NEED, "green")
    walk.tap(Tap.BACK)
    walk.tap(Tap.BACK)
    walk.tap(Tap.BACK)
    assert walk.is_on(Page.START)
    walk.take("GA01")
    flow = walk.kiosk.flow
    assert (flow.needs, flow.green, flow.receipt) == ((), False, "")


def test_a_doubtful_number_is_taken_only_when_it_is_still_wanted(walk: Walk) -> None:
    """The hall's question first; yes is a request of its own."""
    first = walk.take("GA01")
    assert isinstance(first, TakeNumber)
    assert not first.accept_doubtful
    walk.replied(Refused(request=first.id, code="doubtful_number", text=DOUBTFUL))
    assert walk.shown()["doubt"]["text"].endswith("仍要取号吗？")
    walk.tap(Tap.TAKE)
    second = asked(walk)
    assert second.accept_doubtful
    assert second.id != first.id
    walk.replied(issued_for(second.id))
    assert walk.is_on(Page.ISSUED)


def test_a_doubtful_number_can_be_left(walk: Walk) -> None:
    """Nothing was taken, and nothing is."""
    request = walk.take("GA01")
    walk.replied(Refused(request=request.id, code="doubtful_number", text=DOUBTFUL))
    walk.tap(Tap.HOME)
    assert walk.is_on(Page.START)
    assert walk.sent() == []


def test_a_kiosk_without_paper_names_the_next_one(walk: Walk) -> None:
    """The nearest on the same floor; one of which nothing is known is not named."""
    walk.hears(device_states()[-1:])
    assert walk.shown()["notice"] == "打印机暂时不能用。可以取号，请拍照。"
    walk.hears(device_states())
    assert "一楼西区的取号机" in walk.shown()["notice"]
