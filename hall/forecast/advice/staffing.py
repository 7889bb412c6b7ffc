"""How many clerks each category needs in each quarter of an hour, for a target.

Theory of operation. The offered load m(t) = ∫ λ(t−u)·P(S > u) du says how many are being served on
average if nobody waited; Erlang's formula adds what chance needs for the target. That is where the
search begins: the day is run forward with those windows, a clerk is added where the target is
missed and taken away where it is more than met, until nothing changes. Nobody is sent away for
less than an hour, nor are there fewer clerks than the load keeps busy: those who come in one
quarter might be called in time by the clerks of the next, but no roster is like that.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from hall.forecast.engine.arrays import STREAM, Floats, Ints, pack
from hall.forecast.engine.chance import chance
from hall.forecast.engine.futures import drawn_futures
from hall.forecast.engine.loop import run_all
from hall.forecast.engine.normal import integral
from hall.forecast.engine.running import SEED
from hall.forecast.engine.state import Counter, Habits, Spread, State

QUARTER_S: Final = 900.0
RUNS: Final = 40
ROUNDS: Final = 12
_STEP_S: Final = 60.0
_LONGEST_S: Final = 4 * 3600.0
_STAYS: Final = 4
"""For how many quarters a clerk who goes is gone at least."""
_SPARE: Final = 0.06
"""More than met by this much: try with one clerk less."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Such a part of all people is called within such a wait."""

    part: float = 0.8
    within_s: float = 900.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Staffing:
    """Clerks by category (rows) and quarter of an hour (columns)."""

    clerks: tuple[tuple[int, ...], ...]
    met: tuple[tuple[float, ...], ...]
    """The part called in time of those who come in each quarter; 1 where nobody comes."""

    @property
    def clerk_hours(self) -> float:
        """What the day costs."""
        return sum(map(sum, self.clerks)) * QUARTER_S / 3600


def offered_load(rates: Sequence[float], service: Spread, busy_s: float = 0.0) -> list[float]:
    """How many would be served at each quarter's middle; `rates` are by quarter, a second.

    `busy_s` is what each visit takes of a window besides its service.
    """
    ages = np.arange(_STEP_S / 2, _LONGEST_S, _STEP_S)
    lasting = np.array([_lasts(service, age - busy_s) for age in ages])
    middles = (np.arange(len(rates)) + 0.5) * QUARTER_S
    quarters = np.floor((middles[:, None] - ages[None, :]) / QUARTER_S).astype(int)
    known = np.where(quarters >= 0, np.asarray(rates)[np.maximum(quarters, 0)], 0.0)
    load: list[float] = ((known * lasting).sum(axis=1) * _STEP_S).tolist()
    return load


def _lasts(service: Spread, age_s: float) -> float:
    if age_s <= 0:
        return 1.0
    return 1.0 - integral((math.log(age_s) - service.mu) / max(service.sigma, 1e-9))


def erlang(load: float, mean_s: float, target: Target) -> int:
    """The fewest clerks with which Erlang's C meets a target."""
    if load <= 0:
        return 0
    clerks = math.floor(load) + 1
    while _late(load, clerks, mean_s, target.within_s) > 1 - target.part:
        clerks += 1
    return clerks


def _late(load: float, clerks: int, mean_s: float, within_s: float) -> float:
    """P(W > T) = C·exp(−(n−a)·μ·T)."""
    blocked = 1.0
    for each in range(1, clerks + 1):
        blocked = load * blocked / (each + load * blocked)
    waits = clerks * blocked / (clerks - load * (1 - blocked))
    return waits * math.exp(-(clerks - load) * within_s / mean_s)


def staff(state: State, target: Target, quarters: int) -> Staffing:
    """Clerks for a day that begins now with nobody waiting, each category by itself."""
    rates = _rates(state, quarters)
    busy_s = _busy(state.habits)
    clerks = np.zeros((len(state.categories), quarters), dtype=np.int64)
    least = np.zeros_like(clerks)
    for category, service in enumerate(state.services):
        load = offered_load(rates[category].tolist(), service, busy_s)
        mean_s = service.mean_s + busy_s
        clerks[category] = [erlang(each, mean_s, target) for each in load]
        least[category] = [max(math.floor(each), 1) for each in load]
    clerks, met = _search(state, target, without_gaps(clerks), least)
    return Staffing(
        clerks=tuple(tuple(row) for row in clerks.tolist()),
        met=tuple(tuple(row) for row in met.tolist()),
    )


