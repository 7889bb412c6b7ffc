"""What devices say of a command and of themselves; pure."""

from dataclasses import dataclass
from enum import StrEnum

from hall.bus.messages.values import Id, Moment, Text


class AnswerOutcome(StrEnum):
    """What became of a command."""

    SHOWN = "shown"
    SPOKEN = "spoken"
    PRINTED = "printed"
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
    counters: dict[str, int] | None = None
