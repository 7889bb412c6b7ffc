"""What a board or a window's screen shows in an emergency: what to do, and the ways out; pure.

The languages follow each other, so that each is as large as the screen allows. Where the distance
leaves no room for both, what to do and the ways out follow each other too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from display.lines import READABLE, Room, fitted
from display.texts import mark, pick, words
from hall.bus.messages import HallWide, Language

EACH_S: Final = 8.0
"""How long each sheet stays."""
_LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")
_DRILL: Final = mark("演练：紧急情况")
_REAL: Final = mark("紧急情况")
_FAR: Final = 2
"""With room for fewer ways out than this beneath what to do, they have a sheet of their own."""
_TITLE_EM: Final = 3.0
"""The height of the title with the margins around it."""
_WAY_EM: Final = 1.95
"""The height of a way out beneath what to do."""

Card = dict[str, Any]
NONE: Final[Card] = {
    "on": False, "title": "", "lines": [], "way_out": "", "exits": [], "is_way": False,
}  # fmt: skip


class Alarm:
    """The emergency that one screen shows, from its first sheet on: what to do, in Chinese."""

    def __init__(self) -> None:
        self._began_s: float | None = None

    def heard(self, wide: HallWide, now_s: float) -> None:
        """Take in whether there is one."""
        if wide.emergency is None:
            self._began_s = None
        elif self._began_s is None:
            self._began_s = now_s

    def card(self, wide: HallWide, now_s: float, room: Room, most_exits: int) -> Card:
        """Everything the scene needs of it; nothing while there is none."""
        if wide.emergency is None or self._began_s is None:
            return NONE
        saying = _Saying(wide, room, most_exits)
        sheets = [sheet for language in _LANGUAGES for sheet in saying.sheets(language)]
        return sheets[int((now_s - self._began_s) / EACH_S) % len(sheets)]


@dataclass(frozen=True, slots=True)
class _Saying:
    """An emergency as one screen says it."""

    wide: HallWide
    room: Room
    most_exits: int

    def sheets(self, language: Language) -> Iterator[Card]:
        """What is shown in one language: on one sheet, or on two."""
        t = words(language)
        text = pick(self.wide.emergency or ("", ""), language)
        ways = [pick(way, language) for way in self.wide.exits]
        beneath = ways[: self.most_exits] if self.most_exits >= _FAR else []
        yield {
            "on": True,
            "title": t(_DRILL if self.wide.rehearsal else _REAL),
            "lines": fitted([text], self._room(len(beneath))),
            "way_out": t("安全出口"),
            "exits": beneath,
            "is_way": False,
        }
        if ways and not beneath:
            yield {**NONE, "on": True, "title": t("安全出口"), "lines": self._nearest(ways),
                   "is_way": True}  # fmt: skip

    def _nearest(self, ways: list[str]) -> list[str]:
        """The two nearest ways out where they can be read from afar, else the nearest alone."""
        room = self._room(0)
        return fitted(ways[:2], room, READABLE) or fitted(ways[:1], room)

    def _room(self, ways: int) -> Room:
        """What the title and some ways out leave for what to do."""
        high_em = self.room.high_em - _TITLE_EM - ways * _WAY_EM
        return Room(wide_em=self.room.wide_em, high_em=high_em)
