"""A program of its own for `test_whole_screen`: says how large a kiosk is, before and after tricks.

Qt has one platform for each process, and the tests' own is offscreen.
"""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

from kiosk.app import KioskApp
from tests.fakes.screen_bus import FakeBus
from tests.screens.kiosk_stage import kiosk_config


def say(kiosk: KioskApp) -> None:
    """Write the window's place, and whether it is to be seen."""
    place = kiosk.stage.geometry()
    where = (place.x(), place.y(), place.width(), place.height())
    print(*where, kiosk.stage.isVisible(), flush=True)  # noqa: T201 - its result


def play_tricks(kiosk: KioskApp) -> None:
    """All that a hand on a keyboard or another program might do to the window."""
    kiosk.stage.showMinimized()
    kiosk.stage.setGeometry(50, 50, 160, 160)
    kiosk.stage.close()


def main() -> None:
    """Open a kiosk on the whole screen, trouble it, and end."""
    qt = QGuiApplication([])
    config = kiosk_config(Path(sys.argv[1]))
    kiosk = KioskApp(config, lambda ear: FakeBus(ear.heard.emit, ear.connected.emit))
    kiosk.start(None)
    steps = (say, play_tricks, say, KioskApp.stop)
    for at, step in enumerate(steps, 1):
        QTimer.singleShot(at * 600, lambda step=step: step(kiosk))
    QTimer.singleShot((len(steps) + 1) * 600, qt.quit)
    qt.exec()


if __name__ == "__main__":
    main()
