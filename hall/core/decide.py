"""What a command comes to: events, or a `Refusal` that changes nothing.

One function for each command, chosen by a table. `now` is on the hall clock; nothing here may ask
for the time itself. The functions about windows in use are in `serving`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from hall.core import commands as c
from hall.core import events as e
from hall.core import serving
from hall.core.hall import Hall, Offer, PrintState, Visit, Window, WindowStatus
from hall.core.numbering import (
    asked_category,
    check_hours,
    check_new_ids,
    check_prefixes,
    label,
    next_ordinal,
    open_offer,
)
from hall.core.refusals import (
    CategoryLeftWithoutWindow,
    ClerkIsElsewhere,
    DayIsOpen,
    DayIsPast,
    DayNotOpen,
    EmptyPlan,
    LevelOutOfRange,
    NoHelpAsked,
    NoOpenQuestion,
    PeopleStillWait,
    ReasonNeeded,
    ServiceNotFinished,
    UnknownCategory,
    UnknownService,
    UnknownVisit,
    VisitAtWindow,
    VisitInHand,
    VisitIsOver,
    WindowIsClosed,
    WindowIsOpen,
    WindowIsTaken,
    WindowServesNothing,
)
from hall.core.serving import known_window
from hall.core.stages import Stage

BEST_LEVEL: Final = 5
FINAL_PRINTS: Final = frozenset({PrintState.PRINTED, PrintState.SENT, PrintState.FAILED})


def decide(hall: Hall, command: c.Command, now: datetime) -> tuple[e.Event, ...]:
    """The events of a command; raises a `Refusal` with facts when the rules do not allow it.

    A `now` before the last event counts as the moment of that event: time never runs backwards.
    """
    now = max(now, hall.last_at) if hall.last_at else now
    return _DECIDERS[type(command)](hall, command, now)


def _open_day(hall: Hall, command: c.OpenDay, now: datetime) -> tuple[e.Event, ...]:
    if hall.day is not None:
        raise DayIsOpen(day=hall.day.isoformat())
    check_prefixes(command.offer)
    if command.day == hall.last_day:
        return (e.DayReopened(at=now, day=command.day, offer=command.offer),)
    if hall.last_day is not None and command.day < hall.last_day:
        raise DayIsPast(day=command.day.isoformat(), last_day=hall.last_day.isoformat())
    return (
        e.DayOpened(
            at=now,
            day=command.day,
            offer=command.offer,
            settings=command.settings if hall.last_day is None else hall.settings,
            plan_version=hall.plan_version or 1,
            plan={**command.plan, **_carried_plan(hall, command.offer)},
        ),
    )


def _carried_plan(hall: Hall, offer: Offer) -> dict[int, tuple[str, ...]]:
    """The plan as it stood, as far as the new day still has its categories."""
    known = {rule.code for rule in offer.categories}
    kept = {
        no: tuple(code for code in window.categories if code in known)
        for no, window in hall.windows.items()
    }
    return {no: categories for no, categories in kept.items() if categories}


def _close_day(hall: Hall, command: c.CloseDay, now: datetime) -> tuple[e.Event, ...]:
    if hall.day is None:
        raise DayNotOpen
    going = [visit for visit in hall.visits.values() if visit.stage != Stage.ENDED]
    waiting = [visit for visit in going if visit.stage == Stage.WAITING]
    in_hand = len(going) - len(waiting)
    if in_hand or (waiting and not command.end_waiting):
        raise PeopleStillWait(waiting=len(waiting), in_hand=in_hand)
    ends = (e.VisitNotReached(at=now, visit=each.id) for each in sorted(waiting, key=_by_order))
    closes = (
        e.WindowClosed(at=now, window=each.no)
        for each in hall.windows.values()
        if each.status != WindowStatus.CLOSED
    )
    return (*ends, *closes, e.DayClosed(at=now, day=hall.day))


def _by_order(visit: Visit) -> int:
    return visit.order


def _issue(hall: Hall, command: c.IssueNumber, now: datetime) -> tuple[e.Event, ...]:
    rule = asked_category(hall, command.matter, command.category)
    check_new_ids(hall, command.visit, command.token)
    check_hours(open_offer(hall), now)
    ordinal = next_ordinal(hall, rule.code)
    return (
        e.VisitIssued(
            at=now,
            visit=command.visit,
            number=label(rule, ordinal, hall.settings.number_width),
            ordinal=ordinal,
            order=hall.order + 1,
            token=command.token,
            category=rule.code,
            ahead=hall.waiting(rule.code),
            matter=command.matter,
            receipt=command.receipt,
            visit_class=command.visit_class,
            language=command.language,
            needs=command.needs,
            kiosk=command.kiosk,
            printer=command.printer,
            wait=command.wait,
        ),
    )


def _report_ticket(hall: Hall, command: c.ReportTicket, now: datetime) -> tuple[e.Event, ...]:
    visit = _known_visit(hall, command.visit)
    if visit.print_state == command.state or visit.print_state in FINAL_PRINTS:
        return ()
    return (e.TicketReported(at=now, visit=visit.id, state=command.state),)


def _cancel(hall: Hall, command: c.CancelVisit, now: datetime) -> tuple[e.Event, ...]:
    visit = _known_visit(hall, command.visit)
    if visit.stage == Stage.ENDED:
        raise VisitIsOver(number=visit.number)
    if visit.stage == Stage.SERVING:
        raise VisitAtWindow(number=visit.number, window=visit.window or 0)
    return (e.VisitCancelled(at=now, visit=visit.id),)


def _rate(hall: Hall, command: c.RateService, now: datetime) -> tuple[e.Event, ...]:
    service = hall.services.get(command.service)
    if service is None:
        raise UnknownService(service=command.service)
    if service.finished_at is None:
        raise ServiceNotFinished(service=service.id)
    if not 1 <= command.level <= BEST_LEVEL:
        raise LevelOutOfRange(level=command.level)
    if command.question_only and not _asked(hall.windows[service.window], service.id, now):
        raise NoOpenQuestion(service=service.id)
    return (
        e.ServiceRated(
            at=now,
            service=service.id,
            visit=service.visit,
            window=service.window,
            clerk=service.clerk,
            level=command.level,
            reasons=command.reasons,
            words=command.words,
            channel=command.channel,
            superseded=service.rating is not None,
        ),
    )


def _asked(window: Window, service: str, now: datetime) -> bool:
    until = window.question_until
    return window.question == service and until is not None and now < until


def _open_window(hall: Hall, command: c.OpenWindow, now: datetime) -> tuple[e.Event, ...]:
    open_offer(hall)
    window = known_window(hall, command.window)
    if window.status == WindowStatus.OPEN and window.clerk == command.clerk:
        raise WindowIsOpen(window=window.no)
    if window.clerk not in {None, command.clerk}:
        raise WindowIsTaken(window=window.no, clerk=window.clerk or "")
    elsewhere = hall.clerks.get(command.clerk)
    if elsewhere is not None and elsewhere != window.no:
        raise ClerkIsElsewhere(clerk=command.clerk, window=elsewhere)
    return (e.WindowOpened(at=now, window=window.no, clerk=command.clerk),)


def _pause_window(hall: Hall, command: c.PauseWindow, now: datetime) -> tuple[e.Event, ...]:
    window = serving.open_window(hall, command.window)
    visit = hall.in_hand(window)
    if visit is not None and visit.stage == Stage.CALLED:
        raise VisitInHand(window=window.no, number=visit.number)
    return (e.WindowPaused(at=now, window=window.no, reason=command.reason),)


def _close_window(hall: Hall, command: c.CloseWindow, now: datetime) -> tuple[e.Event, ...]:
    window = known_window(hall, command.window)
    if window.status == WindowStatus.CLOSED:
        raise WindowIsClosed(window=window.no)
    visit = hall.in_hand(window)
    if visit is not None:
        raise VisitInHand(window=window.no, number=visit.number)
    return (e.WindowClosed(at=now, window=window.no),)


def _set_plan(hall: Hall, command: c.SetPlan, now: datetime) -> tuple[e.Event, ...]:
    open_offer(hall)
    if not command.windows:
        raise EmptyPlan
    if not command.reason.strip():
        raise ReasonNeeded
    for no, categories in command.windows.items():
        _check_plan_entry(hall, no, categories)
    _check_nobody_stranded(hall, command.windows)
    return (
        e.PlanSet(
            at=now,
            version=hall.plan_version + 1,
            windows=command.windows,
            reason=command.reason,
        ),
    )


def _check_plan_entry(hall: Hall, no: int, categories: tuple[str, ...]) -> None:
    known_window(hall, no)
    if not categories:
        raise WindowServesNothing(window=no)
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


def _ask_help(hall: Hall, command: c.AskHelp, now: datetime) -> tuple[e.Event, ...]:
    if command.kiosk in hall.help_wanted:
        return ()
    return (e.HelpAsked(at=now, kiosk=command.kiosk),)


def _give_help(hall: Hall, command: c.GiveHelp, now: datetime) -> tuple[e.Event, ...]:
    since = hall.help_wanted.get(command.kiosk)
    if since is None:
        raise NoHelpAsked(kiosk=command.kiosk)
    return (e.HelpGiven(at=now, kiosk=command.kiosk, wait_s=(now - since).total_seconds()),)


def _known_visit(hall: Hall, visit: str) -> Visit:
    known = hall.visits.get(visit)
    if known is None:
        raise UnknownVisit(visit=visit)
    return known


_DECIDERS: Final[dict[type, Callable[[Hall, Any, datetime], tuple[e.Event, ...]]]] = {
    c.OpenDay: _open_day,
    c.CloseDay: _close_day,
    c.IssueNumber: _issue,
    c.ReportTicket: _report_ticket,
    c.CallNext: serving.call_next,
    c.CallNumber: serving.call_number,
    c.Recall: serving.recall,
    c.StartService: serving.start,
    c.FinishService: serving.finish,
    c.MarkNoShow: serving.mark_no_show,
    c.CancelVisit: _cancel,
    c.RateService: _rate,
    c.OpenWindow: _open_window,
    c.PauseWindow: _pause_window,
    c.CloseWindow: _close_window,
    c.SetPlan: _set_plan,
    c.AskHelp: _ask_help,
    c.GiveHelp: _give_help,
    c.LetTimePass: serving.let_time_pass,
}
