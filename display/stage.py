"""The stage of every screen program: a QML scene in a window, fed with named values, and its bus.

A scene sees three maps and one thing to touch: `shown` (what to show), `size` (pixels), `look`
(colours and the face), `touch`; and `lines`, which breaks a text where it is read best. What must
not live here: what is shown.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QCloseEvent, QColor, QResizeEvent
from PySide6.QtQml import QQmlPropertyMap
from PySide6.QtQuick import QQuickImageProvider, QQuickView

from display.lines import broken, has_han
from display.palette import COLOURS, look
from display.screen import Screen
from display.settings import ScreenSettings
from hall.bus.messages import Message
from hall.bus.topics import Topic

Values = Mapping[str, Any]
"""Names to plain values: text, numbers, lists and maps of them."""


class Bus(Protocol):
    """What a screen needs of its connection."""

    def start(self) -> None:
        """Begin connecting; returns at once."""

    def stop(self) -> None:
        """Say goodbye."""

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send once; False when the link is down."""


class Ear(QObject):
    """Carries what the network thread hears to the main thread."""

    heard = Signal(object, object)
    connected = Signal()


class Touch(QObject):
    """What a scene calls when something on it is touched."""

    tapped = Signal(str, str)

    @Slot(str, str)
    def tap(self, name: str, argument: str) -> None:
        """Something was tapped; what, and which one."""
        self.tapped.emit(name, argument)


class Lines(QObject):
    """What a scene asks where to break a text."""

    @Slot(str, float, result=str)
    def broken(self, text: str, room_em: float) -> str:
        """Break Chinese behind its marks; a scene breaks English itself, by its letters' widths."""
        if room_em <= 0 or not has_han(text):
            return text
        return "\n".join(each for line in text.splitlines() for each in broken(line, room_em))


class LiveMap:
    """A map that a scene binds to; only what has changed is told."""

    def __init__(self, values: Values) -> None:
        self.properties = QQmlPropertyMap.create()
        self._values: dict[str, Any] = {}
        self.update(values)

    def update(self, values: Values) -> None:
        """Take over values, in their order."""
        for name, value in values.items():
            if name not in self._values or self._values[name] != value:
                self._values[name] = value
                self.properties.insert(name, value)


class Stage(QQuickView):
    """A window with one scene."""

    resized = Signal()

    def __init__(
        self,
        qml: Path,
        touch: Touch,
        *,
        shown: Values,
        size: Values,
        signs: QQuickImageProvider | None = None,
    ) -> None:
        super().__init__()
        self.shown = LiveMap(shown)
        self.size_map = LiveMap(size)
        self.look = LiveMap(look())
        self._touch = touch
        self._lines = Lines()
        self._keeps_whole = False
        context = self.rootContext()
        context.setContextProperty("shown", self.shown.properties)
        context.setContextProperty("size", self.size_map.properties)
        context.setContextProperty("look", self.look.properties)
        context.setContextProperty("touch", touch)
        context.setContextProperty("lines", self._lines)
        if signs is not None:
            self.engine().addImageProvider("signs", signs)
        self.setColor(QColor(COLOURS["paper"]))
        self.setResizeMode(QQuickView.ResizeMode.SizeRootObjectToView)
        self.setSource(QUrl.fromLocalFile(str(qml)))

    def resizeEvent(self, event: QResizeEvent, /) -> None:  # noqa: N802 - Qt's name
        """Tell that every size must be computed anew."""
        super().resizeEvent(event)
        self.resized.emit()

    def closeEvent(self, event: QCloseEvent, /) -> None:  # noqa: N802 - Qt's name
        """A screen that keeps the whole screen is ended by its program alone."""
        if self._keeps_whole:
            event.ignore()

    def end(self) -> None:
        """Take the scene down while all that it binds to still lives, and close."""
        self._keeps_whole = False
        self.setSource(QUrl())
        self.close()

    def open(self, window: tuple[int, int] | None) -> None:
        """Show full-screen without a pointer, and stay so; or as a window of a size."""
        if window is not None:
            self.resize(*window)
            self.show()
            return
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setFlags(Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._keeps_whole = True
        self.keep_whole()

    def keep_whole(self) -> None:
        """Take the whole screen again if anything took it away.

        A kiosk has no window manager: nobody but the window itself gives it its size.
        """
        if not self._keeps_whole:
            return
        whole = self.screen().geometry()
        if self.geometry() != whole:
            self.setGeometry(whole)
        if not self.isVisible() or self.visibility() != Stage.Visibility.FullScreen:
            self.showFullScreen()


def screen_of(settings: ScreenSettings, width_px: int, height_px: int) -> Screen:
    """The screen of a configuration with a picture of so many pixels."""
    return Screen(
        diagonal_in=settings.diagonal_in,
        width_px=width_px,
        height_px=height_px,
        distance_mm=settings.reading_distance_mm,
    )


BusFactory = Callable[[Ear], Bus]
"""Makes the connection whose messages go to an ear."""
