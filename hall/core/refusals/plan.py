"""Refusals of a plan."""

from dataclasses import dataclass

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
    zh = "调整后{category}没有窗口，还有{waiting}位在等。请给它留一个窗口。"
    en = "{category} would have no window while {waiting} wait. Leave it one."
