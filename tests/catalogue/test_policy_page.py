"""The page of the policy answers every row, and what it points to is there."""

import re
from pathlib import Path

PAGE = Path(__file__).parents[2] / "hall/docs/policy.md"
ROW = re.compile(r"^\| (\d+) \| (.+?) \| ([a-z ]+) \| (.+?) \|(.*)\|$", re.MULTILINE)
ROWS = ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_every_row_is_answered_once() -> None:
    """All sixty-three rows of the founding document stand on the page, in order."""
    assert [int(row) for row, *_ in ROWS] == list(range(1, 64))


def test_what_works_can_be_seen() -> None:
    """A row that works, or works in part, names the place that shows it; others say why not."""
    for row, _, state, how, see in ROWS:
        assert state in {"works", "partly", "later", "not here"}, row
        assert how.endswith((".", "`.")) or "`" in how, row
        assert bool(see.strip()) == (state in {"works", "partly"}), row
