"""Waits in the simulated hall with much that no forecast is told."""

import math
from typing import Final

from hall.forecast.engine.state import CLASSES, ClassPace, Rule, spread
from hall.forecast.evaluation.history import Plan, replay_history
from hall.forecast.figures import Figures
from tests.bench.figures import Figure
from tests.bench.forecast.judged import figures_of
from tests.bench.forecast.scenarios import (
    CROWDED_CASES_FROM,
    CROWDED_EVERY,
    CROWDED_HALL,
    CROWDED_RELEARNT,
    CROWDED_SEED,
    CROWDED_TEST,
    CROWDED_TRAIN,
    KINDS,
)
from tests.bench.forecast.world import RULES, make_day

RULE: Final = Rule(
    classes=tuple(ClassPace(rate=RULES[each][0], head_start_min=RULES[each][1]) for each in CLASSES)
)
TAUGHT_DAYS: Final = 25
"""Days that only teach; those between them and the test calibrate bands."""


def believed() -> Figures:
    """What a catalogue would say of the simulated hall."""
    return Figures(
        categories=tuple(kind.code for kind in KINDS),
        services=tuple(spread(kind.median_min * 60, kind.sigma) for kind in KINDS),
    )


def measure() -> list[Figure]:
    """Every method on the test days."""
    days = []
    for number in range(CROWDED_TRAIN + CROWDED_TEST):
        day = make_day(CROWDED_HALL, CROWDED_SEED, number)
        day.until(math.inf)
        days.append(day)
    plan = Plan(
        first=days[CROWDED_TRAIN].date,
        last=days[-1].date,
        relearn_days=CROWDED_RELEARNT,
        every=CROWDED_EVERY,
        only_queued=False,
        warm_up_days=CROWDED_CASES_FROM,
        taught_days=TAUGHT_DAYS,
    )
    judged = replay_history(
        [visit for day in days for visit in day.past()],
        plan,
        believed=believed(),
        rule=RULE,
        stretches=[each for day in days for each in day.stretches()],
    )
    return figures_of("simulated hall", list(judged), believed().categories)
