from collections.abc import Mapping

import pytest

from hall.web.design_plan import entries_of
from hall.web.numerals import whole_number

LONG = "9" * 5_000


@pytest.mark.parametrize(
    ("text", "number"), [("7", 7), ("", None), ("-1", None), ("²", None), (LONG, None)]
)
def test_only_what_can_be_a_number_of_the_hall_is_one(text: str, number: int | None) -> None:
    """Whatever a form or an address holds, nothing fails over it."""
    assert whole_number(text) == number


@pytest.mark.parametrize("fields", [{f"take-{LONG}": "A", "take-3": "A B"}], ids=["long"])
def test_a_form_with_a_window_of_thousands_of_digits_names_the_others(
    fields: Mapping[str, str],
) -> None:
    """It is no window, and no fault."""
    assert entries_of(fields, "take-") == {3: ("A", "B")}
