"""The compiled loop against its plain twin, and what a run forward must show."""

import math
from pathlib import Path
from typing import Any

import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.forecast.engine import compiling
from hall.forecast.engine.compiling import sources_mark
from hall.forecast.engine.quantiles import by_person
from hall.forecast.engine.running import Runs, run_forward
from hall.forecast.engine.state import (
    FOREVER,
    Arrivals,
    Counter,
    Habits,
    InHand,
    Line,
    State,
    spread,
)
from hall.forecast.engine.twin import Called, Twin
from tests.forecast.halls import SIX_MINUTES, open_windows, seconds, small, states, waiting

RUNS = 4
ENGINE = Path(compiling.__file__).parent
EVERYWHERE = tuple(Line(category, each) for category in range(4) for each in (0, 2))
MINUTE_S = 60.0


def _calls(runs: Runs, run: int) -> set[Called]:
    called = np.flatnonzero(~np.isnan(runs.called_s[run]))
    return {
        Called(int(one), float(runs.called_s[run, one]), int(runs.window[run, one]))
        for one in called
    }


@settings(max_examples=150)
@given(states(), st.sampled_from([(), EVERYWHERE]))
def test_the_loop_calls_whom_its_plain_twin_calls(state: State, asked: tuple[Line, ...]) -> None:
    """Same future, same calls: who, when and to which window, in every run."""
    runs = run_forward(state, runs=RUNS, asked=asked, only_asked=False)
    for run in range(RUNS):
        assert _calls(runs, run) == set(Twin(state, runs.futures, run, asked).run())


@settings(max_examples=50)
@given(states())
def test_who_only_asks_changes_nothing(state: State) -> None:
    """Everybody is called at the same moment whether or not others ask how long it would take."""
    alone = run_forward(state, runs=RUNS)
    asked = run_forward(state, runs=RUNS, asked=EVERYWHERE)
    assert np.array_equal(alone.waiting_s, asked.waiting_s, equal_nan=True)


def test_a_ghost_waits_as_long_as_whoever_comes_now() -> None:
    """The answer to "if I took a number now" is the wait of the one who does."""
    ahead = waiting([0, 0, 0, 0])
    asked = run_forward(small(visits=ahead[:3]), runs=50, asked=(Line(0),))
    came = run_forward(small(visits=ahead), runs=50)
    assert np.array_equal(asked.asked_s[:, 0], came.waiting_s[:, 3])


def test_the_same_seed_gives_the_same_future() -> None:
    """A forecast changes because the hall did, never by chance."""
    state = small(visits=waiting([0, 1, 2, 0, 1]))
    first, second = (run_forward(state, runs=20).waiting_s for _ in range(2))
    assert np.array_equal(first, second)


def test_another_plan_meets_the_same_people() -> None:
    """Under two plans the same people come at the same moments, with the same services."""
    arrivals = Arrivals(edges_s=(0.0, 3600.0), rates=((0.01,) * 4,))
    one = run_forward(small(arrivals=arrivals), runs=20)
    windows = open_windows((0, 1, 2, 3), (3,))
    other = run_forward(small(arrivals=arrivals, windows=windows), runs=20)
    assert np.array_equal(one.futures.counts, other.futures.counts)
    for run, count in enumerate(one.futures.counts):
        assert np.array_equal(one.futures.people[run, :count], other.futures.people[run, :count])


@given(
    st.lists(st.lists(st.one_of(st.just(math.nan), seconds), min_size=4, max_size=4), min_size=1)
)
def test_quantiles_are_those_of_the_runs_in_which_somebody_is_called(
    rows: list[list[float]],
) -> None:
    """As numpy has them; infinite where one is called in half of the runs or fewer."""
    waits_s, levels = np.array(rows), (0.06, 0.5, 0.86)
    for column, found in zip(waits_s.T, by_person(waits_s, levels), strict=True):
        called = column[~np.isnan(column)]
        if 2 * len(called) <= len(column):
            assert np.isinf(found).all()
        else:
            assert found == pytest.approx([*np.quantile(called, levels), called.mean()])


def test_machine_code_of_other_sources_is_never_taken(tmp_path: Path) -> None:
    """Every file of the engine counts, not only the one whose functions are kept."""
    (tmp_path / "loop.py").write_text("from lines import choose")
    (tmp_path / "lines.py").write_text("choose = min")
    before = sources_mark(tmp_path)
    assert sources_mark(tmp_path) == before
    (tmp_path / "lines.py").write_text("choose = max")
    assert sources_mark(tmp_path) != before
    config: Any = numba.config
    assert Path(config.CACHE_DIR).name == sources_mark(ENGINE)


def test_nobody_is_called_while_all_windows_are_away() -> None:
    """A window that comes back in ten minutes calls nobody before."""
    back = Counter(no=1, categories=(0,), calls_in=((600.0, FOREVER),))
    runs = run_forward(small(visits=waiting([0, 0]), windows=(back,)), runs=10)
    assert runs.waiting_s[:, 0] == pytest.approx([600.0] * 10)
    assert (runs.waiting_s[:, 1] > 600.0).all()


def test_a_visit_without_a_window_is_never_called() -> None:
    """Nobody serves the category: the engine says never instead of a number."""
    runs = run_forward(small(visits=waiting([3]), windows=open_windows((0,))), runs=10)
    assert np.isnan(runs.waiting_s).all()


@pytest.mark.parametrize(("elapsed_s", "least_min", "most_min"), [(0, 5.5, 8), (1800, 5, 40)])
def test_a_service_that_lasts_long_goes_on_longer(
    elapsed_s: float, least_min: float, most_min: float
) -> None:
    """What is left of a service is drawn given that it has lasted so long already."""
    hand = InHand(called_s=-elapsed_s - 20, started_s=-elapsed_s, service=SIX_MINUTES)
    window = Counter(no=1, categories=(0,), in_hand=hand)
    runs = run_forward(small(visits=waiting([0]), windows=(window,)), runs=400)
    assert least_min < float(runs.waiting_s.mean()) / MINUTE_S < most_min


def test_who_has_left_unseen_is_called_in_vain() -> None:
    """The impatient cost the window the time of a call without an answer, and no more."""
    habits = Habits(patience=spread(1, 0.1), no_show_s=90.0)
    state = small(visits=waiting([0, 0, 0], every_s=60), windows=open_windows((0,)), habits=habits)
    runs = run_forward(state, runs=5)
    assert runs.waiting_s[:, 1] == pytest.approx([90.0] * 5)


def test_who_was_seen_to_leave_is_not_called() -> None:
    """Where leaving is seen the line gets shorter, and no window loses time."""
    habits = Habits(patience=spread(90, 0.01), leaves_seen=True)
    hand = InHand(called_s=-5.0, started_s=-5.0, service=spread(3600, 0.01))
    window = Counter(no=1, categories=(0,), in_hand=hand)
    runs = run_forward(small(visits=waiting([0]), windows=(window,), habits=habits), runs=5)
    assert np.isnan(runs.waiting_s).all()
