"""What can be measured on the kiosk's scene: sizes, reach, faces, words, what does not fit."""

import itertools
import re
from typing import Final

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont
from PySide6.QtQuick import QQuickItem

from display.palette import FAMILY
from display.screen import Screen
from tests.screens.conftest import OpenKiosk
from tests.screens.hall_words import EMERGENCY
from tests.screens.kiosk_stage import LANDSCAPE, PORTRAIT, KioskStage
from tests.screens.kiosk_states import LYING, STATES

TILES: Final = ("able", "fact", "material", "section", "clockText")
"""Properties that tell a tile, a box of the guide, and the header."""
HALLS_WORDS: Final = ("why_not", "refusal", "doubt", "late", "result", "emergency", "paper")
"""Texts that the hall wrote, and the one sentence about paper that was given word for word."""
_SENTENCE_END: Final = re.compile("[。；？！…]")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]")


def screen_of(kiosk: KioskStage) -> Screen:
    stage = kiosk.app.stage
    return Screen(
        diagonal_in=21.5, width_px=stage.width(), height_px=stage.height(), distance_mm=600
    )


def words_of(kiosk: KioskStage) -> list[QQuickItem]:
    return [item for item in kiosk.items() if item.property("text")]


def targets_of(kiosk: KioskStage) -> list[QQuickItem]:
    """What can be touched: the topmost card's targets alone while one is open."""
    return [
        item for item in kiosk.items() if item.property("able") is not None and item.objectName()
    ]


def box(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(item.boundingRect())


def font_of(item: QQuickItem) -> QFont:
    font = item.property("font")
    assert isinstance(font, QFont)
    return font


def play(open_kiosk: OpenKiosk, state: str, size: tuple[int, int] = PORTRAIT) -> KioskStage:
    kiosk = open_kiosk(size)
    STATES[state](kiosk)
    return kiosk


def test_every_text_is_of_the_one_face(played: KioskStage) -> None:
    """Latin would fall back to another face where it is not set."""
    assert {font_of(item).family() for item in words_of(played)} == {FAMILY}


def test_every_text_can_be_read_at_the_distance(played: KioskStage) -> None:
    """Twenty minutes of arc or more, for what stands beside too; in extra-large 0.7 degrees."""
    screen = screen_of(played)
    least = 42 if played.app.model.flow.large else 20
    for item in words_of(played):
        assert screen.arc_minutes(font_of(item).pixelSize()) >= least, item.property("text")


def test_the_number_is_forty_millimetres_high(open_kiosk: OpenKiosk) -> None:
    """It is read from behind a shoulder, and photographed."""
    kiosk = play(open_kiosk, "issued-printed")
    cap_px = font_of(kiosk.item("number")).pixelSize() * 0.733
    assert cap_px / screen_of(kiosk).px_per_mm >= 40


def test_no_text_is_cut_off(played: KioskStage) -> None:
    """Nothing of the sample catalogue is too long for its place."""
    cut = [item.property("text") for item in words_of(played) if item.property("truncated")]
    assert cut == []


def test_targets_are_large_enough_and_apart(played: KioskStage) -> None:
    """Twenty millimetres each way, three between any two."""
    px_per_mm = screen_of(played).px_per_mm
    boxes = [box(item) for item in targets_of(played)]
    for each in boxes:
        assert min(each.width(), each.height()) >= 20 * px_per_mm
    gap = 1.5 * px_per_mm
    for one, other in itertools.combinations(boxes, 2):
        if not _is_over(one, other):
            assert not one.adjusted(-gap, -gap, gap, gap).intersects(
                other.adjusted(-gap, -gap, gap, gap)
            )


def _is_over(one: QRectF, other: QRectF) -> bool:
    """Whether one lies over the other, as a card over the page."""
    return one.intersects(other)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE], ids=["upright", "lying"])
@pytest.mark.parametrize("state", ["help", "asking", "counting"])
def test_a_card_hides_the_bar_whole(
    open_kiosk: OpenKiosk, state: str, size: tuple[int, int]
) -> None:
    """No strip of cut words stands beneath it."""
    kiosk = play(open_kiosk, state, size)
    cards = [box(item) for item in kiosk.items() if item.objectName() == "card"]
    assert [card.bottom() >= size[1] for card in cards] == [True]


def test_targets_are_within_reach(played: KioskStage) -> None:
    """Between 400 and 1,120 mm from the floor, as the sample's screen is mounted."""
    screen = screen_of(played)
    for item in targets_of(played):
        from_floor_mm = 650 + (screen.height_px - box(item).top()) / screen.px_per_mm
        assert 400 <= from_floor_mm <= 1120, item.objectName()


