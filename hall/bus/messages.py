"""Every message of the contract, as plain values; pure.

Messages are grouped by channel; within a channel the field `type` tells them apart. A reader
ignores fields it does not know, so that a newer writer can join an older hall. What must not live
here: JSON (see `encoding`), topics (see `topics`), rules of the queue.

Times on the wire are ISO 8601 UTC; durations carry their unit in the name.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal

from annotated_types import Gt, Le, Len, Predicate

Level = Literal[1, 2, 3, 4, 5]
Language = Literal["zh", "en"]
Text = tuple[str, str]
"""A text in Chinese and in English."""


def has_zone(moment: datetime) -> bool:
    """Whether a moment says which zone its hours are of."""
    return moment.tzinfo is not None


Moment = Annotated[datetime, Predicate(has_zone)]
Id = Annotated[str, Len(1, 100)]
"""An id as its sender chose it."""
Seconds = Annotated[float, Gt(0), Le(86_400)]
"""A time to live or to stay open, of a day at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """How long a wait will take, as an honest range."""

    low_min: int
    high_min: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Version:
    """A view's version; a later epoch, then a later sequence, replaces an older one."""

    epoch: int
    sequence: int


# --- requests: device, screen -> hall ---------------------------------------------------------


class Key(StrEnum):
    """What a key on a calling pad asks for; the hall decides what it does now."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    RATE = "rate"
    NO_SHOW = "no_show"
    PAUSE = "pause"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeNumber:
    """A citizen at a kiosk takes a number, for a matter or else for a category."""

    id: Id
    ttl_s: Seconds
    matter: str | None = None
    category: str | None = None
    receipt: str | None = None
    language: Language = "zh"
    needs: tuple[str, ...] = ()
    accept_doubtful: bool = True
    """False to be asked first when the holder may not be reached before closing."""
    type: Literal["take_number"] = "take_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressKey:
    """A clerk presses a key of the calling pad."""

    id: Id
    ttl_s: Seconds
    key: Key
    type: Literal["press_key"] = "press_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateService:
    """A citizen answers the open question of a rating pad."""

    id: Id
    ttl_s: Seconds
    service: str
    level: Level
    type: Literal["rate_service"] = "rate_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHelp:
    """A citizen at a kiosk asks for a person."""

    id: Id
    ttl_s: Seconds
    type: Literal["ask_help"] = "ask_help"


Request = TakeNumber | PressKey | RateService | AskHelp

# --- replies: hall -> device, screen ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberIssued:
    """The number is taken and durable, whatever becomes of the paper."""

    request: Id
    visit: str
    number: str
    token: str
    category: str
    ahead: int
    area: str
    wait: WaitRange | None = None
    type: Literal["number_issued"] = "number_issued"


class PrintOutcome(StrEnum):
    """How far a print has come."""

    PRINTING = "printing"
    """The printer has been told."""
    PRINTED = "printed"
    """The printer has confirmed the job after the cut."""
    SENT = "sent"
    """The bytes went out; this model cannot confirm more."""
    UNCONFIRMED = "unconfirmed"
    """Nobody can tell whether it came out; a person decides."""
    FAILED = "failed"
    """It did not come out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintProgress:
    """The ticket of an issued number went one step further."""

    request: Id
    outcome: PrintOutcome
    reason: Text | None = None
    type: Literal["print_progress"] = "print_progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """The request was carried out and is durable."""

    request: Id
    type: Literal["accepted"] = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """The request changed nothing; `text` says what, until when, and what instead."""

    request: Id
    code: str
    text: Text
    type: Literal["refused"] = "refused"


Reply = NumberIssued | PrintProgress | Accepted | Refused

# --- commands: hall -> device -----------------------------------------------------------------


class Size(StrEnum):
    """How large a text of a ticket is."""

    NORMAL = "normal"
    LARGE = "large"
    HUGE = "huge"


class Align(StrEnum):
    """Where a text of a ticket stands on its line."""

    LEFT = "left"
    CENTRE = "centre"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBlock:
    """One paragraph of a ticket."""

    text: str
    size: Size = Size.NORMAL
    bold: bool = False
    align: Align = Align.LEFT
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBlock:
    """A line across a ticket."""

    type: Literal["rule"] = "rule"


@dataclass(frozen=True, slots=True, kw_only=True)
class QrBlock:
    """A QR code on a ticket."""

    data: str
    type: Literal["qr"] = "qr"


@dataclass(frozen=True, slots=True, kw_only=True)
class CutBlock:
    """A full cut."""

    type: Literal["cut"] = "cut"


Block = TextBlock | RuleBlock | QrBlock | CutBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class TicketDocument:
    """A ticket as blocks; the printer's driver lays it out for its paper."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTicket:
    """Print one document once."""

    id: Id
    ttl_s: Seconds
    document: TicketDocument
    type: Literal["print_ticket"] = "print_ticket"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowText:
    """Show on a panel until the next text; `blink` for a new call."""

    id: Id
    ttl_s: Seconds
    text: str
    blink: bool = False
    type: Literal["show_text"] = "show_text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOnPad:
    """Show on a calling pad how many wait and which number is in hand."""

    id: Id
    ttl_s: Seconds
    waiting: int
    number: str | None = None
    type: Literal["show_on_pad"] = "show_on_pad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Beep:
    """Beep at a pad: once for done, three times for refused."""

    id: Id
    ttl_s: Seconds
    times: int
    type: Literal["beep"] = "beep"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskRating:
    """Ask at a rating pad for the rating of one service, for `open_s` seconds."""

    id: Id
    ttl_s: Seconds
    service: str
    open_s: Seconds
    type: Literal["ask_rating"] = "ask_rating"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRating:
    """The open question of a rating pad is over; later presses only beep."""

    id: Id
    ttl_s: Seconds
    service: str
    type: Literal["close_rating"] = "close_rating"


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """Call a number by voice in a zone."""

    id: Id
    ttl_s: Seconds
    number: str
    window: int
    language: Language = "zh"
    type: Literal["speak"] = "speak"


