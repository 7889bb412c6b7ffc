"""Every message of the contract, as plain values; pure.

Messages are grouped by channel; within a channel the field `type` tells them apart. A reader
ignores fields it does not know, so that a newer writer can join an older hall. What must not live
here: JSON (see `encoding`), topics (see `topics`), rules of the queue.

Times on the wire are ISO 8601 UTC; durations carry their unit in the name.
"""

from hall.bus.messages.beat import Beat
from hall.bus.messages.catalogue import (
    CatalogueView,
    CategoryCard,
    LifeEventCard,
    MaterialLine,
    MatterCard,
)
from hall.bus.messages.commands import (
    AskRating,
    Beep,
    CloseRating,
    Command,
    PrintTicket,
    ShowOnPad,
    ShowText,
    Speak,
)
from hall.bus.messages.documents import (
    Align,
    Block,
    CutBlock,
    PictureBlock,
    QrBlock,
    RuleBlock,
    Size,
    TextBlock,
    TicketDocument,
)
from hall.bus.messages.events import AgeFrom, CardRead, Event, Scanned
from hall.bus.messages.fates import CallFate, CallWay, Reach
from hall.bus.messages.hall_wide import HallWide
from hall.bus.messages.replies import (
    Accepted,
    CodeAnswer,
    CodeMeaning,
    NumberIssued,
    PrintOutcome,
    PrintProgress,
    ReceiptAnswer,
    ReceiptStanding,
    Refused,
    Reply,
)
from hall.bus.messages.requests import (
    AskCode,
    AskHelp,
    AskReceipt,
    CheckIn,
    GreenGround,
    Key,
    PressKey,
    PrintGuide,
    PrintTestPage,
    RateService,
    Request,
    TakeNumber,
)
from hall.bus.messages.site import AreaCard, DeviceCard, ExitCard, SiteView, WindowCard
from hall.bus.messages.states import Answer, AnswerOutcome, DeviceState, Fault
from hall.bus.messages.values import (
    Id,
    Language,
    Level,
    Moment,
    Seconds,
    Text,
    Version,
    WaitRange,
    has_zone,
    shown_version,
    view_id,
)
from hall.bus.messages.views import (
    BoardView,
    Call,
    CallState,
    CategoryQueue,
    QueueView,
    Stage,
    VisitInHand,
    WindowStatus,
    WindowView,
)

View = BoardView | WindowView | QueueView | CatalogueView | SiteView
"""Any view, retained by the broker."""

Message = Request | Reply | Command | Answer | DeviceState | View | Beat | Event
"""Any message of the contract."""

__all__ = [
    "Accepted",
    "AgeFrom",
    "Align",
    "Answer",
    "AnswerOutcome",
    "AreaCard",
    "AskCode",
    "AskHelp",
    "AskRating",
    "AskReceipt",
    "Beat",
    "Beep",
    "Block",
    "BoardView",
    "Call",
    "CallFate",
    "CallState",
    "CallWay",
    "CardRead",
    "CatalogueView",
    "CategoryCard",
    "CategoryQueue",
    "CheckIn",
    "CloseRating",
    "CodeAnswer",
    "CodeMeaning",
    "Command",
    "CutBlock",
    "DeviceCard",
    "DeviceState",
    "Event",
    "ExitCard",
    "Fault",
    "GreenGround",
    "HallWide",
    "Id",
    "Key",
    "Language",
    "Level",
    "LifeEventCard",
    "MaterialLine",
    "MatterCard",
    "Message",
    "Moment",
    "NumberIssued",
    "PictureBlock",
    "PressKey",
    "PrintGuide",
    "PrintOutcome",
    "PrintProgress",
    "PrintTestPage",
    "PrintTicket",
    "QrBlock",
    "QueueView",
    "RateService",
    "Reach",
    "ReceiptAnswer",
    "ReceiptStanding",
    "Refused",
    "Reply",
    "Request",
    "RuleBlock",
    "Scanned",
    "Seconds",
    "ShowOnPad",
    "ShowText",
    "SiteView",
    "Size",
    "Speak",
    "Stage",
    "TakeNumber",
    "Text",
    "TextBlock",
    "TicketDocument",
    "Version",
    "View",
    "VisitInHand",
    "WaitRange",
    "WindowCard",
    "WindowStatus",
    "WindowView",
    "has_zone",
    "shown_version",
    "view_id",
]
