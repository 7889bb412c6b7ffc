"""A screen program on an offscreen stage, driven as a person drives it: by what is to be seen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from PySide6.QtCore import QDeadlineTimer, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
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

    def tick(self) -> None:
        """Do what is due."""

    def stop(self) -> None:
        """Close it."""


_FINGER = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
App = TypeVar("App", bound=ScreenProgram)
BEGAN_S = 1_000.0
"""The machine clock when a program is started."""


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
    _now_s: float = BEGAN_S

    def now_s(self) -> float:
        """The machine clock: it goes on when the test says so."""
        return self._now_s

    def waits(self, seconds: float) -> None:
        """Let time pass, as often as the program's own timer would see it."""
        end_s = self._now_s + seconds
        while self._now_s < end_s:
            self._now_s = min(end_s, self._now_s + 0.5)
            self.app.tick()
        self.settle()

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
        """Whether some text holds the words, on one line or broken into several."""
        return any(words in text.replace("\n", "") for text in self.texts())

    def item(self, name: str) -> QQuickItem:
        """The item with a name; fails when it is not to be seen."""
        found = [item for item in self.items() if item.objectName() == name]
        assert found, f"{name} is not on the screen: {self.texts()}"
        return found[0]

    def touch(self, name: str) -> None:
        """Touch the middle of an item."""
        self.touch_at(self.middle_of(name))

    def middle_of(self, name: str) -> QPoint:
        """Where an item's middle is; what was changed is laid out with the next picture."""
        self.app.stage.grabWindow()
        item = self.item(name)
        return item.mapToScene(item.boundingRect().center()).toPoint()

    def touch_at(self, place: QPoint) -> None:
        """Touch a place of the window."""
        self.press(place)
        self.release(place)

    def press(self, place: QPoint) -> None:
        """Lay a finger on a place."""
        QTest.mousePress(self.app.stage, *_FINGER, place)
        self.settle()

    def release(self, place: QPoint) -> None:
        """Take the finger away."""
        QTest.mouseRelease(self.app.stage, *_FINGER, place)
        self.settle()

    def types(self, text: str) -> None:
        """Type on another keyboard."""
        for character in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, character)
                QGuiApplication.sendEvent(self.app.stage, event)
        self.settle()

    def composes(self, letters: str, words: str = "") -> None:
        """An input method shows letters, or puts the words that they have become."""
        event = QInputMethodEvent(letters, [])
        event.setCommitString(words)
        QGuiApplication.sendEvent(self.app.stage.focusObject(), event)
        self.settle()

    def find(self, words: str) -> QQuickItem:
        """The text that holds the words; fails when none does."""
        found = [item for item in self.items() if words in str(item.property("text") or "")]
        assert found, f"{words} is not on the screen: {self.texts()}"
        return found[0]

    def upper_edge(self, item: QQuickItem) -> float:
        """Where an item begins, from the top of the window."""
        return item.mapRectToScene(item.boundingRect()).top()

    def lower_edge(self, item: QQuickItem) -> float:
        """Where an item ends, from the top of the window."""
        return item.mapRectToScene(item.boundingRect()).bottom()

    def until(self, holds: Callable[[], bool], limit_s: float = 3.0) -> None:
        """Let Qt work until something holds; fails when it does not in time."""
        deadline = QDeadlineTimer(round(limit_s * 1000))
        while not holds():
            assert not deadline.hasExpired(), self.texts()
            QTest.qWait(20)

    def save(self, path: Path) -> None:
        """Write what is to be seen as a picture."""
        self.settle()
        assert self.app.stage.grabWindow().save(str(path)), f"{path} cannot be written"

    def close(self) -> None:
        """End the program."""
        self.app.stop()
        self.settle()
