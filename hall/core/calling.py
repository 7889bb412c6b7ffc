"""Calling: the next, a particular number, once more; and that a call was shown.

Theory of operation. A window calls when it is open and has nobody in hand; whom, `choosing` says.
A key that finishes and calls is one decision: the visit being served ends, the next is called, and
undo takes both back. A number out of turn needs a reason, and the record names whom it passed
over. A recall waits until the last call could be heard, and has a limit.
"""

from datetime import datetime, timedelta

from hall.core import commands as c
from hall.core import events as e
from hall.core.choosing import choose
from hall.core.finishing import end_and_go_on
from hall.core.hall import Hall, Visit, Window
from hall.core.hall_wide import check_calling
from hall.core.lookups import (
    free_window,
    known_visit,
    only_called,
    open_window,
    signed_in,
    visit_of,
)
from hall.core.plan_checks import check_instant
from hall.core.refusals import (
    NobodyWaits,
    PlanNotAcknowledged,
    ReasonNeeded,
    RecallLimitReached,
    TooSoonToRecall,
    VisitInHand,
    VisitNotWaiting,
)
from hall.core.seconds import seconds_until
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding
from hall.core.why import Why, WhyKind


def call_next(hall: Hall, command: c.CallNext, now: datetime) -> tuple[e.Event, ...]:
    """Finish the visit being served if asked to, and call the next that waits."""
    check_calling(hall)
    window = open_window(hall, command.window)
    _check_acknowledged(window)
    unfolding = Unfolding(hall, now)
    finished = _finish_for_next(unfolding, window, command)
    if unfolding.hall.in_hand(unfolding.hall.windows[window.no]) is not None:
        return unfolding.done()
    choice = choose(unfolding.hall, window, now)
    if choice is not None:
        unfolding.add(_called(window, choice.visit, choice.why, now, finished=finished))
    elif finished is None:
        raise NobodyWaits(window=window.no)
    return unfolding.done()


def _finish_for_next(unfolding: Unfolding, window: Window, command: c.CallNext) -> str | None:
    """The visit that had to be finished first."""
    visit = unfolding.hall.in_hand(window)
    if visit is None:
        return None
    if visit.stage == Stage.CALLED or not command.finish_current:
        raise VisitInHand(window=window.no, number=visit.number)
    end_and_go_on(unfolding, visit, c.FinishService(window=window.no), window.no)
    return visit.id


def call_number(hall: Hall, command: c.CallNumber, now: datetime) -> tuple[e.Event, ...]:
    """Call a particular waiting number, out of turn."""
    check_calling(hall)
    open_window(hall, command.window)
    if not command.reason.strip():
        raise ReasonNeeded
    window = free_window(hall, command.window)
    _check_acknowledged(window)
    visit = visit_of(hall, command.number)
    if visit.stage != Stage.WAITING:
        raise VisitNotWaiting(number=visit.number)
    check_instant(hall, window.no, visit.category)
    words = command.reason.strip()
    why = Why(kind=WhyKind.ASKED, before=_passed_over(hall, window, visit, now), words=words)
    return (_called(window, visit, why, now),)


def _check_acknowledged(window: Window) -> None:
    if window.unacknowledged is not None:
        raise PlanNotAcknowledged(window=window.no)


def _passed_over(hall: Hall, window: Window, visit: Visit, now: datetime) -> str | None:
    """The number that the rule would have called instead."""
    choice = choose(hall, window, now)
    return choice.visit.number if choice and choice.visit.id != visit.id else None


def _called(
    window: Window, visit: Visit, why: Why, now: datetime, *, finished: str | None = None
) -> e.VisitCalled:
    return e.VisitCalled(
        at=now,
        visit=visit.id,
        number=visit.number,
        category=visit.category,
        window=window.no,
        clerk=window.clerk or "",
        wait_s=(now - visit.waiting_since).total_seconds(),
        reason=f"out of turn: {why.words}" if why.kind == WhyKind.ASKED else str(why.kind),
        finished=finished,
        why=why,
    )


def recall(hall: Hall, command: c.Recall, now: datetime) -> tuple[e.Event, ...]:
    """Call the called visit once more, not too soon and not too often."""
    check_calling(hall)
    window = signed_in(hall, command.window)
    visit = only_called(hall, window)
    settings = hall.settings
    if visit.calls > settings.recall_limit:
        raise RecallLimitReached(number=visit.number, limit=settings.recall_limit)
    again_at = last_call(visit) + timedelta(seconds=settings.recall_pause_s)
    if now < again_at:
        raise TooSoonToRecall(
            number=visit.number, again_at=again_at, wait_s=seconds_until(again_at, now)
        )
    return (e.VisitRecalled(at=now, visit=visit.id, window=window.no, calls=visit.calls + 1),)


def report_shown(hall: Hall, command: c.ReportShown, now: datetime) -> tuple[e.Event, ...]:
    """Record the first time that a call reached the place where its citizen waits."""
    visit = known_visit(hall, command.visit)
    if visit.stage != Stage.CALLED or visit.shown_at is not None:
        return ()
    return (e.CallShown(at=now, visit=visit.id, window=visit.window or 0),)


def first_call(visit: Visit) -> datetime:
    """When a called visit was called."""
    return visit.called_at or visit.entered_at


def last_call(visit: Visit) -> datetime:
    """When a called visit was last called."""
    return visit.last_call_at or first_call(visit)
