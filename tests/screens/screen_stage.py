"""A screen program on an offscreen stage, driven as a person drives it: by what is to be seen."""

from collections.abc import Iterator
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from display.stage import Ear, Stage
from hall.bus.messages import Message
from hall.bus.topics import Topic
from tests.fakes.screen_bus import FakeBus


class ScreenProgram(Protocol):
    """What a kiosk and a board have in common."""

    @property
    def stage(self) -> Stage:
        """Its window."""

    def start(self, window: tuple[int, int] | None) -> None:
        """Open its window."""

    def stop(self) -> None:
        """Close it."""


App = TypeVar("App", bound=ScreenProgram)


def items_in(item: QQuickItem) -> Iterator[QQuickItem]:
    """An item and everything in it that can be seen."""
    if not item.isVisible():
        return
    yield item
    for child in item.childItems():
        yield from items_in(child)


class ScreenStage(Generic[App]):
    """One program, its window and its bus; `bus` must be given to the program's factory."""

    app: App
    _bus: FakeBus

    def connect_bus(self, ear: Ear) -> FakeBus:
        """The program's bus."""
        self._bus = FakeBus(ear.heard.emit, ear.connected.emit)
        return self._bus

    @property
    def published(self) -> list[tuple[Topic, Message]]:
        """All that the program has sent."""
        return self._bus.published

    def settle(self) -> None:
        """Let Qt do what is due."""
        for _ in range(3):
            QGuiApplication.processEvents()

    def hears(self, messages: list[tuple[Topic, Message]]) -> None:
        """Let the program hear messages."""
        for topic, message in messages:
            self._bus.deliver(topic, message)
        self.settle()

    def items(self) -> list[QQuickItem]:
        """Everything to be seen."""
        root = self.app.stage.rootObject()
        assert root is not None, "the scene is loaded"
        return list(items_in(root))

    def texts(self) -> list[str]:
        """Every text to be seen."""
        return [str(text) for item in self.items() if (text := item.property("text"))]

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
        assert self.app.stage.grabWindow().save(str(path)), f"{path} cannot be written"

    def close(self) -> None:
        """End the program."""
        self.app.stop()
        self.settle()
