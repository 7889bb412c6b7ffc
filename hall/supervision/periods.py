"""The periods that bulletins are about, and the one before each. Pure."""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from hall.catalogue.text import Text
from hall.supervision.figures import Period


class Every(StrEnum):
    """How often a bulletin is made."""

    DAY = "day"
    WEEK = "week"
    """Monday to Sunday."""
    MONTH = "month"


TITLES = {
    Every.DAY: Text("运行日报", "Daily bulletin"),
    Every.WEEK: Text("运行周报", "Weekly bulletin"),
    Every.MONTH: Text("督查月报", "Monthly bulletin"),
}


def period_with(every: Every, day: date) -> Period:
    """The period that a day lies in."""
    if every is Every.DAY:
        return Period(first=day, last=day)
    if every is Every.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(first=monday, last=monday + timedelta(days=6))
    days = monthrange(day.year, day.month)[1]
    return Period(first=day.replace(day=1), last=day.replace(day=days))


def period_before(every: Every, period: Period) -> Period:
    """The period of the same kind that ended when this one began."""
    return period_with(every, period.first - timedelta(days=1))
