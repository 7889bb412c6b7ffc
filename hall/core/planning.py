"""The plan: which window serves which categories.

Theory of operation. A change names windows and their categories from now on; windows not named
stay as they are. Nobody is moved and nobody loses their place: only who calls them changes. A
category in which people wait keeps a window.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall
from hall.core.lookups import known_window, open_offer
from hall.core.refusals import (
    CategoryLeftWithoutWindow,
    EmptyPlan,
    ReasonNeeded,
    UnknownCategory,
    WindowServesNothing,
)


def set_plan(hall: Hall, command: c.SetPlan, now: datetime) -> tuple[e.Event, ...]:
    """Change which window serves which categories."""
    open_offer(hall)
    if not command.windows and not command.secondary:
        raise EmptyPlan
    if not command.reason.strip():
        raise ReasonNeeded
    for no, categories in command.windows.items():
        _check_plan_entry(hall, no, categories)
    for no, categories in command.secondary.items():
        known_window(hall, no)
        _check_known(hall, categories)
    _check_nobody_stranded(hall, command.windows)
    return (
        e.PlanSet(
            at=now,
            version=hall.plan_version + 1,
            windows=command.windows,
            reason=command.reason,
            secondary=command.secondary,
        ),
    )


def _check_plan_entry(hall: Hall, no: int, categories: tuple[str, ...]) -> None:
    known_window(hall, no)
    if not categories:
        raise WindowServesNothing(window=no)
    _check_known(hall, categories)


def _check_known(hall: Hall, categories: tuple[str, ...]) -> None:
    for code in categories:
        if hall.category(code) is None:
            raise UnknownCategory(category=code)


def _check_nobody_stranded(hall: Hall, changed: dict[int, tuple[str, ...]]) -> None:
    served = {
        code
        for window in hall.windows.values()
        for code in changed.get(window.no, window.categories)
    }
    for rule in open_offer(hall).categories:
        waiting = hall.waiting(rule.code)
        if waiting and rule.code not in served:
            raise CategoryLeftWithoutWindow(category=rule.code, waiting=waiting)
