"""What runs of a hall come to, in the figures a manager looks at, each with its range."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from hall.forecast.engine.arrays import GHOST, Floats, Ints, Packed
from hall.forecast.engine.futures import Futures
from hall.forecast.engine.loop import Calls, run_all

SQUARE: Final = 0.02
"""A wait of w minutes costs w + 0.02 w²: ten who wait five minutes are better than one who waits
fifty."""
LOW: Final = 0.1
HIGH: Final = 0.9
_MINUTE_S: Final = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A figure over all runs, in minutes."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What the next while comes to under one plan."""

    mean_min: Range
    p90_min: Range
    categories_min: tuple[Range, ...]
    """The mean wait of each category; nothing where nobody comes."""
    worst: int
    """The category whose people wait longest on average."""
    people: float
    """How many wait or come, on average."""

    @property
    def worst_min(self) -> Range:
        """The mean wait of the worst category."""
        return self.categories_min[self.worst]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """The waits of everybody in all runs, in minutes; rows are runs."""

    minutes: Floats
    """Not a number for who does not come."""
    category: Ints
    visit: Floats
    """The mean wait still to come of each one who waits already, in minutes."""

    @property
    def cost(self) -> float:
        """What all waits cost, on average over the runs."""
        return float(np.nansum(self.minutes + SQUARE * self.minutes**2) / len(self.minutes))


def waits(packed: Packed, futures: Futures, until_s: float) -> Waits:
    """Let futures happen under a plan; who is not called by the end has waited until then."""
    calls = run_all(packed, futures, until_s, only_asked=False)
    people = futures.people
    numbers = np.arange(people.shape[1])
    here = (numbers < futures.counts[:, None]) & np.isfinite(people["enters_s"])
    here &= (people["kind"] != GHOST) & (people["enters_s"] < until_s)
    waited_s = np.full(here.shape, np.nan)  # what stands beyond the people of a run is no time
    np.subtract(_called(calls, until_s), people["enters_s"], out=waited_s, where=here)
    still_s = _called(calls, until_s)[:, : packed.waiting]
    return Waits(
        minutes=waited_s / _MINUTE_S,
        category=np.where(here, people["category"], -1),
        visit=still_s.mean(axis=0) / _MINUTE_S,
    )


def _called(calls: Calls, until_s: float) -> Floats:
    called: Floats = np.where(np.isnan(calls.called_s), until_s, calls.called_s)
    return called


def outlook(found: Waits, categories: int) -> Outlook:
    """The figures of a manager."""
    of_runs = [row[~np.isnan(row)] for row in found.minutes]
    means = [_mean(row) for row in of_runs]
    p90s = [float(np.quantile(row, 0.9)) if len(row) else 0.0 for row in of_runs]
    by_category = tuple(_category(found, category) for category in range(categories))
    worst = max(range(categories), key=lambda each: by_category[each].middle)
    return Outlook(
        mean_min=_range(means),
        p90_min=_range(p90s),
        categories_min=by_category,
        worst=worst,
        people=sum(map(len, of_runs)) / len(of_runs),
    )


def _category(found: Waits, category: int) -> Range:
    mine = np.where(found.category == category, found.minutes, np.nan)
    return _range([_mean(row[~np.isnan(row)]) for row in mine])


def _mean(row: Floats) -> float:
    return float(row.mean()) if len(row) else 0.0


def _range(values: list[float]) -> Range:
    low, high = np.quantile(values, (LOW, HIGH)).tolist()
    return Range(low=low, middle=float(np.mean(values)), high=high)
