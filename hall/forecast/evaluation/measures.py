"""Figures of merit over judged cases, and their intervals over days."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from hall.forecast.evaluation.rolling import Judged

NEAR_S: Final = 300.0
NEAR_PART: Final = 0.25
_RESAMPLES: Final = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How good one method was; seconds and shares."""

    count: int
    mae_s: float
    rmse_s: float
    near: float
    """Share within five minutes or a quarter of the wait, whichever is more."""
    cover: float
    band_s: float
    bias_s: float


def measure(judged: Iterable[Judged], method: str) -> Measure:
    """The figures of one method."""
    rows = np.array(
        [
            (each.case.wait_s, answer.low_s, answer.middle_s, answer.high_s)
            for each in judged
            if (answer := each.answers.get(method)) is not None
        ]
    ).reshape(-1, 4)
    wait, low, middle, high = rows.T
    error = middle - wait
    return Measure(
        count=len(rows),
        mae_s=float(np.abs(error).mean()),
        rmse_s=float(np.sqrt((error**2).mean())),
        near=float((np.abs(error) <= np.maximum(NEAR_S, NEAR_PART * wait)).mean()),
        cover=float(((low <= wait) & (wait <= high)).mean()),
        band_s=float((high - low).mean()),
        bias_s=float(error.mean()),
    )


def measures(judged: Sequence[Judged]) -> Mapping[str, Measure]:
    """The figures of every method."""
    methods = dict.fromkeys(name for each in judged for name in each.answers)
    return {name: measure(judged, name) for name in methods}


def interval(
    judged: Sequence[Judged], method: str, read: Callable[[Measure], float]
) -> tuple[float, float]:
    """Where a figure lies with 95 %, the days drawn again with replacement."""
    days: dict[date, list[Judged]] = {}
    for each in judged:
        days.setdefault(each.case.day, []).append(each)
    of_days = [measure(each, method) for each in days.values()]
    values = np.array([read(each) for each in of_days])
    weights = np.array([each.count for each in of_days], dtype=np.float64)
    rng = np.random.Generator(np.random.PCG64(1))
    picks = rng.integers(0, len(values), (_RESAMPLES, len(values)))
    means = (values[picks] * weights[picks]).sum(axis=1) / weights[picks].sum(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)
