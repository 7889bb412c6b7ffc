"""The requests of a kiosk, made of where the citizen is; pure.

A first request for a number may be answered with a doubt; the second, from the page of that doubt,
takes it all the same.
"""

from typing import Final

from hall.bus.messages import (
    AskCode,
    AskReceipt,
    CheckIn,
    GreenGround,
    PrintGuide,
    PrintTestPage,
    TakeNumber,
)
from kiosk.places import Flow, Page

ANY_GROUND: Final = tuple(GreenGround)
"""One of these, and nobody is asked which."""


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
        as_walk_in=flow.page is Page.LATE,
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
