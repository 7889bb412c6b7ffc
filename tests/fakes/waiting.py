"""Waiting for what must come soon, in bounded real time."""

import time
from collections.abc import Callable
from typing import Final

WITHIN_S: Final = 20.0
_LOOK_EVERY_S: Final = 0.005


def until(happened: Callable[[], bool], what: str, within_s: float = WITHIN_S) -> None:
    """Return as soon as it happened; fail the test when it did not."""
    end = time.monotonic() + within_s
    while not happened():
        assert time.monotonic() < end, f"not within {within_s} s: {what}"
        time.sleep(_LOOK_EVERY_S)
