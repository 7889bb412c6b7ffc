"""Closing a day: the clock ends nobody; a person decides for each who was not reached.

Theory of operation. Before closing the manager is shown who would not be reached. As long as
somebody is at a window, or waits undecided, closing is refused: serve on. Whoever waits or is
parked can be given a code to come back with, or ended. A day left open by a crash is closed as
abandoned: nobody is at the windows any more, and what was being served ends unfinished at the last
moment that is known, marked as cut short. Everybody else can come back: nobody decided otherwise.
"""

from dataclasses import dataclass
from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.booking import miss_what_is_over
from hall.core.hall import Hall, Outcome, Visit, WindowStatus
from hall.core.refusals import DayNotOpen, PeopleStillWait, UnknownVisit
from hall.core.returning import give_back_ticket
from hall.core.serving import cut_service, end_service
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreached:
    """Somebody who would not be reached if the day were closed now."""

    visit: str
    number: str
    category: str
    parked: bool
    since: datetime


def unreached(hall: Hall) -> tuple[Unreached, ...]:
    """Who waits or is parked, first come first, for the manager to decide about."""
    return tuple(
        Unreached(
            visit=each.id,
            number=each.number,
            category=each.category,
            parked=each.stage == Stage.PARKED,
            since=each.waiting_since,
        )
        for each in _going(hall)
        if each.stage in {Stage.WAITING, Stage.PARKED}
    )


def close_day(hall: Hall, command: c.CloseDay, now: datetime) -> tuple[e.Event, ...]:
    """End the day, once it is decided for everybody what becomes of them."""
    if hall.day is None:
        raise DayNotOpen
    going = _going(hall)
    _check_decided(going, command)
    unfolding = Unfolding(hall, now)
    for visit in going:
        if visit.stage == Stage.SERVING:
            cut_service(unfolding, visit, hall.last_at or now)
        else:
            comes_back = command.abandoned or visit.id in command.return_codes
            _end(unfolding, visit, comes_back=comes_back)
    miss_what_is_over(unfolding)
    _close_windows(unfolding)
    unfolding.add(e.DayClosed(at=now, day=hall.day))
    return unfolding.done()


def _going(hall: Hall) -> list[Visit]:
    going = (visit for visit in hall.visits.values() if visit.stage != Stage.ENDED)
    return sorted(going, key=lambda visit: visit.order)


def _check_decided(going: list[Visit], command: c.CloseDay) -> None:
    outside = {visit.id for visit in going if visit.stage in {Stage.WAITING, Stage.PARKED}}
    for visit in sorted(command.return_codes - outside):
        raise UnknownVisit(visit=visit)
    in_hand = len(going) - len(outside)
    undecided = outside - command.return_codes and not command.end_waiting
    if not command.abandoned and (in_hand or undecided):
        raise PeopleStillWait(waiting=len(outside), in_hand=in_hand)


def _end(unfolding: Unfolding, visit: Visit, *, comes_back: bool) -> None:
    """End one visit that is not being served."""
    if visit.service is not None:
        end_service(unfolding, visit, Outcome.UNFINISHED, ends_visit=False)
    if comes_back:
        give_back_ticket(unfolding, visit)
    over = e.VisitLeft if visit.stage == Stage.PARKED else e.VisitNotReached
    unfolding.add(over(at=unfolding.now, visit=visit.id))


def _close_windows(unfolding: Unfolding) -> None:
    for window in unfolding.hall.windows.values():
        if window.status != WindowStatus.CLOSED:
            unfolding.add(e.WindowClosed(at=unfolding.now, window=window.no))
