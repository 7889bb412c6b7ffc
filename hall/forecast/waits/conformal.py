"""Bands that hold what they promise, by category and class, whatever the model behind them.

Theory of operation. A band of a model is widened (or narrowed) by a quantile of how far past waits
lay outside (or inside) of it: conformalised quantile regression, in logarithms. Because days
change, the level of that quantile follows the errors: each miss widens, each hit narrows a little
(adaptive conformal inference, Gibbs and Candès), so that in the long run the promised share holds
for every key by itself. A key with few scores borrows those of all.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

import numpy as np

MISSES: Final = 0.2
"""The share of waits that may lie outside."""
RATE: Final = 0.01
KEPT: Final = 400
LEAST: Final = 30


Group = tuple[int, int]
"""What is calibrated by itself: a category and a class, by their places."""


@dataclass(frozen=True, slots=True)
class Kept:
    """The scores of one group, to be kept over a restart; no group is all of them together."""

    group: Group | None
    level: float
    scores: tuple[float, ...]


@dataclass(slots=True)
class _Scores:
    level: float = MISSES
    scores: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))

    def note(self, score: float, margin: float) -> None:
        """A wait came to its end: `score` is how far it lay outside, `margin` what was added."""
        missed = score > margin
        self.level = min(max(self.level + RATE * (MISSES - missed), 0.01), 0.6)
        self.scores.append(score)

    def margin(self) -> float | None:
        """What to add on both sides; None with few scores."""
        if len(self.scores) < LEAST:
            return None
        return float(np.quantile(np.fromiter(self.scores, dtype=np.float64), 1 - self.level))


@dataclass(slots=True)
class Calibration:
    """Scores by category and class."""

    _by_key: dict[Group, _Scores] = field(default_factory=dict)
    _all: _Scores = field(default_factory=_Scores)

    def margin(self, key: Group) -> float:
        """By how much a band is moved outwards on each side; below 0 it is narrowed."""
        own = self._by_key.get(key)
        known = own.margin() if own else None
        if known is None:
            known = self._all.margin()
        return known or 0.0

    def note(self, key: Group, low: float, high: float, came: float) -> None:
        """What came of a band before it was calibrated; all as logarithms."""
        score = max(low - came, came - high)
        margin = self.margin(key)
        self._by_key.setdefault(key, _Scores()).note(score, margin)
        self._all.note(score, self._all.margin() or 0.0)

    def kept(self) -> tuple[Kept, ...]:
        """All scores, to be kept over a restart."""
        return (
            Kept(None, self._all.level, tuple(self._all.scores)),
            *(Kept(key, each.level, tuple(each.scores)) for key, each in self._by_key.items()),
        )

    def restore(self, kept: Iterable[Kept]) -> None:
        """Go on from scores that were kept, in place of all that is known."""
        self._by_key.clear()
        for each in kept:
            scores = _Scores(each.level, deque(each.scores, maxlen=KEPT))
            if each.group is None:
                self._all = scores
            else:
                self._by_key[each.group] = scores
