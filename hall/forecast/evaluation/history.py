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
from hall.forecast.learning.records import Past, PastStretch, PastVisit, by_day
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
    stretches: Sequence[PastStretch] = (),
    progress: Day = lambda _day: None,
) -> Iterator[Judged]:
    """Judge the planned days, each from what was known before it; earlier days only teach.

    Without stretches, what windows serve and when they are open is guessed from what they served.
    """
    history = _History(
        days={day: each for day, each in by_day(visits).items() if day <= plan.last},
        stretches=stretches,
        rule=rule,
        plan=plan,
    )
    judge = Judge(relearn_days=plan.relearn_days, keep_days=plan.keep_days)
    figures = believed
    for number, day in enumerate(history.days):
        if number and (day >= plan.first or number % plan.relearn_days == 0):
            figures = learn(believed, history.before(day))
        if number >= plan.warm_up_days:
            found = history.cases(day, figures)
            judged = list(judge.day(found, judge=number >= plan.taught_days))
            yield from judged if day >= plan.first else ()
        progress(day)


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    days: Mapping[date, list[PastVisit]]
    stretches: Sequence[PastStretch]
    rule: Rule
    plan: Plan

    def before(self, day: date) -> Past:
        """What was known when a day began."""
        return Past(
            visits=tuple(self._visits_before(day)[-MOST_VISITS:]),
            stretches=tuple(each for each in self.stretches if each.day < day),
        )

    def cases(self, day: date, figures: Figures) -> tuple[Case, ...]:
        """What could be known when each number of a day was taken."""
        of_day = tuple(each for each in self.stretches if each.day == day)
        skills = None if of_day else Skills(shares(self._visits_before(day), day))
        replay = Replay(
            figures=figures,
            rule=self.rule,
            visits=self.days[day],
            stretches=of_day,
            skills=skills,
            only_queued=self.plan.only_queued,
        )
        every = 1 if day >= self.plan.first else self.plan.every
        return tuple(cases(replay, every=every, runs=self.plan.runs))

    def _visits_before(self, day: date) -> list[PastVisit]:
        return [each for earlier, of_day in self.days.items() if earlier < day for each in of_day]
