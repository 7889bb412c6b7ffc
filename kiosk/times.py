"""Booking a time: what its taps lead to; pure.

What must not live here: the other taps (see `flow`), words (see `booking`).
"""

from dataclasses import replace
from datetime import date, datetime

from kiosk.catalogue import Catalogue
from kiosk.outcomes import is_not_in_time
from kiosk.places import Flow, Page


def wish(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    """What a time is wanted for."""
    return flow.onto(Page.WISH)


def book(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    """The days for what is chosen."""
    return flow if flow.choice is None else days(replace(flow, moves=""))


def move(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    """The days for an appointment that was refused as not in time."""
    return days(replace(flow, moves=flow.code)) if is_not_in_time(flow) else flow


def days(flow: Flow) -> Flow:
    """The days that can be booked; which they are is asked anew."""
    return replace(flow.onto(Page.DAYS), slots=None)


def day(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    """The times of a day."""
    return replace(flow.onto(Page.TIMES), day=date.fromisoformat(argument))


def time(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    """One of the times that the hall has offered."""
    chosen = datetime.fromisoformat(argument)
    offered = flow.slots.slots if flow.slots else ()
    if all(slot.starts_at != chosen for slot in offered):
        return flow
    return replace(flow.onto(Page.AGREE), starts_at=chosen)


def another_time(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    """The chosen time was refused: the days once more, as the hall has them now."""
    if flow.errand is None or flow.errand.refused is None:
        return flow
    before = flow.trail[: flow.trail.index(Page.DAYS)]
    return days(replace(flow, page=before[-1], trail=before[:-1]))
