"""What a board or a window's screen shows in an emergency: what to do, and the ways out; pure.

The languages follow each other, so that each is as large as the screen allows. Where the distance
leaves no room for both, what to do and the ways out follow each other too.
"""

from typing import Any, Final

from display.texts import mark, pick, words
from hall.bus.messages import HallWide, Language

EACH_S: Final = 8.0
"""How long each sheet stays."""
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_DRILL: Final = mark("演练：紧急情况")
_REAL: Final = mark("紧急情况")
_FAR: Final = 2
"""With room for fewer ways out than this, they have a sheet of their own."""

Card = dict[str, Any]


def emergency(wide: HallWide, now_s: float, most_exits: int) -> Card:
    """Everything the scene needs of it; nothing while there is none."""
    if wide.emergency is None:
        return {"on": False, "title": "", "text": "", "way_out": "", "exits": []}
    text = wide.emergency
    sheets = [each for one in _LANGUAGES for each in _sheets(wide, text, one, most_exits)]
    return sheets[int(now_s / EACH_S) % len(sheets)]


def _sheets(
    wide: HallWide, text: tuple[str, str], language: Language, most_exits: int
) -> list[Card]:
    """What is shown in one language: on one sheet, or on two."""
    t = words(language)
    ways = [pick(way, language) for way in wide.exits]
    sheet = {
        "on": True,
        "title": t(_DRILL if wide.rehearsal else _REAL),
        "text": pick(text, language),
        "way_out": t("安全出口"),
        "exits": ways[:most_exits],
    }
    if most_exits >= _FAR or not ways:
        return [sheet]
    nearest = {**sheet, "title": t("安全出口"), "text": ways[0], "exits": []}
    return [{**sheet, "exits": []}, nearest]
