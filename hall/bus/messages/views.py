"""What screens draw of the hall at this moment, each whole and with its version; pure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from hall.bus.messages.fates import CallFate
from hall.bus.messages.hall_wide import HallWide
from hall.bus.messages.values import Moment, Text, Version, WaitRange


class CallState(StrEnum):
    """Where a called number stands."""

    CALLED = "called"
    SERVING = "serving"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call on a board; `at` is on the hall clock, `times` counts the recalls in."""

    number: str
    window: int
    area: str
    at: Moment
    times: int
    state: CallState


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryQueue:
    """One category's queue, as a screen needs it."""

    category: str
    waiting: int
    windows_open: int
    accepting: bool
    """Whether a number can be taken now."""
    closed_text: Text | None = None
    wait: WaitRange | None = None
    bookable: bool = False
    """Whether a time can be booked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """What a zone's board shows: the newest call first, and who waits."""

    version: Version
    zone: str
    calls: tuple[Call, ...]
    queues: tuple[CategoryQueue, ...]
    notice: Text | None = None
    hall_wide: HallWide = HallWide()
    type: Literal["board"] = "board"


class WindowStatus(StrEnum):
    """Whether a window works."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class Stage(StrEnum):
    """A timed part of a visit, as screens are told it."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitInHand:
    """The visit at a window; no name and no class, ever."""

    visit: str
    number: str
    category: str
    stage: Stage
    issued_at: Moment
    called_at: Moment
    matter: str | None = None
    service: str | None = None
    started_at: Moment | None = None
    calls: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowView:
    """What stands at one window."""

    version: Version
    window: int
    status: WindowStatus
    categories: tuple[str, ...]
    waiting: int
    clerk: str | None = None
    reason: str | None = None
    in_hand: VisitInHand | None = None
    next_numbers: tuple[str, ...] = ()
    call: CallFate | None = None
    """What became of the call in hand; None when nobody is called there."""
    hall_wide: HallWide = HallWide()
    type: Literal["window"] = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """All queues of the hall."""

    version: Version
    queues: tuple[CategoryQueue, ...]
    issued: int
    ended: int
    hall_wide: HallWide = HallWide()
    help_wanted: tuple[str, ...] = ()
    """The kiosks at which somebody asked for a person, and nobody goes there yet."""
    desk_open: bool | None = None
    """Whether the service desk's page, which shows and rings for them, is open anywhere."""
    type: Literal["queue"] = "queue"
