"""What stands beneath the calls of a board for everybody: a rehearsal, a pause, news; pure.

One line at a time, as wide as the board: a long text is broken into lines that follow each other,
first in Chinese, then in English. Nothing runs across the screen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from display.lines import broken
from display.texts import mark, words
from hall.bus.messages import HallWide, Text

EACH_S: Final = 10.0
"""How long each line stays."""
_ENGLISH_FROM_EM: Final = 16.0
"""On a narrower line English would come in shreds: a board so far away says it in Chinese alone."""
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
        line for text, mood in said if text is not None for line in lines(text, mood, width_em)
    )


def lines(text: Text, mood: str, width_em: float) -> Iterator[Line]:
    """One text, in both languages where there is room for both."""
    for each in text if width_em >= _ENGLISH_FROM_EM else text[:1]:
        for line in broken(each, width_em):
            yield Line(line, mood)


def line_at(lines: tuple[Line, ...], now_s: float) -> Line:
    """The line whose turn it is, on the machine clock."""
    return lines[int(now_s / EACH_S) % len(lines)] if lines else NO_LINE
