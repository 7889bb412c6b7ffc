"""What a forecast is learnt from: the queue in numbers, and the quantiles of the hall run forward.

The target is not the wait but how far it is from the median of the runs, as a logarithm: so what is
learnt in a quiet hour holds in a crowded one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hall.forecast.engine.arrays import Floats
from hall.forecast.engine.state import Line, State
from hall.forecast.present import Present
from hall.forecast.waits.formulas import Queue, queue_length

LEVELS: Final = (0.1, 0.25, 0.5, 0.75, 0.9)
OFFSET_S: Final = 60.0
"""Waits below this hardly differ."""
PAUSED_S: Final = 180.0
_HOUR_S: Final = 3600.0
NAMES: Final = (
    "run_10",
    "run_25",
    "run_50",
    "run_75",
    "run_90",
    "run_mean",
    "ahead",
    "windows",
    "shared",
    "by_length",
    "last",
    "head",
    "idle",
    "hour",
    "category",
    "visit_class",
    "pace",
    "paused",
    "away",
    "before_me",
    "waiting",
    "lately",
    "lately_all",
)
CATEGORICAL: Final = ("category", "visit_class")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """By how much waits that ended lately differed from their forecasts, as logarithms."""

    category: float = 0.0
    everywhere: float = 0.0


def quantiles(waits_s: Floats) -> tuple[float, ...]:
    """The levels and the mean of one person's waits over all runs; infinite when mostly never."""
    called = waits_s[~np.isnan(waits_s)]
    if 2 * len(called) <= len(waits_s):
        return (math.inf,) * (len(LEVELS) + 1)
    return (*np.quantile(called, LEVELS).tolist(), float(called.mean()))


def features(
    present: Present,
    state: State,
    line: Line,
    queue: Queue,
    *,
    run: Sequence[float],
    lately: Lately,
) -> list[float]:
    """One row, in the order of `NAMES`; waits as logarithms."""
    resting = [each for each in state.windows if each.resting and -each.free_s > PAUSED_S]
    mine = [desk for desk in present.desks if line.category in desk.categories]
    before = sum(each.line == line for each in present.standing)
    return [
        *(log_wait(each) for each in run),
        float(queue.ahead),
        queue.windows,
        queue.shared,
        log_wait(queue_length(queue)),
        log_wait(queue.last_s),
        log_wait(queue.head_s),
        float(queue.idle),
        present.now_s / _HOUR_S,
        float(line.category),
        float(line.visit_class),
        state.services[line.category].mu,
        float(sum(line.category in each.categories for each in resting)),
        float(sum(not desk.open for desk in mine)),
        float(before),
        float(len(present.standing)),
        lately.category,
        lately.everywhere,
    ]


def log_wait(wait_s: float) -> float:
    """The logarithm of a wait, in which short waits hardly differ."""
    return math.log(wait_s + OFFSET_S)


def wait_of(log_s: float) -> float:
    """The wait of such a logarithm, not below nothing."""
    return max(math.exp(log_s) - OFFSET_S, 0.0)
