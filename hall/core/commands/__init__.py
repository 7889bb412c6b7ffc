"""What somebody wants to happen, in the imperative. Ids and tokens are chosen by whoever asks."""

from hall.core.commands.calling import (
    CallNext,
    CallNumber,
    FinishService,
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
    CloseDay,
    LetTimePass,
    OpenDay,
)
from hall.core.commands.helping import (
    AskHelp,
    GiveHelp,
)
from hall.core.commands.numbers import (
    CancelVisit,
    IssueNumber,
    LetOthersPass,
    ReportLate,
    ReportTicket,
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
    CallNext
    | CallNumber
    | Recall
    | StartService
    | FinishService
    | MarkNoShow
    | RateService
    | ReportShown
    | ParkVisit
    | ResumeVisit
    | TransferVisit
    | UndoPress
    | OpenDay
    | CloseDay
    | LetTimePass
    | AskHelp
    | GiveHelp
    | IssueNumber
    | ReportTicket
    | CancelVisit
    | LetOthersPass
    | ReportLate
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | SetPlan
    | DropPlanChange
    | AcknowledgePlan
)

__all__ = [
    "AcknowledgePlan",
    "AskHelp",
    "CallNext",
    "CallNumber",
    "CancelVisit",
    "CloseDay",
    "CloseWindow",
    "Command",
    "DropPlanChange",
    "FinishService",
    "GiveHelp",
    "IssueNumber",
    "LetOthersPass",
    "LetTimePass",
    "MarkNoShow",
    "OpenDay",
    "OpenWindow",
    "ParkVisit",
    "PauseWindow",
    "RateService",
    "Recall",
    "ReportLate",
    "ReportShown",
    "ReportTicket",
    "ResumeVisit",
    "SetPlan",
    "StartService",
    "TransferVisit",
    "UndoPress",
]
