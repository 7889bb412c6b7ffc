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
from tests.screens.kiosk_stage import LANDSCAPE, PORTRAIT, KioskStage
from tests.screens.kiosk_states import STATES, WITH_CARD

NORMAL: Final = [name for name in STATES if "large" not in name]
LARGE: Final = [name for name in STATES if "large" in name]
TILES: Final = ("able", "fact", "material", "section", "clockText")
"""Properties that tell a tile, a box of the guide, and the header."""
HALLS_WORDS: Final = ("why_not", "refusal", "paper")
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


@pytest.mark.parametrize("state", STATES)
def test_every_text_is_of_the_one_face(open_kiosk: OpenKiosk, state: str) -> None:
    """Latin would fall back to another face where it is not set."""
    kiosk = play(open_kiosk, state)
    assert {font_of(item).family() for item in words_of(kiosk)} == {FAMILY}


@pytest.mark.parametrize("state", NORMAL)
def test_every_text_can_be_read_at_the_distance(open_kiosk: OpenKiosk, state: str) -> None:
    """Twenty minutes of arc or more, for what stands beside too."""
    kiosk = play(open_kiosk, state)
    screen = screen_of(kiosk)
    for item in words_of(kiosk):
        assert screen.arc_minutes(font_of(item).pixelSize()) >= 20, item.property("text")


@pytest.mark.parametrize("state", LARGE)
def test_extra_large_is_extra_large_everywhere(open_kiosk: OpenKiosk, state: str) -> None:
    """0.7 degrees or more for every word on the screen."""
    kiosk = play(open_kiosk, state)
    screen = screen_of(kiosk)
    for item in words_of(kiosk):
        assert screen.arc_minutes(font_of(item).pixelSize()) >= 42, item.property("text")


def test_the_number_is_forty_millimetres_high(open_kiosk: OpenKiosk) -> None:
    """It is read from behind a shoulder, and photographed."""
    kiosk = play(open_kiosk, "issued-printed")
    cap_px = font_of(kiosk.item("number")).pixelSize() * 0.733
    assert cap_px / screen_of(kiosk).px_per_mm >= 40


@pytest.mark.parametrize("state", STATES)
def test_no_text_is_cut_off(open_kiosk: OpenKiosk, state: str) -> None:
    """Nothing of the sample catalogue is too long for its place."""
    kiosk = play(open_kiosk, state)
    cut = [item.property("text") for item in words_of(kiosk) if item.property("truncated")]
    assert cut == []


@pytest.mark.parametrize("state", STATES)
def test_targets_are_large_enough_and_apart(open_kiosk: OpenKiosk, state: str) -> None:
    """Twenty millimetres each way, three between any two."""
    kiosk = play(open_kiosk, state)
    px_per_mm = screen_of(kiosk).px_per_mm
    boxes = [box(item) for item in targets_of(kiosk)]
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


@pytest.mark.parametrize("state", STATES)
def test_targets_are_within_reach(open_kiosk: OpenKiosk, state: str) -> None:
    """Between 400 and 1,120 mm from the floor, as the sample's screen is mounted."""
    kiosk = play(open_kiosk, state)
    screen = screen_of(kiosk)
    for item in targets_of(kiosk):
        from_floor_mm = 650 + (screen.height_px - box(item).top()) / screen.px_per_mm
        assert 400 <= from_floor_mm <= 1120, item.objectName()


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


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("state", [name for name in STATES if name not in WITH_CARD])
def test_no_two_texts_lie_over_each_other(
    open_kiosk: OpenKiosk, state: str, size: tuple[int, int]
) -> None:
    """Each has its place, also where the screen is low."""
    kiosk = play(open_kiosk, state, size)
    kiosk.app.stage.grabWindow()
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


@pytest.mark.parametrize("state", [name for name in NORMAL if "english" not in name])
def test_a_step_is_said_in_few_words(open_kiosk: OpenKiosk, state: str) -> None:
    """At most forty Chinese characters outside tiles and the hall's own words, one question."""
    kiosk = play(open_kiosk, state)
    said = [
        str(item.property("text"))
        for item in words_of(kiosk)
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
