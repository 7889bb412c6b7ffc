"""What holds for the whole hall, as a kiosk says it: emergency, pause, news, rehearsal; pure."""

from typing import Any, Final

from hall.bus.messages import Text
from kiosk.known import Known
from kiosk.places import Page
from kiosk.texts import pair, pick, said, words

MOST_EXITS: Final = 4
"""As many as are read at a glance."""


def emergency(known: Known) -> dict[str, Any]:
    """What to do now and where the ways out are; nothing else is shown meanwhile."""
    wide = known.hall_wide
    language = known.flow.language
    if wide.emergency is None:
        return {"on": False}
    return {
        "on": True,
        "title": said("紧急情况", language),
        "text": pair(wide.emergency, language),
        "exits": [pair(way_out, language) for way_out in _own_first(known)[:MOST_EXITS]],
        "rehearsal": rehearsal(known),
    }


def _own_first(known: Known) -> list[Text]:
    """The ways out, those of the kiosk's own floor first."""
    cards = known.site.exits if known.site else ()
    here = {card.name for card in cards if card.floor == known.own_floor()}
    return sorted(known.hall_wide.exits, key=lambda name: name not in here)


def rehearsal(known: Known) -> str:
    """That nothing counts today; empty on every other day."""
    t = words(known.flow.language)
    return t("演练") if known.hall_wide.rehearsal else ""


def told_to_all(known: Known) -> str:
    """A pause of the whole hall on every page; an announcement on the start page alone."""
    wide, language = known.hall_wide, known.flow.language
    if wide.paused is not None:
        return pick(wide.paused, language)
    is_told = wide.announcement is not None and known.flow.page is Page.START
    return pick(wide.announcement, language) if is_told and wide.announcement else ""
