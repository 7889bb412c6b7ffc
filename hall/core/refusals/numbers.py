"""Refusals to give a number."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class UnknownMatter(Refused):
    """The catalogue of the day has no such matter."""

    matter: str
    code = "unknown_matter"
    zh = "目录里没有事项{matter}。请重新选择，或找服务台。"
    en = "The catalogue has no matter {matter}. Choose again, or ask the desk."


@dataclass(kw_only=True)
class UnknownCategory(Refused):
    """The hall has no such category."""

    category: str
    code = "unknown_category"
    zh = "没有类别{category}。请重新选择，或找服务台。"
    en = "There is no category {category}. Choose again, or ask the desk."


@dataclass(kw_only=True)
class MatterNeeded(Refused):
    """A number of this category is taken for a matter."""

    category: str
    code = "matter_needed"
    zh = "{category}类要先选事项再取号。请选择要办的事。"
    en = "Choose the matter first: numbers of {category} are taken for a matter."


@dataclass(kw_only=True)
class MatterOrCategory(Refused):
    """A number is asked for one matter or for one category, not for both or neither."""

    code = "matter_or_category"
    zh = "请选一个事项，或一个类别。"
    en = "Name one matter, or one category."


@dataclass(kw_only=True)
class NumbersNotGivenNow(Refused):
    """Outside the hours in which numbers are given."""

    next_at: datetime
    code = "numbers_not_given_now"
    zh = "现在不取号。{next_at}起取号；也可找服务台。"
    en = "No numbers are given now. Numbers start at {next_at}; the desk can help."


@dataclass(kw_only=True)
class NumbersOverToday(Refused):
    """The last number of today was given."""

    last_at: datetime
    code = "numbers_over_today"
    zh = "今天取号到{last_at}为止，已经结束。明天再来取号，或找服务台。"
    en = "Numbers ended at {last_at} today. Come back tomorrow, or ask the desk."


@dataclass(kw_only=True)
class CategoryIsFull(Refused):
    """Today's maximum of a category is reached."""

    category: str
    maximum: int
    code = "category_is_full"
    zh = "{category}今天的{maximum}个号已取完。明天开门后再取，或找服务台。"
    en = "All {maximum} numbers of {category} are taken today. Come tomorrow, or ask the desk."


@dataclass(kw_only=True)
class IdIsTaken(Refused):
    """The id or token of a new visit already stands for another."""

    id: str
    code = "id_is_taken"
    zh = "这个标识已经用过。请换一个新的再取号。"
    en = "This id is already in use. Ask again with a new one."
