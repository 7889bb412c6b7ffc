"""Waits are told from the last forecast, and from the length of the queue where there is none."""

import threading
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest

from hall.controller.foresight import Companion, Foresight, Party, Seen
from hall.controller.foretold import FAILED, PREPARING, RUNNING, Foretold
from hall.controller.waits import expected_wait, promise, wait_of_visit
from hall.core.hall import Hall
from hall.forecast.ranges import BY_LENGTH, Forecasts
from tests.core.build import at, open_hall
from tests.fakes.forecaster import METHOD, ForecasterByHeart, ranges
from tests.fakes.switchboard import sample_premises
from tests.fakes.waiting import until

PREMISES = sample_premises()
WINDOW = 1


def _crowd(count: int) -> Hall:
    script = open_hall(WINDOW)
    for _ in range(count):
        script.take("SS01", after_s=20)
    return script.hall


def _running(
    forecaster: Any, companions: tuple[Companion, ...] = (), hall: Hall | None = None
) -> tuple[Foresight, Foretold]:
    foretold, seen = Foretold(), Seen(hall or _crowd(3), at(100))
    foresight = Foresight(
        see=lambda: seen,
        foretold=foretold,
        make=lambda _is_over: Party(forecaster=forecaster, companions=companions),
        every_s=0.01,
    )
    return foresight, foretold


@pytest.fixture
def stopped() -> Iterator[list[Foresight]]:
    """What is started here is stopped."""
    started: list[Foresight] = []
    yield started
    for each in started:
        each.stop()


def test_a_category_is_told_its_forecast() -> None:
    """What was foretold is what a taker of a number is promised, with the method."""
    told = promise(
        _crowd(5), PREMISES, matter="SS01", category=None, forecasts=ranges(at(0), SS=(20, 35))
    )
    assert told is not None
    assert (told.low_min, told.high_min, told.method) == (20, 35, METHOD)


def test_without_a_forecast_the_length_of_the_queue_answers() -> None:
    """Before the first forecast, people are told waits all the same."""
    told = expected_wait(_crowd(5), PREMISES, "SS", 5)
    assert told is not None
    assert told.method == BY_LENGTH


def test_no_window_no_promise_whatever_was_foretold() -> None:
    """A forecast may be older than the closing of the last window."""
    hall = open_hall().hall
    assert expected_wait(hall, PREMISES, "SS", 0, ranges(at(0), SS=(0, 5))) is None


def test_who_waits_is_told_the_forecast_of_their_own() -> None:
    """A visit has a range of its own; one just issued waits like the next."""
    hall = _crowd(2)
    forecasts = ranges(at(0), visits={"v1": (0, 5)}, SS=(15, 25))
    first, second = (hall.visits[each] for each in ("v1", "v2"))
    known = wait_of_visit(hall, PREMISES, first, 0, forecasts)
    unknown = wait_of_visit(hall, PREMISES, second, 1, forecasts)
    assert known is not None
    assert unknown is not None
    assert (known.high_min, unknown.high_min) == (5, 25)


def test_each_look_tells_the_newest_forecast(stopped: list[Foresight]) -> None:
    """What was found is there for everybody, with its method and what it took."""
    foresight, foretold = _running(ForecasterByHeart([lambda now: ranges(now, SS=(5, 10))]))
    stopped.append(foresight)
    foresight.start()
    assert foretold.latest is None
    until(lambda: foretold.latest is not None, "a forecast is there")
    assert (foretold.state.state, foretold.state.method) == (RUNNING, METHOD)


def test_a_forecast_that_fails_leaves_the_plain_formula(stopped: list[Foresight]) -> None:
    """An old forecast is not told any more; the next look is made all the same."""

    def fail(_now: datetime) -> Forecasts:
        raise ValueError("the engine broke")

    forecaster = ForecasterByHeart([lambda now: ranges(now, SS=(5, 10)), fail])
    foresight, foretold = _running(forecaster)
    stopped.append(foresight)
    foresight.start()
    until(lambda: foretold.state.state == FAILED, "the failure is told")
    assert foretold.latest is None
    until(lambda: len(forecaster.asked) > 3, "it looks again")


def test_what_cannot_be_made_is_said_and_survived() -> None:
    """A hall whose engine does not load works on with the plain formula."""
    foretold = Foretold()

    def make(_is_over: Callable[[], bool]) -> Any:
        raise OSError("no compiler")

    foresight = Foresight(
        see=lambda: Seen(_crowd(0), at(0)), foretold=foretold, make=make, every_s=0.01
    )
    foresight.start()
    until(lambda: foretold.state.state != PREPARING, "it gave up")
    assert (foretold.state.state, foretold.latest) == (FAILED, None)


def test_a_stop_does_not_wait_for_what_is_being_prepared() -> None:
    """Whoever compiles is asked to give up, and nothing is said of a failure."""
    foretold, asked = Foretold(), threading.Event()

    def make(is_over: Callable[[], bool]) -> Any:
        asked.set()
        until(is_over, "it is over")
        raise OSError("given up")

    foresight = Foresight(
        see=lambda: Seen(_crowd(0), at(0)), foretold=foretold, make=make, every_s=0.01
    )
    foresight.start()
    assert asked.wait(10)
    foresight.stop()
    assert foretold.state.state == PREPARING


def test_a_companion_that_fails_takes_nothing_away(stopped: list[Foresight]) -> None:
    """Forecasts go on when what goes with them does not."""
    seen: list[Seen] = []

    def fail(each: Seen) -> None:
        seen.append(each)
        raise OSError("disk full")

    foresight, foretold = _running(
        ForecasterByHeart([lambda now: ranges(now, SS=(5, 10))]), (fail,)
    )
    stopped.append(foresight)
    foresight.start()
    until(lambda: len(seen) > 1, "the companion was asked again")
    assert foretold.state.state == RUNNING


def test_a_closed_day_has_no_forecast(stopped: list[Foresight]) -> None:
    """Between two days nobody is told a wait."""
    forecaster = ForecasterByHeart([lambda now: ranges(now, SS=(5, 10))])
    foresight, foretold = _running(forecaster, hall=Hall())
    stopped.append(foresight)
    foresight.start()
    until(lambda: foretold.state.state == RUNNING, "it has looked")
    assert foretold.latest is None
    assert forecaster.asked == []
