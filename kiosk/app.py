"""Wires the kiosk: its model, its scene, its connection and the clock that drives them.

Messages arrive on the network thread and are handled on the main one. What must not live here: what
is shown and when (see `model` and `pages`).
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import monotonic
from typing import Final
from uuid import uuid4

from PySide6.QtCore import QObject, QTimer

from display.palette import look
from display.running import run
from display.stage import Bus, BusFactory, Ear, Stage, Touch, screen_of
from hall.bus.client import BusClient
from hall.bus.messages import CatalogueView, DeviceState, Message, SiteView
from hall.bus.topics import Channel, Kind, Topic, beat_topic
from kiosk.cache import ViewCache
from kiosk.config import KioskConfig
from kiosk.frame import Shown
from kiosk.model import Kiosk
from kiosk.pages import shown
from kiosk.places import Tap
from kiosk.reader import Reader
from kiosk.signs import Signs
from kiosk.sizes import Manner, room, sizes
from kiosk.spoken import utterance

QML: Final = Path(__file__).parent / "qml" / "Main.qml"
SIGNS: Final = QML.parent / "signs"
TICK_MS: Final = 200
_AT_FIRST: Final = (1080, 1920)
"""Pixels, until the window is there."""


def state_topic(config: KioskConfig) -> Topic:
    """Where the kiosk tells how it is."""
    return Topic(config.hall, Kind.KIOSK, config.kiosk, Channel.STATE)


def mqtt_bus(config: KioskConfig, ear: Ear) -> Bus:
    """The kiosk's connection; when it breaks, the broker tells that the kiosk is offline."""
    followed = (
        Topic(config.hall, Kind.KIOSK, config.kiosk, Channel.REPLY),
        Topic(config.hall, Kind.QUEUE, "all", Channel.VIEW),
        Topic(config.hall, Kind.SITE, "all", Channel.VIEW),
        beat_topic(config.hall),
    )
    every = (
        Topic(config.hall, Kind.CATALOGUE, "+", Channel.VIEW),
        Topic(config.hall, Kind.PRINTER, "+", Channel.STATE),
        Topic(config.hall, Kind.GATEWAY, "+", Channel.STATE),
        Topic(config.hall, Kind.KIOSK, "+", Channel.STATE),
        Topic(config.hall, Kind.SCANNER, "+", Channel.STATE),
        Topic(config.hall, Kind.SCANNER, "+", Channel.EVENT),
    )
    return BusClient(
        config.broker,
        client_id=f"kiosk-{config.kiosk}",
        subscriptions=map(str, (*followed, *every)),
        on_message=ear.heard.emit,
        on_connected=ear.connected.emit,
        will=(state_topic(config), DeviceState(online=False)),
    )


class KioskApp(QObject):
    """One running kiosk."""

    def __init__(
        self, config: KioskConfig, bus: BusFactory, clock: Callable[[], float] = monotonic
    ) -> None:
        super().__init__()
        self._config = config
        self._now_s = clock
        self._cache = ViewCache(config.cache)
        self._kept: tuple[CatalogueView | SiteView, ...] = ()
        self.model = Kiosk(
            hall=config.hall,
            kiosk=config.kiosk,
            new_id=lambda: uuid4().hex,
            timing=config.timing,
            language=config.language,
            voice=config.voice,
            pin=config.technician_pin,
            scanners=frozenset(config.scanners),
        )
        self._reader = Reader(config.voice.speaker)
        self.model.has_voice = self._reader.is_able
        self.model.remember(self._cache.load())
        self._screen = screen_of(config.screen, *_AT_FIRST)
        self._touch = Touch()
        self.stage = Stage(
            QML, self._touch, shown=self._shown(), size=self._sizes(), signs=Signs(SIGNS)
        )
        self._ear = Ear()
        self._bus = bus(self._ear)
        self._timer = QTimer(self, interval=TICK_MS)
        self._connect()

    def _connect(self) -> None:
        self._ear.heard.connect(self._heard)
        self._ear.connected.connect(self._connected)
        self._touch.tapped.connect(self._tapped)
        self.stage.resized.connect(self._refresh)
        self._timer.timeout.connect(self.tick)
        self._timer.timeout.connect(self.stage.keep_whole)

    def start(self, window: tuple[int, int] | None) -> None:
        """Open the window, full-screen unless a size is given, and begin connecting."""
        self.stage.open(window)
        self._bus.start()
        self._timer.start()

    def stop(self) -> None:
        """Say that the kiosk is off, and end the connection."""
        self._timer.stop()
        self._reader.close()
        self._bus.publish(state_topic(self._config), DeviceState(online=False))
        self._bus.stop()
        self.stage.end()

    def _heard(self, topic: Topic, message: Message) -> None:
        self.model.heard(topic, message, self._now_s())
        self._keep_guides()
        self._refresh()

    def _connected(self) -> None:
        self._bus.publish(state_topic(self._config), DeviceState(online=True))

    def _tapped(self, name: str, argument: str) -> None:
        self.model.tapped(Tap(name), argument, self._now_s())
        self._refresh()

    def tick(self) -> None:
        """Do what is due now; the timer calls it several times a second."""
        self.model.passed(self._now_s())
        self._refresh()

    def _refresh(self) -> None:
        """Send what waits and show what has changed."""
        for topic, message in self.model.outbox:
            self._bus.publish(topic, message)
        self.model.outbox.clear()
        width, height = max(self.stage.width(), 1), max(self.stage.height(), 1)
        self._screen = screen_of(self._config.screen, width, height)
        self.stage.look.update(look(high_contrast=self.model.flow.contrast))
        self.stage.size_map.update(self._sizes())
        page = self._shown()
        self.stage.shown.update(page)
        self._read(page)

    def _read(self, page: Shown) -> None:
        """Read the page aloud for whoever wants it, or a technician who tries it."""
        wanted = self.model.flow.spoken or self.model.tries_voice
        text = utterance(page) if wanted else ""
        self._reader.read(text, self.model.flow.language, self.model.technician.volume_pct)

    def _sizes(self) -> dict[str, int]:
        return sizes(self._screen, self._manner(), self._config.screen.bottom_edge_mm)

    def _manner(self) -> Manner:
        return Manner(large=self.model.flow.large, low=self.model.flow.low)

    def _shown(self) -> Shown:
        has_room = room(self._screen, self._manner())
        return shown(self.model.known(self._now_s(), has_room))

    def _keep_guides(self) -> None:
        views = self.model.worth_keeping()
        if views != self._kept:
            self._cache.keep(views)
            self._kept = views


def run_kiosk(config: KioskConfig, window: tuple[int, int] | None) -> None:
    """Run a kiosk until its window is closed or it is told to end."""
    run(lambda: KioskApp(config, partial(mqtt_bus, config)), window)
