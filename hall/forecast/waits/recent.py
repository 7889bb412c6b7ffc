"""By how much the waits that ended lately differed from what was forecast for them."""

import heapq
from dataclasses import dataclass, field
from typing import Final

from hall.forecast.waits.features import Misses

HALF_LIFE_S: Final = 1500.0
"""After which a wait that ended counts half."""
_PRIOR: Final = 2.0
"""As many waits without any difference are supposed."""


@dataclass(slots=True)
class _Mean:
    """A mean that forgets."""

    total: float = 0.0
    weight: float = 0.0
    at_s: float = 0.0

    def add(self, value: float, at_s: float) -> None:
        self._forget(at_s)
        self.total += value
        self.weight += 1.0

    def value(self, at_s: float) -> float:
        self._forget(at_s)
        return self.total / (self.weight + _PRIOR)

    def _forget(self, at_s: float) -> None:
        share = 0.5 ** (max(at_s - self.at_s, 0.0) / HALF_LIFE_S)
        self.total, self.weight, self.at_s = self.total * share, self.weight * share, at_s


@dataclass(slots=True)
class Recent:
    """Differences of one day, as they become known."""

    _ended: list[tuple[float, int, float]] = field(default_factory=list)
    _by_category: dict[int, _Mean] = field(default_factory=dict)
    _all: _Mean = field(default_factory=_Mean)

    def ends(self, at_s: float, category: int, off: float) -> None:
        """A wait ends then, so much longer than forecast, as a logarithm."""
        heapq.heappush(self._ended, (at_s, category, off))

    def misses(self, now_s: float, category: int) -> Misses:
        """What is known by a moment."""
        while self._ended and self._ended[0][0] <= now_s:
            at_s, which, off = heapq.heappop(self._ended)
            self._all.add(off, at_s)
            self._by_category.setdefault(which, _Mean()).add(off, at_s)
        own = self._by_category.get(category)
        return Misses(category=own.value(now_s) if own else 0.0, everywhere=self._all.value(now_s))
