"""How large everything on the kiosk is, in millimetres, and from that in pixels; pure.

Text is given by the height of its capitals. In extra-large nothing is under 0.7 degrees at 0.6 m.
"""

from collections.abc import Mapping
from typing import Final

from display.screen import Screen, height_mm
from kiosk.known import UPRIGHT, Room

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
LENGTHS_MM: Final[Mapping[str, float]] = {
    "gap": 3.5,
    "pad": 4.5,
    "margin": 8.0,
    "target": 21.0,
    "bar": 27.0,
    "header": 30.0,
    "row": 27.0,
    "door_row": 34.0,
    "band": 1.6,
    "action": 34.0,
    "corner": 2.5,
    "hair": 0.4,
    "stroke": 0.9,
    "icon": 10.0,
}


def sizes(screen: Screen, *, large: bool) -> dict[str, int]:
    """Every size in pixels; fonts by name, lengths by name, and how many columns there are."""
    texts = LARGE_MM if large else NORMAL_MM
    least_mm = height_mm(_EXTRA_LARGE_ARC_MINUTES, screen.distance_mm) if large else 0.0
    return {
        **{name: screen.font_px(max(cap_mm, least_mm)) for name, cap_mm in texts.items()},
        **{name: max(1, screen.px(length)) for name, length in LENGTHS_MM.items()},
        "columns": 2 if screen.is_portrait else 4,
        "lists": 1 if screen.is_portrait else 2,
        "found": 1 if screen.is_portrait else room(screen, large=large).found,
    }


def room(screen: Screen, *, large: bool) -> Room:
    """How much lists have room for: a lying screen has two columns, but hardly any height."""
    if screen.is_portrait:
        return Room(rows=6, found=4) if large else UPRIGHT
    return Room(rows=6, found=2) if large else Room(rows=8, found=3)
