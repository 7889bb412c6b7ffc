"""The kiosk's scene, touched as a citizen touches it."""

import pytest
from PySide6.QtQuick import QQuickItem

from hall.bus.messages import (
    DeviceState,
    PrintOutcome,
    PrintProgress,
    ReceiptAnswer,
    ReceiptStanding,
    Refused,
)
from hall.bus.topics import Channel, Kind, Topic
from kiosk.config import Timing
from tests.screens.conftest import OpenKiosk
from tests.screens.hall_messages import CLOSED, beat, queue_view, view_topic, whole_hall
from tests.screens.kiosk_stage import LANDSCAPE, PORTRAIT, KioskStage
from tests.screens.screen_stage import items_in


def test_a_number_is_taken_by_two_touches(kiosk: KioskStage) -> None:
    """Tile, button: the number stands on the screen with its queue and its way."""
    kiosk.touch("matter:GA01")
    assert kiosk.says("居民身份证申领与补换")
    kiosk.touch("take")
    assert kiosk.says("正在取号")
    assert kiosk.last_take().matter == "GA01"
    kiosk.gets_number(PrintOutcome.PRINTED)
    for words in ("R014", "前面还有6位，约等20–35分钟。", "二楼东区", "请上2楼", "请取走"):
        assert kiosk.says(words), words
    kiosk.touch("home")
    assert kiosk.says("您来办什么事？")


def test_a_second_press_meets_nothing_that_has_just_come_up(open_kiosk: OpenKiosk) -> None:
    """Neither takes it a number that nobody asked for, nor does it put one away, nor a card.

    What is pressed elsewhere works at once, and the same place a little later.
    """
    kiosk = open_kiosk(timing=Timing())
    kiosk.hears_hall()
    press_twice(kiosk, "category:CJ")
    assert kiosk.item("without").isVisible()
    kiosk.touch("type:7")
    where = kiosk.middle_of("check")
    kiosk.touch("check")
    kiosk.until(lambda: not is_shielded(kiosk))
    (asked,) = kiosk.requests()
    ready = ReceiptStanding.READY
    kiosk.replied(ReceiptAnswer(request=asked.id, standing=ready, text=("可以领取。", "Ready.")))
    kiosk.touch_at(where)
    assert kiosk.says("可以领取。")
    kiosk.touch("home")
    kiosk.touch("matter:GA01")
    where = kiosk.middle_of("take")
    kiosk.touch("take")
    kiosk.touch_at(where)
    kiosk.gets_number(PrintOutcome.PRINTED)
    kiosk.touch_at(where)
    assert kiosk.item("number").property("text") == "R014"
    press_twice(kiosk, "help")
    assert kiosk.item("card").isVisible()
    kiosk.until(lambda: not is_shielded(kiosk))
    kiosk.touch("help_close")
    asked_for = [request.type for request in kiosk.requests()]
    assert asked_for == ["ask_receipt", "take_number", "ask_help"]


def is_shielded(kiosk: KioskStage) -> bool:
    """Whether something has only just come up."""
    return any(item.objectName() == "shield" for item in kiosk.items())


def press_twice(kiosk: KioskStage, name: str) -> None:
    """As who is used to a mouse does."""
    where = kiosk.middle_of(name)
    kiosk.touch_at(where)
    kiosk.app.stage.grabWindow()
    kiosk.touch_at(where)


def test_a_failed_print_leaves_the_number_to_be_photographed(kiosk: KioskStage) -> None:
    """The number comes first, the paper's fate after it."""
    kiosk.touch("matter:GA01")
    kiosk.touch("take")
    kiosk.gets_number()
    assert kiosk.says("正在打印")
    kiosk.replied(PrintProgress(request=kiosk.last_take().id, outcome=PrintOutcome.FAILED))
    assert kiosk.item("number").property("text") == "R014"
    assert kiosk.says("您已排上，号码R014。这台机器没打出来，请拍照或到服务台补打。")


