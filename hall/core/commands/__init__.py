"""What somebody wants to happen, in the imperative. Ids and tokens are chosen by whoever asks."""

from hall.core.commands.appointments import (
    BookAppointment,
    CancelAppointment,
    CheckIn,
)
from hall.core.commands.calling import (
    CallNext,
    CallNumber,
    FinishService,
    LeaveNote,
    MarkNoShow,
    ParkVisit,
    RateService,
    Recall,
    ReportShown,
    ResumeVisit,
    StartService,
    TransferVisit,
    UndoPress,
)
from hall.core.commands.days import (
    Announce,
    ChangeSettings,
    CloseDay,
    EndEmergency,
    LetTimePass,
    OpenDay,
    PauseHall,
    ResumeHall,
    ResumeNumbers,
    StartEmergency,
    StopNumbers,
    WithdrawAnnouncement,
)
from hall.core.commands.follow_ups import (
    MoveFollowUp,
    RateEarlierService,
)
from hall.core.commands.helping import (
    AskHelp,
    GiveHelp,
)
from hall.core.commands.noting import (
    AcknowledgeWarning,
    NoteAccess,
    NoteDraft,
    NotePublication,
)
from hall.core.commands.numbers import (
    AddMatter,
    CancelVisit,
    ChangeClass,
    IssueNumber,
    LetOthersPass,
    ReportLate,
    ReportTicket,
    ReprintTicket,
)
from hall.core.commands.offering import (
    ChangeOffer,
)
from hall.core.commands.windows import (
    AcknowledgePlan,
    CloseWindow,
    DropPlanChange,
    OpenWindow,
    PauseWindow,
    SetPlan,
)

Command = (
    BookAppointment
    | CancelAppointment
    | CheckIn
    | CallNext
    | CallNumber
    | Recall
    | StartService
    | FinishService
    | MarkNoShow
    | RateService
    | RateEarlierService
    | MoveFollowUp
    | ReportShown
    | LeaveNote
    | ParkVisit
    | ResumeVisit
    | TransferVisit
    | UndoPress
    | OpenDay
    | CloseDay
    | LetTimePass
    | ChangeSettings
    | PauseHall
    | ResumeHall
    | StartEmergency
    | Announce
    | WithdrawAnnouncement
    | EndEmergency
    | StopNumbers
    | ResumeNumbers
    | AskHelp
    | GiveHelp
    | IssueNumber
    | ReportTicket
    | ReprintTicket
    | CancelVisit
    | LetOthersPass
    | ChangeClass
    | ReportLate
    | AddMatter
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | SetPlan
    | DropPlanChange
    | AcknowledgePlan
    | ChangeOffer
    | NoteAccess
    | NoteDraft
    | NotePublication
    | AcknowledgeWarning
)

__all__ = [
    "AcknowledgePlan",
    "AcknowledgeWarning",
    "AddMatter",
    "Announce",
    "AskHelp",
    "BookAppointment",
    "CallNext",
    "CallNumber",
    "CancelAppointment",
    "CancelVisit",
    "ChangeClass",
    "ChangeOffer",
    "ChangeSettings",
    "CheckIn",
    "CloseDay",
    "CloseWindow",
    "Command",
    "DropPlanChange",
    "EndEmergency",
    "FinishService",
    "GiveHelp",
    "IssueNumber",
    "LeaveNote",
    "LetOthersPass",
    "LetTimePass",
    "MarkNoShow",
    "MoveFollowUp",
    "NoteAccess",
    "NoteDraft",
    "NotePublication",
    "OpenDay",
    "OpenWindow",
    "ParkVisit",
    "PauseHall",
    "PauseWindow",
    "RateEarlierService",
    "RateService",
    "Recall",
    "ReportLate",
    "ReportShown",
    "ReportTicket",
    "ReprintTicket",
    "ResumeHall",
    "ResumeNumbers",
    "ResumeVisit",
    "SetPlan",
    "StartEmergency",
    "StartService",
    "StopNumbers",
    "TransferVisit",
    "UndoPress",
    "WithdrawAnnouncement",
]
