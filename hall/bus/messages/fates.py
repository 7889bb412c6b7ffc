"""What became of a call, way by way, as its clerk is told it; pure."""

from dataclasses import dataclass
from enum import StrEnum

from hall.bus.messages.values import Text


class Reach(StrEnum):
    """How far a call has come by one way."""

    WAITING = "waiting"
    """It is on its way: told to the panel, queued for speech, sent to the boards."""
    SENT = "sent"
    """It went out to a device that cannot say more."""
    SHOWN = "shown"
    """A device has said that it shows it."""
    SPOKEN = "spoken"
    """A device has said that it was spoken."""
    FAILED = "failed"
    """It did not come there."""
    ABSENT = "absent"
    """The hall has no such device there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallWay:
    """One way of a call; the reason is why it failed, or what else is to be known."""

    reach: Reach
    reason: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFate:
    """How far the last call to a window has come; `times` counts the recalls in."""

    number: str
    times: int
    panel: CallWay
    board: CallWay
    voice: CallWay
    instead: Text | None = None
    """What happens instead, in words for the clerk; None while nothing has failed."""
