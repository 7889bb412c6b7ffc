"""Random numbers that are drawn once and used again: the same future for every plan compared.

Each column belongs to one person, each row to one run. A column is stratified over the runs, so
that few runs already cover what may happen; a visit keeps its column from one forecast to the next,
so that a forecast changes because the hall did, not because the dice did.
"""

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hall.forecast.engine.compiling import compiled
from hall.forecast.engine.normal import inverse

Draws = NDArray[np.float32]

SERVICE, WALK, BETWEEN, PATIENCE, PAUSE = range(5)
"""Standard normal draws of a person."""
PAUSES, ABSENT, CATEGORY, CLASS = range(5, 9)
"""Uniform draws."""
GAP: Final = 9
"""A unit exponential draw: since the person before."""
_NORMALS: Final = 5
_KINDS: Final = 10

KNOWN: Final = 512
"""Columns for those who wait; the others are for those who will come."""
COLUMNS: Final = 2560
WINDOWS: Final = 64
_DAY: Final = 2


class Chance(NamedTuple):
    """The dice of some runs."""

    people: Draws
    """By run, person and the kind of draw."""
    windows: Draws
    """By run, window and the kind of draw; normal ones only."""
    day: Draws
    """By run: for the pace of the day, and for how many come."""


@lru_cache(maxsize=4)
def chance(seed: int, runs: int) -> Chance:
    """The numbers of a seed; the same arguments give the same numbers."""
    rng = np.random.Generator(np.random.Philox(seed))
    people = np.empty((runs, COLUMNS, _KINDS), dtype=np.float32)
    for kind in range(_KINDS):
        people[:, :, kind] = _even(rng, runs, COLUMNS)
    _make_normal(people, _NORMALS)
    people[:, :, GAP] = rng.standard_exponential((runs, COLUMNS))
    windows = np.stack([_even(rng, runs, WINDOWS) for _ in range(_NORMALS)], axis=2)
    day = _even(rng, runs, _DAY)[:, None, :]
    _make_normal(windows, _NORMALS)
    _make_normal(day, _DAY)
    return Chance(people, windows, day[:, 0, :])


def _even(rng: np.random.Generator, runs: int, columns: int) -> Draws:
    """Uniform draws, one in each of as many equal parts as there are runs, in mixed order."""
    parts = np.repeat(np.arange(runs, dtype=np.float64)[:, None], columns, axis=1)
    mixed = rng.permuted(parts, axis=0) + rng.random((runs, columns))
    return np.clip(mixed / runs, 1e-6, 1 - 1e-6).astype(np.float32)


@compiled
def _make_normal(draws: Draws, kinds: int) -> None:
    for row in range(draws.shape[0]):
        for column in range(draws.shape[1]):
            for kind in range(kinds):
                draws[row, column, kind] = inverse(draws[row, column, kind])