def test_a_refusal_is_shown_and_left(kiosk: KioskStage) -> None:
    """The hall's sentence, and a way back."""
    kiosk.touch("matter:SS01")
    kiosk.touch("take")
    kiosk.replied(Refused(request=kiosk.last_take().id, code="full", text=CLOSED))
    assert kiosk.item("refusal").property("text").replace("\n", "") == CLOSED[0]
    kiosk.touch("home")
    assert kiosk.says("您来办什么事？")


def test_a_closed_matter_s_button_is_dead(open_kiosk: OpenKiosk) -> None:
    """The guide says why, and touching the button asks for nothing."""
    kiosk = open_kiosk()
    kiosk.hears_hall("GA")
    kiosk.touch("matter:GA01")
    assert kiosk.item("why_not").property("text").replace("\n", "") == CLOSED[0]
    kiosk.touch("take")
    assert kiosk.requests() == []


def test_a_matter_is_found_by_typing(kiosk: KioskStage) -> None:
    """Initials on the screen's own keys."""
    kiosk.touch("search")
    for letter in "SFZ":
        kiosk.touch(f"type:{letter}")
    assert kiosk.item("query").property("text") == "SFZ"
    kiosk.touch("matter:GA01")
    assert kiosk.says("居民身份证申领与补换")


def test_a_keyboard_types_chinese_too(kiosk: KioskStage) -> None:
    """A handwriting pad or a keyboard at the kiosk is heard."""
    kiosk.touch("search")
    kiosk.types("护照")
    assert kiosk.says("护照")
    kiosk.touch("matter:GA04")
    assert kiosk.says("普通护照")


def test_what_an_input_method_composes_is_searched(kiosk: KioskStage) -> None:
    """Its letters are seen while they are typed; the words they become are the query."""
    kiosk.touch("search")
    kiosk.composes("hu zhao")
    assert kiosk.item("query").property("text") == "hu zhao"
    kiosk.composes("", "护照")
    assert kiosk.item("query").property("text") == "护照"
    kiosk.touch("matter:GA04")
    assert kiosk.says("普通护照")


def test_english_is_switched_at_run_time(kiosk: KioskStage) -> None:
    """On every page, without losing the place."""
    kiosk.touch("matter:GA01")
    kiosk.touch("language")
    for words in ("Take a number", "What to bring", "Floor 2 east", "Go up to floor 2"):
        assert kiosk.says(words), words
    kiosk.touch("language")
    assert kiosk.says("要带的材料")


@pytest.mark.parametrize("manner", [(), ("large",), ("language", "large"), ("low",)])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["upright", "lying"])
def test_a_long_guide_is_read_to_its_end_in_whole_lines(
    open_kiosk: OpenKiosk, size: tuple[int, int], manner: tuple[str, ...]
) -> None:
    """A button leads on, and another back; no line is cut by an edge, and none is left out."""
    kiosk = open_kiosk(size)
    kiosk.hears_hall()
    for name in (*manner, "matter:BD01"):
        kiosk.touch(name)
    paper = kiosk.item("paper")
    written = {str(item.property("text")) for item in _written_on(paper)}
    seen = [_whole_lines(kiosk, paper)]
    while "scroll_down" in _able(kiosk):
        kiosk.touch("scroll_down")
        seen.append(_whole_lines(kiosk, paper))
    assert set().union(*seen) == written
    while "scroll_up" in _able(kiosk):
        kiosk.touch("scroll_up")
    assert _whole_lines(kiosk, paper) == seen[0]


def _written_on(paper: QQuickItem) -> list[QQuickItem]:
    return [item for item in items_in(paper) if item.property("text")]


def _whole_lines(kiosk: KioskStage, paper: QQuickItem) -> set[str]:
    """The texts on a paper that can be seen; each is whole."""
    kiosk.app.stage.grabWindow()
    seen = [item for item in _written_on(paper) if _is_opaque(item)]
    for item in seen:
        assert kiosk.upper_edge(item) >= kiosk.upper_edge(paper) - 1, item.property("text")
        assert kiosk.lower_edge(item) <= kiosk.lower_edge(paper) + 1, item.property("text")
    return {str(item.property("text")) for item in seen}


