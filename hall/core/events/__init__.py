"""What has happened, in the past tense; the only thing the journal keeps.

An event carries everything it decided, so that applying it needs neither settings nor catalogue.
`at` is on the hall clock, in UTC. A change of a payload's shape raises its version in `VERSIONS`
and adds a step to the upcasters of the storage; a new field that may be left out needs neither.
"""

from hall.core.events.appointments import (
    AppointmentBooked,
    AppointmentCancelled,
    AppointmentMissed,
)
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
    AnnouncementWithdrawn,
    DayClosed,
    DayOpened,
    DayReopened,
    EmergencyEnded,
    EmergencyStarted,
    HallAnnounced,
    HallPaused,
    HallResumed,
    NumbersResumed,
    NumbersStopped,
    SettingsChanged,
)
from hall.core.events.follow_ups import (
    EarlierServiceRated,
    FollowUpMoved,
    FollowUpOpened,
    ServiceClaimed,
)
from hall.core.events.helping import (
    HelpAsked,
    HelpGiven,
)
from hall.core.events.moving import (
    MatterTakenUp,
    VisitLedOn,
    VisitParked,
    VisitParkUndone,
    VisitResumed,
    VisitTransferred,
    VisitTransferUndone,
)
from hall.core.events.noting import (
    AccessChanged,
    CatalogueDrafted,
    CataloguePublished,
    WarningAcknowledged,
)
from hall.core.events.offering import (
    OfferChanged,
)
from hall.core.events.visits import (
    LatenessReported,
    MatterAdded,
    NoteLeft,
    ReturnCodeGiven,
    TicketReported,
    TicketReprinted,
    VisitCancelled,
    VisitClassChanged,
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
    AppointmentBooked
    | AppointmentCancelled
    | AppointmentMissed
    | VisitCalled
    | VisitRecalled
    | ServiceStarted
    | ServiceWithdrawn
    | ServiceFinished
    | VisitMarkedNoShow
    | RatingAsked
    | ServiceRated
    | EarlierServiceRated
    | FollowUpOpened
    | FollowUpMoved
    | ServiceClaimed
    | CallShown
    | VisitCallWithdrawn
    | ServiceReopened
    | NoShowUndone
    | VisitMissed
    | DayOpened
    | DayClosed
    | DayReopened
    | SettingsChanged
    | HallPaused
    | HallResumed
    | EmergencyStarted
    | HallAnnounced
    | AnnouncementWithdrawn
    | EmergencyEnded
    | NumbersStopped
    | NumbersResumed
    | HelpAsked
    | HelpGiven
    | VisitParked
    | VisitResumed
    | VisitParkUndone
    | VisitTransferred
    | VisitTransferUndone
    | VisitLedOn
    | MatterTakenUp
    | VisitIssued
    | TicketReported
    | TicketReprinted
    | VisitCancelled
    | VisitNotReached
    | VisitLeft
    | VisitLetOthersPass
    | VisitClassChanged
    | LatenessReported
    | VisitRejoined
    | MatterAdded
    | NoteLeft
    | ReturnCodeGiven
    | WindowOpened
    | WindowPaused
    | WindowClosed
    | PlanSet
    | PlanScheduled
    | PlanChangeDropped
    | PlanAcknowledged
    | WindowTakenOver
    | OfferChanged
    | AccessChanged
    | CatalogueDrafted
    | CataloguePublished
    | WarningAcknowledged
)

VERSIONS: dict[type[Event], int] = {
    AppointmentBooked: 1,
    AppointmentCancelled: 1,
    AppointmentMissed: 1,
    VisitCalled: 1,
    VisitRecalled: 1,
    ServiceStarted: 1,
    ServiceWithdrawn: 1,
    ServiceFinished: 1,
    VisitMarkedNoShow: 1,
    RatingAsked: 1,
    ServiceRated: 1,
    EarlierServiceRated: 1,
    FollowUpOpened: 1,
    FollowUpMoved: 1,
    ServiceClaimed: 1,
    CallShown: 1,
    VisitCallWithdrawn: 1,
    ServiceReopened: 1,
    NoShowUndone: 1,
    VisitMissed: 1,
    DayOpened: 2,
    DayClosed: 1,
    DayReopened: 2,
    SettingsChanged: 1,
    HallPaused: 1,
    HallResumed: 1,
    EmergencyStarted: 1,
    HallAnnounced: 1,
    AnnouncementWithdrawn: 1,
    EmergencyEnded: 1,
    NumbersStopped: 1,
    NumbersResumed: 1,
    HelpAsked: 1,
    HelpGiven: 1,
    VisitParked: 1,
    VisitResumed: 1,
    VisitParkUndone: 1,
    VisitTransferred: 1,
    VisitTransferUndone: 1,
    VisitLedOn: 1,
    MatterTakenUp: 1,
    VisitIssued: 1,
    TicketReported: 1,
    TicketReprinted: 1,
    VisitCancelled: 1,
    VisitNotReached: 1,
    VisitLeft: 1,
    VisitLetOthersPass: 1,
    VisitClassChanged: 1,
    LatenessReported: 1,
    VisitRejoined: 1,
    MatterAdded: 1,
    NoteLeft: 1,
    ReturnCodeGiven: 1,
    WindowOpened: 1,
    WindowPaused: 1,
    WindowClosed: 1,
    PlanSet: 1,
    PlanScheduled: 1,
    PlanChangeDropped: 1,
    PlanAcknowledged: 1,
    WindowTakenOver: 1,
    OfferChanged: 2,
    AccessChanged: 1,
    CatalogueDrafted: 1,
    CataloguePublished: 1,
    WarningAcknowledged: 1,
}
"""The payload version that is written today."""

__all__ = [
    "VERSIONS",
    "AccessChanged",
    "AnnouncementWithdrawn",
    "AppointmentBooked",
    "AppointmentCancelled",
    "AppointmentMissed",
    "CallShown",
    "CatalogueDrafted",
    "CataloguePublished",
    "DayClosed",
    "DayOpened",
    "DayReopened",
    "EarlierServiceRated",
    "EmergencyEnded",
    "EmergencyStarted",
    "Event",
    "FollowUpMoved",
    "FollowUpOpened",
    "HallAnnounced",
    "HallPaused",
    "HallResumed",
    "HelpAsked",
    "HelpGiven",
    "LatenessReported",
    "MatterAdded",
    "MatterTakenUp",
    "NoShowUndone",
    "NoteLeft",
    "NumbersResumed",
    "NumbersStopped",
    "OfferChanged",
    "PlanAcknowledged",
    "PlanChangeDropped",
    "PlanScheduled",
    "PlanSet",
    "RatingAsked",
    "ReturnCodeGiven",
    "ServiceClaimed",
    "ServiceFinished",
    "ServiceRated",
    "ServiceReopened",
    "ServiceStarted",
    "ServiceWithdrawn",
    "SettingsChanged",
    "TicketReported",
    "TicketReprinted",
    "VisitCallWithdrawn",
    "VisitCalled",
    "VisitCancelled",
    "VisitClassChanged",
    "VisitIssued",
    "VisitLedOn",
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
    "WarningAcknowledged",
    "WindowClosed",
    "WindowOpened",
    "WindowPaused",
    "WindowTakenOver",
]
