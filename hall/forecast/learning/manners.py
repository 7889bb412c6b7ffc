"""How people behave, from the records: who leaves unseen, how far they walk, what clerks pause.

Theory of operation. Nobody sees a citizen leave. But the share of calls in vain grows with the
wait, and that curve is the share of those whose patience was shorter: a constant part that is
never there, plus a log-normal patience. Both are fitted by likelihood over a grid, drawn to what
was believed by a few calls that are supposed. Between two visits of a window with people waiting
lies what a clerk needs, or now and then a pause that nobody announced.
"""

import math
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median, pstdev
from typing import Final

import numpy as np

from hall.forecast.engine.normal import integral
from hall.forecast.engine.state import Habits, Spread
from hall.forecast.learning.records import PastVisit, by_day

LEAST_CALLS: Final = 200
LEAST_GAPS: Final = 100
PAUSE_TIMES: Final = 6.0
"""A gap with people waiting so many times longer than usual is a pause."""
PAUSE_S: Final = 60.0
"""But not a shorter one."""
LONGEST_PAUSE_S: Final = 45 * 60.0
"""A longer one is a window that was closed."""
_SUPPOSED: Final = 50.0
"""So many calls are supposed to have been as was believed."""
_ABSENT: Final = (0.0, 0.01, 0.02, 0.03, 0.045, 0.06, 0.08, 0.11, 0.15)
_MEDIANS_MIN: Final = (20, 30, 40, 50, 60, 75, 90, 110, 140, 180, 240, 400)
_SIGMAS: Final = (0.3, 0.5, 0.7, 0.9)
_BINS: Final = 40
_MOST_STAYS: Final = 6000
_STAYS_MIN: Final = (1, 2, 3, 4, 6, 8, 11, 15, 20, 30, 45, 70, 100)
_STAY_SIGMAS: Final = (0.5, 0.8, 1.1, 1.4, 1.8)


def learn_habits(habits: Habits, visits: Sequence[PastVisit]) -> Habits:
    """The habits as the records have them, as far as they say enough."""
    return _pauses(_walks(_leaving(habits, visits), visits), visits)


def _leaving(habits: Habits, visits: Sequence[PastVisit]) -> Habits:
    if any(each.left_s is not None for each in visits):
        return _leaving_seen(habits, visits)
    calls = [
        (each.wait_s or 0.0, each.started_s is None) for each in visits if each.called_s is not None
    ]
    if len(calls) < LEAST_CALLS or not any(absent for _, absent in calls):
        return habits
    waits_s, absent, total = _binned(calls)
    tried = [
        (share, float(mid), sigma) for share in _ABSENT for mid in _MEDIANS_MIN for sigma in _SIGMAS
    ]
    share, median_min, sigma = max(
        tried, key=lambda each: _likelihood(each, habits, waits_s, absent, total)
    )
    patience = Spread(mu=math.log(median_min * 60), sigma=sigma)
    return replace(habits, no_show_share=share, patience=patience)


def _leaving_seen(habits: Habits, visits: Sequence[PastVisit]) -> Habits:
    """Patience where leaving is seen: those called would have stayed longer still."""
    stays = [
        (max((each.left_s or each.called_s or 0.0) - each.issued_s, 1.0), each.left_s is not None)
        for each in visits
        if each.left_s is not None or (each.wait_s or 0.0) > 0
    ][-_MOST_STAYS:]
    if len(stays) < LEAST_CALLS:
        return replace(habits, leaves_seen=True)
    tried = [(math.log(mid * 60), sigma) for mid in _STAYS_MIN for sigma in _STAY_SIGMAS]
    patience = max(
        (Spread(mu=mu, sigma=sigma) for mu, sigma in tried),
        key=lambda each: _stay_likelihood(each, stays),
    )
    return replace(habits, leaves_seen=True, no_show_share=0.0, patience=patience)


def _stay_likelihood(patience: Spread, stays: list[tuple[float, bool]]) -> float:
    total = 0.0
    for stay_s, left in stays:
        z = (math.log(stay_s) - patience.mu) / patience.sigma
        if left:
            total -= z * z / 2 + math.log(patience.sigma)
        else:
            total += math.log(max(1 - integral(z), 1e-12))
    return total


