"""How long ago the last press at each window was, on the machine clock: undo is for real seconds.

The hall clock of a demo runs faster; a person's finger does not.
"""

import time
from collections.abc import Callable
from datetime import datetime

from hall.controller.orders import Change
from hall.web.port import HallPort


class Presses:
    """The presses that were heard of since the start."""

    def __init__(self, controller: HallPort, machine: Callable[[], float] = time.monotonic) -> None:
        self._controller = controller
        self._machine = machine
        self._heard: dict[int, tuple[datetime, float]] = {}
        self._stop: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to hear of commits; needs a running loop."""
        self._stop = self._controller.listen(self._changed)

    def stop(self) -> None:
        """Hear no more."""
        if self._stop is not None:
            self._stop()

    def ago_s(self, window: int) -> float | None:
        """How long ago the last press was; None for one of before the start."""
        heard = self._heard.get(window)
        return None if heard is None else self._machine() - heard[1]

    def _changed(self, change: Change) -> None:
        for window in change.hall.windows.values():
            press = window.last_press
            if press is not None and self._heard.get(window.no, (None, 0.0))[0] != press.at:
                self._heard[window.no] = (press.at, self._machine())
