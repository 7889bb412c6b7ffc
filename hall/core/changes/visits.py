"""What changes with a visit away from the windows: its number, its place in line, its end."""

from datetime import datetime
from typing import Any, Final

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import entered, left, lines_with, moved, with_visit, with_window
from hall.core.hall import Hall, PrintState, Visit
from hall.core.settings import KIOSK_MEMORY
from hall.core.spent import Fate, with_appointment, with_return
from hall.core.stages import Ending, Stage, following

_OPEN_PRINTS: Final = frozenset({PrintState.PRINTING, PrintState.UNCONFIRMED})


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
        follows=event.follows,
        person=event.person,
        doubtful=event.doubtful,
        note=event.note,
        stage=Stage.WAITING,
        further=event.further,
        appointment_at=event.appointment_at,
        issued_at=event.at,
        told=event.wait,
        entered_at=event.entered_at or event.at,
        waiting_since=event.at,
    )
    prints = hall.prints.set(visit.id, event.printer) if event.printer else hall.prints
    return replace(
        hall,
        visits=hall.visits.set(visit.id, visit),
        lines=lines_with(hall, visit),
        **_counted(hall, event),
        **_redeemed(hall, event),
        issued=hall.issued.set(event.category, event.ordinal),
        order=event.order,
        numbers=hall.numbers.set(visit.number, visit.id),
        tokens=hall.tokens.set(visit.token, visit.id),
        prints=prints,
    )


def _counted(hall: Hall, event: e.VisitIssued) -> dict[str, Any]:
    """What the limits look at, changed together with the rest: a copy of the hall costs."""
    slots, persons, kiosks = hall.slots, hall.persons, hall.kiosks
    if event.slot is not None:
        slot = (event.category, event.slot)
        slots = slots.set(slot, slots.get(slot, 0) + 1)
    if event.person is not None:
        persons = persons.set(event.person, (*persons.get(event.person, ()), event.visit))
    if event.kiosk is not None:
        given = (*kiosks.get(event.kiosk, ()), event.at)
        kiosks = kiosks.set(event.kiosk, given[-KIOSK_MEMORY:])
    return {"slots": slots, "persons": persons, "kiosks": kiosks}


def _redeemed(hall: Hall, event: e.VisitIssued) -> dict[str, Any]:
    """What was taken in for the number cannot be taken in again."""
    back = hall.returns.get(event.return_code or "")
    came = hall.appointments.get(event.appointment or "")
    if back is not None:
        spent = with_return(hall.spent, back)
        return {"returns": hall.returns.delete(back.code), "spent": spent}
    if came is not None:
        spent, booked = with_appointment(hall.spent, came, Fate.CHECKED_IN), hall.booked
        if event.frees is not None:
            slot = (came.category, event.frees)
            booked = booked.set(slot, booked.get(slot, 1) - 1)
        appointments = hall.appointments.delete(came.id)
        return {"appointments": appointments, "spent": spent, "booked": booked}
    return {}


def _matter_added(hall: Hall, event: e.MatterAdded) -> Hall:
    visit = hall.visits[event.visit]
    more = (*visit.further, event.todo)
    return with_visit(hall, replace(visit, further=more, step=visit.step + 1))


def _note_left(hall: Hall, event: e.NoteLeft) -> Hall:
    # A note is no step: it must not keep the last press from being taken back.
    return with_visit(hall, replace(hall.visits[event.visit], note=event.note))


def _return_code_given(hall: Hall, event: e.ReturnCodeGiven) -> Hall:
    visit = hall.visits[event.visit]
    hall = with_visit(hall, replace(visit, return_code=event.code.code))
    return replace(hall, returns=hall.returns.set(event.code.code, event.code))


def _ticket_reported(hall: Hall, event: e.TicketReported) -> Hall:
    visit = hall.visits[event.visit]
    hall = with_visit(hall, replace(visit, print_state=event.state))
    if event.state in _OPEN_PRINTS or visit.id not in hall.prints:
        return hall
    return replace(hall, prints=hall.prints.delete(visit.id))


def _ticket_reprinted(hall: Hall, event: e.TicketReprinted) -> Hall:
    visit = replace(
        hall.visits[event.visit],
        print_state=PrintState.PRINTING,
        printer=event.printer,
        copies=event.copy,
    )
    return replace(with_visit(hall, visit), prints=hall.prints.set(visit.id, event.printer))


def _let_others_pass(hall: Hall, event: e.VisitLetOthersPass) -> Hall:
    visit = hall.visits[event.visit]
    behind = moved(visit, "VisitLetOthersPass", entered_at=event.entered_at)
    return entered(with_visit(left(hall, visit), behind), behind)


def _class_changed(hall: Hall, event: e.VisitClassChanged) -> Hall:
    visit = hall.visits[event.visit]
    after = moved(visit, "VisitClassChanged", visit_class=event.after)
    return entered(with_visit(left(hall, visit), after), after)


def _lateness_reported(hall: Hall, event: e.LatenessReported) -> Hall:
    visit = hall.visits[event.visit]
    stage = following(visit.stage, "LatenessReported")
    return with_visit(hall, replace(visit, stage=stage, late_until=event.until))


def _rejoined(hall: Hall, event: e.VisitRejoined) -> Hall:
    visit = hall.visits[event.visit]
    back = moved(
        visit,
        "VisitRejoined",
        entered_at=event.entered_at,
        waiting_since=event.at,
        window=None,
        parked_at=None,
        missed=False,
    )
    return entered(with_visit(hall, back), back)


def ended(hall: Hall, visit: Visit, name: str, ending: Ending, at: datetime) -> Hall:
    """The hall in which a visit is over, wherever it stood."""
    over = moved(visit, name, ending=ending, ended_at=at, service=None)
    if visit.stage == Stage.WAITING:
        hall = left(hall, visit)
    elif visit.stage != Stage.PARKED and visit.window is not None:
        hall = with_window(hall, visit.window, visit=None)
    return replace(with_visit(hall, over), ended=hall.ended + 1)


def _cancelled(hall: Hall, event: e.VisitCancelled) -> Hall:
    return _given_up(hall, event, "VisitCancelled", Ending.CANCELLED)


def _not_reached(hall: Hall, event: e.VisitNotReached) -> Hall:
    return _given_up(hall, event, "VisitNotReached", Ending.NOT_REACHED)


def _left(hall: Hall, event: e.VisitLeft) -> Hall:
    return _given_up(hall, event, "VisitLeft", Ending.LEFT)


def _given_up(hall: Hall, event: Any, name: str, ending: Ending) -> Hall:
    visit = hall.visits[event.visit]
    return ended(hall, visit, name, ending, event.at)


CHANGES: Changes = {
    e.VisitIssued: _issued,
    e.TicketReported: _ticket_reported,
    e.TicketReprinted: _ticket_reprinted,
    e.VisitLetOthersPass: _let_others_pass,
    e.VisitClassChanged: _class_changed,
    e.LatenessReported: _lateness_reported,
    e.VisitRejoined: _rejoined,
    e.VisitCancelled: _cancelled,
    e.VisitNotReached: _not_reached,
    e.VisitLeft: _left,
    e.MatterAdded: _matter_added,
    e.NoteLeft: _note_left,
    e.ReturnCodeGiven: _return_code_given,
}
