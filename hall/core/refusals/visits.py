"""Refusals about a visit, a service or its rating."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class UnknownVisit(Refused):
    """The hall has no such visit today."""

    visit: str
    code = "unknown_visit"
    zh = "今天没有这个号。请核对号票，或找服务台。"
    en = "There is no such number today. Check the ticket, or ask the desk."


@dataclass(kw_only=True)
class VisitIsOver(Refused):
    """The visit has ended."""

    number: str
    code = "visit_is_over"
    zh = "{number}已经结束。要再办请重新取号。"
    en = "{number} has ended. Take a new number to go on."


@dataclass(kw_only=True)
class PaperOnItsWay(Refused):
    """The paper of a number is being printed."""

    number: str
    code = "paper_on_its_way"
    zh = "{number}正在打印。请等结果，半分钟内会有。"
    en = "{number} is being printed. Wait for the outcome; it comes within half a minute."


@dataclass(kw_only=True)
class VisitAtWindow(Refused):
    """The visit is at a window."""

    number: str
    window: int
    code = "visit_at_window"
    zh = "{number}正在{window}号窗口。请在窗口说明。"
    en = "{number} is at window {window}. Speak to the clerk there."


@dataclass(kw_only=True)
class VisitNotWaiting(Refused):
    """Only a waiting visit can be called, or let others pass."""

    number: str
    code = "visit_not_waiting"
    zh = "{number}现在不在等候中，不能这样办。请看它现在的状态。"
    en = "{number} is not waiting, so this cannot be done. Look at where it stands."


@dataclass(kw_only=True)
class UnknownService(Refused):
    """The hall has no such service today."""

    service: str
    code = "unknown_service"
    zh = "没有这次办理。请核对号票，或找服务台。"
    en = "There is no such service. Check the ticket, or ask the desk."


@dataclass(kw_only=True)
class ServiceNotFinished(Refused):
    """A service is rated once it is over."""

    service: str
    code = "service_not_finished"
    zh = "这次办理还没有结束。办完后即可评价。"
    en = "This service is not over. Rate it when it has finished."


@dataclass(kw_only=True)
class NoOpenQuestion(Refused):
    """A rating pad is heard only while its question is open."""

    service: str
    code = "no_open_question"
    zh = "现在没有待评价的办理。可凭号票在手机或服务台评价。"
    en = "No rating is asked for now. Rate with your ticket on a phone or at the desk."


@dataclass(kw_only=True)
class LevelOutOfRange(Refused):
    """A rating has five levels."""

    level: int
    code = "level_out_of_range"
    zh = "评价只有1到5级，没有{level}。请重新选择。"
    en = "A rating has levels 1 to 5, not {level}. Choose again."


@dataclass(kw_only=True)
class RatingIsOver(Refused):
    """A service can be rated for some working days after its own."""

    until: datetime
    code = "rating_is_over"
    zh = "评价时间到{until}为止，已经过了。有意见请找服务台。"
    en = "This could be rated until {until}. Tell the desk what you would like to say."
    dated = frozenset({"until"})


@dataclass(kw_only=True)
class BadCount(Refused):
    """Somebody lets one or a few others pass."""

    most: int
    code = "bad_count"
    zh = "一次可以让1到{most}位先办。请重新选择。"
    en = "You can let 1 to {most} others pass at once. Choose again."


@dataclass(kw_only=True)
class NobodyBehind(Refused):
    """There is nobody to let pass."""

    number: str
    code = "nobody_behind"
    zh = "{number}后面没有人在等，不能再让。请留意呼叫，要走可以弃号。"
    en = "Nobody waits behind {number}. Stay near for your call, or give the number up."


@dataclass(kw_only=True)
class NotCalledYet(Refused):
    """Lateness is reported for a call."""

    number: str
    code = "not_called_yet"
    zh = "{number}还没有叫到。来不及可以先让后面几位。"
    en = "{number} has not been called yet. If you need time, let others pass."


@dataclass(kw_only=True)
class AlreadyWaitedFor(Refused):
    """Lateness is reported once for a call."""

    number: str
    until: datetime
    code = "already_waited_for"
    zh = "窗口已经在等{number}，等到{until}。请尽快过去。"
    en = "The window already waits for {number}, until {until}. Please go there now."


@dataclass(kw_only=True)
class NumberIsVoid(Refused):
    """The number was missed, and the hall's rule lets it not come back."""

    number: str
    code = "number_is_void"
    zh = "{number}已过号作废。请到服务台说明情况。"
    en = "{number} was missed and is void. Please see the desk."


@dataclass(kw_only=True)
class NewNumberNeeded(Refused):
    """A missed number is replaced by a new one."""

    number: str
    code = "new_number_needed"
    zh = "{number}已过号。请凭原号重新取一个号。"
    en = "{number} was missed. Take a new number with it."


@dataclass(kw_only=True)
class MatterIsThereAlready(Refused):
    """The visit came for the matter already."""

    number: str
    matter: str
    code = "matter_is_there_already"
    zh = "{number}已经包含{matter}。请选别的事项，或直接办理。"
    en = "{number} already includes {matter}. Choose another matter, or go on."
