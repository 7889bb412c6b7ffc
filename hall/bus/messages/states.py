"""What devices say of a command and of themselves; pure."""

from dataclasses import dataclass
from enum import StrEnum

from hall.bus.messages.values import Id, Moment, Text


class AnswerOutcome(StrEnum):
    """What became of a command."""

    SHOWN = "shown"
    SPOKEN = "spoken"
    PRINTED = "printed"
    WORKED_OFF = "worked_off"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome of one command."""

    command: Id
    outcome: AnswerOutcome
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a device, in words for a person."""

    code: str
    text: Text
    since: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """How a device, gateway or screen is; it counts as online when its gateway is online too."""

    online: bool
    gateway: str | None = None
    faults: tuple[Fault, ...] = ()
    firmware: str = ""
    since: Moment | None = None
    """When it last came on line or went off."""
    last_fault: Fault | None = None
    """What was wrong last, and when it began, whether it goes on or not."""
    paper_left_pct: int | None = None
    """What is left of a printer's roll, reckoned from what was printed."""
    counters: dict[str, int] | None = None
    reads_cards: bool = False
    """Whether identity cards are held to it."""
