"""Refusals about a visit, a service or its rating."""

from dataclasses import dataclass

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
class VisitAtWindow(Refused):
    """The visit is at a window."""

    number: str
    window: int
    code = "visit_at_window"
    zh = "{number}正在{window}号窗口。请在窗口说明。"
    en = "{number} is at window {window}. Speak to the clerk there."


@dataclass(kw_only=True)
class VisitNotWaiting(Refused):
    """Only a waiting visit can be called."""

    number: str
    code = "visit_not_waiting"
    zh = "{number}不在等候中，不能呼叫。请看它现在的状态。"
    en = "{number} is not waiting and cannot be called. Look at where it stands."


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
