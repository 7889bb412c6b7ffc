"""The stages of a visit, and the one table of how they change.

A visit waits, is called, is served and ends; it may be parked and come back. The table names, for
each stage and each event, the stage that follows. A missing cell is an error of ours: `decide`
refuses in words before such an event can be made.
"""

from enum import StrEnum
from typing import Final

from hall.errors import HallError


class Stage(StrEnum):
    """A timed part of a visit."""

    WAITING = "waiting"
    """In a line, until called."""
    CALLED = "called"
    """Called to a window, on the way."""
    SERVING = "serving"
    """At the window."""
    PARKED = "parked"
    """Put aside, to come back without queueing again."""
    ENDED = "ended"
    """Over."""


class Ending(StrEnum):
    """How a visit ended."""

    SERVED = "served"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    NOT_REACHED = "not_reached"
    """The day was closed before the visit was called."""


class StageError(HallError):
    """An event that cannot follow the visit's stage: a fault of the program, never of a person."""


AFTER: Final[dict[tuple[Stage, str], Stage]] = {
    (Stage.WAITING, "VisitCalled"): Stage.CALLED,
    (Stage.WAITING, "VisitCancelled"): Stage.ENDED,
    (Stage.WAITING, "VisitNotReached"): Stage.ENDED,
    (Stage.CALLED, "VisitRecalled"): Stage.CALLED,
    (Stage.CALLED, "ServiceStarted"): Stage.SERVING,
    (Stage.CALLED, "VisitMarkedNoShow"): Stage.ENDED,
    (Stage.CALLED, "VisitCancelled"): Stage.ENDED,
    (Stage.SERVING, "ServiceWithdrawn"): Stage.CALLED,
    (Stage.SERVING, "ServiceFinished"): Stage.ENDED,
}


def following(stage: Stage, event: str) -> Stage:
    """The stage after an event; raises `StageError` where the table has no cell."""
    try:
        return AFTER[stage, event]
    except KeyError:
        raise StageError(f"{event} cannot follow stage {stage}") from None
