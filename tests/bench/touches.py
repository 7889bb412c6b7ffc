"""From a finger on 取号 to the number drawn: a real kiosk on a running hall, over the bus.

A process of its own: Qt stays out of the others'. The finger pauses between touches as people's do.
"""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from PySide6.QtCore import QEventLoop
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from display.settings import ScreenSettings
from kiosk.app import KioskApp, mqtt_bus
from kiosk.config import KioskConfig, VoiceSettings
from kiosk.places import Page
from tests.bench.figures import Figure, percentiles
from tests.fakes.program import program
from tests.fakes.switchboard import HALL
from tests.screens.kiosk_stage import PORTRAIT
from tests.screens.screen_stage import ScreenStage

NUMBERS: Final = 120
PAUSE_S: Final = (0.05, 0.25)
WITHIN_S: Final = 5.0
CONNECTS_IN_S: Final = 20.0
_chance = Random(1)


class LiveKiosk(ScreenStage[KioskApp]):
    """A kiosk with its own connection; it hears what the hall says."""

    def __init__(self, broker: str, cache: Path) -> None:
        config = KioskConfig(
            hall=HALL,
            kiosk="kiosk-1",
            broker=broker,
            cache=cache,
            screen=ScreenSettings(diagonal_in=21.5, reading_distance_mm=600, bottom_edge_mm=650),
            voice=VoiceSettings(speaker="no-such-speaker"),
        )
        self.app = KioskApp(config, partial(mqtt_bus, config))
        self.app.start(PORTRAIT)
        self.comes_to(self._is_ready, CONNECTS_IN_S)

    def _is_ready(self) -> bool:
        """The guides are there, and numbers are given."""
        known = self.app.model.known(time.monotonic())
        return bool(known.catalogue.frequent()) and any(q.accepting for q in known.queues.values())

    def comes_to(self, holds: Callable[[], bool], within_s: float = WITHIN_S) -> None:
        """Let Qt work until something holds, without a step of its own."""
        end_s = time.perf_counter() + within_s
        while not holds():
            QGuiApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)
            assert time.perf_counter() < end_s, self.texts()

    def rests(self, seconds: float) -> None:
        """Nobody touches anything for a while."""
        end_s = time.perf_counter() + seconds
        self.comes_to(lambda: time.perf_counter() >= end_s)

    def number(self) -> float:
        """A matter's guide, then how long its number takes from the finger's release."""
        self.touch(f"matter:{self.app.model.known(0).catalogue.frequent()[0].id}")
        self.rests(_chance.uniform(*PAUSE_S))
        place = self.middle_of("take")
        self.press(place)
        started_s = time.perf_counter()
        self.release(place)
        self.comes_to(lambda: self.app.model.flow.page is Page.ISSUED)
        self.app.stage.grabWindow()
        taken_s = time.perf_counter() - started_s
        self.touch("home")
        self.rests(_chance.uniform(*PAUSE_S))
        return taken_s


def measured() -> list[Figure]:
    """A hall, a kiosk, and numbers one after the other."""
    with TemporaryDirectory(prefix="touches-") as folder, program(Path(folder)) as hall:
        hall.lift_limit()
        ready = hall.start()
        kiosk = LiveKiosk(ready["mqtt"], Path(folder) / "cache")
        taken_s = [kiosk.number() for _ in range(NUMBERS)]
        kiosk.close()
        hall.stop()
    return percentiles("touch to the number drawn, on a running hall", taken_s)


def main() -> None:
    """Measure, and say it for another process."""
    qt = QApplication([])
    figures = measured()
    qt.quit()
    sys.stdout.write(json.dumps([asdict(each) for each in figures]))


if __name__ == "__main__":
    main()
