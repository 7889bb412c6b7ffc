"""Days: a business day is opened, closed, and goes on if it was closed by mistake.

Theory of operation. The business day is stored with its opening, so that numbers restart by it and
never by the wall clock. It carries over what outlives a day: the settings and the plan, as far as
the new day still has its categories. Opened again on the same day, it goes on where it stopped,
with the offer it had. The clock ends nobody who waits: closing is refused until somebody decides.
"""

from dataclasses import replace
from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Offer, Outcome, Visit, WindowStatus
from hall.core.numbering import check_prefixes
from hall.core.plan import Plan, PlannedChange
from hall.core.refusals import DayIsOpen, DayIsPast, DayNotOpen, PeopleStillWait
from hall.core.serving import end_service
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding


def open_day(hall: Hall, command: c.OpenDay, now: datetime) -> tuple[e.Event, ...]:
    """Begin a day, or go on with the one that was closed last."""
    if hall.day is not None:
        raise DayIsOpen(day=hall.day.isoformat())
    check_prefixes(command.offer)
    if command.day == hall.last_day:
        return (e.DayReopened(at=now, day=command.day, offer=hall.offer or command.offer),)
    if hall.last_day is not None and command.day < hall.last_day:
        raise DayIsPast(day=command.day.isoformat(), last_day=hall.last_day.isoformat())
    categories, secondary = _base_plan(hall)
    return (
        e.DayOpened(
            at=now,
            day=command.day,
            offer=command.offer,
            settings=command.settings if hall.last_day is None else hall.settings,
            plan_version=hall.plan_version or 1,
            plan={**command.plan, **_known(command.offer, categories)},
            secondary={**command.secondary, **_known(command.offer, secondary)},
            scheduled=_scheduled(hall, command.tides),
            last_change=hall.last_change + len(command.tides),
        ),
    )


def _base_plan(hall: Hall) -> tuple[Plan, Plan]:
    """The plan as it stood, with every change that would return gone back."""
    categories = {no: window.categories for no, window in hall.windows.items()}
    secondary = {no: window.secondary for no, window in hall.windows.items()}
    for _, running in sorted(hall.running.items(), reverse=True):
        for no, given in running.windows.items():
            if categories[no] == given:
                categories[no] = running.windows_before[no]
        for no, given in running.secondary.items():
            if secondary[no] == given:
                secondary[no] = running.secondary_before[no]
    return categories, secondary


def _known(offer: Offer, plan: Plan) -> Plan:
    """A plan as far as the new day still has its categories."""
    known = {rule.code for rule in offer.categories}
    kept = {no: tuple(code for code in codes if code in known) for no, codes in plan.items()}
    return {no: codes for no, codes in kept.items() if codes}


def _scheduled(hall: Hall, tides: tuple[PlannedChange, ...]) -> tuple[PlannedChange, ...]:
    """The changes to come: those carried over, and those of the day's hours."""
    carried = sorted(hall.scheduled.values(), key=lambda change: change.id)
    numbered = (
        replace(tide, id=hall.last_change + place) for place, tide in enumerate(tides, start=1)
    )
    return (*carried, *numbered)


def close_day(hall: Hall, command: c.CloseDay, now: datetime) -> tuple[e.Event, ...]:
    """End the day, with whoever still waits only if that was decided."""
    if hall.day is None:
        raise DayNotOpen
    going = sorted(
        (visit for visit in hall.visits.values() if visit.stage != Stage.ENDED),
        key=lambda visit: visit.order,
    )
    waiting = [visit for visit in going if visit.stage in {Stage.WAITING, Stage.PARKED}]
    in_hand = len(going) - len(waiting)
    if in_hand or (waiting and not command.end_waiting):
        raise PeopleStillWait(waiting=len(waiting), in_hand=in_hand)
    unfolding = Unfolding(hall, now)
    for visit in waiting:
        _end(unfolding, visit)
    _close_windows(unfolding)
    unfolding.add(e.DayClosed(at=now, day=hall.day))
    return unfolding.done()


def _end(unfolding: Unfolding, visit: Visit) -> None:
    if visit.stage == Stage.WAITING:
        unfolding.add(e.VisitNotReached(at=unfolding.now, visit=visit.id))
        return
    if visit.service is not None:
        end_service(unfolding, visit, Outcome.UNFINISHED, ends_visit=False)
    unfolding.add(e.VisitLeft(at=unfolding.now, visit=visit.id))


def _close_windows(unfolding: Unfolding) -> None:
    for window in unfolding.hall.windows.values():
        if window.status != WindowStatus.CLOSED:
            unfolding.add(e.WindowClosed(at=unfolding.now, window=window.no))
