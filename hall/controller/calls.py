"""Calls to be made on event loops, gathered and handed over in one go: waking a loop costs."""

import asyncio
from collections.abc import Callable

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
                loop.call_soon_threadsafe(_make, loop, calls)


def _make(loop: asyncio.AbstractEventLoop, calls: list[Call]) -> None:
    for call in calls:
        loop.call_soon(call)
