"""What every screen says about the hall as a whole: emergency, pause, announcement. Pure.

What a person wrote as the reason is for the record and the clerks; the public reads these
sentences.
"""

from typing import Final

from hall.bus.messages import HallWide, Text
from hall.controller.premises import MAIN_BOARD, Premises
from hall.core.hall import Hall

EMERGENCY: Final[Text] = (
    "紧急情况，暂停办理。请听从工作人员，从安全出口离开。",
    "Emergency: all service has stopped. Follow the staff and leave by the exits.",
)
PAUSED: Final[Text] = (
    "全大厅暂停叫号，请稍候。您的号码保留，不用重新取号。",
    "Calling is paused in the whole hall. Please wait; your number keeps its place.",
)


def hall_wide(hall: Hall, premises: Premises, area: str = MAIN_BOARD) -> HallWide:
    """What holds for the whole hall, for a screen that stands in an area."""
    in_emergency = hall.emergency is not None
    return HallWide(
        emergency=EMERGENCY if in_emergency else None,
        exits=_exits(premises, area) if in_emergency else (),
        paused=PAUSED if hall.paused is not None and not in_emergency else None,
        announcement=hall.announcement.text if hall.announcement else None,
        rehearsal=hall.rehearsal,
    )


def _exits(premises: Premises, area: str) -> tuple[Text, ...]:
    """The ways out, those of the area's own floor first."""
    here = premises.site.areas.get(area)
    floor = here.floor if here else None
    exits = sorted(premises.site.exits, key=lambda each: each.floor != floor)
    return tuple(each.name for each in exits)
