"""Refusals about appointments and return codes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from hall.core.refusals.base import Refused


@dataclass(kw_only=True)
class NoSuchSlot(Refused):
    """No appointment of the category can be booked for that time."""

    category: str
    code = "no_such_slot"
    zh = "{category}没有这个预约时段。请选别的时段，或现场取号。"
    en = "{category} has no such time to book. Choose another, or take a number in the hall."


@dataclass(kw_only=True)
class SlotIsBooked(Refused):
    """The quota of a slot is used up."""

    category: str
    starts_at: datetime
    code = "slot_is_booked"
    dated = frozenset({"starts_at"})
    zh = "{category}{starts_at}的预约已满。请选别的时段，或现场取号。"
    en = "{category}: {starts_at} is fully booked. Choose another time, or come and queue."


@dataclass(kw_only=True)
class AlreadyBooked(Refused):
    """One person books only so many appointments for a day."""

    starts_at: datetime
    code = "already_booked"
    dated = frozenset({"starts_at"})
    zh = "您{starts_at}已有预约。要换时间，请改约那一个。"
    en = "You have an appointment at {starts_at} already. Move that one to change the time."


@dataclass(kw_only=True)
class TooManyMissed(Refused):
    """A person has missed too many appointments to book more."""

    limit: int
    until: date | None = None
    code = "too_many_missed"
    zh = "您已有{limit}次预约未到，暂不能预约。请现场取号，或找服务台。"
    en = "Missed appointments: {limit}; you cannot book now. Take a number, or ask the desk."
    zh_until: ClassVar = (
        "您已有{limit}次预约未到，{until}起才可再预约。现在请现场取号，或找服务台。"
    )
    en_until: ClassVar = (
        "Missed appointments: {limit}. You can book again from {until}; "
        "for now take a number, or ask the desk."
    )

    def templates(self) -> tuple[str, str]:
        """With the day from which one can book again, where it is known."""
        return (self.zh_until, self.en_until) if self.until else (self.zh, self.en)


@dataclass(kw_only=True)
class UnknownAppointment(Refused):
    """There is no such appointment, nor was there lately."""

    code = "unknown_appointment"
    zh = "没有找到这个预约。请核对预约码，也可以现场取号，或找服务台。"
    en = "There is no such appointment. Check its code, take a number, or ask the desk."


@dataclass(kw_only=True)
class AppointmentIsUsed(Refused):
    """Somebody has checked in to it."""

    code = "appointment_is_used"
    zh = "这个预约已经签到取号。号票找不到了，请到服务台；再办事请取号。"
    en = (
        "This appointment was checked in already. If you lost the ticket, ask the desk; for "
        "anything else, take a number."
    )


@dataclass(kw_only=True)
class AppointmentIsCancelled(Refused):
    """It was given up."""

    code = "appointment_is_cancelled"
    zh = "这个预约已经取消。可以现在取号，或重新预约。"
    en = "This appointment was cancelled. Take a number now, or book another time."


@dataclass(kw_only=True)
class AppointmentIsMoved(Refused):
    """It is at another time, with another code."""

    code = "appointment_is_moved"
    zh = "这个预约已改到别的时间。请用新的预约码；没有新码，请找服务台。"
    en = "This appointment was moved. Use its new code; if you have none, ask the desk."


@dataclass(kw_only=True)
class AppointmentIsPast(Refused):
    """Nobody came to it."""

    code = "appointment_is_past"
    zh = "这个预约的日子已经过了。可以现在取号，或重新预约。"
    en = "The day of this appointment has passed. Take a number now, or book another time."


@dataclass(kw_only=True)
class TooLateToCancel(Refused):
    """An appointment is given up in time, so that somebody else can have it."""

    until: datetime
    code = "too_late_to_cancel"
    dated = frozenset({"until"})
    zh = "预约只能在{until}以前取消。来不了可以改约，或找服务台。"
    en = "It could be cancelled until {until}. You can move it instead, or ask the desk."


@dataclass(kw_only=True)
class AppointmentTooEarly(Refused):
    """The check-in has not opened yet."""

    starts_at: datetime
    opens_at: datetime
    code = "appointment_too_early"
    dated = frozenset({"starts_at"})
    zh = "您的预约是{starts_at}。请当天{opens_at}以后签到，或改为现在排队。"
    en = (
        "Your appointment is at {starts_at}. Check in from {opens_at} that day, or queue now "
        "instead."
    )


@dataclass(kw_only=True)
class AppointmentTooLate(Refused):
    """The appointment's time has passed; in line, it takes so many minutes where that is known."""

    starts_at: datetime
    low_min: int | None = None
    high_min: int | None = None
    code = "appointment_too_late"
    zh = "您的{starts_at}预约已过时。可以现在排队，或改约。"
    en = "Your {starts_at} appointment has passed. Join the queue now, or rebook."
    zh_wait: ClassVar = (
        "您的{starts_at}预约已过时。可以现在排队（约{low_min}–{high_min}分钟），或改约。"
    )
    en_wait: ClassVar = (
        "Your {starts_at} appointment has passed. Join now ({low_min}–{high_min} min) or rebook."
    )

    zh_within: ClassVar = "您的{starts_at}预约已过时。可以现在排队（{high_min}分钟以内），或改约。"
    en_within: ClassVar = (
        "Your {starts_at} appointment has passed. Join now (within {high_min} min) or rebook."
    )

    def templates(self) -> tuple[str, str]:
        """With the range, where there is one; nobody is told of nought minutes."""
        if self.high_min is None:
            return (self.zh, self.en)
        return (self.zh_wait, self.en_wait) if self.low_min else (self.zh_within, self.en_within)


@dataclass(kw_only=True)
class UnknownReturnCode(Refused):
    """There is no such code, nor was there lately."""

    code = "unknown_return_code"
    zh = "没有这个返回码。请核对，或找服务台。"
    en = "There is no such return code. Check it, or ask the desk."


@dataclass(kw_only=True)
class ReturnCodeIsUsed(Refused):
    """A number was taken with it."""

    code = "return_code_is_used"
    zh = "这个返回码已经用过。号票找不到了，请到服务台；再办事请取号。"
    en = (
        "This return code was used already. If you lost the ticket, ask the desk; for anything "
        "else, take a number."
    )


@dataclass(kw_only=True)
class ReturnCodeExpired(Refused):
    """The code could be used until a day that is past."""

    number: str
    valid_until: date
    code = "return_code_expired"
    zh = "{number}的返回码到{valid_until}为止，已经过期。请重新取号。"
    en = "The return code of {number} ended on {valid_until}. Please take a new number."
