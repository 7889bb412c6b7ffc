"""How a board divides its picture: text as large as its distance asks, then what has room; pure.

Digits of calls are seen under 20 minutes of arc or more, all else under 16 or more.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from display.lines import Room
from display.screen import Screen, height_mm

CALL_ARC_MINUTES: Final = 20.0
WORD_ARC_MINUTES: Final = 16.0
HAN_EM: Final = 1.0
"""The width of a Chinese character, in parts of the font size."""
LATIN_EM: Final = 0.64
"""The width of a bold digit or capital, at most."""
PREFIX_EM: Final = 1.15
"""The width of a category's letter with the space behind it."""
_ROW_EM: Final = 1.3
_HEAD_EM: Final = 1.75
_TIGHT_ROW_EM: Final = 1.19
_TIGHT_HEAD_EM: Final = 1.18
_FEW_ROWS: Final = 4
"""With fewer calls than this in sight, space between them is given up."""
_PAD_EM: Final = 0.4
_GAP_EM: Final = 0.45
"""The least space between a number and its window: they are read apart from afar."""
_NUMBER_HEAD_EM: Final = 4.2
"""The width of the heading over numbers in two languages, with the space behind it; the Chinese
alone always fits."""
_WINDOW_HEAD_EM: Final = 6.0
_CLOCK_EM: Final = 3.2
_MOST_ROWS: Final = 8
_AGAIN_EM: Final = 4.0
"""The width of the word for a recall."""
_STRIP_EM: Final = 1.45
_EXITS: Final = 0.45
"""The part of the picture that ways out may fill in an emergency."""
_EXIT_ROW_EM: Final = 1.7
_LARGER: Final = tuple(1 + step / 20 for step in range(16, -1, -1))
"""By how much calls may grow beyond what their distance asks, while nothing is lost by it."""
_NEWEST: Final = (1.3, 1.15, 1.0)
"""How much larger the newest call is, as far as there is room."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """How many characters the longest of each thing has that a board shows."""

    number: int = 4
    window: int = 2
    area: int = 0
    """0 on a board that names no areas."""
    name: int = 6
    """Of the categories beside the calls."""
    count: int = 2
    strip: bool = False
    """Whether something is said to everybody beneath the calls."""
    stale: bool = False
    """Whether the board cannot be trusted: that is said beside the calls, or beneath them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The parts of a board, in pixels."""

    call_px: int
    """Font size of calls."""
    newest_px: int
    word_px: int
    """Font size of all else."""
    pad_px: int
    head_px: int
    """Height of the header."""
    row_px: int
    newest_row_px: int
    rows: int
    """How many calls are shown, the newest one included."""
    window_x: int
    """Where windows begin."""
    number_head_english: bool
    """Whether the heading over numbers has room for English too."""
    window_head_english: bool
    side_px: int
    """Width of the side with the waits; 0 where it has no room."""
    prefix_px: int
    side_rows: int
    """How many waits are shown at a time."""
    shows_area: bool
    """Whether a call names its area."""
    says_window: bool
    """Whether the word for window follows its number, or stands in the header alone."""
    says_again: bool
    """Whether a recalled number has room for the word beside the mark."""
    strip_px: int
    """Height of the line beneath the calls; 0 without one."""
    wide_em: float
    """The whole picture within its margins, in parts of the font size of words."""
    high_em: float
    exits: int
    """How many ways out are shown in an emergency."""

    def height_px(self, calls: int) -> int:
        """The height of so many calls, the newest one included."""
        return self.newest_row_px + (calls - 1) * self.row_px if calls else 0

    @property
    def room(self) -> Room:
        """The whole picture, for text alone."""
        return Room(wide_em=self.wide_em, high_em=self.high_em)

    @property
    def side_em(self) -> float:
        """How long a line beside the calls may be, in parts of its font size."""
        return self.side_px / self.word_px - 2 * _PAD_EM


@dataclass(frozen=True, slots=True)
class _Fonts:
    call_px: int
    word_px: int

    @property
    def pad_px(self) -> int:
        return round(self.word_px * _PAD_EM)


@dataclass(frozen=True, slots=True)
class _Calls:
    """A way to write calls: how much larger the newest is, and what stands beside the numbers."""

    content: Content
    newest: float
    says_window: bool

    def width(self, fonts: _Fonts) -> int:
        figures = self.content.number + self.content.window
        ems = figures * LATIN_EM + (3 if self.says_window else 1) * HAN_EM
        area = self.content.area * HAN_EM * fonts.word_px + fonts.pad_px * bool(self.content.area)
        gap_px = _GAP_EM * fonts.call_px * self.newest
        return round(fonts.call_px * self.newest * ems + area + gap_px) + 3 * fonts.pad_px

    def window_x(self, fonts: _Fonts, width_px: int) -> int:
        """Where windows begin: behind the numbers, with some of what is left between them."""
        left_px = max(0, width_px - self.width(fonts))
        numbers_em = self.content.number * LATIN_EM + _GAP_EM
        numbers_px = fonts.call_px * self.newest * numbers_em
        return round(numbers_px + fonts.pad_px + min(2 * fonts.pad_px, 0.6 * left_px))

    def says_again(self, fonts: _Fonts, window_x: int, width_px: int) -> bool:
        """Whether the word for a recall fits behind the window, where the area stands if any."""
        ems = self.content.window * LATIN_EM + (3 if self.says_window else 1) * HAN_EM
        windows_px = fonts.call_px * self.newest * ems
        left_px = width_px - window_x - windows_px - 2 * fonts.pad_px
        return left_px >= _AGAIN_EM * fonts.word_px


@lru_cache(maxsize=32)
def board_layout(screen: Screen, content: Content) -> Layout:
    """The layout of a board on a screen; areas are named if there is room for them."""
    call_px = screen.font_px(height_mm(CALL_ARC_MINUTES, screen.distance_mm))
    word_px = screen.font_px(height_mm(WORD_ARC_MINUTES, screen.distance_mm))
    least = _layout(screen, _Fonts(call_px, word_px), content)
    larger = (
        _layout(screen, _Fonts(round(call_px * factor), word_px), content) for factor in _LARGER
    )
    return next((each for each in larger if _loses_nothing(each, least)), least)


def _loses_nothing(layout: Layout, least: Layout) -> bool:
    """Whether a layout holds as much as the one with the smallest calls."""
    return (
        layout.rows >= least.rows
        and layout.says_window >= least.says_window
        and layout.shows_area >= least.shows_area
        and layout.side_px >= least.side_px
        and layout.head_px >= least.head_px
        and layout.newest_px >= least.newest_px
    )


def _layout(screen: Screen, fonts: _Fonts, content: Content) -> Layout:
    side_px = _side(fonts, content)
    calls = _calls(fonts, content, screen.width_px - side_px)
    if calls is None:
        side_px, content = 0, replace(content, area=0)
        calls = _calls(fonts, content, screen.width_px)
    calls = calls or _Calls(content, 1.0, says_window=False)
    has_strip = content.strip or (content.stale and side_px == 0)
    strip_px = round(fonts.word_px * _STRIP_EM) if has_strip else 0
    height_px = screen.height_px - strip_px
    head_px, rows, newest = _rows(height_px, fonts, calls.newest)
    calls = replace(calls, newest=newest)
    window_x = calls.window_x(fonts, screen.width_px - side_px)
    clock_x = screen.width_px - fonts.pad_px - fonts.word_px * _CLOCK_EM
    list_px = height_px - head_px
    row_px = round(list_px / (rows - 1 + calls.newest))
    return Layout(
        call_px=fonts.call_px,
        newest_px=round(fonts.call_px * calls.newest),
        word_px=fonts.word_px,
        pad_px=fonts.pad_px,
        head_px=head_px,
        row_px=row_px,
        newest_row_px=list_px - row_px * (rows - 1),
        rows=rows,
        window_x=window_x,
        number_head_english=fonts.pad_px + fonts.word_px * _NUMBER_HEAD_EM <= window_x,
        window_head_english=window_x + fonts.word_px * _WINDOW_HEAD_EM <= clock_x,
        side_px=side_px,
        prefix_px=round(fonts.word_px * PREFIX_EM),
        side_rows=max(1, int(list_px / (fonts.word_px * _ROW_EM)) - 1),
        shows_area=content.area > 0,
        says_window=calls.says_window,
        says_again=calls.says_again(fonts, window_x, screen.width_px - side_px),
        strip_px=strip_px,
        wide_em=screen.width_px / fonts.word_px - 2 * _PAD_EM,
        high_em=screen.height_px / fonts.word_px,
        exits=max(1, int(_EXITS * screen.height_px / (fonts.word_px * _EXIT_ROW_EM))),
    )


def _side(fonts: _Fonts, content: Content) -> int:
    """The width of a letter, a category's name and a count beside each other."""
    ems = PREFIX_EM + content.name * HAN_EM + content.count * LATIN_EM
    return round(fonts.word_px * ems) + 3 * fonts.pad_px


def _calls(fonts: _Fonts, content: Content, width_px: int) -> _Calls | None:
    """The fullest way to write calls that fits a width."""
    ways = (
        _Calls(content, newest, says_window=says_window)
        for says_window in (True, False)
        for newest in _NEWEST
    )
    return next((way for way in ways if way.width(fonts) <= width_px), None)


def _rows(height_px: int, fonts: _Fonts, newest: float) -> tuple[int, int, float]:
    """The height of the header, how many calls fit under it, and the newest one's size."""
    head_px = round(fonts.word_px * _HEAD_EM)
    rows = _fitting(height_px - head_px, fonts.call_px * _ROW_EM, newest)
    if rows >= _FEW_ROWS:
        return head_px, min(rows, _MOST_ROWS), newest
    head_px = round(fonts.word_px * _TIGHT_HEAD_EM)
    rows = _fitting(height_px - head_px, fonts.call_px * _TIGHT_ROW_EM, 1.0)
    return head_px, max(1, rows), 1.0


def _fitting(list_px: int, row_px: float, newest: float) -> int:
    return int(list_px / row_px - newest) + 1
