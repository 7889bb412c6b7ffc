"""Past numbers as cases: what could be known when each was taken, and what its wait became."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from hall.forecast.engine.running import run_forward
from hall.forecast.learning.replay import Moment, Replay
from hall.forecast.present import state_of
from hall.forecast.waits.features import features, log_wait, quantiles
from hall.forecast.waits.formulas import FORMULAS, queue_of
from hall.forecast.waits.recent import Recent

RUNS: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One number of the past that was called."""

    day: date
    at_s: float
    """Since midnight."""
    category: int
    visit_class: int
    wait_s: float
    run: tuple[float, ...]
    """Quantiles and mean of the runs, in seconds."""
    formulas: dict[str, float]
    """What each formula would have said, in seconds."""
    row: tuple[float, ...]
    """What trees learn from."""

    @property
    def off(self) -> float:
        """How far the wait was from the runs' median, as a logarithm."""
        return log_wait(self.wait_s) - log_wait(self.run[2])


def cases(replay: Replay, *, every: int = 1, runs: int = RUNS) -> Iterator[Case]:
    """The cases of a day; with `every`, of one number in so many."""
    recent = Recent()
    for at, moment in enumerate(replay.moments()):
        if at % every == 0 and moment.visit.wait_s is not None:
            case = _case(replay, moment, moment.visit.wait_s, recent, runs)
            recent.ends(moment.visit.called_s or 0.0, case.category, case.off)
            yield case


def _case(replay: Replay, moment: Moment, wait_s: float, recent: Recent, runs: int) -> Case:
    present, line, figures = moment.present, moment.line, replay.figures
    state = state_of(present, figures)
    run = quantiles(run_forward(state, runs=runs, asked=(line,)).asked_s[:, 0])
    queue = queue_of(present, figures, line)
    lately = recent.lately(present.now_s, line.category)
    usable = tuple(queue.ahead * queue.mean_s if each == float("inf") else each for each in run)
    return Case(
        day=moment.visit.day,
        at_s=present.now_s,
        category=line.category,
        visit_class=line.visit_class,
        wait_s=wait_s,
        run=usable,
        formulas={name: formula(queue) for name, formula in FORMULAS.items()},
        row=tuple(features(present, state, line, queue, run=usable, lately=lately)),
    )
