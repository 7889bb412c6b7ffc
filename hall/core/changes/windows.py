"""What changes with the windows: who sits there, whether they call, what they serve."""

from datetime import datetime

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import with_window
from hall.core.hall import Hall, WindowStatus
from hall.core.plan import RunningChange


def _opened(hall: Hall, event: e.WindowOpened) -> Hall:
    hall = with_window(
        hall,
        event.window,
        status=WindowStatus.OPEN,
        clerk=event.clerk,
        skills=event.skills,
        reason=None,
        unacknowledged=None,
    )
    return replace(hall, clerks=hall.clerks.set(event.clerk, event.window))


def _taken_over(hall: Hall, event: e.WindowTakenOver) -> Hall:
    hall = with_window(hall, event.window, clerk=None, last_press=None)
    return replace(hall, clerks=hall.clerks.delete(event.from_clerk))


def _paused(hall: Hall, event: e.WindowPaused) -> Hall:
    return with_window(
        hall, event.window, status=WindowStatus.PAUSED, reason=event.reason, last_press=None
    )


def _closed(hall: Hall, event: e.WindowClosed) -> Hall:
    clerk = hall.windows[event.window].clerk or ""
    hall = with_window(
        hall,
        event.window,
        status=WindowStatus.CLOSED,
        clerk=None,
        skills=None,
        reason=None,
        unacknowledged=None,
        question=None,
        question_until=None,
        last_press=None,
    )
    return replace(hall, clerks=hall.clerks.delete(clerk)) if clerk in hall.clerks else hall


def _plan_set(hall: Hall, event: e.PlanSet) -> Hall:
    running = hall.running
    if event.change is not None and event.ends_at is not None:
        running = running.set(event.change, _running(hall, event, event.change, event.ends_at))
    if event.returns is not None:
        running = running.delete(event.returns)
    scheduled = hall.scheduled
    if event.change in scheduled:
        scheduled = scheduled.delete(event.change or 0)
    for no, categories in event.windows.items():
        hall = with_window(hall, no, categories=categories)
    for no, categories in event.secondary.items():
        hall = with_window(hall, no, secondary=categories)
    for no in event.to_acknowledge:
        hall = with_window(hall, no, unacknowledged=event.version)
    return replace(
        hall,
        plan_version=event.version,
        last_change=max(hall.last_change, event.change or 0),
        running=running,
        scheduled=scheduled,
    )


def _running(hall: Hall, event: e.PlanSet, change: int, ends_at: datetime) -> RunningChange:
    return RunningChange(
        id=change,
        ends_at=ends_at,
        windows=event.windows,
        secondary=event.secondary,
        windows_before={no: hall.windows[no].categories for no in event.windows},
        secondary_before={no: hall.windows[no].secondary for no in event.secondary},
    )


def _scheduled(hall: Hall, event: e.PlanScheduled) -> Hall:
    change = event.change
    scheduled = hall.scheduled.set(change.id, change)
    return replace(hall, scheduled=scheduled, last_change=change.id)


def _dropped(hall: Hall, event: e.PlanChangeDropped) -> Hall:
    if event.change in hall.scheduled:
        return replace(hall, scheduled=hall.scheduled.delete(event.change))
    return replace(hall, running=hall.running.delete(event.change))


def _acknowledged(hall: Hall, event: e.PlanAcknowledged) -> Hall:
    return with_window(hall, event.window, unacknowledged=None)


CHANGES: Changes = {
    e.WindowOpened: _opened,
    e.WindowTakenOver: _taken_over,
    e.WindowPaused: _paused,
    e.WindowClosed: _closed,
    e.PlanSet: _plan_set,
    e.PlanScheduled: _scheduled,
    e.PlanChangeDropped: _dropped,
    e.PlanAcknowledged: _acknowledged,
}
