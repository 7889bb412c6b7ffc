"""A range that a person can trust: rounded outwards, and changed only when it has to be.

Theory of operation. A band of seconds is a promise about a moment: called not before, not after.
Once told, the promise stands while the newest band does not leave it by more than a tolerance and
is not much narrower; so the minutes on a screen count down instead of jumping about. They count
down only as far as the newest band goes with them: an end that ran ahead of it would soon have to
be taken back. For "a number taken now" there is no moment, and the range itself stands.
"""

from dataclasses import dataclass
from math import ceil, floor
from typing import Final

STEP_MIN: Final = 5
WIDE_STEP_MIN: Final = 10
WIDE_MIN: Final = 60
"""From here on steps are wider: nobody needs to know 85 from 90 minutes."""
TOLERANCE_S: Final = 120.0
TOLERANCE_PART: Final = 0.15
MUCH_NARROWER: Final = 0.6
_MINUTE_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Between which seconds from now the call is expected."""

    low_s: float
    high_s: float

    @property
    def width_s(self) -> float:
        """How much is left open."""
        return self.high_s - self.low_s

    def later(self, by_s: float) -> "Band":
        """The same promise, seen so much later."""
        return Band(low_s=max(self.low_s - by_s, 0.0), high_s=max(self.high_s - by_s, 0.0))


def steady(told: Band | None, newest: Band, since_s: float = 0.0) -> Band:
    """What to tell now: what was told `since_s` ago, as seen from now, unless it fails to hold."""
    if told is None:
        return newest
    nearer = told.later(since_s)
    still_s = min(told.high_s, newest.high_s)
    told = Band(low_s=nearer.low_s, high_s=max(nearer.high_s, still_s))
    tolerance_s = max(TOLERANCE_S, TOLERANCE_PART * newest.high_s)
    holds = (
        newest.high_s <= told.high_s + tolerance_s
        and newest.low_s >= told.low_s - tolerance_s
        and newest.width_s >= MUCH_NARROWER * told.width_s - tolerance_s
        and newest.low_s < told.high_s
    )
    return told if holds else newest


def minutes(band: Band) -> tuple[int, int]:
    """Low and high in whole steps of minutes, outwards; never a range of nothing."""
    low_min, high_min = band.low_s / _MINUTE_S, band.high_s / _MINUTE_S
    low = floor(low_min / _step(low_min)) * _step(low_min)
    high = max(ceil(high_min / _step(high_min)) * _step(high_min), STEP_MIN)
    return min(low, high - STEP_MIN), high


def _step(minutes_: float) -> int:
    return WIDE_STEP_MIN if minutes_ >= WIDE_MIN else STEP_MIN
