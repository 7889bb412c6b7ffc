"""The contrast of every text as it is drawn, pixel by pixel."""

from collections import Counter

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtQuick import QQuickItem

from display.palette import contrast
from tests.screens.conftest import OpenBoard
from tests.screens.kiosk_stage import KioskStage
from tests.screens.screen_stage import ScreenProgram, ScreenStage

LEAST = 7.0
LEAST_VEILED = 4.5
VEIL = 0.05
"""Of white light: a lamp or a window that the glass mirrors."""
STEP_PX = 3


def faint_texts(stage: ScreenStage[ScreenProgram]) -> list[tuple[str, float]]:
    """The texts whose ink stands out too little from the ground that was drawn."""
    image = stage.app.stage.grabWindow()
    whole = QRectF(0, 0, image.width(), image.height())
    found = []
    for item in stage.items():
        ink = item.property("color")
        seen = seen_box(item) & whole
        is_seen = min(seen.width(), seen.height()) > STEP_PX
        if not item.property("text") or not isinstance(ink, QColor) or not is_seen:
            continue
        ground = ground_in(image, seen)
        ratio = contrast(ink.name(), ground)
        if ratio < LEAST or contrast(ink.name(), ground, VEIL) < LEAST_VEILED:
            found.append((str(item.property("text")), ratio))
    return found


def seen_box(item: QQuickItem) -> QRectF:
    """The part of an item that nothing clips."""
    box = item.mapRectToScene(item.boundingRect())
    parent: QQuickItem | None = item.parentItem()
    while parent is not None:
        if parent.clip():
            box &= parent.mapRectToScene(parent.boundingRect())
        parent = parent.parentItem()
    return box


def ground_in(image: QImage, box: QRectF) -> str:
    """The commonest colour in a part of the picture."""
    pixels = Counter(
        image.pixelColor(x, y).name()
        for x in range(int(box.left()), int(box.right()), STEP_PX)
        for y in range(int(box.top()), int(box.bottom()), STEP_PX)
    )
    return pixels.most_common(1)[0][0]


def test_every_text_of_the_kiosk_stands_out(played: KioskStage) -> None:
    """Seven to one, whatever ground it came to stand on; a card's veil aside."""
    shown = played.app.stage.shown.properties
    veiled = shown.value("help")["open"] or shown.value("question")["asked"]
    assert veiled or faint_texts(played) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("hears", [True, False])
def test_every_text_of_the_board_stands_out(open_board: OpenBoard, *, hears: bool) -> None:
    """On calls in every mood, beside them, and in the notice of a board that hears nothing."""
    board = open_board()
    if hears:
        board.hears_hall()
    assert faint_texts(board) == []  # type: ignore[arg-type]
