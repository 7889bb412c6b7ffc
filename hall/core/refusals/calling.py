"""Refusals at a window that calls and serves."""

from dataclasses import dataclass
from datetime import datetime

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class VisitInHand(Refused):
    """The window has a visit in hand."""

    window: int
    number: str
    code = "visit_in_hand"
    zh = "{number}还在{window}号窗口。请先办结、记过号或交接。"
    en = "{number} is still in hand at window {window}. Finish it, or hand it over."


@dataclass(kw_only=True)
class NothingInHand(Refused):
    """The window has no visit in hand."""

    window: int
    code = "nothing_in_hand"
    zh = "{window}号窗口手上没有号。请先呼叫下一位。"
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
class ReasonNeeded(Refused):
    """The act needs a reason for the record."""

    code = "reason_needed"
    zh = "请写明原因，会记录在案。"
    en = "Give a reason; it goes into the record."


@dataclass(kw_only=True)
class VisitNotParked(Refused):
    """Only a parked visit can be resumed."""

    number: str
    code = "visit_not_parked"
    zh = "{number}没有挂起，不能恢复。请核对号码，或正常呼叫。"
    en = "{number} is not parked and cannot be resumed. Check the number, or call it."


@dataclass(kw_only=True)
class VisitMissedItsCall(Refused):
    """A visit that missed its call reports at the desk and queues again."""

    number: str
    code = "visit_missed_its_call"
    zh = "{number}已过号。请先到服务台报到，再按顺序等候。"
    en = "{number} missed its call. It reports at the desk first and then waits its turn."


@dataclass(kw_only=True)
class OneTarget(Refused):
    """A transfer goes to one category or to one window."""

    code = "one_target"
    zh = "请选一个类别，或一个窗口，作为转办去处。"
    en = "Name one category, or one window, to transfer to."


@dataclass(kw_only=True)
class TargetIsHere(Refused):
    """A transfer to the window itself changes nothing."""

    window: int
    code = "target_is_here"
    zh = "{window}号就是本窗口。请选别的窗口，或直接办理。"
    en = "Window {window} is this one. Choose another, or serve here."


@dataclass(kw_only=True)
class CategoryHasNoWindow(Refused):
    """No window of the plan serves the category."""

    category: str
    code = "category_has_no_window"
    zh = "现在没有窗口办{category}。请选别的类别，或先调整窗口设置。"
    en = "No window serves {category}. Choose another category, or change the plan first."


@dataclass(kw_only=True)
class NothingToUndo(Refused):
    """The last press at the window cannot be taken back, or there was none."""

    window: int
    code = "nothing_to_undo"
    zh = "{window}号窗口没有可以撤销的操作。请按现在的状态继续。"
    en = "There is nothing to undo at window {window}. Go on from where it stands."


@dataclass(kw_only=True)
class TooLateToUndo(Refused):
    """A press can be taken back for a few seconds."""

    window: int
    undo_s: float
    code = "too_late_to_undo"
    zh = "操作{undo_s:g}秒内才能撤销，现在已经过了。请按现在的状态继续，或找服务台。"
    en = "A press can be undone for {undo_s:g} s. Go on from where it stands, or ask the desk."
