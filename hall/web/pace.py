"""How often one ticket or one session may ask: a minute's worth at once, then steadily.

Kept by token and by session, never by address: a whole hall of phones may stand behind one. What
must not live here: what counts as one (see `ordering`).
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

MOST_KEPT: Final = 20_000
"""How many are remembered; whoever was quiet for longest is forgotten first."""


class Pace:
    """What each may still ask, on the machine clock."""

    def __init__(self, machine: Callable[[], float] = time.monotonic) -> None:
        self._machine = machine
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_s(self, who: str, per_minute: int) -> float:
        """Count one request; 0 when it is in time, else how long to wait before the next."""
        now_s = self._machine()
        left, since_s = self._left.pop(who, (float(per_minute), now_s))
        left = min(per_minute, left + (now_s - since_s) * per_minute / 60)
        in_time = left >= 1
        self._left[who] = (left - 1 if in_time else left, now_s)
        if len(self._left) > MOST_KEPT:
            self._left.popitem(last=False)
        return 0.0 if in_time else (1 - left) * 60 / per_minute
