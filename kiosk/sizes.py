"""How large everything on the kiosk is, in millimetres, and from that in pixels; pure.

Text is given by the height of its capitals. In extra-large nothing is under 0.7 degrees at 0.6 m.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from display.screen import Screen, height_mm
from kiosk.known import UPRIGHT, Room

REACH_MM: Final = 1_120
"""How high above the floor a target may be, for whoever sits."""
_LOW_HEADER: Final = {False: 0.36, True: 0.26}
"""The part of the screen that is only looked at in low reach, by extra-large."""
_LARGE_BAR_MM: Final = 34.0
_EXTRA_LARGE_ARC_MINUTES: Final = 42.0
NORMAL_MM: Final[Mapping[str, float]] = {
    "beside": 3.9,
    "body": 5.2,
    "tile": 7.3,
    "door": 6.4,
    "title": 9.0,
    "number": 40.0,
}
LARGE_MM: Final[Mapping[str, float]] = {
    "beside": 7.4,
    "body": 7.4,
    "tile": 8.6,
    "door": 7.4,
    "title": 10.0,
    "number": 40.0,
}
_TEXTS_MM: Final = {
    (False, False): NORMAL_MM,
    (False, True): NORMAL_MM,
    (True, False): LARGE_MM,
    (True, True): {**LARGE_MM, "tile": 7.4, "title": 8.0},
}
"""By extra-large and low: what is low has less height."""
LENGTHS_MM: Final[Mapping[str, float]] = {
    "gap": 3.5,
    "pad": 4.5,
    "margin": 8.0,
    "target": 21.0,
    "bar": 27.0,
    "header": 30.0,
    "row": 27.0,
    "door_row": 36.0,
    "band": 1.6,
    "action": 34.0,
    "corner": 2.5,
    "hair": 0.4,
    "stroke": 0.9,
    "icon": 10.0,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the citizen wants to be shown things."""

    large: bool = False
    low: bool = False


USUAL: Final = Manner()


def sizes(screen: Screen, manner: Manner = USUAL, bottom_edge_mm: float = 0.0) -> dict[str, int]:
    """Every size in pixels; fonts by name, lengths by name, and how many columns there are."""
    texts = _TEXTS_MM[manner.large, manner.low]
    least_mm = height_mm(_EXTRA_LARGE_ARC_MINUTES, screen.distance_mm) if manner.large else 0.0
    lengths = {name: max(1, screen.px(length)) for name, length in LENGTHS_MM.items()}
    if manner.large:
        lengths["bar"] = screen.px(_LARGE_BAR_MM)
    if manner.low:
        lengths["header"] = _low_header(screen, manner, lengths["header"], bottom_edge_mm)
    return {
        **{name: screen.font_px(max(cap_mm, least_mm)) for name, cap_mm in texts.items()},
        **lengths,
        "columns": (3 if manner.low else 2) if screen.is_portrait else 4,
        "options": 2 if screen.is_portrait and manner.large else 4,
        "lists": 1 if screen.is_portrait else 2,
        "found": 1 if screen.is_portrait else room(screen, manner).found,
    }


def _low_header(screen: Screen, manner: Manner, least_px: int, bottom_edge_mm: float) -> int:
    """How far the header reaches down, so that all below it can be touched from a wheelchair."""
    reached_px = screen.px(max(0.0, REACH_MM - bottom_edge_mm))
    most_px = round(_LOW_HEADER[manner.large] * screen.height_px)
    if screen.is_portrait:
        return most_px
    return min(most_px, max(least_px, screen.height_px - reached_px))


def room(screen: Screen, manner: Manner = USUAL) -> Room:
    """How much lists have room for: a lying screen has two columns, but hardly any height."""
    return _ROOMS[screen.is_portrait, manner.large, manner.low and screen.is_portrait]


_ROOMS: Final[Mapping[tuple[bool, bool, bool], Room]] = {
    (True, False, False): UPRIGHT,
    (True, True, False): Room(rows=6, found=4, ticks=6),
    (True, False, True): Room(rows=5, found=2, ticks=4),
    (True, True, True): Room(rows=4, found=1, ticks=3),
    (False, False, False): Room(rows=8, found=3, ticks=6),
    (False, True, False): Room(rows=6, found=2, ticks=4),
}
"""By upright, extra-large and low."""
