"""Who has announced to come: appointments that are still to be checked in to.

They are expected by name, so those who are drawn come without one. What must not live here: rules
of booking (see `hall.core.booking`).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hall.core.appointment import Appointment
from hall.core.hall import Hall
from hall.core.settings import VisitClass
from hall.forecast.engine.state import CLASSES, Arrivals, Coming, Line

COMES: Final = 0.85
"""Of those with an appointment, who comes at all."""
COMES_LATE: Final = 0.3
"""Of those who are not there at their time, who comes while it still counts."""
_AHEAD: Final = timedelta(hours=12)
_MOST: Final = 128
"""Of many, those who come first."""
_BOOKED: Final = CLASSES.index(VisitClass.APPOINTMENT)


def announced(hall: Hall, place: Mapping[str, int], now: datetime) -> tuple[Coming, ...]:
    """The appointments of the rest of the day that may still be checked in to in time."""
    since = now - timedelta(seconds=hall.settings.appointment_late_s)
    until = now + _AHEAD
    due = [
        each
        for each in hall.appointments.values()
        if since < each.starts_at < until and each.category in place
    ]
    first = sorted(due, key=lambda each: (each.starts_at, each.id))[:_MOST]
    return tuple(_coming(each, place[each.category], now, since) for each in first)


def _coming(each: Appointment, category: int, now: datetime, since: datetime) -> Coming:
    """At its time; who is late comes in the middle of what is left of it."""
    ahead_s = (each.starts_at - now).total_seconds()
    left_s = (each.starts_at - since).total_seconds()
    return Coming(
        line=Line(category, _BOOKED),
        at_s=ahead_s if ahead_s > 0 else left_s / 2,
        chance=COMES if ahead_s > 0 else COMES_LATE,
    )


def unannounced(arrivals: Arrivals) -> Arrivals:
    """Those who come without an appointment."""
    shares = arrivals.class_shares
    rest = 1 - shares[_BOOKED] / (sum(shares) or 1.0)
    without = tuple(0.0 if at == _BOOKED else each for at, each in enumerate(shares))
    if sum(without) <= 0:
        return replace(arrivals, rates=())
    return replace(
        arrivals,
        class_shares=without,
        rates=tuple(tuple(rate * rest for rate in rates) for rates in arrivals.rates),
    )