def _busy(habits: Habits) -> float:
    return sum(each.mean_s for each in (habits.walk, habits.between) if each)


def _rates(state: State, quarters: int) -> Floats:
    rates = np.zeros((len(state.categories), quarters))
    edges = state.arrivals.edges_s
    starts = np.arange(quarters) * QUARTER_S
    for start, end, row in zip(edges, edges[1:], state.arrivals.rates, strict=False):
        overlap = np.clip(np.minimum(end, starts + QUARTER_S) - np.maximum(start, starts), 0, None)
        rates += np.outer(row, overlap / QUARTER_S)
    return rates


def without_gaps(clerks: Ints) -> Ints:
    """The clerks with those who are gone for less than an hour kept."""
    padded = np.pad(clerks, ((0, 0), (_STAYS - 1, _STAYS - 1)))
    most = sliding_window_view(padded, _STAYS, axis=1).max(axis=2)
    kept: Ints = sliding_window_view(most, _STAYS, axis=1).min(axis=2)
    return kept


def _search(state: State, target: Target, clerks: Ints, floor: Ints) -> tuple[Ints, Floats]:
    """Add where the target is missed, take away where it is more than met."""
    met = _met(state, target, clerks)
    for _ in range(ROUNDS):
        short = met < target.part
        spare = (met > target.part + _SPARE) & (clerks > floor)
        if not short.any() and not spare.any():
            break
        floor = np.where(short, clerks + 1, floor)
        clerks = without_gaps(clerks + short - spare)
        met = _met(state, target, clerks)
    for _ in range(ROUNDS):
        short = met < target.part
        if not short.any():
            break
        clerks = without_gaps(clerks + short)
        met = _met(state, target, clerks)
    return clerks, met


def _met(state: State, target: Target, clerks: Ints) -> Floats:
    """The part of those who come in each quarter that is called in time."""
    tried = replace(state, waiting=(), windows=_windows(clerks))
    packed = pack(tried)
    quarters = clerks.shape[1]
    futures = drawn_futures(packed, chance(SEED, RUNS), quarters * QUARTER_S)
    calls = run_all(packed, futures, math.inf, only_asked=False)
    people = futures.people
    here = np.arange(people.shape[1])[None, :] < futures.counts[:, None]
    here &= np.where(here, people["kind"], -1) == STREAM
    enters = people["enters_s"][here]
    category = people["category"][here]
    in_time = calls.called_s[here] - enters <= target.within_s
    cell = category * quarters + np.minimum(enters // QUARTER_S, quarters - 1).astype(np.int64)
    came = np.bincount(cell, minlength=clerks.size)
    good = np.bincount(cell, in_time, minlength=clerks.size)
    parts: Floats = np.where(came > 0, good / np.maximum(came, 1), 1.0).reshape(clerks.shape)
    return parts


def _windows(clerks: Ints) -> tuple[Counter, ...]:
    """A window for each clerk; it stays to the end for those who are left."""
    windows: list[Counter] = []
    for category, row in enumerate(clerks.tolist()):
        for place in range(max(row, default=0)):
            windows.append(
                Counter(
                    no=len(windows) + 1,
                    categories=(category,),
                    free_s=0.0,
                    calls_in=_stretches([place < count for count in row]),
                )
            )
    return tuple(windows)


def _stretches(here: list[bool]) -> tuple[tuple[float, float], ...]:
    padded = np.array([False, *here, False])
    edges = (np.flatnonzero(padded[1:] != padded[:-1]) * QUARTER_S).reshape(-1, 2).tolist()
    last = len(here) * QUARTER_S
    return tuple((start, math.inf if end == last else end) for start, end in edges)
