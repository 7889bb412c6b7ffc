"""The port of the forecast: a hall comes in, a range for everybody goes out.

`WaitForecaster.forecast` takes an immutable hall and may run in any thread, one call at a time; the
compiled parts release the interpreter lock. It falls back by itself and each range names the method
that made it. What must not live here: threads, clocks, views.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from msgspec.structs import replace

from hall.core.hall import Hall
from hall.forecast.engine.compiling import COMPILES
from hall.forecast.engine.running import run_forward
from hall.forecast.engine.state import State
from hall.forecast.figures import Figures
from hall.forecast.present import Present, state_of
from hall.forecast.ranges import BY_LENGTH, BY_RECORDS, BY_RUNS, Forecasts, Outcome, WaitRange
from hall.forecast.snapshot import Finishings, take
from hall.forecast.waits.asked import Asked, asked_of, lines_of
from hall.forecast.waits.boosting import Trees
from hall.forecast.waits.conformal import Calibration
from hall.forecast.waits.features import (
    LEVELS,
    MIDDLE,
    around,
    features,
    log_wait,
    quantiles,
    usable_run,
    wait_of,
)
from hall.forecast.waits.followed import First, Followed, Guess
from hall.forecast.waits.formulas import Queue, naive, queue_length, queues
from hall.forecast.waits.steady import Band, minutes, steady

RUNS: Final = 150
_FEWER_RUNS: Final = 50
TOO_SLOW_S: Final = 2.0
TOO_OFTEN_SLOW: Final = 3
"""So many forecasts in a row that are too slow with the fewest runs end it until the night."""
_LENGTH_LOW: Final = 0.6
_LENGTH_HIGH: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What was found for one who is asked for; a band as logarithms, low, middle and high."""

    raw: tuple[float, float, float]
    band: Band
    middle_s: float
    naive_s: float
    run_log: float = 0.0
    row: tuple[float, ...] = ()


def _no_rest() -> None:
    """Where nobody is in a hurry."""


