"""What a citizen is told of a wait, in Chinese and English, the way one who queues would ask it.

The range comes first, then what to do with it: who waits long wants to know whether there is time
to leave, who waits shortly that it is time to listen.
"""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

SOON_MIN: Final = 5
LEAVE_FROM_MIN: Final = 40
"""With so long still to go at least, there is time to leave."""
BACK_BEFORE_MIN: Final = 10

Sentence = tuple[str, str]

_NO_WINDOW: Final[Sentence] = (
    "现在没有窗口办理，开窗后按号叫。",
    "No window is open for this now. Numbers are called in order once one opens.",
)
_SOON: Final[Sentence] = (
    "马上就到您，请留意叫号。",
    "Nearly your turn. Please listen for your number.",
)
_AHEAD: Final[Sentence] = ("前面还有{ahead}位，", "{ahead} people ahead. ")
_ONE_AHEAD: Final[Sentence] = ("前面还有1位，", "1 person ahead. ")
_RANGE: Final[Sentence] = ("约等{low}–{high}分钟。", "About {low}–{high} minutes.")
_LONG: Final[Sentence] = (
    "约等{low}–{high}分钟，可先离开，请{back}前回来。",
    "About {low}–{high} minutes. You may leave; please be back by {back}.",
)


def sentence(
    minutes: tuple[int, int] | None, ahead: int, now: datetime, zone: ZoneInfo
) -> Sentence:
    """What to say of a range of minutes; None is no window."""
    if minutes is None:
        return _NO_WINDOW
    low, high = minutes
    if high <= SOON_MIN:
        return _SOON
    begins = ("", "") if ahead == 0 else _ONE_AHEAD if ahead == 1 else _AHEAD
    says = _LONG if low >= LEAVE_FROM_MIN else _RANGE
    back = (now + timedelta(minutes=low - BACK_BEFORE_MIN)).astimezone(zone)
    zh, en = (
        (begin + say).format(ahead=ahead, low=low, high=high, back=f"{back:%H:%M}")
        for begin, say in zip(begins, says, strict=True)
    )
    return zh, en
