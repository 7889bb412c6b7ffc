"""No-shows: how long a called citizen has, and what becomes of a number that was missed.

Theory of operation. The time to walk over begins when the call was shown and spoken where the
citizen waits. Needs, another floor, and a report to be late make it longer. After it the clerk may
mark a no-show, and the hall's policy decides: the number is void; or it is parked and, when its
holder reports, comes back behind some others of its line; or it is over and can be replaced by a
new number for the same matter. A start that only the clock supposed does not stand in the way.
"""

from datetime import datetime, timedelta

from hall.core import commands as c
from hall.core import events as e
from hall.core.calling import first_call
from hall.core.hall import Hall, Visit
from hall.core.hall_wide import check_no_emergency
from hall.core.lookups import in_hand, known_visit, signed_in
from hall.core.numbering import issue_again
from hall.core.places import behind
from hall.core.refusals import (
    AlreadyServing,
    AlreadyWaitedFor,
    NewNumberNeeded,
    NotCalledYet,
    NumberIsVoid,
    TooSoonForNoShow,
    VisitAtWindow,
    VisitIsOver,
)
from hall.core.seconds import seconds_until
from hall.core.settings import NoShowPolicy
from hall.core.stages import Ending, Stage


def no_show_at(hall: Hall, visit: Visit) -> datetime:
    """From when a called visit may be marked a no-show."""
    settings = hall.settings
    time_s = settings.no_show_after_s
    time_s += sum(settings.no_show_extra_s.get(need, 0.0) for need in visit.needs)
    if _on_other_floor(hall, visit):
        time_s += settings.no_show_other_floor_s
    if visit.shown_at is None:
        time_s += settings.no_show_unshown_s
    allowed_at = (visit.shown_at or first_call(visit)) + timedelta(seconds=time_s)
    return max(allowed_at, visit.late_until or allowed_at)


def _on_other_floor(hall: Hall, visit: Visit) -> bool:
    traits, rule = hall.traits(visit.window or 0), hall.category(visit.category)
    if traits is None or rule is None or traits.floor is None or rule.floor is None:
        return False
    return traits.floor != rule.floor


def mark_no_show(hall: Hall, command: c.MarkNoShow, now: datetime) -> tuple[e.Event, ...]:
    """Give up a called visit, once it has had the time to walk over."""
    check_no_emergency(hall)
    window = signed_in(hall, command.window)
    visit = in_hand(hall, window)
    taken_back = _supposed_start_taken_back(hall, visit, now)
    allowed_at = no_show_at(hall, visit)
    if now < allowed_at:
        raise TooSoonForNoShow(
            number=visit.number, allowed_at=allowed_at, wait_s=seconds_until(allowed_at, now)
        )
    if hall.settings.no_show_policy == NoShowPolicy.BACK_AFTER:
        return (*taken_back, e.VisitMissed(at=now, visit=visit.id, window=window.no))
    return (*taken_back, e.VisitMarkedNoShow(at=now, visit=visit.id, window=window.no))


def _supposed_start_taken_back(hall: Hall, visit: Visit, now: datetime) -> tuple[e.Event, ...]:
    if visit.stage == Stage.CALLED:
        return ()
    service = hall.services[visit.service or ""]
    if not service.inferred_start:
        raise AlreadyServing(window=service.window, number=visit.number)
    return (e.ServiceWithdrawn(at=now, visit=visit.id, window=service.window, service=service.id),)


def report_late(hall: Hall, command: c.ReportLate, now: datetime) -> tuple[e.Event, ...]:
    """What a citizen gets who is late for a call, or has missed it."""
    visit = known_visit(hall, command.visit)
    if visit.stage == Stage.WAITING:
        raise NotCalledYet(number=visit.number)
    if visit.stage == Stage.CALLED:
        return _waited_for(hall, visit, now)
    if visit.stage == Stage.SERVING:
        raise VisitAtWindow(number=visit.number, window=visit.window or 0)
    if visit.stage == Stage.PARKED and visit.missed:
        return _rejoined(hall, visit, now)
    if visit.ending != Ending.NO_SHOW:
        raise VisitIsOver(number=visit.number)
    return _after_no_show(hall, visit, command, now)


def _waited_for(hall: Hall, visit: Visit, now: datetime) -> tuple[e.Event, ...]:
    if visit.late_until is not None:
        raise AlreadyWaitedFor(number=visit.number, until=visit.late_until)
    until = now + timedelta(seconds=hall.settings.late_grace_s)
    return (e.LatenessReported(at=now, visit=visit.id, until=until),)


def _rejoined(hall: Hall, visit: Visit, now: datetime) -> tuple[e.Event, ...]:
    count = hall.settings.no_show_back_after
    place = behind(hall, visit, count)
    return (
        e.VisitRejoined(
            at=now, visit=visit.id, behind=place.others, entered_at=place.entered_at or now
        ),
    )


def _after_no_show(
    hall: Hall, visit: Visit, command: c.ReportLate, now: datetime
) -> tuple[e.Event, ...]:
    if hall.settings.no_show_policy == NoShowPolicy.VOID:
        raise NumberIsVoid(number=visit.number)
    if command.new_visit is None or command.token is None:
        raise NewNumberNeeded(number=visit.number)
    return issue_again(hall, visit, command.new_visit, command.token, now)
