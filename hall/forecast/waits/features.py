"""What a forecast is learnt from: the queue in numbers, and the quantiles of the hall run forward.

The target is not the wait but how far it is from the median of the runs, as a logarithm: so what is
learnt in a quiet hour holds in a crowded one.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from hall.forecast.engine.arrays import Floats
from hall.forecast.engine.quantiles import by_person
from hall.forecast.engine.state import Line, State
from hall.forecast.present import Present
from hall.forecast.waits.formulas import Lately, Queue, queue_length

LEVELS: Final = (0.06, 0.25, 0.5, 0.75, 0.86)
"""The first and the last bound the shortest band of 80 %: waits have a long tail above. It also
leaves fewer to be called before they were told, which is what makes people miss their call."""
MIDDLE: Final = LEVELS.index(0.5)
OFFSET_S: Final = 60.0
"""Waits below this hardly differ."""
_HOUR_S: Final = 3600.0
NAMES: Final = (
    "run_low",
    "run_25",
    "run_50",
    "run_75",
    "run_high",
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
    "missed",
    "missed_all",
    "calls",
    "recent_calls",
    "window_calls",
    "calling",
    "came",
    "mean_wait",
    "silent",
    "left",
    "sole",
    "served",
    "overtaking",
)
CATEGORICAL: Final = ("category", "visit_class")


@dataclass(frozen=True, slots=True, kw_only=True)
class Misses:
    """By how much waits that ended lately differed from their forecasts, as logarithms."""

    category: float = 0.0
    everywhere: float = 0.0


def quantiles(waits_s: Floats) -> list[tuple[float, ...]]:
    """The levels and the mean of each person's waits over all runs; infinite when mostly never."""
    return [tuple(row) for row in by_person(waits_s, LEVELS).tolist()]


def usable_run(run: tuple[float, ...], queue: Queue) -> tuple[float, ...]:
    """The quantiles of runs; where nobody is called in them, all the work over one window."""
    if math.isinf(run[-1]):
        return ((queue.ahead + 1) * queue.mean_s,) * len(run)
    return run


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is alike for everybody at one moment."""

    now_s: float
    waiting: int
    quick: int
    """Who of them is not of the ordinary class."""
    mus: tuple[float, ...]
    """The logarithm of each category's median service today."""


def features(
    around: Around,
    line: Line,
    queue: Queue,
    *,
    run: Sequence[float],
    before: int,
    misses: Misses,
) -> list[float]:
    """One row, in the order of `NAMES`; `before` stand before in the same line."""
    return [
        *(log_wait(each) for each in run),
        float(queue.ahead),
        queue.windows,
        queue.shared,
        log_wait(queue_length(queue)),
        log_wait(queue.last_s),
        log_wait(queue.head_s),
        float(queue.idle),
        around.now_s / _HOUR_S,
        float(line.category),
        float(line.visit_class),
        around.mus[line.category],
        float(queue.paused),
        float(queue.away),
        float(before),
        float(around.waiting),
        misses.category,
        misses.everywhere,
        *_lately(queue.lately),
        float(queue.sole),
        queue.served_s,
        float(around.quick),
    ]


def _lately(lately: Lately) -> list[float]:
    return [
        float(lately.calls),
        float(lately.recent_calls),
        float(lately.window_calls),
        float(lately.windows),
        float(lately.came),
        log_wait(lately.mean_s),
        lately.silent_s,
        float(lately.left),
    ]


def around(present: Present, state: State) -> Around:
    """What is alike for everybody now."""
    return Around(
        now_s=present.now_s,
        waiting=len(present.standing),
        quick=sum(each.line.visit_class > 0 for each in present.standing),
        mus=tuple(each.mu for each in state.services),
    )


def log_wait(wait_s: float) -> float:
    """The logarithm of a wait, in which short waits hardly differ.

    Who came early for an appointment counts as entering at its time, and has not waited yet.
    """
    return math.log(max(wait_s, 0.0) + OFFSET_S)


def wait_of(log_s: float) -> float:
    """The wait of such a logarithm, not below nothing."""
    return max(math.exp(log_s) - OFFSET_S, 0.0)
