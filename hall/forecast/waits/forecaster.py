"""The port of the forecast: a hall comes in, a range for everybody goes out.

`WaitForecaster.forecast` takes an immutable hall and may run in any thread, one call at a time; the
compiled parts release the interpreter lock. It falls back by itself and each range names the method
that made it. What it remembers is what it needs for calibration: the first band of each visit until
the visit is called. What must not live here: threads, clocks, views.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from hall.core.hall import Hall
from hall.core.stages import Stage
from hall.forecast.engine.compiling import COMPILES
from hall.forecast.engine.running import run_forward
from hall.forecast.engine.state import Line, State
from hall.forecast.figures import Figures
from hall.forecast.present import Present, Standing, state_of
from hall.forecast.snapshot import take
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
from hall.forecast.waits.formulas import Queue, queue_length, queues
from hall.forecast.waits.recent import Recent
from hall.forecast.waits.steady import Band, minutes, steady

BY_RECORDS: Final = "run forward, records"
BY_RUNS: Final = "run forward"
BY_LENGTH: Final = "queue length"
RUNS: Final = 150
_FEWER_RUNS: Final = 50
_LENGTH_LOW: Final = 0.6
_LENGTH_HIGH: Final = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """When somebody is expected to be called, in minutes from now, and who says so."""

    low_min: int
    high_min: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecasts:
    """All ranges of one moment; who will not be called by any open window has none."""

    at: datetime
    categories: Mapping[str, WaitRange]
    """For somebody who took a number now, by category."""
    visits: Mapping[str, WaitRange]


@dataclass(frozen=True, slots=True)
class _Asked:
    """One whose wait is asked for: a visit, or a category's next."""

    key: str
    line: Line
    ahead: int
    """In the category."""
    before: int
    """In the same line."""
    visit: bool = True


