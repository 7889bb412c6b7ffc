"""Finding a matter by Chinese, full pinyin, its first letters, or English; pure.

A query of several letters may be wrong in one of them, a long one in two; what is found so stands
behind what was typed rightly.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Final

from hall.bus.messages import MatterCard
from kiosk.catalogue import by_share
from kiosk.pinyin import letters, typed

_FORGIVING_FROM: Final = ((8, 2), (4, 1))
"""From how many letters on, how many of them may be wrong."""
_MOST_FORGIVEN: Final = 6
"""How many matters a query with a wrong letter may find."""


@lru_cache(maxsize=16_384)
def found_in(query: str, text: str) -> bool:
    """Whether a text holds the query, each character as written, in pinyin or by its start."""
    wanted = _plain(query)
    ways = typed(text)
    return bool(wanted) and any(_follows(wanted, ways, at) for at in range(len(ways)))


def _follows(wanted: str, ways: tuple[frozenset[str], ...], at: int) -> bool:
    """Whether the characters from a place on can be typed so; the last may be half typed."""
    if not wanted:
        return True
    if at == len(ways):
        return False
    for way in ways[at]:
        if way.startswith(wanted):
            return True
        for taken in _shared_starts(wanted, way):
            if _follows(wanted[taken:], ways, at + 1):
                return True
    return False


def _shared_starts(wanted: str, way: str) -> Iterable[int]:
    """By how many letters a character may be told: its first one, or all of it."""
    lengths = {1, len(way)} if way.isascii() else {len(way)}
    return (length for length in lengths if wanted.startswith(way[:length]))


@lru_cache(maxsize=16_384)
def nearly_in(query: str, text: str) -> bool:
    """Whether a text in pinyin or English holds the query but for a few wrong letters."""
    wanted = _plain(query)
    forgiven = next((wrong for least, wrong in _FORGIVING_FROM if len(wanted) >= least), 0)
    if not forgiven or not wanted.isascii():
        return False
    return _fewest_wrong(wanted, letters(text)) <= forgiven


def _fewest_wrong(wanted: str, text: str) -> int:
    """The fewest letters to change, add or drop so that the text holds what is wanted."""
    before = list(range(len(wanted) + 1))
    fewest = before[-1]
    for letter in text:
        now = [0]
        for at, other in enumerate(wanted, 1):
            now.append(min(before[at] + 1, now[-1] + 1, before[at - 1] + (letter != other)))
        before = now
        fewest = min(fewest, before[-1])
    return fewest


def search(query: str, matters: Iterable[MatterCard]) -> tuple[MatterCard, ...]:
    """The matters that a query finds: by their title, by another name, nearly; then by share."""
    ordered = by_share(matters)
    by_title = [card for card in ordered if _any(found_in, query, card.title)]
    by_name = [card for card in ordered if _any(found_in, query, (*card.name, *card.aliases))]
    rightly = list(dict.fromkeys((*by_title, *by_name)))
    if rightly:
        return tuple(rightly)
    texts = {card: (*card.title, *card.name, *card.aliases) for card in ordered}
    return tuple(card for card in ordered if _any(nearly_in, query, texts[card]))[:_MOST_FORGIVEN]


def _any(finds: Callable[[str, str], bool], query: str, texts: Iterable[str]) -> bool:
    return any(finds(query, text) for text in texts)


def _plain(query: str) -> str:
    return "".join(query.lower().split())
