"""What visits were told is judged, whether or not the hall was looked at while they waited."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from hall.core import commands as c
from hall.core.hall import Wait
from hall.forecast.engine.state import spread
from hall.forecast.figures import Figures
from hall.forecast.ranges import BY_LENGTH, Outcome
from hall.forecast.waits.forecaster import WaitForecaster
from tests.core.build import Script, at, open_hall

FIGURES = Figures(categories=("SS", "BD", "JS", "CJ"), services=(spread(360, 0.6),) * 4)
TOLD = Wait(low_min=5, high_min=20, method="said so")


def _forecaster() -> WaitForecaster:
    return WaitForecaster(figures=FIGURES, zone=ZoneInfo("Asia/Shanghai"), compiles=False)


def _look(forecaster: WaitForecaster, script: Script) -> tuple[Outcome, ...]:
    forecaster.forecast(script.hall, at(script.now_s))
    return forecaster.outcomes()


def _take(script: Script, **how: Any) -> None:
    script.take("SS01", after_s=10, **how)


def _serve(script: Script, after_s: float) -> None:
    script.call(1, after_s=after_s)
    script.do(c.StartService(window=1))
    script.do(c.FinishService(window=1, ask_rating=False))


def test_who_is_called_between_two_looks_is_judged_by_what_they_were_told() -> None:
    """From the number to the call, by the range on the ticket; the likeliest is the last look's."""
    forecaster, script = _forecaster(), open_hall(1)
    _look(forecaster, script)
    _take(script, wait=TOLD)
    _serve(script, after_s=90)
    (found,) = _look(forecaster, script)
    assert (found.low_s, found.high_s, found.method) == (300, 1200, "said so")
    assert found.came_s == pytest.approx(90)
    assert (found.middle_s, found.row, found.seen_after_s) == (0.0, (), 0.0)
    assert _look(forecaster, script) == ()


def test_who_was_seen_waiting_is_judged_from_the_number_on() -> None:
    """Not from the first look, which trees learn from."""
    forecaster, script = _forecaster(), open_hall(1)
    _take(script, wait=TOLD)
    script.now_s += 60
    _look(forecaster, script)
    _serve(script, after_s=240)
    (found,) = _look(forecaster, script)
    assert found.came_s == pytest.approx(300)
    assert found.seen_after_s == pytest.approx(60)
    assert (found.low_s, found.high_s, found.method) == (300, 1200, "said so")


def test_a_first_call_ends_what_was_told() -> None:
    """Who is sent on and waits again was told nothing of it."""
    forecaster, script = _forecaster(), open_hall(1, 2)
    _take(script, wait=TOLD)
    _look(forecaster, script)
    script.call(1, after_s=60)
    script.do(c.StartService(window=1))
    assert len(_look(forecaster, script)) == 1
    script.do(c.TransferVisit(window=1, to_category="BD", keep_arrival=True))
    _look(forecaster, script)
    script.call(2, after_s=60)
    assert _look(forecaster, script) == ()


def test_who_was_told_nothing_is_judged_by_the_first_look() -> None:
    """No window was open when the number was taken."""
    forecaster, script = _forecaster(), open_hall()
    _take(script)
    script.sit(1)
    _look(forecaster, script)
    _serve(script, after_s=30)
    (found,) = _look(forecaster, script)
    assert (found.method, found.seen_after_s) == (BY_LENGTH, 0.0)


def test_a_start_in_the_middle_of_a_day_records_nothing_twice() -> None:
    """Who had been called by then is on record."""
    script = open_hall(1)
    _take(script, wait=TOLD)
    _serve(script, after_s=30)
    assert _look(_forecaster(), script) == ()
