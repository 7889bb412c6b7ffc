"""Days of cases judged in order: learning from those before, calibrating as waits end.

Every method gives a median and a band of 80 %. Formulas get the band that their own past errors
make, by category, so that bands are compared at the same promise.
"""

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from hall.forecast.evaluation.cases import Case
from hall.forecast.waits.boosting import Trees, grow
from hall.forecast.waits.conformal import MISSES, Calibration
from hall.forecast.waits.features import LEVELS, MIDDLE, log_wait, wait_of

RUN_RAW: Final = "run forward, raw band"
RUN: Final = "run forward"
BOTH: Final = "run forward and trees"
KEPT: Final = 3000
_LEAST: Final = 50

_Band = tuple[float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a method said of one case, in seconds."""

    low_s: float
    middle_s: float
    high_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A case and what every method said of it."""

    case: Case
    answers: Mapping[str, Answer]


@dataclass(slots=True)
class _Residuals:
    """The band of a formula: what its past errors were."""

    errors: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))

    def answer(self, said_s: float) -> Answer:
        if len(self.errors) < _LEAST:
            return Answer(low_s=0.0, middle_s=said_s, high_s=2 * said_s + 300.0)
        known = np.fromiter(self.errors, dtype=np.float64)
        low, high = np.quantile(known, (MISSES / 2, 1 - MISSES / 2))
        return Answer(low_s=max(said_s + low, 0.0), middle_s=said_s, high_s=max(said_s + high, 0.0))


@dataclass(slots=True)
class Judge:
    """Goes through days and learns each night from all before."""

    relearn_days: int = 1
    keep_days: int = 60
    _days: list[tuple[Case, ...]] = field(default_factory=list)
    _trees: Trees | None = None
    _since: int = 0
    _residuals: dict[tuple[str, int], _Residuals] = field(
        default_factory=lambda: defaultdict(_Residuals)
    )
    _run: Calibration = field(default_factory=Calibration)
    _both: Calibration = field(default_factory=Calibration)

    def day(self, cases: Sequence[Case], *, judge: bool = True) -> Iterator[Judged]:
        """Judge the cases of a day in the order in which they began, then learn from it."""
        if judge:
            self._learn()
            yield from self._judge(cases)
        self._days.append(tuple(cases))
        del self._days[: -self.keep_days]

    def _learn(self) -> None:
        if self._trees is None or self._since >= self.relearn_days:
            known = [case for day in self._days for case in day]
            self._trees, self._since = _grown(known), 0
        self._since += 1

    def _judge(self, cases: Sequence[Case]) -> Iterator[Judged]:
        bands = self._bands(cases)
        ending = sorted((case.at_s + case.wait_s, at) for at, case in enumerate(cases))
        ended = 0
        for at, case in enumerate(cases):
            while ended < len(ending) and ending[ended][0] <= case.at_s:
                self._note(cases[ending[ended][1]], bands[ending[ended][1]])
                ended += 1
            yield Judged(case=case, answers=self._answers(case, bands[at]))
        for _, at in ending[ended:]:
            self._note(cases[at], bands[at])

    def _bands(self, cases: Sequence[Case]) -> list[_Band]:
        """What the trees say of each case before calibration, as logarithms."""
        runs = [_run_band(case) for case in cases]
        if self._trees is None or not cases:
            return runs
        found = self._trees.quantiles([case.row for case in cases], [run[1] for run in runs])
        return [(low, middle, high) for low, middle, high in found.tolist()]

    def _answers(self, case: Case, band: _Band) -> dict[str, Answer]:
        answers = {
            name: self._residuals[name, case.category].answer(said_s)
            for name, said_s in case.formulas.items()
        }
        run = _run_band(case)
        answers[RUN_RAW] = _answer(run, 0.0)
        answers[RUN] = _answer(run, self._run.margin(_key(case)))
        answers[BOTH] = _answer(band, self._both.margin(_key(case)))
        return answers

    def _note(self, case: Case, band: _Band) -> None:
        """A wait has ended: from now on it is known."""
        for name, said_s in case.formulas.items():
            self._residuals[name, case.category].errors.append(case.wait_s - said_s)
        came = log_wait(case.wait_s)
        run = _run_band(case)
        self._run.note(_key(case), run[0], run[2], came)
        self._both.note(_key(case), band[0], band[2], came)


def _key(case: Case) -> tuple[int, int]:
    return (case.category, case.visit_class)


def _run_band(case: Case) -> _Band:
    return (log_wait(case.run[0]), log_wait(case.run[MIDDLE]), log_wait(case.run[len(LEVELS) - 1]))


def _answer(band: _Band, margin: float) -> Answer:
    low, middle, high = band
    return Answer(
        low_s=wait_of(min(low - margin, middle)),
        middle_s=wait_of(middle),
        high_s=wait_of(max(high + margin, middle)),
    )


def _grown(known: Sequence[Case]) -> Trees | None:
    return grow(
        [case.row for case in known],
        [case.off for case in known],
        [log_wait(case.run[MIDDLE]) for case in known],
    )
