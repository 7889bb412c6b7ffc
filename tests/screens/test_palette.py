"""The colours of every screen, by measure."""

import re
from pathlib import Path

import pytest

import display
import kiosk
from display.palette import COLOURS, HIGH_CONTRAST, INKS_ON, contrast, look

PAIRS = [(ground, ink) for ground, inks in INKS_ON.items() for ink in inks]
QML = [
    path
    for package in (display, kiosk)
    for path in (Path(str(package.__file__)).parent / "qml").glob("*.qml")
]


def test_contrast_is_measured_as_published() -> None:
    """Black on white is 21, a colour on itself 1."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#0B4F8A", "#0B4F8A") == 1
    assert contrast("#14202B", "#FFFFFF") == pytest.approx(16.5, abs=0.1)


@pytest.mark.parametrize("colours", [COLOURS, HIGH_CONTRAST], ids=["usual", "high"])
@pytest.mark.parametrize(("ground", "ink"), PAIRS)
def test_every_ink_stands_out_on_its_ground(ground: str, ink: str, colours: dict[str, str]) -> None:
    """Seven to one, and 4.5 under a veil of a twentieth of white light."""
    assert contrast(colours[ink], colours[ground]) >= 7
    assert contrast(colours[ink], colours[ground], veil=0.05) >= 4.5


def test_what_can_be_touched_is_framed_plainly_in_high_contrast() -> None:
    """Whoever asks for contrast sees where a button ends: three to one at least."""
    assert contrast(HIGH_CONTRAST["frame"], HIGH_CONTRAST["paper"]) >= 3


def test_both_looks_have_the_same_names() -> None:
    """A scene finds every colour in either."""
    assert list(COLOURS) == list(HIGH_CONTRAST)


@pytest.mark.parametrize("path", QML, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_scenes_take_their_colours_from_the_table(path: Path) -> None:
    """No scene has a colour of its own, but the veil behind a card."""
    colours = set(re.findall(r'"(#[0-9A-Fa-f]{6,8})"', path.read_text(encoding="utf-8")))
    assert colours <= {"#C014202B"}
    names = set(re.findall(r"look\.(\w+)", path.read_text(encoding="utf-8")))
    assert names <= set(look())
