"""Parking: a visit steps aside, and comes back the same day without queueing again.

Theory of operation. The clerk parks the visit in hand with a reason, for example while something
is fetched or copied, and the window is free for others. Its service stays open, and the parked
time counts neither as wait nor as service time. Any open window can resume it by its number; at
another window, or with another clerk, the old service ends there and a new one begins.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Outcome, Visit, Window
from hall.core.lookups import free_window, in_hand, signed_in, visit_of
from hall.core.refusals import ReasonNeeded, VisitMissedItsCall, VisitNotParked
from hall.core.serving import end_service, start_service
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding


def park(hall: Hall, command: c.ParkVisit, now: datetime) -> tuple[e.Event, ...]:
    """Put the visit in hand aside."""
    visit = in_hand(hall, signed_in(hall, command.window))
    reason = command.reason.strip()
    if not reason:
        raise ReasonNeeded
    return (e.VisitParked(at=now, visit=visit.id, window=command.window, reason=reason),)


def resume(hall: Hall, command: c.ResumeVisit, now: datetime) -> tuple[e.Event, ...]:
    """Serve a parked visit that has come back."""
    window = free_window(hall, command.window)
    visit = visit_of(hall, command.number)
    if visit.stage != Stage.PARKED:
        raise VisitNotParked(number=visit.number)
    if visit.missed:
        raise VisitMissedItsCall(number=visit.number)
    unfolding = Unfolding(hall, now)
    if visit.service is not None and not _goes_on(hall, visit, window):
        end_service(unfolding, visit, Outcome.REFERRED, ends_visit=False)
    unfolding.add(resumed(visit, window.no, now))
    visit = unfolding.visit(visit.id)
    if visit.service is None:
        start_service(unfolding, visit, inferred=False)
    return unfolding.done()


def resumed(visit: Visit, window: int, now: datetime) -> e.VisitResumed:
    """The event that brings a parked visit back to a window."""
    parked_s = (now - (visit.parked_at or now)).total_seconds()
    return e.VisitResumed(at=now, visit=visit.id, window=window, parked_s=parked_s)


def _goes_on(hall: Hall, visit: Visit, window: Window) -> bool:
    """Whether the same clerk goes on at the same window."""
    service = hall.services[visit.service or ""]
    return service.window == window.no and service.clerk == window.clerk
