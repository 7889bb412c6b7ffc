"""A kiosk on an offscreen stage, driven as a citizen drives it: by touching what is to be seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from display.settings import ScreenSettings
from display.stage import Ear
from hall.bus.messages import Message, NumberIssued, Reply, WaitRange
from hall.bus.topics import Channel, Kind, Topic
from kiosk.app import KioskApp
from kiosk.config import KioskConfig, Timing
from tests.fakes.screen_bus import FakeBus
from tests.screens.hall_messages import HALL, whole_hall

PORTRAIT: Final = (1080, 1920)
LANDSCAPE: Final = (1920, 1080)


def items_in(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and everything in it that can be seen."""
    if not item.isVisible():
        return
    yield item
    for child in item.childItems():
        yield from items_in(child)


class KioskStage:
    """One kiosk, its window and its bus."""

    def __init__(self, cache: Path, size: tuple[int, int] = PORTRAIT) -> None:
        config = KioskConfig(
            hall=HALL,
            kiosk="kiosk-1",
            broker="mqtt://127.0.0.1:1883",
            cache=cache,
            screen=ScreenSettings(diagonal_in=21.5, reading_distance_mm=600, bottom_edge_mm=650),
            timing=Timing(),
        )
        self.app = KioskApp(config, self._connect)
        self.app.start(size)
        self.settle()

    def _connect(self, ear: Ear) -> FakeBus:
        self.bus = FakeBus(ear.heard.emit, ear.connected.emit)
        return self.bus

    def settle(self) -> None:
        """Let Qt do what is due."""
        for _ in range(3):
            QGuiApplication.processEvents()

    def hears(self, messages: list[tuple[Topic, Message]]) -> None:
        """Let the kiosk hear messages."""
        for topic, message in messages:
            self.bus.deliver(topic, message)
        self.settle()

    def replied(self, reply: Reply) -> None:
        """Let the kiosk hear a reply."""
        self.hears([(Topic(HALL, Kind.KIOSK, "kiosk-1", Channel.REPLY), reply)])

    def items(self) -> list[QQuickItem]:
        """Everything to be seen."""
        return list(items_in(self.app.stage.rootObject()))

    def texts(self) -> list[str]:
        """Every text to be seen."""
        return [text for item in self.items() if (text := item.property("text"))]

    def says(self, words: str) -> bool:
        """Whether some text holds the words."""
        return any(words in text for text in self.texts())

    def item(self, name: str) -> QQuickItem:
        """The item with a name; fails when it is not to be seen."""
        found = [item for item in self.items() if item.objectName() == name]
        assert found, f"{name} is not on the screen: {self.texts()}"
        return found[0]

    def touch(self, name: str) -> None:
        """Touch the middle of an item."""
        item = self.item(name)
        middle = item.mapToScene(item.boundingRect().center())
        QTest.mouseClick(
            self.app.stage,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(round(middle.x()), round(middle.y())),
        )
        self.settle()

    def save(self, path: Path) -> None:
        """Write what is to be seen as a picture."""
        self.settle()
        self.app.stage.grabWindow().save(str(path))

    def close(self) -> None:
        """End the kiosk."""
        self.app.stop()
        self.settle()


def issued_for(request: str) -> NumberIssued:
    """A number for a request."""
    return NumberIssued(
        request=request,
        visit="v1",
        number="R014",
        token="t1",
        category="GA",
        ahead=6,
        area="E2",
        wait=WaitRange(low_min=20, high_min=35, method="queue"),
    )


def open_hall(stage: KioskStage, **queues_closed: tuple[str, ...]) -> None:
    """Let the kiosk hear a whole hall."""
    stage.hears(whole_hall(**queues_closed))
