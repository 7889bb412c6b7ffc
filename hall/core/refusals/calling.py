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
class ReasonNeeded(Refused):
    """The act needs a reason for the record."""

    code = "reason_needed"
    zh = "请写明原因，会记录在案。"
    en = "Give a reason; it goes into the record."
