"""Calls to be made on event loops, gathered and handed over in one go: waking a loop costs."""

import asyncio
import logging
from collections.abc import Callable

log = logging.getLogger(__name__)

Call = Callable[[], None]


class Calls:
    """What is to be called on each loop; gathered and handed over by one thread."""

    def __init__(self) -> None:
        self._due: dict[asyncio.AbstractEventLoop, list[Call]] = {}

    def add(self, loop: asyncio.AbstractEventLoop, call: Call) -> None:
        """Have something called with the next handing over."""
        self._due.setdefault(loop, []).append(call)

    def hand_over(self) -> None:
        """Let each loop make its calls, in order; a loop that has ended needs none."""
        due, self._due = self._due, {}
        for loop, calls in due.items():
            if not loop.is_closed():
                loop.call_soon_threadsafe(_make, calls)


def _make(calls: list[Call]) -> None:
    for call in calls:
        try:
            call()
        except Exception:  # a fault in one harms no other
            log.exception("a call from the controller failed")
