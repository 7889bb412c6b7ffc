"""When windows are usually staffed, from the records."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from hall.forecast.figures import DAY_S, Figures
from hall.forecast.learning.records import PastStretch

STEP_S: Final = 300.0
LEAST_DAYS: Final = 3
USUAL: Final = 0.5
"""A window is expected where it was open on so large a part of the days."""


def learn_stretches(figures: Figures, stretches: Iterable[PastStretch]) -> Figures:
    """The figures with the hours in which each window was open on most days."""
    by_window: dict[int, list[PastStretch]] = {}
    for each in stretches:
        by_window.setdefault(each.window, []).append(each)
    days = len({each.day for rows in by_window.values() for each in rows})
    if days < LEAST_DAYS:
        return figures
    return replace(figures, stretches={no: _usual(rows, days) for no, rows in by_window.items()})


def _usual(rows: list[PastStretch], days: int) -> tuple[tuple[float, float], ...]:
    steps = int(DAY_S // STEP_S)
    open_days = np.zeros(steps)
    for each in rows:
        open_days[round(each.from_s / STEP_S) : round(each.until_s / STEP_S)] += 1
    usual = np.concatenate([[False], open_days > USUAL * days, [False]])
    edges = np.flatnonzero(usual[1:] != usual[:-1]) * STEP_S
    pairs = edges.reshape(-1, 2).tolist()
    return tuple((start, min(DAY_S, end)) for start, end in pairs)
