"""The plan: which window serves which categories, at once or from a time, with its return.

Theory of operation. A change names windows and their categories; windows not named stay as they
are. Nobody is moved and nobody loses their place: only who calls them changes. Each change in force
is a version, with who and why in the record. A change may wait for its time, and may return by
itself (tide windows): then each window that still has what the change gave it gets back what it had
before. What cannot take effect when its time has come is dropped, which the record shows. Where the
hall asks for it, a clerk acknowledges a change before the next call. When the day is closed, what
begins later can still be arranged: it is taken along into the next day.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, WindowStatus
from hall.core.lookups import open_offer, signed_in
from hall.core.plan import Plan, PlannedChange, RunningChange
from hall.core.plan_checks import check_entries, orphans
from hall.core.refusals import (
    EmptyPlan,
    NothingToAcknowledge,
    PlanEndsTooSoon,
    ReasonNeeded,
    Refused,
    UnknownPlanChange,
)
from hall.core.unfolding import Unfolding


def set_plan(hall: Hall, command: c.SetPlan, now: datetime) -> tuple[e.Event, ...]:
    """Change which window serves which categories, now or later; after closing, later only."""
    if hall.rehearsal or hall.offer is None or (command.starts_at or now) <= now:
        open_offer(hall)
    if not command.windows and not command.secondary:
        raise EmptyPlan
    if not command.reason.strip():
        raise ReasonNeeded
    check_entries(hall, command.windows, command.secondary)
    change = PlannedChange(
        id=hall.last_change + 1,
        windows=command.windows,
        secondary=command.secondary,
        reason=command.reason,
        reason_en=command.reason_en,
        starts_at=max(command.starts_at or now, now),
        ends_at=command.ends_at,
    )
    if change.ends_at is not None and change.ends_at <= change.starts_at:
        raise PlanEndsTooSoon(ends_at=change.ends_at)
    if change.starts_at > now:
        return (e.PlanScheduled(at=now, change=change),)
    return (_in_force(hall, change, now),)


def _in_force(hall: Hall, change: PlannedChange, now: datetime) -> e.PlanSet:
    """The event that puts a change in force."""
    return e.PlanSet(
        at=now,
        version=hall.plan_version + 1,
        windows=change.windows,
        reason=change.reason,
        reason_en=change.reason_en,
        secondary=change.secondary,
        change=change.id,
        ends_at=change.ends_at,
        without_window=orphans(hall, change.windows),
        to_acknowledge=_asked(hall, {**change.windows, **change.secondary}),
    )


def _asked(hall: Hall, windows: Plan) -> tuple[int, ...]:
    """The windows whose clerks are to acknowledge the change."""
    if not hall.settings.plan_acknowledged:
        return ()
    return tuple(no for no in windows if hall.windows[no].status != WindowStatus.CLOSED)


def drop_change(hall: Hall, command: c.DropPlanChange, now: datetime) -> tuple[e.Event, ...]:
    """Give up a change that is to come."""
    if command.change not in hall.scheduled:
        raise UnknownPlanChange(change=command.change)
    reason = command.reason.strip()
    if not reason:
        raise ReasonNeeded
    return (e.PlanChangeDropped(at=now, change=command.change, reason=reason),)


def acknowledge(hall: Hall, command: c.AcknowledgePlan, now: datetime) -> tuple[e.Event, ...]:
    """Say that one has seen what the window serves now."""
    window = signed_in(hall, command.window)
    if window.unacknowledged is None:
        raise NothingToAcknowledge(window=window.no)
    return (e.PlanAcknowledged(at=now, window=window.no, version=window.unacknowledged),)


def turn_tides(unfolding: Unfolding) -> None:
    """Put changes in force whose time has come, and let those return whose time is over."""
    now = unfolding.now
    ends = [(each.ends_at, 0, each.id) for each in unfolding.hall.running.values()]
    starts = [(each.starts_at, 1, each.id) for each in unfolding.hall.scheduled.values()]
    for _, starting, change in sorted(each for each in ends + starts if each[0] <= now):
        if starting:
            _begin(unfolding, unfolding.hall.scheduled[change])
        else:
            _return(unfolding, unfolding.hall.running[change])


def _begin(unfolding: Unfolding, change: PlannedChange) -> None:
    try:
        check_entries(unfolding.hall, change.windows, change.secondary)
        unfolding.add(_in_force(unfolding.hall, change, unfolding.now))
    except Refused as refused:
        _drop(unfolding, change.id, refused)


def _return(unfolding: Unfolding, running: RunningChange) -> None:
    """Give back what was before; a category with people waiting keeps its window."""
    windows, secondary = _given_back(unfolding.hall, running)
    try:
        check_entries(unfolding.hall, windows, secondary)
        without_window = orphans(unfolding.hall, windows)
    except Refused as refused:
        _drop(unfolding, running.id, refused)
        return
    unfolding.add(
        e.PlanSet(
            at=unfolding.now,
            version=unfolding.hall.plan_version + 1,
            windows=windows,
            reason=f"return of change {running.id}",
            secondary=secondary,
            returns=running.id,
            without_window=without_window,
            to_acknowledge=_asked(unfolding.hall, {**windows, **secondary}),
        )
    )


def _given_back(hall: Hall, running: RunningChange) -> tuple[Plan, Plan]:
    """What each window had before, where it still has what the change gave it."""
    windows = {
        no: running.windows_before[no]
        for no, given in running.windows.items()
        if hall.windows[no].categories == given
    }
    secondary = {
        no: running.secondary_before[no]
        for no, given in running.secondary.items()
        if hall.windows[no].secondary == given
    }
    return windows, secondary


def _drop(unfolding: Unfolding, change: int, refused: Refused) -> None:
    unfolding.add(e.PlanChangeDropped(at=unfolding.now, change=change, reason=refused.code))
