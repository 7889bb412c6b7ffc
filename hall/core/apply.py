"""The next hall after an event; total, without rules, settings or catalogue.

Applying the events of a day again gives the same hall, whatever the rules are by then.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from immutables import Map

from hall.core import events as e
from hall.core.hall import Hall, PrintState, Rating, Service, Visit, Window, WindowStatus
from hall.core.line import Line
from hall.core.stages import Ending, Stage, following

_OPEN_PRINTS: Final = frozenset({PrintState.PRINTING, PrintState.UNCONFIRMED})


def apply(hall: Hall, event: e.Event) -> Hall:
    """The hall after one event; raises `StageError` when the event cannot follow."""
    return replace(_APPLIERS[type(event)](hall, event), last_at=event.at)


def apply_all(hall: Hall, events: tuple[e.Event, ...]) -> Hall:
    """The hall after several events, in order."""
    for event in events:
        hall = apply(hall, event)
    return hall


def _day_opened(_hall: Hall, event: e.DayOpened) -> Hall:
    return Hall(
        settings=event.settings,
        day=event.day,
        last_day=event.day,
        offer=event.offer,
        plan_version=event.plan_version,
        windows=Map(
            {no: Window(no=no, categories=categories) for no, categories in event.plan.items()}
        ),
    )


def _day_closed(hall: Hall, _event: e.DayClosed) -> Hall:
    return replace(hall, day=None)


def _day_reopened(hall: Hall, event: e.DayReopened) -> Hall:
    return replace(hall, day=event.day, offer=event.offer)


def _issued(hall: Hall, event: e.VisitIssued) -> Hall:
    visit = Visit(
        id=event.visit,
        number=event.number,
        order=event.order,
        token=event.token,
        category=event.category,
        matter=event.matter,
        visit_class=event.visit_class,
        language=event.language,
        needs=event.needs,
        receipt=event.receipt,
        kiosk=event.kiosk,
        printer=event.printer,
        print_state=PrintState.PRINTING if event.printer else None,
        stage=Stage.WAITING,
        issued_at=event.at,
        entered_at=event.at,
    )
    prints = hall.prints.set(visit.id, event.printer) if event.printer else hall.prints
    return replace(
        _enter(hall, visit),
        visits=hall.visits.set(visit.id, visit),
        issued=hall.issued.set(event.category, event.ordinal),
        order=event.order,
        numbers=hall.numbers.set(visit.number, visit.id),
        tokens=hall.tokens.set(visit.token, visit.id),
        prints=prints,
    )


def _enter(hall: Hall, visit: Visit) -> Hall:
    key = (visit.category, visit.visit_class)
    line = hall.lines.get(key, Line()).add(visit.line_key)
    return replace(hall, lines=hall.lines.set(key, line))


def _leave(hall: Hall, visit: Visit) -> Hall:
    key = (visit.category, visit.visit_class)
    return replace(hall, lines=hall.lines.set(key, hall.lines[key].remove(visit.line_key)))


def _ticket_reported(hall: Hall, event: e.TicketReported) -> Hall:
    visit = hall.visits[event.visit]
    hall = _with_visit(hall, replace(visit, print_state=event.state))
    if event.state in _OPEN_PRINTS or visit.id not in hall.prints:
        return hall
    return replace(hall, prints=hall.prints.delete(visit.id))


def _called(hall: Hall, event: e.VisitCalled) -> Hall:
    visit = hall.visits[event.visit]
    called = replace(
        visit,
        stage=following(visit.stage, "VisitCalled"),
        window=event.window,
        called_at=event.at,
        last_call_at=event.at,
        calls=1,
    )
    hall = _with_visit(_leave(hall, visit), called)
    return _with_window(hall, event.window, visit=visit.id, question=None, question_until=None)


def _recalled(hall: Hall, event: e.VisitRecalled) -> Hall:
    visit = hall.visits[event.visit]
    stage = following(visit.stage, "VisitRecalled")
    return _with_visit(hall, replace(visit, stage=stage, calls=event.calls, last_call_at=event.at))


def _started(hall: Hall, event: e.ServiceStarted) -> Hall:
    visit = hall.visits[event.visit]
    service = Service(
        id=event.service,
        visit=event.visit,
        window=event.window,
        clerk=event.clerk,
        matter=event.matter,
        started_at=event.at,
        inferred_start=event.inferred,
    )
    serving = replace(
        visit,
        stage=following(visit.stage, "ServiceStarted"),
        service=service.id,
        services=(*visit.services, service.id),
    )
    hall = _with_visit(hall, serving)
    return replace(hall, services=hall.services.set(service.id, service))


def _withdrawn(hall: Hall, event: e.ServiceWithdrawn) -> Hall:
    visit = hall.visits[event.visit]
    stage = following(visit.stage, "ServiceWithdrawn")
    service = replace(hall.services[event.service], withdrawn=True)
    hall = replace(hall, services=hall.services.set(service.id, service))
    return _with_visit(hall, replace(visit, stage=stage, service=None))


def _finished(hall: Hall, event: e.ServiceFinished) -> Hall:
    service = replace(hall.services[event.service], finished_at=event.at, outcome=event.outcome)
    hall = replace(hall, services=hall.services.set(service.id, service))
    return _end(hall, event, "ServiceFinished", Ending.SERVED)


def _no_show(hall: Hall, event: e.VisitMarkedNoShow) -> Hall:
    return _end(hall, event, "VisitMarkedNoShow", Ending.NO_SHOW)


def _cancelled(hall: Hall, event: e.VisitCancelled) -> Hall:
    return _end(hall, event, "VisitCancelled", Ending.CANCELLED)


def _not_reached(hall: Hall, event: e.VisitNotReached) -> Hall:
    return _end(hall, event, "VisitNotReached", Ending.NOT_REACHED)


def _end(hall: Hall, event: Any, name: str, ending: Ending) -> Hall:
    visit = hall.visits[event.visit]
    ended = replace(
        visit, stage=following(visit.stage, name), ending=ending, ended_at=event.at, service=None
    )
    if visit.stage == Stage.WAITING:
        hall = _leave(hall, visit)
    elif visit.window is not None:
        hall = _with_window(hall, visit.window, visit=None)
    return replace(_with_visit(hall, ended), ended=hall.ended + 1)


def _rating_asked(hall: Hall, event: e.RatingAsked) -> Hall:
    return _with_window(hall, event.window, question=event.service, question_until=event.until)


def _rated(hall: Hall, event: e.ServiceRated) -> Hall:
    rating = Rating(level=event.level, reasons=event.reasons, words=event.words, at=event.at)
    service = replace(hall.services[event.service], rating=rating)
    hall = replace(hall, services=hall.services.set(service.id, service))
    if hall.windows[event.window].question != event.service:
        return hall
    return _with_window(hall, event.window, question=None, question_until=None)


def _window_opened(hall: Hall, event: e.WindowOpened) -> Hall:
    hall = _with_window(
        hall, event.window, status=WindowStatus.OPEN, clerk=event.clerk, reason=None
    )
    return replace(hall, clerks=hall.clerks.set(event.clerk, event.window))


def _window_paused(hall: Hall, event: e.WindowPaused) -> Hall:
    return _with_window(hall, event.window, status=WindowStatus.PAUSED, reason=event.reason)


def _window_closed(hall: Hall, event: e.WindowClosed) -> Hall:
    clerk = hall.windows[event.window].clerk or ""
    hall = _with_window(
        hall,
        event.window,
        status=WindowStatus.CLOSED,
        clerk=None,
        reason=None,
        question=None,
        question_until=None,
    )
    return replace(hall, clerks=hall.clerks.delete(clerk)) if clerk in hall.clerks else hall


def _plan_set(hall: Hall, event: e.PlanSet) -> Hall:
    for no, categories in event.windows.items():
        hall = _with_window(hall, no, categories=categories)
    return replace(hall, plan_version=event.version)


def _help_asked(hall: Hall, event: e.HelpAsked) -> Hall:
    return replace(hall, help_wanted=hall.help_wanted.set(event.kiosk, event.at))


def _help_given(hall: Hall, event: e.HelpGiven) -> Hall:
    return replace(hall, help_wanted=hall.help_wanted.delete(event.kiosk))


def _with_visit(hall: Hall, visit: Visit) -> Hall:
    return replace(hall, visits=hall.visits.set(visit.id, visit))


def _with_window(hall: Hall, no: int, **changes: Any) -> Hall:
    window = replace(hall.windows[no], **changes)
    return replace(hall, windows=hall.windows.set(no, window))


_APPLIERS: Final[dict[type, Callable[[Hall, Any], Hall]]] = {
    e.DayOpened: _day_opened,
    e.DayClosed: _day_closed,
    e.DayReopened: _day_reopened,
    e.VisitIssued: _issued,
    e.TicketReported: _ticket_reported,
    e.VisitCalled: _called,
    e.VisitRecalled: _recalled,
    e.ServiceStarted: _started,
    e.ServiceWithdrawn: _withdrawn,
    e.ServiceFinished: _finished,
    e.VisitMarkedNoShow: _no_show,
    e.VisitCancelled: _cancelled,
    e.VisitNotReached: _not_reached,
    e.RatingAsked: _rating_asked,
    e.ServiceRated: _rated,
    e.WindowOpened: _window_opened,
    e.WindowPaused: _window_paused,
    e.WindowClosed: _window_closed,
    e.PlanSet: _plan_set,
    e.HelpAsked: _help_asked,
    e.HelpGiven: _help_given,
}
