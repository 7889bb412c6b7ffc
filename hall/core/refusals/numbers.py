"""Refusals to give a number."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

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
    zh = "{category}要先选事项再取号。请选择要办的事。"
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
    zh = "现在不能取号，{next_at}起可以。请到时再来，或找服务台。"
    en = "No numbers are given now. Numbers start at {next_at}; the desk can help."


@dataclass(kw_only=True)
class NumbersOverToday(Refused):
    """The last number of today was given."""

    last_at: datetime
    reopens_at: datetime | None = None
    code = "numbers_over_today"
    dated = frozenset({"reopens_at"})
    zh = "今天的取号{last_at}已经结束。{reopens_at}起可再取号；也可预约或找服务台。"
    en = "Numbers ended at {last_at} today. They go on from {reopens_at}; book, or ask the desk."


@dataclass(kw_only=True)
class CategoryIsFull(Refused):
    """Today's maximum of a category is reached."""

    category: str
    maximum: int
    reopens_at: datetime | None = None
    code = "category_is_full"
    dated = frozenset({"reopens_at"})
    zh = "{category}今天的{maximum}个号已取完。{reopens_at}起可再取号；也可预约或找服务台。"
    en = (
        "All {maximum} numbers of {category} are taken today. "
        "They go on from {reopens_at}; book, or ask the desk."
    )


@dataclass(kw_only=True)
class IdIsTaken(Refused):
    """The id or token of a new visit already stands for another."""

    id: str
    code = "id_is_taken"
    zh = "这个标识已经用过。请换一个新的再取号。"
    en = "This id is already in use. Ask again with a new one."


@dataclass(kw_only=True)
class LastNumberGiven(Refused):
    """The category's last-number time has passed."""

    category: str
    last_at: datetime
    reopens_at: datetime | None = None
    code = "last_number_given"
    dated = frozenset({"reopens_at"})
    zh = "{category}今天的取号{last_at}已经结束。{reopens_at}起可再取号；也可预约或找服务台。"
    en = (
        "Numbers of {category} ended at {last_at} today. "
        "They go on from {reopens_at}; book, or ask the desk."
    )


@dataclass(kw_only=True)
class SlotIsFull(Refused):
    """The quota of this stretch of the day is used up."""

    category: str
    maximum: int
    next_at: datetime
    code = "slot_is_full"
    zh = "{category}这个时段的{maximum}个号已取完。请{next_at}再来取号，或找服务台。"
    en = (
        "All {maximum} numbers of {category} are taken until {next_at}. Come then, or ask the desk."
    )


@dataclass(kw_only=True)
class HallIsClosedToday(Refused):
    """The hall is closed all day."""

    reason: tuple[str, str]
    reopens_at: datetime | None = None
    code = "hall_is_closed_today"
    dated = frozenset({"reopens_at"})
    zh = "今天{reason}，不办公。{reopens_at}起取号；也可在网上办理或预约。"
    en = "The hall is closed today: {reason}. Numbers start from {reopens_at}; you can book online."


@dataclass(kw_only=True)
class PersonHasNumbers(Refused):
    """One person holds as many live numbers as one may."""

    limit: int
    number: str
    code = "person_has_numbers"
    zh = "您手上已有{limit}个号（如{number}）。请先办完或取消一个，再取新号。"
    en = "You hold {limit} numbers already ({number} is one). Finish or give up one first."


@dataclass(kw_only=True)
class KioskIsTooFast(Refused):
    """A kiosk gave many numbers in a short time."""

    limit: int
    again_at: datetime
    wait_s: int
    code = "kiosk_is_too_fast"
    zh = "这台机器刚出了{limit}个号。请等{wait_s}秒再取，或找服务台。"
    en = "This machine just gave {limit} numbers. Wait {wait_s} seconds, or ask the desk."


@dataclass(kw_only=True)
class DoubtfulNumber(Refused):
    """The holder of a number taken now may not be reached before closing."""

    closes_at: datetime
    low_min: int
    high_min: int
    code = "doubtful_number"
    zh = (
        "现在要等约{low_min}–{high_min}分钟，{closes_at}下班前可能轮不到您。"
        "仍要取号吗？也可另约时间。"
    )
    en = (
        "The wait is about {low_min}–{high_min} minutes: you may not be reached before closing at "
        "{closes_at}. Take a number anyway, or book a time?"
    )
    zh_within: ClassVar = (
        "现在要等{high_min}分钟以内，{closes_at}下班前可能轮不到您。仍要取号吗？也可另约时间。"
    )
    en_within: ClassVar = (
        "The wait is up to {high_min} minutes: you may not be reached before closing at "
        "{closes_at}. Take a number anyway, or book a time?"
    )

    def templates(self) -> tuple[str, str]:
        """Nobody is told of nought minutes."""
        return (self.zh, self.en) if self.low_min else (self.zh_within, self.en_within)
