"""Quantiles of many persons' waits over all runs at once, without the interpreter lock.

A library's quantile of one column after the other held the lock for most of a forecast's time.
"""

import math

import numpy as np

from hall.forecast.engine.arrays import Floats
from hall.forecast.engine.compiling import compiled


def by_person(waits_s: Floats, levels: tuple[float, ...]) -> Floats:
    """The levels and the mean of each column in a row; infinite for who is mostly never called."""
    found = np.full((waits_s.shape[1], len(levels) + 1), math.inf)
    _by_person(np.ascontiguousarray(waits_s), np.array(levels), np.empty(waits_s.shape[0]), found)
    return found


@compiled
def _by_person(waits_s: Floats, levels: Floats, called: Floats, found: Floats) -> None:
    for person in range(waits_s.shape[1]):
        count, total = 0, 0.0
        for run in range(waits_s.shape[0]):
            wait_s = waits_s[run, person]
            if not math.isnan(wait_s):
                called[count] = wait_s
                count += 1
                total += wait_s
        if 2 * count <= waits_s.shape[0]:
            continue
        called[:count].sort()
        for at in range(len(levels)):
            exact = (count - 1) * levels[at]
            below = int(exact)
            above = min(below + 1, count - 1)
            found[person, at] = called[below] + (exact - below) * (called[above] - called[below])
        found[person, -1] = total / count
