"""Finding a matter by Chinese words, by the first letters of their pinyin, or by English; pure.

The first letters come from the order of GB 2312: its 3,755 common characters stand by pinyin.
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from hall.bus.messages import MatterCard
from kiosk.catalogue import by_share

_FROM: Final = (
    (0xB0A1, "a"), (0xB0C5, "b"), (0xB2C1, "c"), (0xB4EE, "d"), (0xB6EA, "e"), (0xB7A2, "f"),
    (0xB8C1, "g"), (0xB9FE, "h"), (0xBBF7, "j"), (0xBFA6, "k"), (0xC0AC, "l"), (0xC2E8, "m"),
    (0xC4C3, "n"), (0xC5B6, "o"), (0xC5BE, "p"), (0xC6DA, "q"), (0xC8BB, "r"), (0xC8F6, "s"),
    (0xCBFA, "t"), (0xCDDA, "w"), (0xCEF4, "x"), (0xD1B9, "y"), (0xD4D1, "z"),
)  # fmt: skip
"""Where each letter's characters begin in GB 2312."""
_LAST: Final = 0xD7F9
_STARTS: Final = tuple(start for start, _ in _FROM)
_MORE_READINGS: Final = {"重": "c", "行": "h", "长": "c", "赡": "s", "殡": "b"}
"""Readings beside the one that GB 2312 sorts by, as far as matters' names need them."""


def initials(character: str) -> str:
    """The letters that a character may be found by: itself, or its pinyin's first ones."""
    if character.isascii():
        return character.lower()
    return _by_order(character) + _MORE_READINGS.get(character, "")


def _by_order(character: str) -> str:
    code = int.from_bytes(character.encode("gb2312", errors="ignore"), "big")
    if not _STARTS[0] <= code <= _LAST:
        return ""
    return _FROM[bisect_right(_STARTS, code) - 1][1]


@lru_cache(maxsize=4096)
def _letters(text: str) -> tuple[str, ...]:
    """For each character of a text, all that it may be typed as."""
    held = (character.lower() for character in text if not character.isspace())
    return tuple(initials(character) + character for character in held)


def found_in(query: str, text: str) -> bool:
    """Whether a text holds the query's letters side by side, as written or by their initials."""
    wanted = query.lower().replace(" ", "")
    if not wanted:
        return False
    letters = _letters(text)
    return any(
        all(letter in letters[start + at] for at, letter in enumerate(wanted))
        for start in range(len(letters) - len(wanted) + 1)
    )


def search(query: str, matters: Iterable[MatterCard]) -> tuple[MatterCard, ...]:
    """The matters that a query finds, those found by their title first, then by share."""
    found = [matter for matter in by_share(matters) if _finds(query, matter)]
    return tuple(sorted(found, key=lambda matter: not _finds_title(query, matter)))


def _finds_title(query: str, matter: MatterCard) -> bool:
    return any(found_in(query, text) for text in matter.title)


def _finds(query: str, matter: MatterCard) -> bool:
    return any(found_in(query, text) for text in (*matter.title, *matter.name, *matter.aliases))
