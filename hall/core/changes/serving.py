"""What changes when a service begins, ends, is taken back, asked about or rated."""

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import moved, pressed, with_service, with_visit, with_window
from hall.core.changes.visits import ended
from hall.core.hall import Hall, Rating, Service
from hall.core.stages import Ending, Stage
from hall.core.window import Press, PressKind


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
    serving = moved(
        visit,
        "ServiceStarted",
        service=service.id,
        services=(*visit.services, service.id),
    )
    press = Press(
        kind=PressKind.START,
        at=event.at,
        visit=visit.id,
        step=serving.step,
        service=service.id,
    )
    undoable = not event.inferred and visit.stage == Stage.CALLED
    hall = pressed(hall, event.window, press if undoable else None)
    return with_service(with_visit(hall, serving), service)


def _withdrawn(hall: Hall, event: e.ServiceWithdrawn) -> Hall:
    visit = hall.visits[event.visit]
    hall = with_service(hall, replace(hall.services[event.service], withdrawn=True))
    called = moved(visit, "ServiceWithdrawn", service=None)
    return pressed(with_visit(hall, called), event.window, None)


def _finished(hall: Hall, event: e.ServiceFinished) -> Hall:
    service = replace(hall.services[event.service], finished_at=event.at, outcome=event.outcome)
    hall = with_service(hall, service)
    visit = hall.visits[event.visit]
    if not event.ends_visit:
        return with_visit(hall, moved(visit, "ServiceEnded", service=None))
    hall = ended(hall, visit, "ServiceFinished", Ending.SERVED, event.at)
    press = Press(
        kind=PressKind.FINISH,
        at=event.at,
        visit=visit.id,
        step=visit.step + 1,
        service=service.id,
    )
    return pressed(hall, event.window, press)


def _reopened(hall: Hall, event: e.ServiceReopened) -> Hall:
    visit = hall.visits[event.visit]
    over = visit.stage == Stage.ENDED
    service = replace(hall.services[event.service], finished_at=None, outcome=None)
    back = moved(
        visit,
        "ServiceReopened",
        service=service.id,
        ending=None,
        ended_at=None,
        return_code=None,
    )
    if visit.return_code in hall.returns:
        hall = replace(hall, returns=hall.returns.delete(visit.return_code or ""))
    hall = with_window(
        with_service(with_visit(hall, back), service),
        event.window,
        visit=visit.id,
        question=None,
        question_until=None,
        last_press=None,
    )
    return replace(hall, ended=hall.ended - over)


def _rating_asked(hall: Hall, event: e.RatingAsked) -> Hall:
    return with_window(hall, event.window, question=event.service, question_until=event.until)


def _rated(hall: Hall, event: e.ServiceRated) -> Hall:
    rating = Rating(level=event.level, reasons=event.reasons, words=event.words, at=event.at)
    hall = with_service(hall, replace(hall.services[event.service], rating=rating))
    visit = hall.visits[event.visit]
    hall = with_visit(hall, replace(visit, step=visit.step + 1))
    window = hall.windows[event.window]
    if window.question != event.service:
        return hall
    return with_window(hall, window.no, question=None, question_until=None)


CHANGES: Changes = {
    e.ServiceStarted: _started,
    e.ServiceWithdrawn: _withdrawn,
    e.ServiceFinished: _finished,
    e.ServiceReopened: _reopened,
    e.RatingAsked: _rating_asked,
    e.ServiceRated: _rated,
}
