"""Transferring: the visit in hand is sent to wait elsewhere, under the same number.

Theory of operation. It goes to a category, which any of its windows then calls, or to one window,
which alone calls it as long as somebody is signed in there. It keeps the time at which it entered,
so that it stands where it would have stood, or enters now. A service that was going on ends here
as referred; the next window begins its own. The note goes with it.
"""

from datetime import datetime

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Outcome, Visit
from hall.core.lookups import in_hand, open_offer, signed_in
from hall.core.plan_checks import check_instant
from hall.core.refusals import CategoryHasNoWindow, OneTarget, TargetIsHere, UnknownCategory
from hall.core.serving import end_service
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding


def transfer(hall: Hall, command: c.TransferVisit, now: datetime) -> tuple[e.Event, ...]:
    """Send the visit in hand to a category or a window."""
    visit = in_hand(hall, signed_in(hall, command.window))
    category = _target(hall, command, visit)
    unfolding = Unfolding(hall, now)
    _end_here(unfolding, visit)
    unfolding.add(
        e.VisitTransferred(
            at=now,
            visit=visit.id,
            window=command.window,
            to_category=category,
            to_window=command.to_window,
            entered_at=visit.entered_at if command.keep_arrival else now,
            note=command.note.strip(),
            service=visit.service,
        )
    )
    return unfolding.done()


def hand_over(unfolding: Unfolding, visit: Visit, window: int) -> None:
    """Let another window of the category go on with a visit, by its first arrival."""
    _end_here(unfolding, visit)
    unfolding.add(
        e.VisitTransferred(
            at=unfolding.now,
            visit=visit.id,
            window=window,
            to_category=visit.category,
            entered_at=visit.entered_at,
            service=visit.service,
        )
    )


def _end_here(unfolding: Unfolding, visit: Visit) -> None:
    if visit.stage == Stage.SERVING:
        end_service(unfolding, visit, Outcome.REFERRED, ends_visit=False)


def _target(hall: Hall, command: c.TransferVisit, visit: Visit) -> str:
    """The category it will wait in; refused where nobody would call it."""
    if (command.to_category is None) == (command.to_window is None):
        raise OneTarget
    if command.to_window is not None:
        if command.to_window == command.window:
            raise TargetIsHere(window=command.window)
        return _of_window(hall, command.to_window, visit)
    code = command.to_category or ""
    open_offer(hall)
    if hall.category(code) is None:
        raise UnknownCategory(category=code)
    if not any(code in window.categories for window in hall.windows.values()):
        raise CategoryHasNoWindow(category=code)
    return code


def _of_window(hall: Hall, no: int, visit: Visit) -> str:
    signed_in(hall, no)
    check_instant(hall, no, visit.category)
    return visit.category
