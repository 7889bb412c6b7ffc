"""Where a text is broken into lines: behind a mark if it can be, else into even ones; pure.

A Chinese word may be broken anywhere by the rules of typesetting; from afar it is then read twice.
What must not live here: how large the text around it is drawn.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HAN_EM: Final = 1.0
LATIN_EM: Final = 0.6
"""The width of a letter or digit, in parts of the font size; of most of them less."""
_MARKS: Final = "，。；：！？、）”》"
_OPENING: Final = "（“《"
_TOKEN: Final = re.compile(
    rf"[{_OPENING}]*[\u2e80-\uffff][{_MARKS}]*|[{_OPENING}]*[^\s\u2e80-\uffff]+[{_MARKS}]*\s*|\s+"
)
_ENDS: Final = (*_MARKS, ",", ".", ";", ":", "!", "?", ")")
_INSIDE_HAN: Final = 4.0
_INSIDE_LATIN: Final = 0.5
_BEFORE_FIGURE: Final = 4.0
_BEHIND_FIGURE: Final = 2.0
_BEFORE_BRACKET: Final = 0.5
"""What it costs to break a phrase, in lines; between two words of English it is read on easily,
but not between a floor and its number, nor between minutes and how many."""
_UNEVEN: Final = 1.5
"""What an empty line would cost; half an empty one costs a quarter of that."""
LINE_EM: Final = 1.3
"""From one line to the next, in parts of the font size."""
_SIZES: Final = tuple(size / 20 for size in range(32, 13, -1))
"""How large a text may be, in parts of the words around it, largest first."""
READABLE: Final = 1.0
"""What is smaller than the words around it, their distance does not allow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A rectangle for text, in parts of the font size of words."""

    wide_em: float
    high_em: float


def width_em(text: str) -> float:
    """How long a text is, in parts of the font size."""
    return sum(HAN_EM if _is_han(each) else LATIN_EM for each in text)


def fitted(texts: Sequence[str], room: Room, smallest: float = 0.0) -> list[str]:
    """Texts in lines, each begun anew, as they fill a room best; none where they have no room.

    Without a `smallest` size there is always an answer: whoever draws it has to shrink it.
    """
    lines: list[str] = []
    for size in (each for each in _SIZES if each >= smallest):
        lines = [line for text in texts for line in broken(text, room.wide_em / size)]
        if len(lines) * LINE_EM * size <= room.high_em:
            return lines
    return [] if smallest else lines


def broken(text: str, room_em: float) -> list[str]:
    """A text in lines that fit a width, words and marks left whole; all of it, in its order."""
    tokens = _TOKEN.findall(text)
    best: list[tuple[float, int]] = [(0.0, 0)]
    for end in range(1, len(tokens) + 1):
        best.append(min(_ways(tokens, end, room_em, best)))
    return _lines(tokens, best)


def _ways(
    tokens: Sequence[str], end: int, room_em: float, best: Sequence[tuple[float, int]]
) -> list[tuple[float, int]]:
    """What all lines cost if one ends here, by where that one begins; a long word stands alone."""
    ways = []
    for start in range(end - 1, -1, -1):
        line = "".join(tokens[start:end]).strip()
        if width_em(line) > room_em and start < end - 1:
            break
        empty = max(0.0, 1 - width_em(line) / room_em)
        inside = _broken_inside(tokens[end - 1], tokens[end]) if end < len(tokens) else 0.0
        ways.append((best[start][0] + 1 + _UNEVEN * empty**2 + inside, start))
    return ways


def _broken_inside(token: str, following: str) -> float:
    """What a break between two tokens costs."""
    word = token.rstrip()
    if not word or word.endswith(_ENDS):
        return 0.0
    if following[0] in _OPENING:
        return _BEFORE_BRACKET
    if _is_han(word[-1]):
        return _INSIDE_HAN
    if word == token and _is_han(following[0]):
        return _BEHIND_FIGURE
    return _BEFORE_FIGURE if following[0].isdigit() else _INSIDE_LATIN


def _lines(tokens: Sequence[str], best: Sequence[tuple[float, int]]) -> list[str]:
    lines: list[str] = []
    end = len(tokens)
    while end > 0:
        start = best[end][1]
        lines.insert(0, "".join(tokens[start:end]).strip())
        end = start
    return [line for line in lines if line]


def has_han(text: str) -> bool:
    """Whether any of it is Chinese."""
    return any(_is_han(each) for each in text)


def _is_han(character: str) -> bool:
    return ord(character) >= 0x2E80  # noqa: PLR2004 - the first of the CJK blocks
