"""The moved hall in SimPy, for its speed alone: what a simulation library costs a hall-day."""

import math
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import simpy

from tests.bench.forecast.scenarios import MOVED_HALL
from tests.bench.forecast.world import HOUR_S, MINUTE_S, RULES

PLACE = MOVED_HALL


@dataclass(slots=True)
class _Citizen:
    category: str
    rate: float
    head_start_min: float
    at_s: float
    service_s: float
    walk_s: float
    between_s: float
    patience_s: float


def day(seed: int) -> int:
    """Let one day happen; gives how many were called."""
    rng = np.random.Generator(np.random.PCG64(seed))
    environment = simpy.Environment(initial_time=PLACE.opens * HOUR_S)
    hall = _Hall(environment)
    environment.process(hall.arrivals(_citizens(rng)))
    for codes in PLACE.windows:
        environment.process(hall.window(codes))
    environment.run(until=PLACE.closes * HOUR_S + 4 * HOUR_S)
    return hall.called


class _Hall:
    def __init__(self, environment: Any) -> None:
        self._environment = environment
        self._waiting: dict[str, list[_Citizen]] = {kind.code: [] for kind in PLACE.kinds}
        self._came = environment.event()
        self.called = 0

    def arrivals(self, citizens: Sequence[_Citizen]) -> Generator[Any, Any, None]:
        """Everybody comes at their time."""
        for each in citizens:
            if each.at_s > self._environment.now:
                yield self._environment.timeout(each.at_s - self._environment.now)
            self._waiting[each.category].append(each)
            came, self._came = self._came, self._environment.event()
            came.succeed()

    def window(self, codes: Sequence[str]) -> Generator[Any, Any, None]:
        """A window calls who has most priority, and serves."""
        while True:
            found = self._choose(codes)
            if found is None:
                yield self._came
                continue
            self.called += 1
            if self._environment.now - found.at_s > found.patience_s:
                yield self._environment.timeout(PLACE.no_show_min * MINUTE_S + found.between_s)
                continue
            yield self._environment.timeout(found.walk_s)
            yield self._environment.timeout(found.service_s)
            yield self._environment.timeout(found.between_s)

    def _choose(self, codes: Sequence[str]) -> _Citizen | None:
        now = self._environment.now
        lines = [line for code in codes if (line := self._waiting[code])]
        if not lines:
            return None
        line = max(lines, key=lambda each: max(_score(one, now) for one in each))
        best = max(line, key=lambda each: _score(each, now))
        line.remove(best)
        return best


def _score(citizen: _Citizen, now_s: float) -> float:
    return citizen.head_start_min + citizen.rate * (now_s - citizen.at_s) / MINUTE_S


def _citizens(rng: np.random.Generator) -> list[_Citizen]:
    total = sum(share for _, _, share in PLACE.profile)
    rules = list(RULES.values())
    found: list[_Citizen] = []
    for start, end, share in PLACE.profile:
        for at_s in rng.uniform(start, end, rng.poisson(PLACE.numbers * share / total)) * HOUR_S:
            kind = PLACE.kinds[rng.choice(len(PLACE.kinds), p=[k.share for k in PLACE.kinds])]
            rate, head_start = rules[rng.choice(3, p=(0.87, 0.08, 0.05))]
            found.append(
                _Citizen(
                    category=kind.code,
                    rate=rate,
                    head_start_min=head_start,
                    at_s=float(at_s),
                    service_s=kind.median_min * MINUTE_S * math.exp(rng.normal(0, kind.sigma)),
                    walk_s=PLACE.walk_median_min * MINUTE_S * math.exp(rng.normal(0, 0.5)),
                    between_s=PLACE.between_median_min * MINUTE_S * math.exp(rng.normal(0, 0.8)),
                    patience_s=PLACE.patience_median_min
                    * MINUTE_S
                    * math.exp(rng.normal(0, PLACE.patience_sigma)),
                )
            )
    return sorted(found, key=lambda each: each.at_s)
