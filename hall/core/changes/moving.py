"""What changes when a visit leaves a window without being finished there, and comes back."""

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import entered, left, moved, with_service, with_visit, with_window
from hall.core.hall import Hall, Visit
from hall.core.window import Place, Press, PressKind


def _parked(hall: Hall, event: e.VisitParked) -> Hall:
    visit = hall.visits[event.visit]
    aside = moved(
        visit,
        "VisitParked",
        parked_at=event.at,
        reason=event.reason,
    )
    press = Press(
        kind=PressKind.PARK,
        at=event.at,
        visit=visit.id,
        step=aside.step,
        service=visit.service,
    )
    return with_window(with_visit(hall, aside), event.window, visit=None, last_press=press)


def _resumed(hall: Hall, event: e.VisitResumed) -> Hall:
    visit = hall.visits[event.visit]
    back = moved(
        visit,
        "VisitResumed",
        window=event.window,
        parked_at=None,
        reason=None,
    )
    hall = with_visit(hall, back)
    if visit.service is not None:
        service = hall.services[visit.service]
        hall = with_service(hall, replace(service, parked_s=service.parked_s + event.parked_s))
    asked = hall.services.get(hall.windows[event.window].question or "")
    if asked is not None and asked.visit != visit.id:
        hall = with_window(hall, event.window, question=None, question_until=None)
    return with_window(hall, event.window, visit=visit.id, last_press=None)


def _park_undone(hall: Hall, event: e.VisitParkUndone) -> Hall:
    visit = hall.visits[event.visit]
    hall = with_visit(hall, moved(visit, "VisitParkUndone", parked_at=None, reason=None))
    return with_window(hall, event.window, visit=visit.id, last_press=None)


def _place(visit: Visit) -> Place:
    return Place(
        category=visit.category,
        for_window=visit.for_window,
        entered_at=visit.entered_at,
        waiting_since=visit.waiting_since,
        matter=visit.matter,
        further=visit.further,
    )


def _transferred(hall: Hall, event: e.VisitTransferred) -> Hall:
    visit = hall.visits[event.visit]
    sent = moved(
        visit,
        "VisitTransferred",
        category=event.to_category,
        for_window=event.to_window,
        entered_at=event.entered_at,
        waiting_since=event.at,
        reason=event.note or None,
        window=None,
    )
    press = Press(
        kind=PressKind.TRANSFER,
        at=event.at,
        visit=visit.id,
        step=sent.step,
        service=event.service,
        place=_place(visit),
    )
    hall = with_window(hall, event.window, visit=None, last_press=press)
    return entered(with_visit(hall, sent), sent)


def _transfer_undone(hall: Hall, event: e.VisitTransferUndone) -> Hall:
    visit = hall.visits[event.visit]
    back = moved(
        visit,
        "VisitTransferUndone",
        category=event.category,
        for_window=event.for_window,
        entered_at=event.entered_at,
        waiting_since=event.waiting_since,
        matter=event.matter,
        further=event.further,
        reason=None,
        window=event.window,
    )
    hall = with_visit(left(hall, visit), back)
    return with_window(hall, event.window, visit=visit.id, last_press=None)


def _led_on(hall: Hall, event: e.VisitLedOn) -> Hall:
    visit = hall.visits[event.visit]
    on = moved(
        visit,
        "VisitLedOn",
        category=event.category,
        matter=event.matter,
        further=visit.further[1:],
        for_window=None,
        entered_at=event.entered_at,
        waiting_since=event.at,
        window=None,
    )
    press = Press(
        kind=PressKind.TRANSFER,
        at=event.at,
        visit=visit.id,
        step=on.step,
        service=event.service,
        place=_place(visit),
    )
    hall = with_window(hall, event.window, visit=None, last_press=press)
    return entered(with_visit(hall, on), on)


def _taken_up(hall: Hall, event: e.MatterTakenUp) -> Hall:
    visit = hall.visits[event.visit]
    on = moved(
        visit,
        "MatterTakenUp",
        category=event.category,
        matter=event.matter,
        further=visit.further[1:],
    )
    return with_visit(hall, on)


CHANGES: Changes = {
    e.VisitParked: _parked,
    e.VisitResumed: _resumed,
    e.VisitParkUndone: _park_undone,
    e.VisitTransferred: _transferred,
    e.VisitTransferUndone: _transfer_undone,
    e.VisitLedOn: _led_on,
    e.MatterTakenUp: _taken_up,
}
