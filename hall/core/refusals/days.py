"""Refusals about the day and the hall as a whole."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class DayNotOpen(Refused):
    """No business day is open; when numbers are given again, where that is known."""

    reopens_at: datetime | None = None
    code = "day_not_open"
    dated = frozenset({"reopens_at"})
    zh = "今天的业务还没有开始，或已经结束。请稍候，或找服务台。"
    en = "The business day has not begun, or is over. Please wait, or ask the desk."
    zh_until: ClassVar = "现在不办公，{reopens_at}起取号。也可预约，或找服务台。"
    en_until: ClassVar = (
        "The hall is not open now. Numbers start from {reopens_at}; book, or ask the desk."
    )

    def templates(self) -> tuple[str, str]:
        """With the next opening, where it is known."""
        return (self.zh_until, self.en_until) if self.reopens_at else (self.zh, self.en)


@dataclass(kw_only=True)
class DayIsOpen(Refused):
    """Another business day is still open."""

    day: date
    code = "day_is_open"
    zh = "{day}的业务还没有结束。请先结束当天业务。"
    en = "The business day {day} is still open. Close it first."


@dataclass(kw_only=True)
class DayIsPast(Refused):
    """A business day after this one has already been opened."""

    day: date
    last_day: date
    code = "day_is_past"
    zh = "{day}不能再开：最近的业务日是{last_day}。请等下一个业务日，或核对日期。"
    en = "{day} cannot be opened again; the last was {last_day}. Wait for the next one."


@dataclass(kw_only=True)
class PrefixesClash(Refused):
    """Two categories could give the same number."""

    first: str
    second: str
    code = "prefixes_clash"
    zh = "{first}和{second}会出同样的号码。请给它们不同的字头，字头不带数字。"
    en = "{first} and {second} could give the same number. Give them different letters."


@dataclass(kw_only=True)
class NumbersGivenAlready(Refused):
    """Somebody has a number of today's offer."""

    count: int
    code = "numbers_given_already"
    zh = "今天已经取了{count}个号，目录不能当天更换。请从明天起生效。"
    en = "{count} numbers were given today; let the catalogue take effect tomorrow."


@dataclass(kw_only=True)
class PeopleStillWait(Refused):
    """The day cannot be closed while somebody waits or is in hand."""

    waiting: int
    in_hand: int
    code = "people_still_wait"
    zh = "还有{waiting}位在等，{in_hand}位在窗口。请先办完，或逐一说明去向。"
    en = "{waiting} people wait and {in_hand} are at windows. Serve them or decide for each."


@dataclass(kw_only=True)
class HallIsPaused(Refused):
    """The whole hall does not call for a while."""

    reason: str
    code = "hall_is_paused"
    zh = "全大厅暂停叫号：{reason}。请等恢复后再呼叫。"
    en = "The whole hall has paused calling: {reason}. Wait until it goes on."


@dataclass(kw_only=True)
class HallInEmergency(Refused):
    """There is an emergency."""

    reason: str
    code = "hall_in_emergency"
    zh = "紧急情况：{reason}。请听从工作人员，按指示离开。"
    en = "Emergency: {reason}. Follow the staff and the signs to the exits."


@dataclass(kw_only=True)
class NumbersAreStopped(Refused):
    """No more numbers are given for now."""

    reason: str
    code = "numbers_are_stopped"
    zh = "暂停取号：{reason}。恢复后取号机会显示；也可预约，或找服务台。"
    en = "No numbers for now: {reason}. The kiosks show when they go on; book, or ask the desk."


@dataclass(kw_only=True)
class NothingAnnounced(Refused):
    """There is nothing to let anybody know, or to withdraw."""

    code = "nothing_announced"
    zh = "现在没有公告。请先写好要告诉大家的话，中英文都要。"
    en = "There is no announcement. First write what to tell people, in Chinese and English."


@dataclass(kw_only=True)
class AnnouncementIsOver(Refused):
    """An announcement would end before it begins."""

    until: datetime
    code = "announcement_is_over"
    zh = "公告的结束时间{until}已经过了。请选以后的时间，或不设时间。"
    en = "The announcement would have ended at {until}. Choose a later time, or none."


@dataclass(kw_only=True)
class NothingIsStopped(Refused):
    """There is nothing to resume."""

    code = "nothing_is_stopped"
    zh = "现在没有暂停。可以照常办理。"
    en = "Nothing is stopped now. Go on as usual."
