"""The requests of a kiosk, made of where the citizen is; pure.

A first request for a number may be answered with a doubt; the second, from the page of that doubt,
takes it all the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from hall.bus.messages import (
    AskCode,
    AskReceipt,
    AskSlots,
    BookTime,
    CheckIn,
    GreenGround,
    PrintBooking,
    PrintGuide,
    PrintTestPage,
    TakeNumber,
)
from kiosk.errand import ErrandRequest
from kiosk.places import Flow, Page, Tap

ANY_GROUND: Final = tuple(GreenGround)
"""One of these, and nobody is asked which."""
NOT_IN_TIME: Final = frozenset({Page.LATE, Page.REFUSED})
"""Who checks in from there queues instead."""


def for_number(flow: Flow, ident: str, ttl_s: float) -> TakeNumber | None:
    """A number for what was chosen, as it is wanted; None while nothing is."""
    choice = flow.choice
    if choice is None:
        return None
    return TakeNumber(
        id=ident,
        ttl_s=ttl_s,
        matter=choice.matter,
        category=None if choice.matter else choice.category,
        receipt=flow.receipt or None,
        language=flow.language,
        needs=flow.needs,
        accept_doubtful=flow.page is Page.DOUBT,
        further=flow.together[1:],
        grounds=ANY_GROUND if flow.green else (),
        person=flow.person or None,
    )


def for_check_in(flow: Flow, ident: str, ttl_s: float) -> CheckIn | None:
    """The number of an appointment, or a place in line for who came too late to it."""
    if not flow.code:
        return None
    return CheckIn(
        id=ident,
        ttl_s=ttl_s,
        code=flow.code,
        language=flow.language,
        needs=flow.needs,
        as_walk_in=flow.page in NOT_IN_TIME,
    )


def for_receipt(flow: Flow, ident: str, ttl_s: float) -> AskReceipt | None:
    """Whether the result of a receipt is ready."""
    return AskReceipt(id=ident, ttl_s=ttl_s, receipt=flow.receipt) if flow.receipt else None


def for_code(flow: Flow, ident: str, ttl_s: float) -> AskCode | None:
    """What a code that was read is for."""
    return AskCode(id=ident, ttl_s=ttl_s, code=flow.code) if flow.code else None


def for_return(flow: Flow, ident: str, ttl_s: float) -> TakeNumber:
    """A number for who comes back, near the front of the line."""
    return TakeNumber(
        id=ident, ttl_s=ttl_s, return_code=flow.code, language=flow.language, needs=flow.needs
    )


def for_guide(flow: Flow, ident: str, ttl_s: float) -> PrintGuide | None:
    """The guide of the matter that was chosen, on paper."""
    if flow.choice is None or flow.choice.matter is None:
        return None
    return PrintGuide(id=ident, ttl_s=ttl_s, matter=flow.choice.matter, language=flow.language)


def for_test_page(_flow: Flow, ident: str, ttl_s: float) -> PrintTestPage:
    """A page to see that the printer works."""
    return PrintTestPage(id=ident, ttl_s=ttl_s)


def for_slots(flow: Flow, ident: str, ttl_s: float) -> AskSlots | None:
    """The times for what was chosen, or for the appointment to be moved."""
    if flow.moves:
        return AskSlots(id=ident, ttl_s=ttl_s, moves=flow.moves)
    choice = flow.choice
    if choice is None:
        return None
    category = None if choice.matter else choice.category
    return AskSlots(id=ident, ttl_s=ttl_s, matter=choice.matter, category=category)


def for_booking(flow: Flow, ident: str, ttl_s: float) -> BookTime | None:
    """The time that was chosen, for what was asked the times of."""
    asked = for_slots(flow, ident, ttl_s)
    if asked is None or flow.starts_at is None:
        return None
    return BookTime(
        id=ident,
        ttl_s=ttl_s,
        starts_at=flow.starts_at,
        matter=asked.matter,
        category=asked.category,
        moves=asked.moves,
        person=flow.person or None,
    )


def for_booking_paper(flow: Flow, ident: str, ttl_s: float) -> PrintBooking | None:
    """The appointment that was booked, on paper."""
    if flow.booked is None:
        return None
    return PrintBooking(id=ident, ttl_s=ttl_s, code=flow.booked.code, language=flow.language)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """What a tap asks of the hall beside a number."""

    on: frozenset[Page]
    """The pages that offer it."""
    make: Callable[[Flow, str, float], ErrandRequest | None]
    onto: Page | None = None
    """The page that shows what is answered; None where it is shown on the same."""
    only_heard: bool = False
    """Whether it is asked of a hall alone that is there."""


ERRANDS: Final[Mapping[Tap, Asks]] = {
    Tap.CHECK: Asks(on=frozenset({Page.RECEIPT, Page.RESULT}), make=for_receipt, onto=Page.RESULT),
    Tap.ASK_CODE: Asks(
        on=frozenset({Page.START, Page.CODE}), make=for_code, onto=Page.CODE, only_heard=True
    ),
    Tap.PRINT_GUIDE: Asks(on=frozenset({Page.GUIDE}), make=for_guide),
    Tap.PRINT_TEST: Asks(on=frozenset({Page.SERVICE}), make=for_test_page),
    Tap.AGREE: Asks(
        on=frozenset({Page.AGREE}), make=for_booking, onto=Page.BOOKED, only_heard=True
    ),
}
