"""What the day so far says of the day: whether services go slower than usual, whether more come.

Theory of operation. A finished service tells how far it was from the usual, in logarithms. Of many
of them, weighed less the older they are, a mean is formed and drawn towards zero as far as it is
uncertain: a normal prior with the spread that days usually have. Numbers taken so far are to those
usual by now as a gamma variable whose prior has the spread of days.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from hall.forecast.figures import Figures

HALF_LIFE_S: Final = 2.5 * 3600.0
"""After which a service counts half: the hour matters too."""
LEFT_OVER_SD: Final = 0.05
"""What even many services leave uncertain of those to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """One service that is over today."""

    at_s: float
    log_ratio: float
    """The logarithm of how long it took, against the usual median."""
    sigma: float
    """Of the usual."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Today:
    """What is known of a day by a moment of it."""

    pace_mu: float = 0.0
    """By what services differ from the usual today, as a logarithm."""
    pace_sd: float = 0.0
    """And how uncertain that is."""
    many: float = 1.0
    """How many come, compared with a usual day."""
    many_sd: float = 0.0


def today(figures: Figures, now_s: float, finished: Iterable[Finished], issued: int) -> Today:
    """What services and numbers so far say of the rest of the day."""
    pace_mu, pace_sd = _pace(figures, now_s, finished)
    many, many_sd = _many(figures, now_s, issued)
    return Today(pace_mu=pace_mu, pace_sd=pace_sd, many=many, many_sd=many_sd)


def _pace(figures: Figures, now_s: float, finished: Iterable[Finished]) -> tuple[float, float]:
    prior = figures.habits.pace_sd
    if prior <= 0:
        return 0.0, 0.0
    weight = total = 0.0
    for each in finished:
        share = 0.5 ** ((now_s - each.at_s) / HALF_LIFE_S) / max(each.sigma, 0.1) ** 2
        weight += share
        total += share * each.log_ratio
    precision = 1 / prior**2 + weight
    return total / precision, math.sqrt(1 / precision + min(LEFT_OVER_SD, prior) ** 2)


def _many(figures: Figures, now_s: float, issued: int) -> tuple[float, float]:
    profile = figures.profile
    if not profile.rates or profile.day_sd <= 0:
        return 1.0, profile.day_sd
    shape = 1 / profile.day_sd**2
    usual = profile.before(now_s)
    return (shape + issued) / (shape + usual), 1 / math.sqrt(shape + issued)
