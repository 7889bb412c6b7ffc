"""Who comes when, from the records: rates by quarter of an hour, and how far days differ."""

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from hall.forecast.engine.state import CLASSES
from hall.forecast.figures import DAY_S, Figures, Profile
from hall.forecast.learning.records import PastVisit

STRETCH_S: Final = 900.0
LEAST_DAYS: Final = 3
"""With fewer days of records nothing is said of how many come."""
_SMOOTHING: Final = (0.25, 0.5, 0.25)
_LEAST_DAY_SD: Final = 0.05


def learn_arrivals(figures: Figures, visits: Sequence[PastVisit]) -> Figures:
    """The figures with the rates of the days on record."""
    days = sorted({each.day for each in visits})
    if len(days) < LEAST_DAYS:
        return figures
    place = {code: at for at, code in enumerate(figures.categories)}
    stretches = int(DAY_S // STRETCH_S)
    counts = np.zeros((stretches, len(place)))
    classes = np.ones(len(CLASSES))
    classes[1:] = 0.0
    for each in visits:
        if each.category in place:
            counts[int(each.issued_s // STRETCH_S) % stretches, place[each.category]] += 1
            classes[CLASSES.index(each.visit_class)] += 1
    rates = _smooth(counts) / (len(days) * STRETCH_S)
    return replace(
        figures,
        class_shares=tuple((classes / classes.sum()).tolist()),
        profile=Profile(
            edges_s=tuple(at * STRETCH_S for at in range(stretches + 1)),
            rates=tuple(tuple(row) for row in rates.tolist()),
            day_sd=_day_sd([sum(each.day == day for each in visits) for day in days]),
        ),
    )


def _smooth(
    counts: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Each stretch with a little of its neighbours, but nothing where nobody comes."""
    padded = np.pad(counts, ((1, 1), (0, 0)), mode="edge")
    before, own, after = (padded[at : at + len(counts)] for at in range(3))
    mixed = _SMOOTHING[0] * before + _SMOOTHING[1] * own + _SMOOTHING[2] * after
    return np.where(counts.sum(axis=1, keepdims=True) > 0, mixed, 0.0)


def _day_sd(numbers: Sequence[int]) -> float:
    logs = [math.log(number) for number in numbers if number]
    mean = sum(logs) / len(logs)
    variance = sum((each - mean) ** 2 for each in logs) / max(len(logs) - 1, 1)
    noise = sum(1 / number for number in numbers if number) / len(logs)
    return max(math.sqrt(max(variance - noise, 0.0)), _LEAST_DAY_SD)
