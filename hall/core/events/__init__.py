"""What has happened, in the past tense; the only thing the journal keeps.

An event carries everything it decided, so that applying it needs neither settings nor catalogue.
`at` is on the hall clock, in UTC. A change of a payload's shape raises its version in `VERSIONS`
and adds a step to the upcasters of the storage; a new field that may be left out needs neither.
"""

from hall.core.events.calling import (
    CallShown,
    NoShowUndone,
    RatingAsked,
    ServiceFinished,
    ServiceRated,
    ServiceReopened,
    ServiceStarted,
    ServiceWithdrawn,
    VisitCalled,
    VisitCallWithdrawn,
    VisitMarkedNoShow,
    VisitMissed,
    VisitRecalled,
)
from hall.core.events.days import (
    DayClosed,
    DayOpened,
    DayReopened,
)
from hall.core.events.helping import (
    HelpAsked,
    HelpGiven,
)
from hall.core.events.moving import (
    VisitParked,
    VisitParkUndone,
    VisitResumed,
    VisitTransferred,
    VisitTransferUndone,
)
from hall.core.events.visits import (
    LatenessReported,
    TicketReported,
    VisitCancelled,
    VisitIssued,
    VisitLeft,
    VisitLetOthersPass,
    VisitNotReached,
    VisitRejoined,
)
from hall.core.events.windows import (
    PlanAcknowledged,
    PlanChangeDropped,
    PlanScheduled,
    PlanSet,
    WindowClosed,
    WindowOpened,
    WindowPaused,
    WindowTakenOver,
)

Event = (
    VisitCalled
    | VisitRecalled
    | ServiceStarted
    | ServiceWithdrawn
    | ServiceFinished
    | VisitMarkedNoShow
    | RatingAsked
    | ServiceRated
    | CallShown
    | VisitCallWithdrawn
    | ServiceReopened
    | NoShowUndone
    | VisitMissed
    | DayOpened
    | DayClosed
    | DayReopened
    | HelpAsked
    | HelpGiven
    | VisitParked
    | VisitResumed
    | VisitParkUndone
    | VisitTransferred
    | VisitTransferUndone
    | VisitIssued
    | TicketReported
    | VisitCancelled
    | VisitNotReached
    | VisitLeft
    | VisitLetOthersPass
    | LatenessReported
    | VisitRejoined
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | PlanSet
    | PlanScheduled
    | PlanChangeDropped
    | PlanAcknowledged
    | WindowTakenOver
)

VERSIONS: dict[type[Event], int] = {
    VisitCalled: 1,
    VisitRecalled: 1,
    ServiceStarted: 1,
    ServiceWithdrawn: 1,
    ServiceFinished: 1,
    VisitMarkedNoShow: 1,
    RatingAsked: 1,
    ServiceRated: 1,
    CallShown: 1,
    VisitCallWithdrawn: 1,
    ServiceReopened: 1,
    NoShowUndone: 1,
    VisitMissed: 1,
    DayOpened: 1,
    DayClosed: 1,
    DayReopened: 1,
    HelpAsked: 1,
    HelpGiven: 1,
    VisitParked: 1,
    VisitResumed: 1,
    VisitParkUndone: 1,
    VisitTransferred: 1,
    VisitTransferUndone: 1,
    VisitIssued: 1,
    TicketReported: 1,
    VisitCancelled: 1,
    VisitNotReached: 1,
    VisitLeft: 1,
    VisitLetOthersPass: 1,
    LatenessReported: 1,
    VisitRejoined: 1,
    WindowOpened: 1,
    WindowPaused: 1,
    WindowClosed: 1,
    PlanSet: 1,
    PlanScheduled: 1,
    PlanChangeDropped: 1,
    PlanAcknowledged: 1,
    WindowTakenOver: 1,
}
"""The payload version that is written today."""

__all__ = [
    "VERSIONS",
    "CallShown",
    "DayClosed",
    "DayOpened",
    "DayReopened",
    "Event",
    "HelpAsked",
    "HelpGiven",
    "LatenessReported",
    "NoShowUndone",
    "PlanAcknowledged",
    "PlanChangeDropped",
    "PlanScheduled",
    "PlanSet",
    "RatingAsked",
    "ServiceFinished",
    "ServiceRated",
    "ServiceReopened",
    "ServiceStarted",
    "ServiceWithdrawn",
    "TicketReported",
    "VisitCallWithdrawn",
    "VisitCalled",
    "VisitCancelled",
    "VisitIssued",
    "VisitLeft",
    "VisitLetOthersPass",
    "VisitMarkedNoShow",
    "VisitMissed",
    "VisitNotReached",
    "VisitParkUndone",
    "VisitParked",
    "VisitRecalled",
    "VisitRejoined",
    "VisitResumed",
    "VisitTransferUndone",
    "VisitTransferred",
    "WindowClosed",
    "WindowOpened",
    "WindowPaused",
    "WindowTakenOver",
]
