"""Sizes in millimetres and minutes of arc, against the figures they were given as."""

import pytest

from display.screen import Screen, height_mm
from kiosk.sizes import Manner, sizes

KIOSK = Screen(diagonal_in=21.5, width_px=1080, height_px=1920, distance_mm=600)


def test_a_pixel_of_a_21_inch_kiosk_is_a_quarter_of_a_millimetre() -> None:
    """0.248 mm, by the diagonal."""
    assert 1 / KIOSK.px_per_mm == pytest.approx(0.248, abs=0.0005)


@pytest.mark.parametrize(("cap_mm", "font_px"), [(5.2, 29), (7.3, 41)])
def test_a_font_s_capitals_are_as_high_as_asked(cap_mm: float, font_px: int) -> None:
    """Rounded up to whole pixels."""
    assert KIOSK.font_px(cap_mm) == font_px


@pytest.mark.parametrize(
    ("metres", "high_mm"), [(1, 5.8), (15, 87.3)], ids=["one metre", "fifteen metres"]
)
def test_twenty_minutes_of_arc_are_six_millimetres_a_metre(metres: int, high_mm: float) -> None:
    """The least height of a digit on a board."""
    assert height_mm(20, metres * 1000) == pytest.approx(high_mm, abs=0.05)


def test_sizes_grow_with_the_picture_and_not_with_the_screen() -> None:
    """The same kiosk with twice the pixels: everything has twice the pixels."""
    twice = Screen(diagonal_in=21.5, width_px=2160, height_px=3840, distance_mm=600)
    small, large = sizes(KIOSK), sizes(twice)
    assert large["body"] == pytest.approx(2 * small["body"], abs=1)
    assert large["target"] == pytest.approx(2 * small["target"], abs=1)
    assert large["columns"] == small["columns"] == 2


def test_extra_large_holds_at_a_longer_distance() -> None:
    """0.7 degrees are more millimetres for who stands further away."""
    further = Screen(diagonal_in=21.5, width_px=1080, height_px=1920, distance_mm=900)
    assert sizes(further, Manner(large=True))["body"] > sizes(KIOSK, Manner(large=True))["body"]
    assert further.arc_minutes(sizes(further, Manner(large=True))["body"]) >= 42
