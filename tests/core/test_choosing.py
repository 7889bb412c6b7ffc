from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.core.choosing import choose, upcoming
from hall.core.commands import FinishService
from hall.core.settings import ClassRule, Settings, VisitClass
from tests.core.build import EVEN, Script, at, open_hall

MATTERS = ("SS01", "BD01")
arrivals = st.lists(
    st.tuples(st.sampled_from(MATTERS), st.sampled_from(list(VisitClass)), st.integers(1, 300)),
    min_size=1,
    max_size=12,
)


def _call_all(script: Script, window: int) -> list[str]:
    called = []
    while choose(script.hall, script.window(window), at(script.now_s)):
        called.append(script.call(window, after_s=1).id)
        script.serve(window)
        script.do(FinishService(window=window))
    return called


@given(arrivals)
def test_with_equal_rates_who_came_first_is_called_first(
    arrivals: Sequence[tuple[str, VisitClass, int]],
) -> None:
    """When no class gains faster, categories and classes mix in the order of arrival."""
    script = open_hall(2, settings=Settings(class_rules=EVEN))
    taken = [
        script.take(matter, visit_class=each, after_s=gap).id for matter, each, gap in arrivals
    ]
    assert _call_all(script, 2) == taken


@pytest.mark.parametrize(
    ("later_by_min", "first"),
    [(4, "v2"), (6, "v1")],
)
def test_a_head_start_is_worth_its_minutes(later_by_min: float, first: str) -> None:
    """A class with five minutes of head start overtakes whoever came less than five before."""
    rules = {**EVEN, VisitClass.GREEN: ClassRule(head_start_min=5)}
    script = open_hall(1, settings=Settings(class_rules=rules))
    script.take()
    script.take(visit_class=VisitClass.GREEN, after_s=later_by_min * 60)
    assert script.call(after_s=60).id == first


@pytest.mark.parametrize(("after_min", "first"), [(9, "v1"), (11, "v2")])
def test_a_faster_rate_overtakes_with_time(after_min: float, first: str) -> None:
    """Twice the rate makes good ten minutes' lead once ten minutes were waited."""
    rules = {**EVEN, VisitClass.GREEN: ClassRule(rate=2)}
    script = open_hall(1, settings=Settings(class_rules=rules))
    script.take()
    script.take(visit_class=VisitClass.GREEN, after_s=600)
    assert script.call(after_s=after_min * 60).id == first


def test_of_equal_scores_the_plans_order_decides() -> None:
    """Window 2 names BD before SS; of two who came at once BD goes first."""
    script = open_hall(2)
    script.take("SS01")
    script.take("BD01")
    assert script.call(2).category == "BD"


def test_a_window_calls_only_what_it_serves() -> None:
    """Whoever waits for another category is not called."""
    script = open_hall(1)
    script.take("BD01")
    assert choose(script.hall, script.window(1), at(60)) is None


def test_the_next_few_are_those_who_would_be_called() -> None:
    """What a clerk sees as the next three is what calling would bring."""
    script = open_hall(2)
    for matter, each in (("SS01", "ordinary"), ("BD01", "green"), ("SS01", "appointment")):
        script.take(matter, visit_class=VisitClass(each), after_s=30)
    seen = upcoming(script.hall, script.window(2), at(script.now_s), 3)
    assert [each.id for each in seen] == _call_all(script, 2)