def test_a_screen_that_hangs_high_is_reached_from_a_wheelchair(open_kiosk: OpenKiosk) -> None:
    """Low reach moves all that is touched down, as far as the screen's mounting asks."""
    kiosk = play(open_kiosk, "low-start")
    lower = kiosk.app.stage.height() * 0.64
    tops = [box(item).top() for item in targets_of(kiosk)]
    assert min(tops) >= kiosk.app.stage.height() - lower
    assert 820 + lower / screen_of(kiosk).px_per_mm <= 1130


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE, (540, 960), (1440, 2560)])
@pytest.mark.parametrize("state", ["start", "guide", "issued-failed", "categories"])
def test_everything_stays_on_the_screen(
    open_kiosk: OpenKiosk, state: str, size: tuple[int, int]
) -> None:
    """No target hangs over an edge, on any picture."""
    kiosk = play(open_kiosk, state, size)
    whole = QRectF(0, 0, *size).adjusted(-1, -1, 1, 1)
    for item in targets_of(kiosk):
        assert whole.contains(box(item)), item.objectName()


def test_no_two_texts_lie_over_each_other(played: KioskStage) -> None:
    """Each has its place."""
    overlaps(played)


@pytest.mark.parametrize("state", LYING)
def test_no_two_texts_lie_over_each_other_on_a_low_screen(
    open_kiosk: OpenKiosk, state: str
) -> None:
    """Each has its place where there is hardly any height too, whole and large enough to touch."""
    kiosk = play(open_kiosk, state, LANDSCAPE)
    overlaps(kiosk)
    assert [item.property("text") for item in words_of(kiosk) if item.property("truncated")] == []
    least_px = 20 * screen_of(kiosk).px_per_mm
    for item in targets_of(kiosk):
        assert min(box(item).width(), box(item).height()) >= least_px, item.objectName()
    for one, other in itertools.combinations(targets_of(kiosk), 2):
        assert not box(one).intersects(box(other)), (one.objectName(), other.objectName())
    whole = QRectF(0, 0, *LANDSCAPE)
    for item in words_of(kiosk):
        seen = ink_of(item)
        assert seen.isEmpty() or whole.contains(seen), item.property("text")


def test_every_way_out_stands_whole_on_a_low_screen(open_kiosk: OpenKiosk) -> None:
    """In extra-large too, where there is hardly any height."""
    kiosk = play(open_kiosk, "contrast-emergency", LANDSCAPE)
    ways = [box(item) for item in kiosk.items() if item.objectName() == "exit"]
    assert len(ways) == len(EMERGENCY.exits)
    assert all(QRectF(0, 0, *LANDSCAPE).contains(each) for each in ways)


def overlaps(kiosk: KioskStage) -> None:
    """Fails when a text lies over another, but a card's over its page."""
    kiosk.app.stage.grabWindow()
    shown = kiosk.app.stage.shown.properties
    if shown.value("help")["open"] or shown.value("question")["asked"]:
        return
    inks = [(item.property("text"), ink_of(item)) for item in words_of(kiosk)]
    for (one, ink), (other, other_ink) in itertools.combinations(inks, 2):
        assert not ink.intersects(other_ink), (one, other)


def ink_of(item: QQuickItem) -> QRectF:
    """Where a text has ink that can be seen: its face leaves room above and below."""
    room = 0.2 * font_of(item).pixelSize()
    seen = box(item).adjusted(0, room, 0, -room)
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        if parent.clip():
            seen &= box(parent)
        parent = parent.parentItem()
    return seen


def test_a_step_is_said_in_few_words(played: KioskStage) -> None:
    """At most forty Chinese characters outside tiles and the hall's own words, one question."""
    said = [
        str(item.property("text"))
        for item in words_of(played)
        if not is_in_tile(item) and item.objectName() not in HALLS_WORDS
    ]
    assert sum(len(_HAN.findall(text)) for text in said) <= 40, said
    assert sum("？" in text for text in said) <= 1, said
    for sentence in _SENTENCE_END.split("。".join(said)):
        assert len(_HAN.findall(sentence)) <= 20, sentence


def is_in_tile(item: QQuickItem | None) -> bool:
    """Whether a text stands in something touched, in a box of the guide, or in the header."""
    if item is None:
        return False
    if any(item.property(name) is not None for name in TILES):
        return True
    return is_in_tile(item.parentItem())
