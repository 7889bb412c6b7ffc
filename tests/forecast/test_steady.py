"""Ranges that do not jump about, and bands that hold what they promise."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.forecast.waits.conformal import Calibration
from hall.forecast.waits.steady import Band, minutes, steady

MINUTE_S = 60.0


def _band(low_min: float, high_min: float) -> Band:
    return Band(low_s=low_min * MINUTE_S, high_s=high_min * MINUTE_S)


SOCIAL = QUIET = (0, 0)
WILD = (1, 0)


def test_a_promise_stands_while_it_holds() -> None:
    """A slightly different band changes nothing of what was told."""
    told = _band(20, 35)
    assert steady(told, _band(19, 36)) == told


def test_a_promise_that_does_not_hold_is_replaced() -> None:
    """When the wait gets clearly longer, the longer one is told."""
    newest = _band(35, 55)
    assert steady(_band(20, 35), newest) == newest


def test_a_much_better_answer_is_told() -> None:
    """A far narrower band is worth a change."""
    newest = _band(25, 32)
    assert steady(_band(10, 60), newest) == newest


def test_a_promise_counts_down() -> None:
    """Ten minutes later the same promise is ten minutes nearer, and never below nothing."""
    assert _band(5, 35).later(600) == _band(0, 25)


def test_minutes_count_down_no_further_than_the_newest_band() -> None:
    """Who is told ten minutes for a while is not told five in between."""
    newest = _band(0, 9)
    told = _band(0, 10)
    for _ in range(60):
        told = steady(told, newest, 20)
        assert minutes(told) == (0, 10)


@pytest.mark.parametrize(
    ("low_min", "high_min", "said"),
    [(21, 33, (20, 35)), (0, 2, (0, 5)), (62, 88, (60, 90)), (0, 0, (0, 5))],
)
def test_minutes_are_rounded_outwards(
    low_min: float, high_min: float, said: tuple[int, int]
) -> None:
    """Steps of five, of ten from an hour on, and never a range of nothing."""
    assert minutes(_band(low_min, high_min)) == said


@given(st.floats(0, 20000), st.floats(0, 20000))
def test_minutes_hold_the_band(one_s: float, other_s: float) -> None:
    """Whatever the band, it lies inside what is told."""
    band = Band(low_s=min(one_s, other_s), high_s=max(one_s, other_s))
    low, high = minutes(band)
    assert low * MINUTE_S <= band.low_s + 1e-6
    assert high * MINUTE_S >= band.high_s - 1e-6
    assert low < high


def test_calibration_brings_a_narrow_band_to_its_promise() -> None:
    """A band that held half of the waits holds four in five once misses have been seen."""
    rng = np.random.Generator(np.random.PCG64(1))
    calibration, held = Calibration(), []
    for came in rng.normal(0, 1, 3000).tolist():
        margin = calibration.margin(SOCIAL)
        held.append(-0.5 - margin <= came <= 0.5 + margin)
        calibration.note(SOCIAL, -0.5, 0.5, came)
    assert np.mean(held[500:]) == pytest.approx(0.8, abs=0.03)


def test_calibration_is_by_key() -> None:
    """One category's surprises do not widen another's band once both are known."""
    rng = np.random.Generator(np.random.PCG64(2))
    calibration = Calibration()
    for quiet, wild in zip(rng.normal(0, 1, 800), rng.normal(0, 5, 800), strict=True):
        calibration.note(QUIET, -1.0, 1.0, float(quiet))
        calibration.note(WILD, -1.0, 1.0, float(wild))
    assert calibration.margin(WILD) > calibration.margin(QUIET) + 2
    assert math.isfinite(calibration.margin((7, 3)))