@dataclass(frozen=True, slots=True)
class _Told:
    """The first band of a visit before calibration, as logarithms, and when it was made."""

    at_s: float
    line: Line
    band: tuple[float, float, float]
    run: float


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
    compiles: bool = COMPILES
    _day: date | None = None
    _recent: Recent = field(default_factory=Recent)
    _told: dict[str, _Told] = field(default_factory=dict)
    _shown: dict[str, tuple[float, Band]] = field(default_factory=dict)

    def forecast(self, hall: Hall, now: datetime) -> Forecasts:
        """Ranges for every waiting visit, and for a number taken now in every category."""
        began = self.stopwatch() if self.stopwatch else 0.0
        present = take(hall, self.figures, now, self.zone)
        self._note_ended(hall, now, present.now_s)
        asked = _asked(present, self.figures)
        bands, method = self._bands(present, asked)
        if self.stopwatch and self.stopwatch() - began > self.budget_s:
            self.runs = max(self.runs * 2 // 3, _FEWER_RUNS)
        ranges = {
            each.key: self._range(present.now_s, each, band, method)
            for each, band in zip(asked, bands, strict=True)
            if band is not None
        }
        visits = {each.key for each in asked if each.visit}
        self._shown = {key: self._shown[key] for key in ranges}
        return Forecasts(
            at=now,
            categories={key: known for key, known in ranges.items() if key not in visits},
            visits={key: known for key, known in ranges.items() if key in visits},
        )

    def relearn(self, figures: Figures, trees: Trees | None) -> None:
        """Use what was learnt; calibration goes on."""
        self.figures, self.trees = figures, trees

    def _bands(self, present: Present, asked: Sequence[_Asked]) -> tuple[list[Band | None], str]:
        if not self.compiles:
            return [_by_length(each, present, self.figures) for each in asked], BY_LENGTH
        state = state_of(present, self.figures)
        runs = run_forward(state, runs=self.runs, asked=_lines(self.figures))
        known = [quantiles(column) for column in (*runs.waiting_s.T, *runs.asked_s.T)]
        logs = self._quantiles(present, state, asked, known)
        for each, run, band in zip(asked, known, logs, strict=True):
            if each.visit and each.key not in self._told and run[-1] < float("inf"):
                centre = log_wait(run[MIDDLE])
                self._told[each.key] = _Told(present.now_s, each.line, band, centre)
        method = BY_RECORDS if self.trees else BY_RUNS
        return [
            self._calibrated(each, band) if run[-1] < float("inf") else None
            for each, run, band in zip(asked, known, logs, strict=True)
        ], method

    def _quantiles(
        self,
        present: Present,
        state: State,
        asked: Sequence[_Asked],
        known: Sequence[tuple[float, ...]],
    ) -> list[tuple[float, float, float]]:
        """Low, middle and high of everybody as logarithms, before calibration."""
        found = queues(present, self.figures)
        usable = [
            usable_run(run, found[each.line.category])
            for each, run in zip(asked, known, strict=True)
        ]
        if self.trees is None or not asked:
            return [_band(run) for run in usable]
        every = around(present, state)
        misses = {
            category: self._recent.misses(present.now_s, category)
            for category in range(len(self.figures.categories))
        }
        rows = [
            features(
                every,
                each.line,
                replace(found[each.line.category], ahead=each.ahead),
                run=run,
                before=each.before,
                misses=misses[each.line.category],
            )
            for each, run in zip(asked, usable, strict=True)
        ]
        learnt = self.trees.quantiles(rows, [log_wait(run[MIDDLE]) for run in usable])
        return [(low, middle, high) for low, middle, high in learnt.tolist()]

    def _calibrated(self, each: _Asked, band: tuple[float, float, float]) -> Band:
        margin = self.calibration.margin(_key(each.line))
        low, middle, high = band
        return Band(
            low_s=wait_of(min(low - margin, middle)), high_s=wait_of(max(high + margin, middle))
        )

    def _range(self, now_s: float, each: _Asked, band: Band, method: str) -> WaitRange:
        """What is told: as before, where that still holds."""
        told_at_s, told = self._shown.get(each.key, (now_s, None))
        if told is not None and each.visit:
            told = told.later(now_s - told_at_s)
        shown = steady(told, band)
        self._shown[each.key] = (now_s, shown)
        low_min, high_min = minutes(shown)
        return WaitRange(low_min=low_min, high_min=high_min, method=method)

    def _note_ended(self, hall: Hall, now: datetime, now_s: float) -> None:
        """Learn from those whose wait has ended since the last time."""
        if hall.day != self._day:
            self._day, self._recent = hall.day, Recent()
            self._told.clear()
        for visit, told in list(self._told.items()):
            known = hall.visits.get(visit)
            if known is not None and known.stage == Stage.WAITING:
                continue
            del self._told[visit]
            if known is None or known.called_at is None:
                continue
            called_s = now_s + (known.called_at - now).total_seconds()
            came = log_wait(max(called_s - told.at_s, 0.0))
            self.calibration.note(_key(told.line), told.band[0], told.band[2], came)
            self._recent.ends(called_s, told.line.category, came - told.run)


def _band(run: Sequence[float]) -> tuple[float, float, float]:
    return (log_wait(run[0]), log_wait(run[MIDDLE]), log_wait(run[len(LEVELS) - 1]))


def _lines(figures: Figures) -> tuple[Line, ...]:
    return tuple(Line(category) for category in range(len(figures.categories)))


def _asked(present: Present, figures: Figures) -> list[_Asked]:
    """Everybody in the order of the runs: visits by entry, then the next of each category."""
    ahead = [0] * len(figures.categories)
    before: dict[Line, int] = {}
    asked: list[_Asked] = []
    for each in sorted(present.standing, key=_by_entry):
        asked.append(
            _Asked(each.visit, each.line, ahead[each.line.category], before.get(each.line, 0))
        )
        ahead[each.line.category] += 1
        before[each.line] = before.get(each.line, 0) + 1
    for category, line in enumerate(_lines(figures)):
        code = figures.categories[category]
        asked.append(_Asked(code, line, ahead[category], before.get(line, 0), visit=False))
    return asked


def _by_entry(each: Standing) -> tuple[float, int]:
    return (each.entered_s, each.order)


def _key(line: Line) -> tuple[int, int]:
    return (line.category, line.visit_class)


def _by_length(each: _Asked, present: Present, figures: Figures) -> Band | None:
    """The plain formula, when the engine cannot answer."""
    queue: Queue = replace(queues(present, figures)[each.line.category], ahead=each.ahead)
    served = any(
        desk.open and each.line.category in (*desk.categories, *desk.helps)
        for desk in present.desks
    )
    if not served:
        return None
    expected_s = queue_length(queue)
    return Band(low_s=_LENGTH_LOW * expected_s, high_s=_LENGTH_HIGH * expected_s)
