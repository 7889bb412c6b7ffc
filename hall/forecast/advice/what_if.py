"""What would happen if: a changed plan, roster or number of people, beside what is.

Both sides meet the same futures, so that the curves differ by the change alone.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from hall.forecast.advice.outlook import HIGH, LOW, Outlook, Range, Waits, outlook, waits
from hall.forecast.engine.arrays import Floats, pack
from hall.forecast.engine.chance import chance
from hall.forecast.engine.futures import Futures, drawn_futures
from hall.forecast.engine.running import SEED
from hall.forecast.engine.state import Arrivals, Counter, State

RUNS: Final = 60
STEP_S: Final = 900.0
LEAST_PART: Final = 1 / 3
"""In at least this part of the runs somebody has to come, for a wait to be drawn."""
DRAIN_S: Final = 3 * 3600.0
"""So long after the last one came everybody should have been called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a manager tries."""

    plan: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """What windows serve instead."""
    opened: tuple[Counter, ...] = ()
    closed: frozenset[int] = frozenset()
    roster: Mapping[int, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    """When windows call, in seconds from now."""
    many: float = 1.0
    """So many times as many people come."""
    starts_s: float = 0.0
    """From when on windows are changed; all through where it is 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """The wait of those who come in each stretch of time, in minutes.

    Stretches in which hardly anybody comes are left out: a curve ends where arrivals end.
    """

    starts_s: tuple[float, ...]
    waits_min: tuple[Range, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two that are compared."""

    outlook: Outlook
    whole: Curve
    categories: tuple[Curve, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What is, and what would be."""

    before: Side
    after: Side


def changed(state: State, change: Change) -> State:
    """The state under a change; windows keep their order, so that they draw the same lots."""
    until, after = change.starts_s, math.inf
    kept = [_window(each, change) for each in state.windows]
    if until > 0:
        begun = [
            _within(now, until, after)
            for each, now in zip(state.windows, kept, strict=True)
            if now != each
        ]
        kept = [
            _within(each, 0.0, until) if now != each else each
            for each, now in zip(state.windows, kept, strict=True)
        ]
        kept += [replace(each, in_hand=None, free_s=-1.0, resting=False) for each in begun]
    opened = (_within(each, until, after) for each in change.opened)
    return replace(
        state,
        windows=(*kept, *opened),
        arrivals=_arrivals(state.arrivals, change.many),
    )


def _window(window: Counter, change: Change) -> Counter:
    if window.no in change.closed:
        return replace(window, calls_in=(), open=False, staffed=False)
    return replace(
        window,
        categories=change.plan.get(window.no, window.categories),
        calls_in=change.roster.get(window.no, window.calls_in),
    )


def _within(window: Counter, from_s: float, until_s: float) -> Counter:
    """The same window, calling only between two moments."""
    clipped = ((max(start, from_s), min(end, until_s)) for start, end in window.calls_in)
    return replace(window, calls_in=tuple(each for each in clipped if each[0] < each[1]))


def _arrivals(arrivals: Arrivals, many: float) -> Arrivals:
    rates = tuple(tuple(rate * many for rate in rates) for rates in arrivals.rates)
    return replace(arrivals, rates=rates)


def compare(state: State, change: Change, ahead_s: float, runs: int = RUNS) -> Comparison:
    """Both sides over the next while; under a second for a whole day of a big hall."""
    return Comparison(
        before=_side(state, ahead_s, runs), after=_side(changed(state, change), ahead_s, runs)
    )


def _side(state: State, ahead_s: float, runs: int) -> Side:
    packed = pack(state)
    futures = drawn_futures(packed, chance(SEED, runs), ahead_s)
    found = waits(packed, futures, ahead_s + DRAIN_S)
    many = len(state.categories)
    return Side(
        outlook=outlook(found, many),
        whole=_curve(found, futures, ahead_s, found.minutes),
        categories=tuple(
            _curve(found, futures, ahead_s, np.where(found.category == at, found.minutes, np.nan))
            for at in range(many)
        ),
    )


def _curve(found: Waits, futures: Futures, ahead_s: float, minutes: Floats) -> Curve:
    enters = np.where(np.isnan(found.minutes), np.nan, futures.people["enters_s"])
    ranges = [
        (start, known)
        for start in np.arange(0.0, ahead_s, STEP_S).tolist()
        if (known := _range(_within_stretch(minutes, enters, start))) is not None
    ]
    return Curve(
        starts_s=tuple(start for start, _ in ranges), waits_min=tuple(known for _, known in ranges)
    )


def _within_stretch(minutes: Floats, enters: Floats, start: float) -> Floats:
    found: Floats = np.where((enters >= start) & (enters < start + STEP_S), minutes, np.nan)
    return found


def _range(minutes: Floats) -> Range | None:
    """Over the runs in which somebody came at all; None for hardly any run."""
    counts = (~np.isnan(minutes)).sum(axis=1)
    sums = np.nansum(minutes, axis=1)
    means = sums[counts > 0] / counts[counts > 0]
    if len(means) < LEAST_PART * len(minutes):
        return None
    low, high = np.quantile(means, (LOW, HIGH)).tolist()
    return Range(low=low, middle=float(means.mean()), high=high)
