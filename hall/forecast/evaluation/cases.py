"""Past numbers as cases: what could be known when each was taken, and what its wait became."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from hall.forecast.engine.running import run_forward
from hall.forecast.learning.replay import Moment, Replay
from hall.forecast.present import state_of
from hall.forecast.waits.features import MIDDLE, around, features, log_wait, quantiles, usable_run
from hall.forecast.waits.formulas import FORMULAS, queues
from hall.forecast.waits.recent import Recent

RUNS: Final = 150


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
        return log_wait(self.wait_s) - log_wait(self.run[MIDDLE])


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
    run = quantiles(run_forward(state, runs=runs, asked=(line,)).asked_s)[0]
    queue = queues(present, figures)[line.category]
    usable = usable_run(run, queue)
    row = features(
        around(present, state),
        line,
        queue,
        run=usable,
        before=sum(each.line == line for each in present.standing),
        misses=recent.misses(present.now_s, line.category),
    )
    return Case(
        day=moment.visit.day,
        at_s=present.now_s,
        category=line.category,
        visit_class=line.visit_class,
        wait_s=wait_s,
        run=usable,
        formulas={name: formula(queue) for name, formula in FORMULAS.items()},
        row=tuple(row),
    )
