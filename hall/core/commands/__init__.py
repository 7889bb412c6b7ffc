"""What somebody wants to happen, in the imperative. Ids and tokens are chosen by whoever asks."""

from hall.core.commands.calling import (
    CallNext,
    CallNumber,
    FinishService,
    MarkNoShow,
    RateService,
    Recall,
    StartService,
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
    ReportTicket,
)
from hall.core.commands.windows import (
    CloseWindow,
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
    | OpenDay
    | CloseDay
    | LetTimePass
    | IssueNumber
    | ReportTicket
    | CancelVisit
    | OpenWindow
    | PauseWindow
    | CloseWindow
    | SetPlan
    | AskHelp
    | GiveHelp
)

__all__ = [
    "AskHelp",
    "CallNext",
    "CallNumber",
    "CancelVisit",
    "CloseDay",
    "CloseWindow",
    "Command",
    "FinishService",
    "GiveHelp",
    "IssueNumber",
    "LetTimePass",
    "MarkNoShow",
    "OpenDay",
    "OpenWindow",
    "PauseWindow",
    "RateService",
    "Recall",
    "ReportTicket",
    "SetPlan",
    "StartService",
]
