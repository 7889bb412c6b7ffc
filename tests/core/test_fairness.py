"""Nobody starves: the bound on being overtaken, and attempts to break it."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hall.core import commands as c
from hall.core import events as e
from hall.core.choosing import choose
from hall.core.fairness import overtaking_bound, overtaking_bound_of
from hall.core.settings import ClassRule, Settings, VisitClass
from tests.core.build import EVEN, Script, at, open_hall

SLACK_MIN = 0.001
RULES = st.builds(
    ClassRule,
    rate=st.sampled_from([0.25, 0.5, 1.0, 1.6, 2.0, 5.0]),
    head_start_min=st.sampled_from([0.0, 5.0, 20.0, 30.0, 60.0]),
)
SETTINGS = st.builds(
    Settings,
    class_rules=st.fixed_dictionaries(dict.fromkeys(VisitClass, RULES)),
    hard_maximum_wait_min=st.sampled_from([10.0, 45.0, 90.0]),
    daily_maximum=st.just(10_000),
)
STEPS = st.lists(
    st.tuples(
        st.sampled_from([*VisitClass, None]),
        st.sampled_from([0.0, 0.5, 1.0, 4.0, 15.0, 40.0]),
    ),
    min_size=4,
    max_size=40,
)


def _call_and_serve(script: Script) -> None:
    """Call the next and check that nobody who waits was overtaken by more than the bound."""
    called = script.call()
    bounds = {each: overtaking_bound_of(script.hall.settings, each) for each in VisitClass}
    for visit in script.hall.visits.values():
        if visit.stage == "waiting":
            later_min = (called.entered_at - visit.entered_at).total_seconds() / 60
            assert later_min <= bounds[visit.visit_class] + SLACK_MIN
    script.do(c.FinishService(window=1, ask_rating=False))


@given(SETTINGS, STEPS)
def test_nobody_is_overtaken_beyond_the_bound(
    settings: Settings, steps: list[tuple[VisitClass | None, float]]
) -> None:
    """Whatever the classes' rules and whoever comes, the bound of the settings holds."""
    script = open_hall(1, settings=settings)
    for each, gap_min in steps:
        script.now_s += gap_min * 60
        if each is not None:
            script.take(visit_class=each)
        elif choose(script.hall, script.window(), at(script.now_s)):
            _call_and_serve(script)
    while choose(script.hall, script.window(), at(script.now_s)):
        script.now_s += 60
        _call_and_serve(script)


@given(RULES, RULES, st.sampled_from([10.0, 45.0, 90.0]))
def test_the_bound_is_no_larger_than_it_must_be(
    slow: ClassRule, fast: ClassRule, longest_min: float
) -> None:
    """Somebody who enters just within the bound, at the worst moment, does go before."""
    rules = {**EVEN, VisitClass.ORDINARY: slow, VisitClass.GREEN: fast}
    settings = Settings(class_rules=rules, hard_maximum_wait_min=longest_min)
    pair = replace(settings, class_rules=dict.fromkeys(VisitClass, slow) | {VisitClass.GREEN: fast})
    bound_min = overtaking_bound_of(pair, VisitClass.ORDINARY)
    assume(bound_min > 1)
    worst_min = longest_min if fast.rate >= slow.rate else bound_min
    for lead_min, first in ((bound_min - 0.01, "v2"), (bound_min + 0.01, "v1")):
        script = open_hall(1, settings=settings)
        script.take()
        script.take(visit_class=VisitClass.GREEN, after_s=lead_min * 60)
        called_s = max((worst_min - 0.0001) * 60, script.now_s)
        assert script.call(after_s=called_s - script.now_s).id == first


def test_alike_classes_are_never_overtaken() -> None:
    """With one rule for all, the bound is nothing: first come, first served."""
    assert overtaking_bound(Settings(class_rules=EVEN)) == 0


def test_the_bound_of_the_default_settings_is_known() -> None:
    """A hall's manager can be told: with the defaults nobody is overtaken by over 36.9 minutes."""
    assert overtaking_bound(Settings()) == pytest.approx(36.875)


def test_past_the_longest_wait_the_oldest_goes_first() -> None:
    """A stream of faster classes cannot keep an ordinary visit waiting."""
    script = open_hall(1, settings=Settings(hard_maximum_wait_min=30))
    script.take()
    waited_s = 0.0
    while script.visit("v1").stage == "waiting":
        script.take(visit_class=VisitClass.RETURN, after_s=60)
        script.call(after_s=60)
        script.do(c.FinishService(window=1, ask_rating=False))
        waited_s += 120
    assert waited_s <= 31 * 60
    called = [each for each in script.journal if isinstance(each, e.VisitCalled)][-1]
    assert called.visit == "v1"
