"""What people are told of what a matter costs, everywhere in the same words; pure."""

from typing import Final

from hall.catalogue.text import Text

_FREE: Final = Text("不收费", "Free")
_ASK: Final = Text("{}，以窗口告知为准", "{} (ask at the window)")
"""Of what has no amount in the catalogue: it depends on the case."""


def fee_said(fees: tuple[Text, ...]) -> Text:
    """All fees of a matter: with the amount that the catalogue gives, else who knows it."""
    if not fees:
        return _FREE
    known = [each for each in fees if _has_amount(each)]
    others = [each for each in fees if not _has_amount(each)]
    zh, en = (
        mark.join([*(each[language] for each in known), *_asked(others, language)])
        for language, mark in enumerate(("；", "; "))
    )
    return Text(zh, en)


def _asked(fees: list[Text], language: int) -> list[str]:
    names = ("、", "; ")[language].join(each[language] for each in fees)
    return [_ASK[language].format(names)] if fees else []


def _has_amount(fee: Text) -> bool:
    return any(letter.isdecimal() for letter in fee.zh)
