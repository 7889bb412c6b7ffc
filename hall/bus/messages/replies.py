"""What the hall answers to a request; pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hall.bus.messages.values import Id, Text, WaitRange


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
    type: Literal["number_issued"] = "number_issued"


class PrintOutcome(StrEnum):
    """How far a print has come."""

    PRINTING = "printing"
    """The printer has been told."""
    PRINTED = "printed"
    """The printer has confirmed the job after the cut."""
    SENT = "sent"
    """The bytes went out; this model cannot confirm more."""
    UNCONFIRMED = "unconfirmed"
    """Nobody can tell whether it came out; a person decides."""
    FAILED = "failed"
    """It did not come out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintProgress:
    """The ticket of an issued number went one step further."""

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


Reply = NumberIssued | PrintProgress | Accepted | Refused
