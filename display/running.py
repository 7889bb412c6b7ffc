"""Runs a screen program until its window is closed or it is told to end."""

import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Protocol

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication

_WAKE_MS = 200


class Program(Protocol):
    """A screen program that can be started and stopped."""

    def start(self, window: tuple[int, int] | None) -> None:
        """Open its window, full-screen unless a size is given."""

    def stop(self) -> None:
        """Close its window and end its connection."""


def run(build: Callable[[], Program], window: tuple[int, int] | None) -> None:
    """Build a program and run it; ends cleanly on SIGINT and SIGTERM."""
    qt = QGuiApplication(sys.argv[:1])

    def end(_signal: int, _frame: FrameType | None) -> None:
        qt.exit()  # `quit` would ask the window first, and a kiosk's window refuses to close

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    waker = QTimer(interval=_WAKE_MS)
    waker.timeout.connect(lambda: None)  # Qt's loop must come back for Python to see a signal
    waker.start()
    program = build()
    program.start(window)
    qt.exec()
    program.stop()
