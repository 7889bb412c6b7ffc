"""Numbers as forms and addresses have them."""

from typing import Final

_MOST_DIGITS: Final = 9


def whole_number(text: str) -> int | None:
    """The number that a text is; None when it is none, or longer than any of a hall."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else None
