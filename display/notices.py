"""What stands beneath the calls of a board for everybody: a rehearsal, a pause, news; pure.

One line at a time, as wide as the board: a long text is cut into lines of about equal length that
follow each other, first in Chinese, then in English. Nothing runs across the screen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from display.texts import mark, words
from hall.bus.messages import HallWide, Text

EACH_S: Final = 10.0
"""How long each line stays."""
HAN_EM: Final = 1.0
LATIN_EM: Final = 0.6
"""The width of a letter or digit, in parts of the font size; of most of them less."""
_ENGLISH_FROM_EM: Final = 16.0
"""On a narrower line English would come in shreds: a board so far away says it in Chinese alone."""
_EVENLY: Final = 1.15
"""How much longer than the mean a line may be, so that no last word stands alone."""
_TOKEN: Final = re.compile(r"[\u2e80-\uffff][，。；：！？、）”》]*|[^\s\u2e80-\uffff]+\s*|\s+")
_REHEARSAL: Final = mark("演练：今天叫号不算数")


@dataclass(frozen=True, slots=True)
class Line:
    """One line, and whether it warns (`alert`) or only tells (`news`)."""

    text: str
    mood: str


NO_LINE: Final = Line("", "news")


def lines_of(wide: HallWide, notice: Text | None, width_em: float) -> tuple[Line, ...]:
    """All that is to be said now, warnings first."""
    rehearsal = (words("zh")(_REHEARSAL), words("en")(_REHEARSAL)) if wide.rehearsal else None
    said = (
        (rehearsal, "alert"),
        (wide.paused, "alert"),
        (wide.announcement, "news"),
        (notice if notice != wide.announcement else None, "news"),
    )
    return tuple(
        Line(line, mood)
        for text, mood in said
        if text is not None
        for each in (text if width_em >= _ENGLISH_FROM_EM else text[:1])
        for line in cut(each, width_em)
    )


def line_at(lines: tuple[Line, ...], now_s: float) -> Line:
    """The line whose turn it is, on the machine clock."""
    return lines[int(now_s / EACH_S) % len(lines)] if lines else NO_LINE


def cut(text: str, width_em: float) -> list[str]:
    """A text in lines that fit a width, words and marks left whole."""
    lines = list(_filled(text, width_em))
    evenly = list(_filled(text, min(width_em, _EVENLY * _width(text) / max(1, len(lines)))))
    return evenly if len(evenly) == len(lines) else lines


def _filled(text: str, width_em: float) -> Iterator[str]:
    line = ""
    for token in _TOKEN.findall(text):
        if line and _width(line + token.rstrip()) > width_em:
            yield line.strip()
            line = ""
        line += token
    if line.strip():
        yield line.strip()


def _width(text: str) -> float:
    return sum(HAN_EM if ord(each) >= 0x2E80 else LATIN_EM for each in text)  # noqa: PLR2004 - CJK
