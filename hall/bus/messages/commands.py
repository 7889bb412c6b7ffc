"""What the hall tells a device to do; pure."""

from dataclasses import dataclass
from typing import Literal

from hall.bus.messages.documents import TicketDocument
from hall.bus.messages.values import Id, Language, Seconds
from hall.bus.messages.views import WindowStatus


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
    status: WindowStatus = WindowStatus.OPEN
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
    """Ask at a rating pad for the rating of one service, for `open_s` seconds of the hall clock."""

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
