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
HORIZON_S: Final = 4 * 3600.0
"""How far ahead people are drawn at most who may come."""
_LONGER: Final = 2.0
"""How much longer a line may take than it seems."""
_AT_LEAST_S: Final = 1800.0


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


def horizon(state: State) -> float:
    """Until when those who come may still matter for those who wait, in seconds."""
    work_s = [0.0] * len(state.categories)
    for each in state.waiting:
        work_s[each.line.category] += each.service.mean_s
    windows = [0.0] * len(state.categories)
    for window in state.windows:
        for category in window.categories:
            windows[category] += 1 / len(window.categories)
    longest_s = max(
        (work / max(open_, 0.5) for work, open_ in zip(work_s, windows, strict=True)), default=0.0
    )
    return min(_LONGER * longest_s + _AT_LEAST_S, HORIZON_S)


def run_forward(
    state: State,
    *,
    runs: int,
    asked: tuple[Line, ...] = (),
    until_s: float = math.inf,
    horizon_s: float | None = None,
    seed: int = SEED,
    only_asked: bool = True,
) -> Runs:
    """Let a state happen many times; by default only until all who are asked for were called."""
    packed = pack(state, asked)
    until_drawn_s = horizon(state) if horizon_s is None else horizon_s
    futures = drawn_futures(packed, chance(seed, runs), until_drawn_s)
    calls = run_all(packed, futures, until_s, only_asked=only_asked)
    return Runs(packed=packed, futures=futures, called_s=calls.called_s, window=calls.window)
