"""What has happened, in the past tense; the only thing the journal keeps.

An event carries everything it decided, so that applying it needs neither settings nor catalogue.
`at` is on the hall clock, in UTC. A change of a payload's shape raises its version in `VERSIONS`
and adds a step to the upcasters of the storage; a new field that may be left out needs neither.
"""

from hall.core.events.calling import (
    RatingAsked,
    ServiceFinished,
    ServiceRated,
    ServiceStarted,
    ServiceWithdrawn,
    VisitCalled,
    VisitMarkedNoShow,
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
from hall.core.events.visits import (
    TicketReported,
    VisitCancelled,
    VisitIssued,
    VisitNotReached,
)
from hall.core.events.windows import (
    PlanSet,
    WindowClosed,
    WindowOpened,
    WindowPaused,
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
    | DayOpened
    | DayClosed
    | DayReopened
    | VisitIssued
    | TicketReported
    | VisitCancelled
    | VisitNotReached
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | PlanSet
    | HelpAsked
    | HelpGiven
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
    DayOpened: 1,
    DayClosed: 1,
    DayReopened: 1,
    VisitIssued: 1,
    TicketReported: 1,
    VisitCancelled: 1,
    VisitNotReached: 1,
    WindowOpened: 1,
    WindowPaused: 1,
    WindowClosed: 1,
    PlanSet: 1,
    HelpAsked: 1,
    HelpGiven: 1,
}
"""The payload version that is written today."""

__all__ = [
    "VERSIONS",
    "DayClosed",
    "DayOpened",
    "DayReopened",
    "Event",
    "HelpAsked",
    "HelpGiven",
    "PlanSet",
    "RatingAsked",
    "ServiceFinished",
    "ServiceRated",
    "ServiceStarted",
    "ServiceWithdrawn",
    "TicketReported",
    "VisitCalled",
    "VisitCancelled",
    "VisitIssued",
    "VisitMarkedNoShow",
    "VisitNotReached",
    "VisitRecalled",
    "WindowClosed",
    "WindowOpened",
    "WindowPaused",
]
