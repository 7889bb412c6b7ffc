"""Why a command was refused: a stable code, facts, and a sentence in Chinese and in English.

A sentence says what is wrong, until when, and what to do instead. Facts that are moments are
given to the sentence as `HH:MM` in the hall's zone.
"""

from dataclasses import dataclass, fields
from datetime import datetime, tzinfo
from typing import Any, ClassVar

from hall.errors import Refusal


class Refused(Refusal):
    """A refusal by the rules; the fields of its subclasses are its facts."""

    code: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]

    @property
    def facts(self) -> dict[str, Any]:
        """The facts by name, as plain values."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]

    def sentence(self, zone: tzinfo) -> tuple[str, str]:
        """What to tell a person, in Chinese and in English."""
        spoken = {name: _spoken(value, zone) for name, value in self.facts.items()}
        return self.zh.format(**spoken), self.en.format(**spoken)

    def __str__(self) -> str:
        return f"{self.code} {self.facts}"


def _spoken(value: object, zone: tzinfo) -> object:
    return f"{value.astimezone(zone):%H:%M}" if isinstance(value, datetime) else value


@dataclass(kw_only=True)
class DayNotOpen(Refused):
    """No business day is open."""

    code = "day_not_open"
    zh = "今天的业务还没有开始。请稍候，或找服务台。"
    en = "The business day has not begun. Please wait, or ask the desk."


@dataclass(kw_only=True)
class DayIsOpen(Refused):
    """Another business day is still open."""

    day: str
    code = "day_is_open"
    zh = "{day}的业务还没有结束。请先结束当天业务。"
    en = "The business day {day} is still open. Close it first."


@dataclass(kw_only=True)
class DayIsPast(Refused):
    """A business day after this one has already been opened."""

    day: str
    last_day: str
    code = "day_is_past"
    zh = "{last_day}已经开过业务，不能再开{day}。请核对日期。"
    en = "The business day {last_day} was already opened; {day} is past. Check the date."


@dataclass(kw_only=True)
class PrefixesClash(Refused):
    """Two categories could give the same number."""

    first: str
    second: str
    code = "prefixes_clash"
    zh = "{first}和{second}会出同样的号码。请给它们不同的字头，字头不带数字。"
    en = "{first} and {second} could give the same number. Give them different letters."


@dataclass(kw_only=True)
class PeopleStillWait(Refused):
    """The day cannot be closed while somebody waits or is in hand."""

    waiting: int
    in_hand: int
    code = "people_still_wait"
    zh = "还有{waiting}位在等，{in_hand}位在窗口。请先办完，或逐一说明去向。"
    en = "{waiting} people wait and {in_hand} are at windows. Serve them or decide for each."


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
class UnknownWindow(Refused):
    """The hall has no such window."""

    window: int
    code = "unknown_window"
    zh = "没有{window}号窗口。请核对窗口号。"
    en = "There is no window {window}. Check the number."


@dataclass(kw_only=True)
class WindowIsClosed(Refused):
    """Nobody has signed in at the window."""

    window: int
    code = "window_is_closed"
    zh = "{window}号窗口没有开窗。请先登录开窗。"
    en = "Window {window} is closed. Sign in and open it first."


@dataclass(kw_only=True)
class WindowIsPaused(Refused):
    """The window is on a pause."""

    window: int
    code = "window_is_paused"
    zh = "{window}号窗口已暂停。请先恢复办理。"
    en = "Window {window} is paused. Resume first."


@dataclass(kw_only=True)
class WindowIsTaken(Refused):
    """Another clerk sits at the window."""

    window: int
    clerk: str
    code = "window_is_taken"
    zh = "{window}号窗口由{clerk}使用中。请先让对方退出。"
    en = "Window {window} is used by {clerk}. Ask them to leave it first."


@dataclass(kw_only=True)
class WindowIsOpen(Refused):
    """The window is already open with this clerk."""

    window: int
    code = "window_is_open"
    zh = "{window}号窗口已经开着，可以直接呼叫。"
    en = "Window {window} is already open; you can call."


@dataclass(kw_only=True)
class ClerkIsElsewhere(Refused):
    """A clerk is at one window at a time."""

    clerk: str
    window: int
    code = "clerk_is_elsewhere"
    zh = "{clerk}还在{window}号窗口。请先在那里关窗。"
    en = "{clerk} is still at window {window}. Close that window first."


@dataclass(kw_only=True)
class VisitInHand(Refused):
    """The window has a visit in hand."""

    window: int
    number: str
    code = "visit_in_hand"
    zh = "{number}还在{window}号窗口。请先办结或记过号。"
    en = "{number} is still in hand at window {window}. Finish it or mark a no-show first."


@dataclass(kw_only=True)
class NothingInHand(Refused):
    """The window has no visit in hand."""

    window: int
    code = "nothing_in_hand"
    zh = "{window}号窗口现在没有号。请先呼叫下一位。"
    en = "Window {window} has no visit in hand. Call the next one first."


@dataclass(kw_only=True)
class NobodyWaits(Refused):
    """Nobody waits for what the window serves."""

    window: int
    code = "nobody_waits"
    zh = "{window}号窗口的队列里现在没有人。有人取号后再呼叫。"
    en = "Nobody waits for window {window}. Call again when somebody has taken a number."


@dataclass(kw_only=True)
class AlreadyServing(Refused):
    """The visit in hand is being served, so it is no longer only called."""

    window: int
    number: str
    code = "already_serving"
    zh = "{number}已在{window}号窗口办理中。请办结后再操作。"
    en = "{number} is being served at window {window}. Finish it first."


@dataclass(kw_only=True)
class TooSoonToRecall(Refused):
    """A call needs time to be heard before the next."""

    number: str
    again_at: datetime
    wait_s: int
    code = "too_soon_to_recall"
    zh = "刚呼叫过{number}。请等{wait_s}秒再重呼。"
    en = "{number} was called just now. Wait {wait_s} s before calling again."


@dataclass(kw_only=True)
class RecallLimitReached(Refused):
    """The visit was recalled as often as is allowed."""

    number: str
    limit: int
    code = "recall_limit_reached"
    zh = "{number}已重呼{limit}次。人没来可以记过号。"
    en = "{number} was recalled {limit} times. Mark a no-show if nobody came."


@dataclass(kw_only=True)
class TooSoonForNoShow(Refused):
    """A called citizen has a right to the time it takes to walk over."""

    number: str
    allowed_at: datetime
    wait_s: int
    code = "too_soon_for_no_show"
    zh = "请再等{wait_s}秒，让{number}走过来；之后才能记过号。"
    en = "Give {number} {wait_s} s more to walk over; then it can be marked a no-show."


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


@dataclass(kw_only=True)
class ReasonNeeded(Refused):
    """The act needs a reason for the record."""

    code = "reason_needed"
    zh = "请写明原因，会记录在案。"
    en = "Give a reason; it goes into the record."
