"""The port of the forecast: a hall comes in, ranges go out, and it falls back by itself."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hall.catalogue import sample
from hall.core import commands as c
from hall.core.offer import Quota, Span
from hall.forecast.engine.compiling import COMPILES
from hall.forecast.engine.state import Line, spread
from hall.forecast.figures import DAY_S, Figures, Profile, catalogue_figures
from hall.forecast.present import state_of
from hall.forecast.ranges import BY_LENGTH, BY_RUNS
from hall.forecast.snapshot import take
from hall.forecast.waits.forecaster import WaitForecaster
from tests.core.build import OFFER, Script, at, open_hall

ZONE = ZoneInfo("Asia/Shanghai")
FIGURES = Figures(categories=("SS", "BD", "JS", "CJ"), services=(spread(360, 0.6),) * 4)


def _forecaster(**changes: Any) -> WaitForecaster:
    return replace(WaitForecaster(figures=FIGURES, zone=ZONE, runs=60), **changes)


def _crowd(count: int, *windows: int) -> Script:
    script = open_hall(*windows)
    for _ in range(count):
        script.take("SS01", after_s=20)
    return script


def test_everybody_who_waits_gets_a_range_and_later_ones_a_later_one() -> None:
    """Visits in one line are told waits in the order of the line."""
    script = _crowd(12, 1, 2)
    found = _forecaster().forecast(script.hall, at(script.now_s))
    highs = [found.visits[f"v{no}"].high_min for no in range(1, 13)]
    assert highs == sorted(highs)
    assert highs[-1] > highs[0]


def test_a_number_taken_now_waits_at_least_as_long_as_the_last() -> None:
    """The category's range is that of the next one in line."""
    script = _crowd(10, 1)
    found = _forecaster().forecast(script.hall, at(script.now_s))
    assert found.categories["SS"].high_min >= found.visits["v10"].high_min


def test_a_category_without_an_open_window_has_no_range() -> None:
    """No number is better than an invented one."""
    script = _crowd(3, 3)
    found = _forecaster().forecast(script.hall, at(script.now_s))
    assert "SS" not in found.categories
    assert found.visits == {}


def test_an_empty_hall_is_called_at_once() -> None:
    """Nobody waits, a window is free: the shortest range there is."""
    found = _forecaster().forecast(_crowd(0, 1).hall, at(60))
    assert (found.categories["SS"].low_min, found.categories["SS"].high_min) == (0, 5)


@pytest.mark.parametrize(
    ("compiles", "method"), [(False, BY_LENGTH), (COMPILES, BY_RUNS if COMPILES else BY_LENGTH)]
)
def test_it_says_which_method_answered(compiles: bool, method: str) -> None:
    """Without compiled code the length of the queue answers, and says so."""
    script = _crowd(5, 1, 2)
    found = _forecaster(compiles=compiles).forecast(script.hall, at(script.now_s))
    assert {each.method for each in (*found.visits.values(), *found.categories.values())} == {
        method
    }


def test_a_slow_machine_makes_fewer_runs() -> None:
    """A forecast that takes longer than its budget is made with fewer runs the next time."""
    clock = iter(range(100))
    slow = _forecaster(stopwatch=lambda: float(next(clock)), runs=150)
    script = _crowd(5, 1)
    slow.forecast(script.hall, at(script.now_s))
    assert slow.runs < 150


def test_a_range_stands_while_nothing_happens() -> None:
    """Seconds later the same is told."""
    script = _crowd(8, 1, 2)
    forecaster = _forecaster()
    first = forecaster.forecast(script.hall, at(script.now_s))
    second = forecaster.forecast(script.hall, at(script.now_s + 3))
    assert first.categories == second.categories


def test_a_range_goes_on_from_what_the_ticket_said() -> None:
    """Who has just taken a number is not told another range a moment later."""
    script = _crowd(15, 1)
    forecaster = _forecaster(runs=20)
    for _ in range(4):
        ticket = forecaster.forecast(script.hall, at(script.now_s)).categories["SS"]
        visit = script.take("SS01", after_s=1)
        found = forecaster.forecast(script.hall, at(script.now_s)).visits[visit.id]
        assert (found.low_min, found.high_min) == (ticket.low_min, ticket.high_min)


def test_who_is_early_for_an_appointment_waits_like_everybody() -> None:
    """They count as entering at their time, which is to come; everybody still gets a range."""
    slot = Quota(category="SS", span=Span(start=at(1800), end=at(3600)), maximum=2)
    script = open_hall(1, offer=replace(OFFER, appointment_slots=(slot,)))
    script.do(
        c.BookAppointment(appointment="a", token="a", starts_at=at(1800), matter="SS01"),
        after_s=60,
    )
    script.do(c.CheckIn(appointment="a", visit="early", token="t"))
    assert script.visit("early").entered_at > at(script.now_s)
    found = _forecaster().forecast(script.hall, at(script.now_s))
    assert found.visits["early"].method == BY_RUNS


def test_who_has_booked_is_expected_and_drawn_only_once() -> None:
    """Until they check in they come at their time; nobody else comes with an appointment."""
    slot = Quota(category="SS", span=Span(start=at(3000), end=at(4800)), maximum=2)
    script = open_hall(1, offer=replace(OFFER, appointment_slots=(slot,)))
    script.do(
        c.BookAppointment(appointment="a", token="a", starts_at=at(3000), matter="SS01"),
        after_s=60,
    )
    figures = replace(
        FIGURES,
        class_shares=(0.8, 0.2, 0.0, 0.0),
        profile=Profile(edges_s=(0.0, DAY_S), rates=((0.01, 0.0, 0.0, 0.0),), day_sd=0.0),
    )
    state = state_of(take(script.hall, figures, at(script.now_s), ZONE), figures)
    (coming,) = state.arrivals.expected
    assert (coming.line, coming.at_s) == (Line(0, 1), 3000 - script.now_s)
    assert state.arrivals.class_shares == (0.8, 0.0, 0.0, 0.0)
    assert state.arrivals.rates[0][0] == pytest.approx(0.008, rel=0.05)
    script.now_s = 2000
    script.do(c.CheckIn(appointment="a", visit="early", token="t"))
    assert take(script.hall, figures, at(script.now_s), ZONE).expected == ()


def test_waits_that_ended_are_learnt_from() -> None:
    """After enough calls that came later than told, bands reach further."""
    forecaster = _forecaster()
    script = _crowd(60, 1)
    forecaster.forecast(script.hall, at(script.now_s))
    for _ in range(45):
        script.call(1, after_s=1500)
        script.do(c.StartService(window=1))
        script.do(c.FinishService(window=1, ask_rating=False))
        forecaster.forecast(script.hall, at(script.now_s))
    assert forecaster.calibration.margin((0, 0)) > 0


def test_the_catalogue_gives_the_first_figures() -> None:
    """A hall without records knows its service times by category and matter."""
    catalogue, _ = sample()
    figures = catalogue_figures(catalogue)
    assert figures.categories == tuple(catalogue.categories)
    assert all(30 < each.median_s < 7200 for each in figures.services)
    assert set(figures.matters) == set(catalogue.matters)
