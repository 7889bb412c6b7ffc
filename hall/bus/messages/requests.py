"""What a device or a screen asks of the hall; pure.

Each carries the asker's own id, which makes asking twice the same as asking once.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal

from annotated_types import Ge, Le, Len

from hall.bus.messages.values import Id, Language, Level, Moment, Seconds

Code = Annotated[str, Len(1, 64)]
"""What stands on a paper or a phone: of an appointment, of a receipt, to come back with."""


class Key(StrEnum):
    """What a key on a calling pad asks for; the hall decides what it does now."""

    CALL = "call"
    RECALL = "recall"
    START = "start"
    FINISH = "finish"
    RATE = "rate"
    NO_SHOW = "no_show"
    PAUSE = "pause"
    PARK = "park"
    CALL_BACK = "call_back"
    """Goes on with a parked number: the one that is keyed, or the only one there."""
    TRANSFER = "transfer"
    """Sends the number in hand to the window that is keyed."""
    CANCEL = "cancel"
    """Takes back the last key."""
    SIGN_IN = "sign_in"
    """The clerk whose number is keyed sits down; without a number, the clerk leaves."""


class GreenGround(StrEnum):
    """What gives the green channel besides age; it is heard and never kept."""

    PREGNANCY = "pregnancy"
    INFANT = "infant"
    """An infant in arms."""
    DISABILITY = "disability"
    SERVICE_MEMBER = "service_member"
    EMERGENCY = "emergency"


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
    further: tuple[str, ...] = ()
    """More matters to be served under the same number, in order."""
    age: Annotated[int, Ge(0), Le(150)] | None = None
    grounds: tuple[GreenGround, ...] = ()
    """What the citizen claims the green channel by; only that it is open is kept."""
    return_code: Code | None = None
    """A code to come back with, instead of matter and category."""
    person: Annotated[str, Len(16, 100)] | None = None
    """The person of a card that was read, so that nobody holds too many numbers."""
    type: Literal["take_number"] = "take_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """A citizen at a kiosk comes to an appointment; answered as a number that is taken."""

    id: Id
    ttl_s: Seconds
    code: Code
    """The appointment's short code, the token that its QR code holds, or the person of a card."""
    language: Language = "zh"
    needs: tuple[str, ...] = ()
    as_walk_in: bool = False
    """Asked again so, with a new id, by who was refused as `appointment_too_late` or
    `appointment_too_early` and queues now instead."""
    type: Literal["check_in"] = "check_in"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskReceipt:
    """A citizen at a kiosk asks, before queueing, whether the result of a receipt is ready."""

    id: Id
    ttl_s: Seconds
    receipt: Code
    type: Literal["ask_receipt"] = "ask_receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskCode:
    """A citizen holds a paper under the scanner of a kiosk, which asks what its code is for."""

    id: Id
    ttl_s: Seconds
    code: Code
    type: Literal["ask_code"] = "ask_code"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskSlots:
    """A citizen at a kiosk asks which times can be booked, for a matter or else for a category."""

    id: Id
    ttl_s: Seconds
    matter: str | None = None
    category: str | None = None
    moves: Code | None = None
    """The appointment to be moved, by its code, instead of matter and category."""
    type: Literal["ask_slots"] = "ask_slots"


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTime:
    """A citizen at a kiosk books one of the times that `AskSlots` was answered with."""

    id: Id
    ttl_s: Seconds
    starts_at: Moment
    matter: str | None = None
    category: str | None = None
    moves: Code | None = None
    """The appointment that this takes the place of, instead of matter and category."""
    person: Code | None = None
    """Who books, as a card reader tells it; with the same card one checks in."""
    type: Literal["book_time"] = "book_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintBooking:
    """A citizen at a kiosk has an appointment printed; answered by its progress."""

    id: Id
    ttl_s: Seconds
    code: Code
    language: Language = "zh"
    type: Literal["print_booking"] = "print_booking"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintTestPage:
    """A technician at a kiosk has its printer print a test page; answered by its progress."""

    id: Id
    ttl_s: Seconds
    type: Literal["print_test_page"] = "print_test_page"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintGuide:
    """A citizen at a kiosk has a matter's guide printed; answered by its progress."""

    id: Id
    ttl_s: Seconds
    matter: str
    language: Language = "zh"
    type: Literal["print_guide"] = "print_guide"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressKey:
    """A clerk presses a key of the calling pad."""

    id: Id
    ttl_s: Seconds
    key: Key
    digits: Annotated[str, Len(0, 12)] = ""
    """What was keyed before it: a window, a number, a clerk."""
    type: Literal["press_key"] = "press_key"


@dataclass(frozen=True, slots=True, kw_only=True)
class RateService:
    """A citizen answers the open question of a rating pad."""

    id: Id
    ttl_s: Seconds
    service: str
    level: Level
    given_at: Moment | None = None
    """When it was given, on the hall clock as the last beat told it; it may arrive much later."""
    type: Literal["rate_service"] = "rate_service"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHelp:
    """A citizen at a kiosk asks for a person."""

    id: Id
    ttl_s: Seconds
    type: Literal["ask_help"] = "ask_help"


Request = (
    TakeNumber
    | CheckIn
    | AskReceipt
    | AskCode
    | PressKey
    | RateService
    | AskHelp
    | PrintTestPage
    | PrintGuide
    | AskSlots
    | BookTime
    | PrintBooking
)
