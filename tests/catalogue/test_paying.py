"""What people are told of fees."""

import pytest

from hall.catalogue.paying import fee_said
from hall.catalogue.text import Text

TAX, STAMP = Text("契税", "Deed tax"), Text("印花税", "Stamp duty")
CARD = Text("工本费20元", "Card fee: 20 yuan")


@pytest.mark.parametrize(
    ("fees", "zh", "en"),
    [
        ((), "不收费", "Free"),
        ((CARD,), "工本费20元", "Card fee: 20 yuan"),
        ((TAX,), "契税，以窗口告知为准", "Deed tax (ask at the window)"),
        (
            (TAX, CARD, STAMP),
            "工本费20元；契税、印花税，以窗口告知为准",
            "Card fee: 20 yuan; Deed tax; Stamp duty (ask at the window)",
        ),
    ],
)
def test_a_fee_has_its_amount_or_says_who_knows_it(
    fees: tuple[Text, ...], zh: str, en: str
) -> None:
    """Nothing is left for people to guess."""
    assert fee_said(fees) == Text(zh, en)
