"""Rebalancing: how much of the gap between fixed single-category windows and full pooling closes.

The same days happen again under each policy: fixed, moved at each frozen pace by the adviser, three
skills always on, and every window serving everything.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from typing import Final

import numpy as np

from hall.forecast.advice.adviser import best_moves, more_skills
from hall.forecast.advice.moves import AdviceRules
from hall.forecast.engine.state import CLASSES, Line
from hall.forecast.figures import Figures
from hall.forecast.learning.learning import learn
from hall.forecast.learning.records import Past
from hall.forecast.present import Desk, Handled, Present, Standing, finished, state_of
from tests.bench.figures import Figure
from tests.bench.forecast.crowded import RULE, believed
from tests.bench.forecast.scenarios import (
    KINDS,
    MOVED_FROM_S,
    MOVED_HALL,
    MOVED_HALL_UNSEEN,
    MOVED_LOOK_S,
    MOVED_MOST_CATEGORIES,
    MOVED_PACES,
    MOVED_SEED,
    MOVED_TEST,
    MOVED_TRAIN,
    MOVED_UNTIL_S,
    Pace,
    Place,
)
from tests.bench.forecast.world import Day, make_day
from tests.bench.forecast.world import Desk as WorldDesk

TESTED: Final = range(MOVED_TRAIN, MOVED_TRAIN + MOVED_TEST)
_MANY_SKILLS: Final = 3
_RESAMPLES: Final = 2000
_MINUTE_S: Final = 60.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """One day under one policy."""

    waits_min: tuple[float, ...]
    by_category: tuple[float, ...]
    """The mean wait of each category."""
    moves: int


def run(place: Place, number: int) -> Day:
    """A whole day."""
    day = make_day(place, MOVED_SEED, number)
    day.until(math.inf)
    return day


def learnt(place: Place) -> Figures:
    """What the days before the test teach."""
    days = [run(place, number) for number in range(MOVED_TRAIN)]
    past = Past(
        visits=tuple(visit for day in days for visit in day.past()),
        stretches=tuple(each for day in days for each in day.stretches()),
    )
    return learn(believed(), past)


def outcome(day: Day, moves: int = 0) -> Outcome:
    """What a day came to."""
    by_category: dict[str, list[float]] = {kind.code: [] for kind in KINDS}
    for each in day.people:
        if each.called_s is not None:
            by_category[each.category].append((each.called_s - each.at_s) / _MINUTE_S)
    return Outcome(
        waits_min=tuple(wait for waits in by_category.values() for wait in waits),
        by_category=tuple(sum(waits) / max(len(waits), 1) for waits in by_category.values()),
        moves=moves,
    )


def moved_day(place: Place, figures: Figures, pace: Pace, number: int) -> Outcome:
    """A day on which the adviser's moves are carried out."""
    rules = AdviceRules(
        most_categories=MOVED_MOST_CATEGORIES, threshold=pace.threshold, proposals=pace.moves
    )
    day = make_day(place, MOVED_SEED, number)
    moves, last_s = 0, -math.inf
    for now_s in np.arange(MOVED_FROM_S, MOVED_UNTIL_S, MOVED_LOOK_S).tolist():
        day.until(now_s)
        if now_s - last_s < pace.least_between_s:
            continue
        for move in best_moves(state_of(present(day, figures), figures), rules, pace.moves):
            day.set_plan(move.window, tuple(figures.categories[each] for each in move.after))
            moves, last_s = moves + 1, now_s
    day.until(math.inf)
    return outcome(day, moves)


def skilled(place: Place, figures: Figures) -> Place:
    """The same hall with three skills at every window, always on."""
    day = make_day(place, MOVED_SEED, 0)
    state = state_of(present(day, figures), figures)
    moves = more_skills(state, AdviceRules(most_categories=_MANY_SKILLS))
    after = {each.window: tuple(figures.categories[at] for at in each.after) for each in moves}
    return replace(
        place,
        windows=tuple(after.get(no, codes) for no, codes in enumerate(place.windows, 1)),
    )


def pooled(place: Place) -> Place:
    """The same hall with every window serving everything."""
    everything = tuple(kind.code for kind in KINDS)
    return replace(place, windows=(everything,) * len(place.windows))


