"""The stages of a visit, and the one table of how they change.

A visit waits, is called, is served and ends; it may be parked and come back, be sent on to wait
elsewhere, and have the last press taken back. The table names, for each stage and each event, the
stage that follows. A missing cell is an error of ours: `decide` refuses in words before such an
event can be made. `ServiceEnded` is a finish after which the visit goes on.
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
    LEFT = "left"
    """Parked, and never came back."""


class StageError(HallError):
    """An event that cannot follow the visit's stage: a fault of the program, never of a person."""


AFTER: Final[dict[tuple[Stage, str], Stage]] = {
    (Stage.WAITING, "VisitCalled"): Stage.CALLED,
    (Stage.WAITING, "VisitLetOthersPass"): Stage.WAITING,
    (Stage.WAITING, "VisitClassChanged"): Stage.WAITING,
    (Stage.WAITING, "VisitTransferUndone"): Stage.CALLED,
    (Stage.WAITING, "VisitCancelled"): Stage.ENDED,
    (Stage.WAITING, "VisitNotReached"): Stage.ENDED,
    (Stage.CALLED, "VisitRecalled"): Stage.CALLED,
    (Stage.CALLED, "CallShown"): Stage.CALLED,
    (Stage.CALLED, "LatenessReported"): Stage.CALLED,
    (Stage.CALLED, "VisitCallWithdrawn"): Stage.WAITING,
    (Stage.CALLED, "ServiceStarted"): Stage.SERVING,
    (Stage.CALLED, "ServiceReopened"): Stage.SERVING,
    (Stage.CALLED, "VisitParked"): Stage.PARKED,
    (Stage.CALLED, "VisitMissed"): Stage.PARKED,
    (Stage.CALLED, "VisitTransferred"): Stage.WAITING,
    (Stage.CALLED, "VisitMarkedNoShow"): Stage.ENDED,
    (Stage.CALLED, "VisitCancelled"): Stage.ENDED,
    (Stage.CALLED, "VisitNotReached"): Stage.ENDED,
    (Stage.SERVING, "ServiceStarted"): Stage.SERVING,
    (Stage.SERVING, "ServiceWithdrawn"): Stage.CALLED,
    (Stage.SERVING, "ServiceEnded"): Stage.SERVING,
    (Stage.SERVING, "ServiceFinished"): Stage.ENDED,
    (Stage.SERVING, "MatterTakenUp"): Stage.SERVING,
    (Stage.SERVING, "VisitLedOn"): Stage.WAITING,
    (Stage.SERVING, "VisitParked"): Stage.PARKED,
    (Stage.SERVING, "VisitTransferred"): Stage.WAITING,
    (Stage.PARKED, "ServiceEnded"): Stage.PARKED,
    (Stage.PARKED, "VisitResumed"): Stage.SERVING,
    (Stage.PARKED, "VisitParkUndone"): Stage.CALLED,
    (Stage.PARKED, "VisitRejoined"): Stage.WAITING,
    (Stage.PARKED, "NoShowUndone"): Stage.CALLED,
    (Stage.PARKED, "VisitCancelled"): Stage.ENDED,
    (Stage.PARKED, "VisitLeft"): Stage.ENDED,
    (Stage.ENDED, "NoShowUndone"): Stage.CALLED,
    (Stage.ENDED, "ServiceReopened"): Stage.SERVING,
}


def following(stage: Stage, event: str) -> Stage:
    """The stage after an event; raises `StageError` where the table has no cell."""
    try:
        return AFTER[stage, event]
    except KeyError:
        raise StageError(f"{event} cannot follow stage {stage}") from None
