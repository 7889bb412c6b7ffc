"""What is said of a page to whoever listens: all its words but the countdown, in order; pure."""

import re
from collections.abc import Iterator
from typing import Any, Final

from kiosk.frame import Shown

_IN_ORDER: Final = (
    "title", "question", "name", "label", "text", "exits", "value", "more", "number", "wait",
    "area", "way", "paper", "about", "hint", "facts", "materials", "source", "later",
    "sections", "lines", "rows", "tiles", "doors", "verdict", "told", "take", "first", "second",
    "together",
)  # fmt: skip
"""The values of a page that are said, by name."""
_CODE: Final = re.compile(r"\b\d{4} \d{4}\b")
_NUMBER: Final = re.compile(r"\b([A-Z])(\d{2,})\b")


def utterance(shown: Shown) -> str:
    """What is to be said now."""
    if shown["emergency"]["on"]:
        said = [*_words(shown["emergency"])]
    elif shown["help"]["open"]:
        said = [*_words(shown["help"]["head"]), shown["help"]["body"], shown["help"]["where"]]
    elif shown["question"]["asked"]:
        said = [*_words(shown["question"]["text"])]
    else:
        said = [shown["notice"], *_words(shown[shown["page"].lower()])]
    return "。".join(_spelt_out(text.rstrip("。")) for text in said if text)


def _words(value: Any) -> Iterator[str]:
    """Every word in a value, the second language aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _words(each)
    elif isinstance(value, dict):
        if "main" in value:
            yield value["main"]
            return
        for name in _IN_ORDER:
            yield from _words(value.get(name))


def _spelt_out(text: str) -> str:
    """Numbers and codes digit by digit."""
    return _CODE.sub(lambda code: " ".join(code[0].replace(" ", "")), _NUMBER.sub(_spelt, text))


def _spelt(number: re.Match[str]) -> str:
    """A number's letter, then its digits."""
    return " ".join((number[1], *number[2]))