def _is_opaque(item: QQuickItem | None) -> bool:
    return item is None or (item.opacity() > 0 and _is_opaque(item.parentItem()))


def _able(kiosk: KioskStage) -> set[str]:
    """What moves the paper, as far as it goes now."""
    return {item.objectName() for item in kiosk.items() if item.property("able")}


@pytest.mark.parametrize("manner", [(), ("large", "language")])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["upright", "lying"])
def test_a_list_is_turned_without_looking_for_the_button(
    open_kiosk: OpenKiosk, size: tuple[int, int], manner: tuple[str, ...]
) -> None:
    """Both ways stay where they are on every sheet; the one that leads nowhere does nothing."""
    kiosk = open_kiosk(size)
    kiosk.hears_hall()
    for name in (*manner, "all", "category:ZH"):
        kiosk.touch(name)
    places = []
    for name in ("turn:back", "turn:on", "turn:on", "turn:on", "turn:back"):
        kiosk.touch(name)
        places.append([kiosk.middle_of(each) for each in ("turn:back", "turn:on", "home", "back")])
    assert all(each == places[0] for each in places)


def test_nothing_is_heard_and_guides_are_shown_from_the_cache(open_kiosk: OpenKiosk) -> None:
    """A kiosk that is restarted while the hall is away still has its guides."""
    open_kiosk().hears_hall()
    kiosk = open_kiosk()
    assert kiosk.says("连不上大厅")
    kiosk.touch("matter:GA01")
    assert kiosk.says("要带的材料")
    kiosk.hears([beat()])
    kiosk.hears(whole_hall())
    assert not kiosk.says("连不上大厅")
    kiosk.touch("take")
    assert kiosk.last_take().matter == "GA01"


def test_a_broken_cache_is_left_out(open_kiosk: OpenKiosk) -> None:
    """Half a file is no reason not to start."""
    first = open_kiosk()
    first.hears_hall()
    for path in first.cache.glob("*.json"):
        path.write_bytes(path.read_bytes()[:100])
    kiosk = open_kiosk()
    assert kiosk.says("正在连接大厅")
    kiosk.hears_hall()
    assert kiosk.says("办身份证")


def test_the_kiosk_tells_that_it_is_there(kiosk: KioskStage) -> None:
    """Its retained state; the same topic carries the last will."""
    topic = Topic("H01", Kind.KIOSK, "kiosk-1", Channel.STATE)
    assert kiosk.published[0] == (topic, DeviceState(online=True))


def test_a_tile_that_changes_under_the_finger_is_still_touched(kiosk: KioskStage) -> None:
    """Queues change every second; a touch that began before the change counts."""
    kiosk.touch("all")
    place = kiosk.middle_of("category:SS")
    kiosk.press(place)
    kiosk.hears([(view_topic(Kind.QUEUE), queue_view(2, closed=("SS",)))])
    assert kiosk.says("现在不取号")
    kiosk.release(place)
    assert kiosk.says("开公司")


def test_help_is_called_over_any_page(kiosk: KioskStage) -> None:
    """The card is shown, and closed, and the page is still there."""
    kiosk.touch("matter:GA01")
    kiosk.touch("help")
    assert kiosk.says("正在呼叫工作人员")
    kiosk.touch("help_close")
    assert not kiosk.says("正在呼叫工作人员")
    assert kiosk.says("要带的材料")


def test_nothing_under_a_card_can_be_touched(kiosk: KioskStage) -> None:
    """While the help card is open, the page behind it is out of reach."""
    kiosk.touch("help")
    kiosk.touch("matter:GA01")
    assert not kiosk.says("要带的材料")


def test_a_lying_screen_works_the_same(open_kiosk: OpenKiosk) -> None:
    """The same flow on a picture that is wider than high."""
    kiosk = open_kiosk(LANDSCAPE)
    kiosk.hears_hall()
    kiosk.touch("matter:GA01")
    kiosk.touch("take")
    kiosk.gets_number(PrintOutcome.PRINTED)
    assert kiosk.says("R014")
