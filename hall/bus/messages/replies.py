"""What the hall answers to a request; pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hall.bus.messages.values import Id, Moment, Text, WaitRange


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberIssued:
    """The number is taken and durable, whatever becomes of the paper."""

    request: Id
    visit: str
    number: str
    token: str
    category: str
    ahead: int
    area: str
    wait: WaitRange | None = None
    matter: str | None = None
    type: Literal["number_issued"] = "number_issued"


class PrintOutcome(StrEnum):
    """How far a print has come."""

    PRINTING = "printing"
    """The printer has been told."""
    PRINTED = "printed"
    """The printer has confirmed the job after the cut."""
    WORKED_OFF = "worked_off"
    """The printer has said that it worked off the bytes; this model cannot confirm more."""
    SENT = "sent"
    """The bytes went out; this model confirms nothing."""
    UNCONFIRMED = "unconfirmed"
    """Nobody can tell whether it came out; a person decides."""
    FAILED = "failed"
    """It did not come out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintProgress:
    """The ticket of an issued number, or a test page, went one step further."""

    request: Id
    outcome: PrintOutcome
    reason: Text | None = None
    type: Literal["print_progress"] = "print_progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The request was carried out and is durable."""

    request: Id
    type: Literal["accepted"] = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The request changed nothing; `text` says what, until when, and what instead."""

    request: Id
    code: str
    text: Text
    type: Literal["refused"] = "refused"


class ReceiptStanding(StrEnum):
    """Where the result behind a receipt is."""

    READY = "ready"
    """It can be picked up."""
    NOT_READY = "not_ready"
    """The hall knows of it, and it is still being worked on."""
    UNKNOWN = "unknown"
    """The hall has not heard of it; asking is no harm, nor is queueing all the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptAnswer:
    """Whether the result behind a receipt can be picked up; `text` says what to do."""

    request: Id
    standing: ReceiptStanding
    text: Text
    handed_out: bool = False
    """Whether an unknown one was picked up already."""
    type: Literal["receipt_answer"] = "receipt_answer"


class CodeMeaning(StrEnum):
    """What a code is for."""

    APPOINTMENT = "appointment"
    """Check in with it."""
    RETURN = "return"
    """Take a number with it as `return_code`."""
    RECEIPT = "receipt"
    """Ask with it whether the result is ready."""
    UNKNOWN = "unknown"
    """The hall knows nothing by it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAnswer:
    """What a code is for; `text` says what to do where it is for nothing."""

    request: Id
    meaning: CodeMeaning
    text: Text
    over: bool = False
    """Whether an unknown one was for something and was used, cancelled or moved; `text` says so."""
    type: Literal["code_answer"] = "code_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A time that can be booked."""

    starts_at: Moment
    ends_at: Moment
    free: int
    """For how many more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SlotsAnswer:
    """The times that can be booked, the next first; none where nothing is free."""

    request: Id
    category: str
    slots: tuple[Slot, ...]
    matter: str | None = None
    type: Literal["slots_answer"] = "slots_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeBooked:
    """The appointment is booked and durable; its code is what one comes with."""

    request: Id
    code: str
    category: str
    area: str
    starts_at: Moment
    ends_at: Moment
    check_in_from: Moment
    check_in_until: Moment
    matter: str | None = None
    type: Literal["time_booked"] = "time_booked"


Reply = (
    NumberIssued
    | PrintProgress
    | ReceiptAnswer
    | CodeAnswer
    | SlotsAnswer
    | TimeBooked
    | Accepted
    | Refused
)
