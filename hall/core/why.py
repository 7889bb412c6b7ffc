"""Why a visit is called next, as facts and as one sentence for the clerk and the citizen.

A sentence names whom the choice goes before, if it goes before somebody who entered earlier, and
never says what a class would tell of a person.
"""

from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Final

from hall.core.value import Value


class WhyKind(StrEnum):
    """What decided."""

    IN_ORDER = "in_order"
    """Nobody who may be called here entered earlier."""
    APPOINTMENT = "appointment"
    RETURN = "return"
    PRIORITY = "priority"
    OVERDUE = "overdue"
    SENT_HERE = "sent_here"
    HELPING = "helping"
    ASKED = "asked"
    """Somebody called this number out of turn, in their own words."""


class Why(Value, frozen=True, kw_only=True):
    """What decided, and whom it went before."""

    kind: WhyKind
    before: str | None = None
    """The number that entered earliest of those it went before."""
    appointment_at: datetime | None = None
    words: str = ""


_ZH: Final = {
    WhyKind.IN_ORDER: "按先后顺序",
    WhyKind.APPOINTMENT: "{at}预约",
    WhyKind.RETURN: "补件再来，不用重新排队",
    WhyKind.PRIORITY: "按规定优先",
    WhyKind.OVERDUE: "已超过最长等候时间",
    WhyKind.SENT_HERE: "转到本窗口",
    WhyKind.HELPING: "本窗口支援，那边等的人多",
    WhyKind.ASKED: "窗口点名呼叫：{words}",
}
_EN: Final = {
    WhyKind.IN_ORDER: "in order of arrival",
    WhyKind.APPOINTMENT: "appointment {at}",
    WhyKind.RETURN: "back with what was missing, no new queue",
    WhyKind.PRIORITY: "priority by the hall's rule",
    WhyKind.OVERDUE: "past the longest wait allowed",
    WhyKind.SENT_HERE: "sent to this window",
    WhyKind.HELPING: "this window helps a long line",
    WhyKind.ASKED: "called out of turn: {words}",
}


_ZH_ASKED: Final = "窗口点名呼叫"
_EN_ASKED: Final = "called out of turn"


def explain(number: str, why: Why, zone: tzinfo) -> tuple[str, str]:
    """The choice of a number in one sentence, in Chinese and in English."""
    at = f"{why.appointment_at.astimezone(zone):%H:%M}" if why.appointment_at else ""
    zh, en = (texts[why.kind].format(at=at, words=why.words) for texts in (_ZH, _EN))
    if why.kind is WhyKind.ASKED and not why.words:
        zh, en = _ZH_ASKED, _EN_ASKED
    if why.before is None:
        return f"{number}：{zh}", f"{number}: {en}"
    return f"{number}先于{why.before}：{zh}", f"{number} before {why.before}: {en}"