def _binned(calls: list[tuple[float, bool]]) -> tuple[list[float], list[int], list[int]]:
    """Calls in equal parts by wait: the mean wait, how many in vain, how many in all."""
    parts = [part for part in np.array_split(sorted(calls), _BINS) if len(part)]
    return (
        [float(part[:, 0].mean()) for part in parts],
        [int(part[:, 1].sum()) for part in parts],
        [len(part) for part in parts],
    )


def _likelihood(
    tried: tuple[float, float, float],
    habits: Habits,
    waits_s: list[float],
    absent: list[int],
    total: list[int],
) -> float:
    share, median_min, sigma = tried
    patience = Spread(mu=math.log(median_min * 60), sigma=sigma)
    sum_ = 0.0
    for wait_s, gone, calls in zip(waits_s, absent, total, strict=True):
        chance = _gone(share, patience, wait_s)
        believed = _gone(habits.no_show_share, habits.patience, wait_s)
        supposed = _SUPPOSED / len(waits_s)
        sum_ += (gone + supposed * believed) * math.log(chance)
        sum_ += (calls - gone + supposed * (1 - believed)) * math.log(1 - chance)
    return sum_


def _gone(share: float, patience: Spread | None, wait_s: float) -> float:
    """How likely a call after a wait is in vain."""
    left = 0.0
    if patience is not None and wait_s > 0:
        left = integral((math.log(wait_s) - patience.mu) / patience.sigma)
    return min(max(share + (1 - share) * left, 1e-4), 1 - 1e-4)


def _walks(habits: Habits, visits: Iterable[PastVisit]) -> Habits:
    walks_s = [
        each.started_s - each.called_s
        for each in visits
        if each.started_s is not None and each.called_s is not None
    ]
    if len(walks_s) < LEAST_GAPS:
        return habits
    return replace(habits, walk=_spread_of(walks_s))


def _pauses(habits: Habits, visits: Iterable[PastVisit]) -> Habits:
    gaps_s = [gap for day in by_day(visits).values() for gap in _gaps(day)]
    if len(gaps_s) < LEAST_GAPS:
        return habits
    pause_s = max(PAUSE_TIMES * median(gaps_s), PAUSE_S)
    pauses_s = [gap for gap in gaps_s if pause_s < gap <= LONGEST_PAUSE_S]
    between_s = [gap for gap in gaps_s if gap <= pause_s]
    found = replace(habits, between=_spread_of(between_s))
    if len(pauses_s) < LEAST_GAPS // 10:
        return replace(found, pause_chance=0.0)
    chance = len(pauses_s) / (len(pauses_s) + len(between_s))
    return replace(found, pause=_spread_of(pauses_s), pause_chance=chance)


def _gaps(day: list[PastVisit]) -> Iterable[float]:
    """From the end of a visit to the window's next call, where somebody waited all the while."""
    entered: dict[str, list[float]] = {}
    gone: dict[str, list[float]] = {}
    windows: dict[int, list[PastVisit]] = {}
    for each in day:
        ends_s = each.called_s if each.called_s is not None else each.left_s
        entered.setdefault(each.category, []).append(each.issued_s)
        gone.setdefault(each.category, []).append(math.inf if ends_s is None else ends_s)
        if each.window is not None and each.called_s is not None and each.finished_s is not None:
            windows.setdefault(each.window, []).append(each)
    for ends in gone.values():
        ends.sort()
    for visits in windows.values():
        visits.sort(key=lambda each: each.called_s or 0.0)
        mine = {each.category for each in visits}
        for one, after in pairwise(visits):
            free_s = one.finished_s or 0.0
            if any(_waits(entered[code], gone[code], free_s) for code in mine):
                yield max((after.called_s or 0.0) - free_s, 0.0)


def _waits(entered: list[float], gone: list[float], moment_s: float) -> bool:
    """Whether anybody waited at a moment."""
    return bisect_right(entered, moment_s) > bisect_right(gone, moment_s)


def _spread_of(durations_s: list[float]) -> Spread | None:
    """The log-normal of some durations; nothing when they take no time."""
    logs = [math.log(max(each, 1.0)) for each in durations_s]
    if median(durations_s) < 1.0:
        return None
    return Spread(mu=fmean(logs), sigma=pstdev(logs))
