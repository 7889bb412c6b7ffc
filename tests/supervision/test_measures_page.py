"""The page of the measures says what the code says."""

import re
from pathlib import Path

import pytest

from hall.supervision.measures import MEASURE, MEASURES

PAGE = Path(__file__).parents[2] / "hall/docs/measures.md"
ROWS = {
    code: (zh, en)
    for code, zh, en in re.findall(
        r"^\| `(\w+)` \| (\S+) \| ([^|]+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
}


@pytest.mark.parametrize("code", sorted({*MEASURE, *ROWS}))
def test_each_measure_is_on_the_page(code: str) -> None:
    """The page lists exactly the measures there are, by the names that the screens use."""
    assert ROWS[code] == MEASURE[code].name


def test_codes_and_names_are_used_once() -> None:
    """No two measures can be mistaken for each other."""
    assert len(MEASURE) == len(MEASURES)
    assert len({measure.name for measure in MEASURES}) == len(MEASURES)
