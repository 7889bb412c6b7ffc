"""The decisions at a window: call, recall, start, finish, no-show, and what time alone brings."""

from datetime import datetime, timedelta
from math import ceil

from hall.core import commands as c
from hall.core import events as e
from hall.core.apply import apply_all
from hall.core.choosing import choose
from hall.core.hall import Hall, Outcome, Visit, Window, WindowStatus
from hall.core.refusals import (
    AlreadyServing,
    NobodyWaits,
    NothingInHand,
    ReasonNeeded,
    RecallLimitReached,
    TooSoonForNoShow,
    TooSoonToRecall,
    UnknownVisit,
    UnknownWindow,
    VisitInHand,
    VisitNotWaiting,
    WindowIsClosed,
    WindowIsPaused,
)
from hall.core.stages import Stage


def known_window(hall: Hall, no: int) -> Window:
    """A window of the hall; refused when there is none."""
    window = hall.windows.get(no)
    if window is None:
        raise UnknownWindow(window=no)
    return window


def open_window(hall: Hall, no: int) -> Window:
    """A window that may call; refused while it is closed or paused."""
    window = _signed_in(hall, no)
    if window.status == WindowStatus.PAUSED:
        raise WindowIsPaused(window=no)
    return window


def _signed_in(hall: Hall, no: int) -> Window:
    window = known_window(hall, no)
    if window.status == WindowStatus.CLOSED:
        raise WindowIsClosed(window=no)
    return window


def call_next(hall: Hall, command: c.CallNext, now: datetime) -> tuple[e.Event, ...]:
    """Finish the visit being served if asked to, and call the next that waits."""
    window = open_window(hall, command.window)
    finished = _finish_for_next(hall, window, command, now)
    choice = choose(hall, window, now)
    if choice is None and not finished:
        raise NobodyWaits(window=window.no)
    if choice is None:
        return finished
    return (*finished, _called(window, choice.visit, choice.reason, now))


def _finish_for_next(
    hall: Hall, window: Window, command: c.CallNext, now: datetime
) -> tuple[e.Event, ...]:
    visit = hall.in_hand(window)
    if visit is None:
        return ()
    if visit.stage == Stage.CALLED or not command.finish_current:
        raise VisitInHand(window=window.no, number=visit.number)
    return (_finished(hall, window, visit, Outcome.DONE, now),)


def call_number(hall: Hall, command: c.CallNumber, now: datetime) -> tuple[e.Event, ...]:
    """Call a particular waiting number, out of turn."""
    window = open_window(hall, command.window)
    if not command.reason.strip():
        raise ReasonNeeded
    in_hand = hall.in_hand(window)
    if in_hand is not None:
        raise VisitInHand(window=window.no, number=in_hand.number)
    known = hall.numbers.get(command.number)
    if known is None:
        raise UnknownVisit(visit=command.number)
    visit = hall.visits[known]
    if visit.stage != Stage.WAITING:
        raise VisitNotWaiting(number=visit.number)
    return (_called(window, visit, f"out of turn: {command.reason.strip()}", now),)


def _called(window: Window, visit: Visit, reason: str, now: datetime) -> e.VisitCalled:
    return e.VisitCalled(
        at=now,
        visit=visit.id,
        number=visit.number,
        category=visit.category,
        window=window.no,
        clerk=window.clerk or "",
        wait_s=(now - visit.entered_at).total_seconds(),
        reason=reason,
    )


def recall(hall: Hall, command: c.Recall, now: datetime) -> tuple[e.Event, ...]:
    """Call the called visit once more, not too soon and not too often."""
    window = _signed_in(hall, command.window)
    visit = _only_called(hall, window)
    settings = hall.settings
    if visit.calls > settings.recall_limit:
        raise RecallLimitReached(number=visit.number, limit=settings.recall_limit)
    again_at = _last_call(visit) + timedelta(seconds=settings.recall_pause_s)
    if now < again_at:
        raise TooSoonToRecall(
            number=visit.number, again_at=again_at, wait_s=_seconds_until(again_at, now)
        )
    return (e.VisitRecalled(at=now, visit=visit.id, window=window.no, calls=visit.calls + 1),)


