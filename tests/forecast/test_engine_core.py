"""The engine against the hall's own rules: same arrivals, same service times, same calls."""

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.core import commands as c
from hall.core.choosing import choose
from hall.core.settings import ClassRule, Settings, VisitClass
from hall.forecast.engine.arrays import pack
from hall.forecast.engine.chance import chance
from hall.forecast.engine.futures import drawn_futures
from hall.forecast.engine.loop import run_all
from hall.forecast.engine.state import (
    CLASSES,
    Arrivals,
    ClassPace,
    Coming,
    Counter,
    Habits,
    Line,
    Rule,
    State,
)
from tests.core.build import Script, at, open_hall
from tests.forecast.halls import CODES, SIX_MINUTES

MATTERS = {"SS": "SS01", "BD": "BD01", "JS": "JS01", "CJ": None}


_NO_TIE_S: Final = 1 / 64
"""So that no window gets free in the very moment in which somebody enters: the engine lets the
lower window call then, the hall below the one that is idle."""


@dataclass(frozen=True)
class Guest:
    """One who comes, so many seconds after the one before."""

    gap_s: int
    category: int
    visit_class: VisitClass
    lasts_s: float


guests = st.lists(
    st.builds(
        Guest,
        gap_s=st.integers(1, 400),
        category=st.integers(0, 3),
        visit_class=st.sampled_from(CLASSES),
        lasts_s=st.integers(20, 2000).map(lambda whole: whole + _NO_TIE_S),
    ),
    min_size=1,
    max_size=25,
)
Entry = tuple[tuple[int, ...], tuple[int, ...]]
"""What a window serves, and what it helps with."""


def _entry(named: list[int], helps: int) -> Entry:
    split = min(helps, len(named) - 1)
    return tuple(named[split:]), tuple(named[:split])


plans = st.lists(
    st.builds(
        _entry,
        st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=3,
)
class_rules = st.fixed_dictionaries(
    {
        each: st.builds(
            ClassRule,
            rate=st.sampled_from([0.5, 1.0, 1.6, 2.0]),
            head_start_min=st.sampled_from([0.0, 5.0, 20.0]),
        )
        for each in VisitClass
    }
)
settings_of_halls = st.builds(
    Settings,
    class_rules=class_rules,
    hard_maximum_wait_min=st.sampled_from([2.0, 15.0, 90.0]),
    secondary_above=st.integers(1, 4),
)
Call = tuple[int, float, int]
"""Who, when, by which window's row."""


@settings(max_examples=100)
@given(guests, plans, settings_of_halls)
def test_the_engine_calls_whom_the_hall_calls(
    guests: Sequence[Guest],
    plan: Sequence[Entry],
    rules: Settings,
) -> None:
    """The rule in arrays and the rule of the core call the same visits to the same windows."""
    assert _by_engine(guests, plan, rules) == _by_hall(guests, plan, rules)


def _arrivals_s(guests: Sequence[Guest]) -> list[float]:
    return list(accumulate(float(each.gap_s) for each in guests))


def _by_engine(guests: Sequence[Guest], plan: Sequence[Entry], rules: Settings) -> set[Call]:
    state = State(
        categories=CODES,
        rule=Rule(
            classes=tuple(
                ClassPace(
                    rate=rules.class_rules[each].rate,
                    head_start_min=rules.class_rules[each].head_start_min,
                )
                for each in CLASSES
            ),
            overdue_s=rules.hard_maximum_wait_min * 60,
            helped_above=rules.secondary_above,
        ),
        waiting=(),
        windows=tuple(
            Counter(no=no, categories=serves, helps=helps)
            for no, (serves, helps) in enumerate(plan, 1)
        ),
        arrivals=Arrivals(
            expected=tuple(
                Coming(
                    line=Line(each.category, CLASSES.index(each.visit_class)),
                    at_s=at_s,
                    chance=1.0,
                )
                for each, at_s in zip(guests, _arrivals_s(guests), strict=True)
            )
        ),
        services=(SIX_MINUTES,) * 4,
        habits=Habits(),
    )
    packed = pack(state)
    futures = drawn_futures(packed, chance(1, 1), 0.0)
    futures.people[0]["lasts_s"] = [each.lasts_s for each in guests]
    calls = run_all(packed, futures, math.inf, only_asked=False)
    called = np.flatnonzero(~np.isnan(calls.called_s[0]))
    return {(int(one), float(calls.called_s[0, one]), int(calls.window[0, one])) for one in called}


def _by_hall(guests: Sequence[Guest], plan: Sequence[Entry], rules: Settings) -> set[Call]:
    """A hall whose idle windows call at once, the one that is idle longest first."""
    script = open_hall(settings=rules, plan=_named(plan, 0))
    script.do(c.SetPlan(windows=_named(plan, 0), secondary=_named(plan, 1), reason="test"))
    script.sit(*range(1, len(plan) + 1))
    idle = {no: (0.0, no) for no in range(1, len(plan) + 1)}
    clock = [(at_s, 0, one) for one, at_s in enumerate(_arrivals_s(guests))]
    calls: set[Call] = set()
    while clock:
        script.now_s, kind, which = heapq.heappop(clock)
        if kind == 0:
            _take(script, guests[which])
            calling = [each for each in idle if _may_call(script, each)]
            no = min(calling, key=lambda each: idle[each], default=None)
        else:
            no = which
            script.do(c.FinishService(window=no, ask_rating=False))
        if no is not None and _may_call(script, no):
            idle.pop(no, None)
            one = script.call(no).order - 1
            calls.add((one, script.now_s, no - 1))
            heapq.heappush(clock, (script.now_s + guests[one].lasts_s, 1, no))
        elif kind == 1:
            idle[which] = (script.now_s, which)
    return calls


def _named(plan: Sequence[Entry], which: int) -> dict[int, tuple[str, ...]]:
    return {no: tuple(CODES[code] for code in entry[which]) for no, entry in enumerate(plan, 1)}


def _may_call(script: Script, no: int) -> bool:
    return choose(script.hall, script.window(no), at(script.now_s)) is not None


def _take(script: Script, guest: Guest) -> None:
    code = CODES[guest.category]
    matter = MATTERS[code]
    if matter is None:
        script.take(category=code, visit_class=guest.visit_class)
    else:
        script.take(matter, visit_class=guest.visit_class)
