"""Return codes: coming back within some working days without queueing from the end.

Theory of operation. Who lacked materials, or was not reached before closing, gets a code: the
ticket's own token, unless another is given. On a later day, until its last valid working day, a
number taken with it is for the same matter and of the class of returners, which has a head start.
A code is used once.
"""

from datetime import date, timedelta
from typing import Final

from hall.core import events as e
from hall.core.hall import Hall, Offer, Visit
from hall.core.refusals import ReturnCodeExpired, UnknownReturnCode
from hall.core.return_code import ReturnCode
from hall.core.spent import refusal_of
from hall.core.unfolding import Unfolding

_FRIDAY: Final = 5


def give_back_ticket(unfolding: Unfolding, visit: Visit, code: str | None = None) -> None:
    """Give a visit a code to come back with, if the hall gives any."""
    hall = unfolding.hall
    days = hall.settings.return_days
    if not days or hall.day is None or hall.offer is None:
        return
    given = ReturnCode(
        code=code or visit.token,
        number=visit.number,
        day=hall.day,
        category=visit.category,
        matter=visit.matter,
        valid_until=working_day_after(hall.offer, hall.day, days),
        note=visit.note,
    )
    unfolding.add(e.ReturnCodeGiven(at=unfolding.now, visit=visit.id, code=given))


def working_day_after(offer: Offer, day: date, count: int) -> date:
    """The working day so many after a day."""
    known = sorted(each for each in offer.open_days if each > day)
    if len(known) >= count:
        return known[count - 1]
    last, missing = (known[-1], count - len(known)) if known else (day, count)
    while missing:
        last += timedelta(days=1)
        missing -= last.isoweekday() <= _FRIDAY
    return last


def redeemable(hall: Hall, code: str) -> ReturnCode:
    """A code that can be used today."""
    known = hall.returns.get(code)
    if known is None:
        raise refusal_of(hall.spent, code) or UnknownReturnCode
    if hall.day is not None and hall.day > known.valid_until:
        raise ReturnCodeExpired(number=known.number, valid_until=known.valid_until)
    return known
