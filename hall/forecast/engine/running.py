"""Running a state forward: drawing futures, letting them happen, reading when people are called."""

import math
from dataclasses import dataclass
from typing import Final

from hall.forecast.engine.arrays import Floats, Ints, Packed, pack
from hall.forecast.engine.chance import chance
from hall.forecast.engine.futures import Futures, drawn_futures
from hall.forecast.engine.loop import run_all
from hall.forecast.engine.state import Line, State

SEED: Final = 20260302
HORIZON_S: Final = 3 * 3600.0
"""How far ahead people are drawn who may come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Runs:
    """What happened in each of many futures; rows are futures, columns persons."""

    packed: Packed
    futures: Futures
    called_s: Floats
    window: Ints

    @property
    def waiting_s(self) -> Floats:
        """When each waiting visit is called, by entry and order of issue; not a number: never."""
        return self.called_s[:, : self.packed.waiting]

    @property
    def asked_s(self) -> Floats:
        """When somebody who came now would be called, by the line asked for."""
        known = len(self.packed.persons)
        return self.called_s[:, known - self.packed.asking : known]


def run_forward(
    state: State,
    *,
    runs: int,
    asked: tuple[Line, ...] = (),
    until_s: float = math.inf,
    horizon_s: float = HORIZON_S,
    seed: int = SEED,
    only_asked: bool = True,
) -> Runs:
    """Let a state happen many times; by default only until all who are asked for were called."""
    packed = pack(state, asked)
    futures = drawn_futures(packed, chance(seed, runs), horizon_s)
    calls = run_all(packed, futures, until_s, only_asked=only_asked)
    return Runs(packed=packed, futures=futures, called_s=calls.called_s, window=calls.window)
