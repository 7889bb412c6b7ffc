"""Long work on another thread gives way to whoever presses a key meanwhile.

Theory of operation. Threads take turns with the interpreter, and a press passes through several of
them: each would wait for its turn. So the work is done in pieces of well under a millisecond where
it holds the interpreter, and between them it waits while an order is being carried out. Its
patience is bounded: in a hall where somebody presses all the time, forecasts are made all the same.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

ORDER_TAKES_S: Final = 0.006
"""From when an order comes until what it brings is on its way."""
PATIENCE_S: Final = 0.06
"""How long it waits at most within `_EACH_S`."""
_EACH_S: Final = 1.0
_STEP_S: Final = 0.001


@dataclass(slots=True)
class GiveWay:
    """To be called between two pieces of work."""

    asked_s: Callable[[], float]
    """When the last order came."""
    machine: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    _left_s: float = PATIENCE_S
    _since_s: float = 0.0

    def __call__(self) -> None:
        """Wait while an order is being carried out, if there is patience left."""
        now_s = self.machine()
        if now_s - self._since_s > _EACH_S:
            self._since_s, self._left_s = now_s, PATIENCE_S
        while self._left_s > 0 and self.machine() - self.asked_s() < ORDER_TAKES_S:
            self.sleep(_STEP_S)
            self._left_s -= _STEP_S
