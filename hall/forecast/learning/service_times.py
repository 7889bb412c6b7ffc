"""Service times from the records: by category and matter, by window and hour, with shrinkage.

Theory of operation. Durations are taken as log-normal. Each logarithm is what was believed of its
matter, plus effects of category, matter, window and hour, plus chance. Effects are found in turn,
each as the mean of what the others leave, drawn towards none as if that had been seen in so many
services (`PRIORS`). Records further back count less. What is left gives the spread; how far whole
days differ is kept apart, for days do not average out within a day.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from hall.forecast.engine.arrays import Floats, Ints
from hall.forecast.engine.state import Spread
from hall.forecast.figures import Figures
from hall.forecast.learning.records import PastVisit

PRIORS: Final = {"category": 20.0, "matter": 30.0, "window": 30.0, "hour": 60.0}
"""How many services no effect is worth."""
HALF_LIFE_DAYS: Final = 20.0
LEAST_S: Final = 5.0
"""Shorter services are slips of a key."""
_ROUNDS: Final = 4
_HOUR_S: Final = 3600.0
_HOURS: Final = 24
_LEAST_DAY_SD: Final = 0.03
_MOST_DAY_SD: Final = 0.3


@dataclass(frozen=True, slots=True)
class _Table:
    """Services in columns; groups are named by numbers, and `names` gives matters and windows."""

    log_s: Floats
    believed: Floats
    weight: Floats
    day: Ints
    groups: dict[str, Ints]
    matters: Sequence[str | None]
    windows: Sequence[int | None]


def learn_services(figures: Figures, visits: Iterable[PastVisit]) -> Figures:
    """The figures with service times, paces and hours as the records have them."""
    table = _table(figures, visits)
    if not len(table.log_s):
        return figures
    effects = _effects(table)
    left = table.log_s - table.believed - _sum(table, effects)
    services = _services(figures, table, effects)
    return replace(
        figures,
        services=services,
        matters={**figures.matters, **_matters(figures, table, effects, services)},
        paces={
            no: math.exp(effects["window"][at])
            for at, no in enumerate(table.windows)
            if no is not None
        },
        hours=tuple(np.exp(effects["hour"]).tolist()),
        habits=replace(figures.habits, pace_sd=_day_sd(table, left)),
    )


def _table(figures: Figures, visits: Iterable[PastVisit]) -> _Table:
    place = {code: at for at, code in enumerate(figures.categories)}
    timed = [
        (each, place[each.category], each.started_s or 0.0, lasted_s)
        for each in visits
        if each.category in place and (lasted_s := each.service_s or 0.0) >= LEAST_S
    ]
    days = [each.day.toordinal() for each, *_ in timed]
    matters = list(dict.fromkeys(each.matter for each, *_ in timed))
    windows = list(dict.fromkeys(each.window for each, *_ in timed))
    ages = max(days, default=0) - np.array(days, dtype=np.int64)
    return _Table(
        log_s=np.log([lasted_s for *_, lasted_s in timed]),
        believed=np.array([figures.service(at, each.matter).mu for each, at, *_ in timed]),
        weight=0.5 ** (ages / HALF_LIFE_DAYS),
        day=np.array(days, dtype=np.int64),
        groups={
            "category": np.array([at for _, at, *_ in timed], dtype=np.int64),
            "matter": np.array([matters.index(each.matter) for each, *_ in timed]),
            "window": np.array([windows.index(each.window) for each, *_ in timed]),
            "hour": np.array([int(at_s // _HOUR_S) % _HOURS for _, _, at_s, _ in timed]),
        },
        matters=matters,
        windows=windows,
    )


def _effects(table: _Table) -> dict[str, Floats]:
    sizes = {name: int(group.max()) + 1 for name, group in table.groups.items()}
    sizes["hour"] = _HOURS
    effects = {name: np.zeros(size) for name, size in sizes.items()}
    for _ in range(_ROUNDS):
        for name, group in table.groups.items():
            left = table.log_s - table.believed - _sum(table, effects) + effects[name][group]
            weight = np.bincount(group, table.weight, sizes[name])
            total = np.bincount(group, table.weight * left, sizes[name])
            effects[name] = total / (weight + PRIORS[name])
    return effects


def _sum(table: _Table, effects: dict[str, Floats]) -> Floats:
    total = np.zeros(len(table.log_s))
    for name, group in table.groups.items():
        total += effects[name][group]
    return total


def _services(figures: Figures, table: _Table, effects: dict[str, Floats]) -> tuple[Spread, ...]:
    """Of each category over all its matters: their mix is in the records."""
    usual = table.log_s - effects["window"][table.groups["window"]]
    usual -= effects["hour"][table.groups["hour"]]
    return tuple(
        _spread(known, usual, table.weight * (table.groups["category"] == at))
        for at, known in enumerate(figures.services)
    )


def _spread(known: Spread, usual: Floats, weight: Floats) -> Spread:
    prior = PRIORS["category"]
    total = weight.sum() + prior
    mu = (weight @ usual + prior * known.mu) / total
    off = usual - mu
    variance = (weight @ (off * off) + prior * known.sigma**2) / total
    return Spread(mu=float(mu), sigma=float(np.sqrt(variance)))


def _matters(
    figures: Figures, table: _Table, effects: dict[str, Floats], services: tuple[Spread, ...]
) -> dict[str, Spread]:
    found: dict[str, Spread] = {}
    for at, matter in enumerate(table.matters):
        if matter is None:
            continue
        of_matter = table.groups["matter"] == at
        category = int(table.groups["category"][of_matter][0])
        known = figures.service(category, matter)
        shift = effects["category"][category] + effects["matter"][at]
        ratio = services[category].sigma / max(figures.services[category].sigma, 0.01)
        found[matter] = Spread(mu=known.mu + float(shift), sigma=known.sigma * min(ratio, 1.5))
    return found


def _day_sd(table: _Table, left: Floats) -> float:
    """How far the means of days differ beyond what chance makes of so many services."""
    _, day = np.unique(table.day, return_inverse=True)
    counts = np.bincount(day)
    means = np.bincount(day, left) / counts
    noise = float((left.var() / counts).mean())
    variance = float(means.var()) - noise
    return min(max(math.sqrt(max(variance, 0.0)), _LEAST_DAY_SD), _MOST_DAY_SD)
