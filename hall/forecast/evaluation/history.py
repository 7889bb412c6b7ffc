"""A whole history replayed: figures learnt only from before, every method judged side by side."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hall.forecast.engine.state import Rule, spread
from hall.forecast.evaluation.cases import Case, cases
from hall.forecast.evaluation.rolling import Judge, Judged
from hall.forecast.figures import Figures
from hall.forecast.learning.learning import learn
from hall.forecast.learning.records import Past, PastVisit, by_day
from hall.forecast.learning.replay import Replay
from hall.forecast.learning.skills import Skills, shares

SUPPOSED: Final = spread(300.0, 0.8)
"""What a service takes in a category before anything is known of it."""
MOST_VISITS: Final = 60_000
"""Learnt from at most so many of the last ones."""

Day = Callable[[date], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Which days of a history are judged, and how."""

    first: date
    last: date
    relearn_days: int = 4
    runs: int = 150
    every: int = 1
    """Of the days before the first, one number in so many is forecast."""
    only_queued: bool = True
    """Whether who was called at once is left out."""
    warm_up_days: int = 0
    """So many days of the history only teach what is usual."""
    taught_days: int = 0
    """So many days only teach; those between them and the first judged one calibrate bands too."""
    keep_days: int = 60


def supposed(visits: Sequence[PastVisit]) -> Figures:
    """What is supposed of a history before anything is learnt."""
    codes = tuple(sorted({each.category for each in visits}))
    return Figures(categories=codes, services=(SUPPOSED,) * len(codes))


def replay_history(
    visits: Sequence[PastVisit],
    plan: Plan,
    *,
    believed: Figures,
    rule: Rule,
    progress: Day = lambda _day: None,
) -> Iterator[Judged]:
    """Judge the planned days, each from what was known before it; earlier days only teach."""
    days = {day: each for day, each in by_day(visits).items() if day <= plan.last}
    judge = Judge(relearn_days=plan.relearn_days, keep_days=plan.keep_days)
    figures = believed
    for number, day in enumerate(days):
        if number and (day >= plan.first or number % plan.relearn_days == 0):
            figures = _learnt(days, day, believed)
        if number >= plan.warm_up_days:
            found = _cases(days, day, figures, rule, plan)
            judged = list(judge.day(found, judge=number >= plan.taught_days))
            yield from judged if day >= plan.first else ()
        progress(day)


def _learnt(days: Mapping[date, list[PastVisit]], day: date, believed: Figures) -> Figures:
    past = [each for earlier, of_day in days.items() if earlier < day for each in of_day]
    return learn(believed, Past(visits=tuple(past[-MOST_VISITS:])))


def _cases(
    days: Mapping[date, list[PastVisit]], day: date, figures: Figures, rule: Rule, plan: Plan
) -> tuple[Case, ...]:
    lately = [each for earlier, of_day in days.items() if earlier < day for each in of_day]
    replay = Replay(
        figures,
        rule,
        days[day],
        skills=Skills(shares(lately, day)),
        only_queued=plan.only_queued,
    )
    every = 1 if day >= plan.first else plan.every
    return tuple(cases(replay, every=every, runs=plan.runs))
