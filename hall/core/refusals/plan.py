"""Refusals of a plan."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class EmptyPlan(Refused):
    """A plan must name at least one window."""

    code = "empty_plan"
    zh = "没有写明要调整的窗口。请至少写一个窗口。"
    en = "The plan names no window. Name at least one."


@dataclass(kw_only=True)
class WindowServesNothing(Refused):
    """A window needs a category."""

    window: int
    code = "window_serves_nothing"
    zh = "{window}号窗口没有类别。请至少给它一个类别，或关窗。"
    en = "Window {window} would serve nothing. Give it a category, or close it."


@dataclass(kw_only=True)
class CategoryLeftWithoutWindow(Refused):
    """A category in which people wait would be served nowhere."""

    category: str
    waiting: int
    code = "category_left_without_window"
    zh = "调整后{category}没有开着的窗口，还有{waiting}位在等。请给它留一个窗口。"
    en = "{category} would have no open window while {waiting} wait. Leave it one."


@dataclass(kw_only=True)
class InstantWindowOnly(Refused):
    """An instant window takes matters that are done at once, and no others."""

    window: int
    category: str
    code = "instant_window_only"
    zh = "{window}号是即办窗口，不受理{category}。请安排到综合窗口。"
    en = "Window {window} takes instant matters only, not {category}. Use an integrated window."


@dataclass(kw_only=True)
class DigitsClash(Refused):
    """Two categories could show the same digits on a device that shows no letters."""

    window: int
    first: str
    second: str
    code = "digits_clash"
    zh = "{window}号窗口的设备只显示数字，{first}和{second}会混淆。请错开号段，或只放一类。"
    en = (
        "Window {window} shows digits only: {first} and {second} look alike. "
        "Give their numbers ranges apart, or the window only one of them."
    )


@dataclass(kw_only=True)
class PlanEndsTooSoon(Refused):
    """A change must end after it has begun."""

    ends_at: datetime
    code = "plan_ends_too_soon"
    dated = frozenset({"ends_at"})
    zh = "结束时间{ends_at}早于开始时间。请重新选择时间。"
    en = "The change would end at {ends_at}, before it begins. Choose another time."


@dataclass(kw_only=True)
class UnknownPlanChange(Refused):
    """No such change is to come."""

    change: int
    code = "unknown_plan_change"
    zh = "没有待生效的调整{change}。可能已经生效，请看窗口设置。"
    en = "No change {change} is to come. It may be in force already; look at the plan."


@dataclass(kw_only=True)
class NothingToAcknowledge(Refused):
    """The clerk knows the plan in force."""

    window: int
    code = "nothing_to_acknowledge"
    zh = "{window}号窗口没有待确认的调整，可以直接呼叫。"
    en = "There is no change to acknowledge at window {window}; you can call."


@dataclass(kw_only=True)
class PlanNotAcknowledged(Refused):
    """The clerk has not yet acknowledged a change of the plan."""

    window: int
    code = "plan_not_acknowledged"
    zh = "{window}号窗口的业务有调整。请先确认，再呼叫。"
    en = "What window {window} serves has changed. Acknowledge it first, then call."
