"""A duration known by its median and its ninetieth percentile, taken as log-normal.

What must not live here: drawing random durations.
"""

import math
from dataclasses import dataclass

_Z_90 = 1.2815515655446004
"""The standard normal's ninetieth percentile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSpread:
    """A spread of durations, in minutes."""

    median: float
    p90: float

    @property
    def sigma(self) -> float:
        """The standard deviation of the logarithm."""
        return math.log(self.p90 / self.median) / _Z_90

    @property
    def mean(self) -> float:
        """The mean, in minutes; above the median, as the long ones weigh more."""
        return self.median * math.exp(self.sigma**2 / 2)