def start(hall: Hall, command: c.StartService, now: datetime) -> tuple[e.Event, ...]:
    """Begin to serve the called visit, because somebody said so."""
    window = _signed_in(hall, command.window)
    return (_started(window, _only_called(hall, window), now, inferred=False),)


def _started(window: Window, visit: Visit, now: datetime, *, inferred: bool) -> e.ServiceStarted:
    return e.ServiceStarted(
        at=now,
        visit=visit.id,
        window=window.no,
        service=f"{visit.id}.{len(visit.services) + 1}",
        clerk=window.clerk or "",
        category=visit.category,
        matter=visit.matter,
        inferred=inferred,
    )


def finish(hall: Hall, command: c.FinishService, now: datetime) -> tuple[e.Event, ...]:
    """Finish the visit in hand; a start that nobody keyed is inferred as of now."""
    window = _signed_in(hall, command.window)
    visit = _in_hand(hall, window)
    begun: tuple[e.Event, ...] = ()
    if visit.stage == Stage.CALLED:
        begun = (_started(window, visit, now, inferred=True),)
        hall = apply_all(hall, begun)
        visit = hall.visits[visit.id]
    finished = _finished(hall, window, visit, command.outcome, now)
    if not command.ask_rating:
        return (*begun, finished)
    until = now + timedelta(seconds=hall.settings.rating_open_s)
    asked = e.RatingAsked(at=now, service=finished.service, window=window.no, until=until)
    return (*begun, finished, asked)


def _finished(
    hall: Hall, window: Window, visit: Visit, outcome: Outcome, now: datetime
) -> e.ServiceFinished:
    service = hall.services[visit.service or ""]
    return e.ServiceFinished(
        at=now,
        visit=visit.id,
        window=window.no,
        service=service.id,
        outcome=outcome,
        service_s=(now - service.started_at).total_seconds(),
    )


def mark_no_show(hall: Hall, command: c.MarkNoShow, now: datetime) -> tuple[e.Event, ...]:
    """Give up a called visit, once it has had the time to walk over."""
    window = _signed_in(hall, command.window)
    visit = _in_hand(hall, window)
    taken_back = _inferred_start_taken_back(hall, window, visit, now)
    allowed_at = _first_call(visit) + timedelta(seconds=hall.settings.no_show_after_s)
    if now < allowed_at:
        raise TooSoonForNoShow(
            number=visit.number, allowed_at=allowed_at, wait_s=_seconds_until(allowed_at, now)
        )
    return (*taken_back, e.VisitMarkedNoShow(at=now, visit=visit.id, window=window.no))


def _inferred_start_taken_back(
    hall: Hall, window: Window, visit: Visit, now: datetime
) -> tuple[e.Event, ...]:
    """A start that only the clock supposed does not stand in the way of a no-show."""
    if visit.stage == Stage.CALLED:
        return ()
    service = hall.services[visit.service or ""]
    if not service.inferred_start:
        raise AlreadyServing(window=window.no, number=visit.number)
    return (e.ServiceWithdrawn(at=now, visit=visit.id, window=window.no, service=service.id),)


def let_time_pass(hall: Hall, _command: c.LetTimePass, now: datetime) -> tuple[e.Event, ...]:
    """Infer the starts that nobody keyed, a set time after the last call."""
    after = timedelta(seconds=hall.settings.infer_start_after_s)
    return tuple(
        _started(window, visit, now, inferred=True)
        for window in hall.windows.values()
        if (visit := hall.in_hand(window)) is not None
        and visit.stage == Stage.CALLED
        and now >= _last_call(visit) + after
    )


def _in_hand(hall: Hall, window: Window) -> Visit:
    visit = hall.in_hand(window)
    if visit is None:
        raise NothingInHand(window=window.no)
    return visit


def _only_called(hall: Hall, window: Window) -> Visit:
    visit = _in_hand(hall, window)
    if visit.stage == Stage.SERVING:
        raise AlreadyServing(window=window.no, number=visit.number)
    return visit


def _first_call(visit: Visit) -> datetime:
    return visit.called_at or visit.entered_at


def _last_call(visit: Visit) -> datetime:
    return visit.last_call_at or _first_call(visit)


def _seconds_until(moment: datetime, now: datetime) -> int:
    return ceil((moment - now).total_seconds())
