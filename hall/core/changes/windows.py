"""What changes with the windows: who sits there, whether they call, what they serve."""

from dataclasses import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import with_window
from hall.core.hall import Hall, WindowStatus


def _opened(hall: Hall, event: e.WindowOpened) -> Hall:
    hall = with_window(
        hall,
        event.window,
        status=WindowStatus.OPEN,
        clerk=event.clerk,
        skills=event.skills,
        reason=None,
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
        question=None,
        question_until=None,
        last_press=None,
    )
    return replace(hall, clerks=hall.clerks.delete(clerk)) if clerk in hall.clerks else hall


def _plan_set(hall: Hall, event: e.PlanSet) -> Hall:
    for no, categories in event.windows.items():
        hall = with_window(hall, no, categories=categories)
    for no, categories in event.secondary.items():
        hall = with_window(hall, no, secondary=categories)
    return replace(hall, plan_version=event.version)


CHANGES: Changes = {
    e.WindowOpened: _opened,
    e.WindowTakenOver: _taken_over,
    e.WindowPaused: _paused,
    e.WindowClosed: _closed,
    e.PlanSet: _plan_set,
}
