"""Wires the small screen of a window: its model, its scene, its connection and the clock.

It only listens: a window is no device of its own, and tells nobody how it is.
"""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer

from display.config import BoardConfig
from display.counter import Counter
from display.layout import WORD_ARC_MINUTES
from display.lines import Room
from display.model import SITE
from display.running import run
from display.screen import height_mm
from display.stage import Bus, BusFactory, Ear, Stage, Touch, screen_of
from hall.bus.client import BusClient
from hall.bus.messages import Message
from hall.bus.topics import Channel, Kind, Topic, beat_topic

QML: Final = Path(__file__).parent / "qml" / "Counter.qml"
TICK_MS: Final = 200
_NUMBER_EM: Final = 2.9
"""The width of four bold characters, in parts of the font size."""
_NUMBER_HEIGHT: Final = 0.33
"""The part of the picture that a number may fill."""


def mqtt_bus(config: BoardConfig, ear: Ear) -> Bus:
    """The screen's connection."""
    followed = (
        Topic(config.hall, Kind.WINDOW, str(config.window), Channel.VIEW),
        Topic(config.hall, *SITE, Channel.VIEW),
        Topic(config.hall, Kind.CATALOGUE, "+", Channel.VIEW),
        beat_topic(config.hall),
    )
    return BusClient(
        config.broker,
        client_id=f"window-{config.window}",
        subscriptions=map(str, followed),
        on_message=ear.heard.emit,
        on_connected=ear.connected.emit,
    )


class CounterApp(QObject):
    """One running screen of a window."""

    def __init__(
        self, config: BoardConfig, bus: BusFactory, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__()
        self._config = config
        self._now_s = clock
        self.model = Counter(config.window or 0)
        sizes = self._sizes(1280, 800)
        shown = self.model.shown(self._now_s(), _room(1280, 800, sizes))
        self.stage = Stage(QML, Touch(), shown=shown, size=sizes)
        self._ear = Ear()
        self._bus = bus(self._ear)
        self._timer = QTimer(self, interval=TICK_MS)
        self._ear.heard.connect(self._heard)
        self.stage.resized.connect(self.tick)
        self._timer.timeout.connect(self.tick)
        self._timer.timeout.connect(self.stage.keep_whole)

    def start(self, window: tuple[int, int] | None) -> None:
        """Open the window, full-screen unless a size is given, and begin connecting."""
        self.stage.open(window)
        self._bus.start()
        self._timer.start()

    def stop(self) -> None:
        """End the connection and close."""
        self._timer.stop()
        self._bus.stop()
        self.stage.end()

    def _heard(self, topic: Topic, message: Message) -> None:
        self.model.heard(topic, message, self._now_s())
        self.tick()

    def tick(self) -> None:
        """Show what is so now; the timer calls it several times a second."""
        width, height = self.stage.width(), self.stage.height()
        sizes = self._sizes(width, height)
        self.stage.size_map.update(sizes)
        self.stage.shown.update(self.model.shown(self._now_s(), _room(width, height, sizes)))

    def _sizes(self, width: int, height: int) -> dict[str, int]:
        """Pixels: words as large as the distance asks, the number as large as there is room."""
        screen = screen_of(self._config.screen, max(width, 1), max(height, 1))
        word_px = screen.font_px(height_mm(WORD_ARC_MINUTES, screen.distance_mm))
        room_px = min(0.92 * screen.width_px / _NUMBER_EM, _NUMBER_HEIGHT * screen.height_px / 1.2)
        return {"word_px": word_px, "pad_px": round(0.4 * word_px), "number_px": round(room_px)}


def _room(width: int, height: int, sizes: Mapping[str, int]) -> Room:
    """The whole picture within its margins, in parts of the font size of words."""
    word_px = sizes["word_px"]
    return Room(wide_em=(width - 2 * sizes["pad_px"]) / word_px, high_em=height / word_px)


def run_counter(config: BoardConfig, window: tuple[int, int] | None) -> None:
    """Run a window's screen until it is closed or told to end."""
    run(lambda: CounterApp(config, partial(mqtt_bus, config)), window)