@dataclass(slots=True)
class WaitForecaster:
    """Forecasts of one hall; `relearn` gives it what the night has taught."""

    figures: Figures
    zone: ZoneInfo
    trees: Trees | None = None
    calibration: Calibration = field(default_factory=Calibration)
    runs: int = RUNS
    stopwatch: Callable[[], float] | None = None
    """Seconds of a running clock; with it, slow forecasts make fewer runs."""
    budget_s: float = 0.2
    rest: Callable[[], object] = _no_rest
    """Called between pieces of work, which are short; it may wait a little."""
    compiles: bool = COMPILES
    _slow: int = 0
    _finishings: Finishings = field(init=False)
    _followed: Followed = field(default_factory=Followed)
    _shown: dict[str, tuple[float, Band]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Nothing is finished yet."""
        self._finishings = Finishings(self.figures)

    @property
    def method(self) -> str:
        """The method that answers now."""
        if not self.compiles or self._slow >= TOO_OFTEN_SLOW:
            return BY_LENGTH
        return BY_RECORDS if self.trees else BY_RUNS

    def forecast(self, hall: Hall, now: datetime) -> Forecasts:
        """Ranges for every waiting visit, and for a number taken now in every category."""
        began = self.stopwatch() if self.stopwatch else 0.0
        self.rest()
        present = take(hall, self.figures, now, self.zone, self._finishings)
        self.rest()
        self._followed.note(hall, now, present.now_s, self.calibration)
        asked = asked_of(present, self.figures)
        self.rest()
        found = self._found(present, asked)
        self.rest()
        if self.stopwatch:
            self._keep_within(self.stopwatch() - began)
        told = [(who, each) for who, each in zip(asked, found, strict=True) if each is not None]
        self._follow(told, now, present.now_s)
        self.rest()
        ranges = {who.key: self._range(present.now_s, who, each.band) for who, each in told}
        self._shown = {key: self._shown[key] for key in ranges}
        visits = {who.key for who in asked if who.visit}
        return Forecasts(
            at=now,
            categories={key: known for key, known in ranges.items() if key not in visits},
            visits={key: known for key, known in ranges.items() if key in visits},
        )

    def _keep_within(self, took_s: float) -> None:
        """Make fewer runs when they take too long; give the engine up where even few do."""
        if took_s <= self.budget_s:
            self._slow = 0
        elif self.runs > _FEWER_RUNS:
            self.runs = max(self.runs * 2 // 3, _FEWER_RUNS)
        elif took_s > TOO_SLOW_S:
            self._slow += 1

    def outcomes(self) -> tuple[Outcome, ...]:
        """What has come of first forecasts since this was last asked."""
        return self._followed.take_ended()

    def relearn(self, figures: Figures, trees: Trees | None) -> None:
        """Use what was learnt; calibration goes on, unless another method answers from now on."""
        before = self.method
        self.figures, self.trees = figures, trees
        self.runs, self._slow = RUNS, 0
        if self.method != before:
            self.calibration = Calibration()

    def _found(self, present: Present, asked: Sequence[Asked]) -> list[_Found | None]:
        known = queues(present, self.figures)
        mine = [replace(known[each.line.category], ahead=each.ahead) for each in asked]
        self.rest()
        if self.method != BY_LENGTH:
            return self._by_runs(present, asked, mine)
        return [_by_length(*each, present) for each in zip(asked, mine, strict=True)]

    def _by_runs(
        self, present: Present, asked: Sequence[Asked], mine: Sequence[Queue]
    ) -> list[_Found | None]:
        state = state_of(present, self.figures)
        self.rest()
        ran = run_forward(state, runs=self.runs, asked=lines_of(self.figures))
        self.rest()
        known = quantiles(np.concatenate((ran.waiting_s, ran.asked_s), axis=1))
        self.rest()
        usable = [usable_run(run, queue) for run, queue in zip(known, mine, strict=True)]
        rows = self._rows(present, state, asked, mine, usable)
        self.rest()
        bands = self._bands(usable, rows)
        self.rest()
        margins = {group: self.calibration.margin(group) for group in {who.group for who in asked}}
        every = zip(asked, mine, usable, rows, bands, strict=True)
        return [
            None
            if math.isinf(run[-1])
            else _calibrated(queue, usable_, row, raw, margins[who.group])
            for run, (who, queue, usable_, row, raw) in zip(known, every, strict=True)
        ]

    def _rows(
        self,
        present: Present,
        state: State,
        asked: Sequence[Asked],
        mine: Sequence[Queue],
        usable: Sequence[tuple[float, ...]],
    ) -> list[list[float]]:
        """What trees know of each; without trees, of those only who may teach them later."""
        every = around(present, state)
        misses = [
            self._followed.recent.misses(present.now_s, category)
            for category in range(len(self.figures.categories))
        ]
        return [
            features(
                every,
                each.line,
                queue,
                run=run,
                before=each.before,
                misses=misses[each.line.category],
            )
            if self.trees is not None or (each.visit and each.key not in self._followed)
            else []
            for each, queue, run in zip(asked, mine, usable, strict=True)
        ]

    def _bands(
        self, usable: Sequence[tuple[float, ...]], rows: Sequence[Sequence[float]]
    ) -> list[tuple[float, float, float]]:
        """Low, middle and high of everybody as logarithms, before calibration."""
        if self.trees is None or not rows:
            return [
                (log_wait(run[0]), log_wait(run[MIDDLE]), log_wait(run[len(LEVELS) - 1]))
                for run in usable
            ]
        learnt = self.trees.quantiles(rows, [log_wait(run[MIDDLE]) for run in usable])
        return [(low, middle, high) for low, middle, high in learnt.tolist()]

    def _follow(self, told: Sequence[tuple[Asked, _Found]], now: datetime, now_s: float) -> None:
        for who, each in told:
            if who.visit and who.key not in self._followed:
                first = First(
                    asked=who,
                    category=self.figures.categories[who.line.category],
                    at=now,
                    at_s=now_s,
                    method=self.method,
                    raw=each.raw,
                    band=each.band,
                    middle_s=each.middle_s,
                    naive_s=each.naive_s,
                    run_log=each.run_log,
                    row=each.row,
                )
                self._followed.follow(first)
        self._followed.guesses = {
            who.key: Guess(each.middle_s, each.naive_s) for who, each in told if not who.visit
        }

    def _range(self, now_s: float, each: Asked, band: Band) -> WaitRange:
        """What is told: as before, where that still holds; at first, as the ticket has it."""
        code = self.figures.categories[each.line.category]
        told_at_s, told = self._shown.get(each.key) or self._shown.get(code) or (now_s, None)
        shown = steady(told, band, now_s - told_at_s if each.visit else 0.0)
        self._shown[each.key] = (now_s, shown)
        low_min, high_min = minutes(shown)
        return WaitRange(low_min=low_min, high_min=high_min, method=self.method)


def _by_length(each: Asked, queue: Queue, present: Present) -> _Found | None:
    """The plain formula, when the engine cannot answer."""
    served = any(
        desk.open and each.line.category in (*desk.categories, *desk.helps)
        for desk in present.desks
    )
    if not served:
        return None
    expected_s = queue_length(queue)
    band = Band(low_s=_LENGTH_LOW * expected_s, high_s=_LENGTH_HIGH * expected_s)
    raw = (log_wait(band.low_s), log_wait(expected_s), log_wait(band.high_s))
    return _Found(raw=raw, band=band, middle_s=expected_s, naive_s=naive(queue))


def _calibrated(
    queue: Queue,
    run: tuple[float, ...],
    row: list[float],
    raw: tuple[float, float, float],
    margin: float,
) -> _Found:
    """A band that holds what it promises."""
    low, middle, high = raw
    return _Found(
        raw=raw,
        band=Band(
            low_s=wait_of(min(low - margin, middle)), high_s=wait_of(max(high + margin, middle))
        ),
        middle_s=wait_of(middle),
        naive_s=naive(queue),
        run_log=log_wait(run[MIDDLE]),
        row=tuple(row),
    )