Command = PrintTicket | ShowText | ShowOnPad | Beep | AskRating | CloseRating | Speak

# --- answers: device -> hall ------------------------------------------------------------------


class AnswerOutcome(StrEnum):
    """What became of a command."""

    SHOWN = "shown"
    SPOKEN = "spoken"
    PRINTED = "printed"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The outcome of one command."""

    command: Id
    outcome: AnswerOutcome
    reason: Text | None = None


# --- states: device, gateway, screen -> all, retained -----------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing wrong with a device, in words for a person."""

    code: str
    text: Text
    since: Moment


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceState:
    """How a device, gateway or screen is; it counts as online when its gateway is online too."""

    online: bool
    gateway: str | None = None
    faults: tuple[Fault, ...] = ()
    firmware: str = ""
    counters: dict[str, int] | None = None


# --- views: hall -> screens, retained ---------------------------------------------------------


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


@dataclass(frozen=True, slots=True, kw_only=True)
class BoardView:
    """What a zone's board shows: the newest call first, and who waits."""

    version: Version
    zone: str
    calls: tuple[Call, ...]
    queues: tuple[CategoryQueue, ...]
    notice: Text | None = None
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
    type: Literal["window"] = "window"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueView:
    """All queues of the hall."""

    version: Version
    queues: tuple[CategoryQueue, ...]
    issued: int
    ended: int
    type: Literal["queue"] = "queue"


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """One material of a guide."""

    name: Text
    source: Literal["applicant", "issued_by_government", "shared_data"]
    deferrable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterCard:
    """A matter as a kiosk shows it, with its guide."""

    id: str
    name: Text
    title: Text
    aliases: tuple[str, ...]
    category: str
    departments: tuple[Text, ...]
    applicants: tuple[Text, ...]
    conditions: tuple[Text, ...]
    materials: tuple[MaterialLine, ...]
    steps: tuple[Text, ...]
    time_limit: Text
    fee: Text
    instant: bool
    share_pct: float
    service_median_min: float
    service_p90_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCard:
    """A category as screens name it."""

    code: str
    name: Text
    kind: Literal["integrated", "general", "instant", "pick_up", "enquiry", "unresolved"]
    prefix: str
    area: str
    title: Text | None = None
    """What a tile or a board calls it, when that is shorter than its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventCard:
    """A turn in a life, and the matters it brings, by their ids."""

    code: str
    name: Text
    audience: str
    """Whose life: `person` or `business`."""
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView:
    """One part of the catalogue; all `parts` of one `catalogue_version` make it whole."""

    version: Version
    catalogue_version: str
    part: int
    parts: int
    categories: tuple[CategoryCard, ...]
    matters: tuple[MatterCard, ...]
    life_events: tuple[LifeEventCard, ...] = ()
    type: Literal["catalogue"] = "catalogue"


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaCard:
    """One area of the hall as it is built; the rectangle is in grid steps on its floor."""

    code: str
    name: Text
    floor: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowCard:
    """One window of the hall as it is built; the place is in grid steps on its floor."""

    window: int
    name: Text
    area: str
    x: float
    y: float
    low_counter: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCard:
    """One device's place: a window's number or an area's code; a kiosk names its printer."""

    id: str
    kind: str
    window: int | None = None
    area: str | None = None
    printer: str | None = None
    x: float | None = None
    """Where it stands, in grid steps on its area's floor."""
    y: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteView:
    """The hall as it is built."""

    version: Version
    hall: str
    name: Text
    zone: str
    """The IANA name of the time zone people here read times in."""
    areas: tuple[AreaCard, ...]
    windows: tuple[WindowCard, ...]
    devices: tuple[DeviceCard, ...]
    type: Literal["site"] = "site"


View = BoardView | WindowView | QueueView | CatalogueView | SiteView


# --- beat -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Beat:
    """The hall lives: its epoch, the real time, and the hall clock with its rate."""

    epoch: int
    utc: Moment
    hall_time: Moment
    rate: Annotated[float, Gt(0), Le(3_600)]


Message = Request | Reply | Command | Answer | DeviceState | View | Beat
"""Any message of the contract."""
