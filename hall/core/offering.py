"""What numbers are taken for changes with the day; before its first number also within it."""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.numbering import check_prefixes
from hall.core.offer import Offer
from hall.core.refusals import DayNotOpen, NumbersGivenAlready


def change_offer(hall: Hall, command: c.ChangeOffer, now: datetime) -> tuple[e.Event, ...]:
    """Give the day another offer, before anybody has a number of the old one."""
    if hall.day is None:
        raise DayNotOpen
    if hall.order:
        raise NumbersGivenAlready(count=hall.order)
    check_prefixes(command.offer)
    windows = hall.windows.items()
    return (
        e.OfferChanged(
            at=now,
            offer=command.offer,
            plan={
                no: known(command.offer, each.categories) or command.plan.get(no, ())
                for no, each in windows
            },
            secondary={no: known(command.offer, each.secondary) for no, each in windows},
        ),
    )


def known(offer: Offer, categories: tuple[str, ...]) -> tuple[str, ...]:
    """The categories that an offer has."""
    codes = {rule.code for rule in offer.categories}
    return tuple(code for code in categories if code in codes)