def present(day: Day, figures: Figures) -> Present:
    """What the adviser sees of a day."""
    at = {code: place for place, code in enumerate(figures.categories)}
    return Present(
        now_s=day.now_s,
        rule=RULE,
        standing=tuple(
            Standing(
                visit=str(each.order),
                line=Line(at[each.category], CLASSES.index(each.visit_class)),
                entered_s=each.at_s,
                order=each.order + 1,
            )
            for each in day.waiting()
        ),
        desks=tuple(_desk(each, day.now_s, at) for each in day.desks),
        finished=tuple(
            finished(
                figures,
                category=at[each.category],
                matter=None,
                window=each.window or 0,
                at_s=each.finished_s or 0.0,
                lasted_s=(each.finished_s or 0.0) - each.started_s,
            )
            for each in day.people
            if each.started_s is not None and (each.finished_s or math.inf) <= day.now_s
        ),
        issued=sum(each.at_s <= day.now_s for each in day.people),
    )


def _desk(desk: WorldDesk, now_s: float, at: dict[str, int]) -> Desk:
    is_open, last = desk.calls_at(now_s), desk.hand
    done_s = last.finished_s if last is not None else None
    hand, free_s = None, desk.idle_since_s
    if last is not None and done_s is not None and done_s > now_s:
        begun = last.started_s is not None and last.started_s <= now_s
        hand = Handled(
            category=at[last.category],
            called_s=last.called_s or now_s,
            started_s=last.started_s if begun else None,
        )
        free_s = None
    elif last is not None:
        free_s = done_s
    return Desk(
        no=desk.no,
        categories=tuple(at[code] for code in desk.categories),
        open=is_open,
        hand=hand,
        free_since_s=free_s,
        away_until_s=None if is_open else desk.next_start(now_s),
    )


def measure(processes: int = 2) -> Iterator[list[Figure]]:
    """Each policy in the hall as the engine knows it, then in one with much unseen."""
    with get_context("spawn").Pool(processes) as pool:
        for name, place in (("known", MOVED_HALL), ("unseen", MOVED_HALL_UNSEEN)):
            figures = learnt(place)
            ends = [
                [outcome(run(each, number)) for number in TESTED]
                for each in (place, pooled(place), skilled(place, figures))
            ]
            yield [
                *_figures(f"{name}: fixed windows", ends[0], ends),
                *_figures(f"{name}: fully pooled", ends[1], ends),
                *_figures(f"{name}: three skills always on", ends[2], ends),
            ]
            for pace in MOVED_PACES:
                days = pool.map(partial(moved_day, place, figures, pace), TESTED, chunksize=1)
                yield _figures(f"{name}: {pace.name}", days, ends)


def _figures(name: str, days: Sequence[Outcome], ends: Sequence[Sequence[Outcome]]) -> list[Figure]:
    waits = np.concatenate([each.waits_min for each in days])
    worst = np.mean([each.by_category for each in days], axis=0).max()
    low, middle, high = _closed(days, ends[0], ends[1])
    return [
        Figure(what=f"{name}, mean wait", value=float(waits.mean()), unit="min"),
        Figure(what=f"{name}, P90", value=float(np.quantile(waits, 0.9)), unit="min"),
        Figure(what=f"{name}, worst category", value=float(worst), unit="min"),
        Figure(what=f"{name}, moves", value=sum(d.moves for d in days) / len(days), unit="/day"),
        Figure(what=f"{name}, gap closed", value=100 * middle, unit="%"),
        Figure(what=f"{name}, gap closed, 95 % from", value=100 * low, unit="%"),
        Figure(what=f"{name}, gap closed, 95 % to", value=100 * high, unit="%"),
    ]


def _closed(
    days: Sequence[Outcome], fixed: Sequence[Outcome], pooled_: Sequence[Outcome]
) -> tuple[float, float, float]:
    """The share of the gap that closes; its interval by drawing days again."""
    means = np.array([[np.mean(day.waits_min) for day in each] for each in (fixed, days, pooled_)])
    rng = np.random.Generator(np.random.PCG64(1))
    picks = means[:, rng.integers(0, means.shape[1], (_RESAMPLES, means.shape[1]))].mean(axis=2)
    shares = (picks[0] - picks[1]) / (picks[0] - picks[2])
    whole = means.mean(axis=1)
    low, high = np.quantile(shares, (0.025, 0.975))
    return float(low), float((whole[0] - whole[1]) / (whole[0] - whole[2])), float(high)
