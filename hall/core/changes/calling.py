"""What changes when a visit is called, and when it does not come."""

from msgspec.structs import replace

from hall.core import events as e
from hall.core.changes.table import Changes
from hall.core.changes.values import entered, left, moved, pressed, with_visit, with_window
from hall.core.changes.visits import ended
from hall.core.hall import Hall
from hall.core.stages import Ending, Stage, following
from hall.core.visit import Meeting
from hall.core.window import Press, PressKind


def _called(hall: Hall, event: e.VisitCalled) -> Hall:
    visit = hall.visits[event.visit]
    called = moved(
        visit,
        "VisitCalled",
        window=event.window,
        called_at=event.at,
        last_call_at=event.at,
        shown_at=None,
        late_until=None,
        calls=1,
        why=event.why,
        meeting=Meeting(event.window, event.clerk, event.at),
    )
    press = Press(
        kind=PressKind.CALL,
        at=event.at,
        visit=visit.id,
        step=called.step,
        finished=event.finished,
    )
    return with_window(
        with_visit(left(hall, visit), called),
        event.window,
        visit=visit.id,
        question=None,
        question_until=None,
        last_press=press,
    )


def _withdrawn(hall: Hall, event: e.VisitCallWithdrawn) -> Hall:
    visit = hall.visits[event.visit]
    back = moved(
        visit,
        "VisitCallWithdrawn",
        window=None,
        called_at=None,
        last_call_at=None,
        shown_at=None,
        late_until=None,
        calls=0,
        why=None,
        meeting=None,
    )
    hall = with_window(hall, event.window, visit=None, last_press=None)
    return entered(with_visit(hall, back), back)


def _recalled(hall: Hall, event: e.VisitRecalled) -> Hall:
    visit = hall.visits[event.visit]
    again = moved(visit, "VisitRecalled", calls=event.calls, last_call_at=event.at)
    return pressed(with_visit(hall, again), event.window, None)


def _shown(hall: Hall, event: e.CallShown) -> Hall:
    visit = hall.visits[event.visit]
    return with_visit(
        hall, replace(visit, stage=following(visit.stage, "CallShown"), shown_at=event.at)
    )


def _no_show(hall: Hall, event: e.VisitMarkedNoShow) -> Hall:
    visit = hall.visits[event.visit]
    hall = ended(hall, visit, "VisitMarkedNoShow", Ending.NO_SHOW, event.at)
    press = Press(kind=PressKind.NO_SHOW, at=event.at, visit=visit.id, step=visit.step + 1)
    return pressed(hall, event.window, press)


def _missed(hall: Hall, event: e.VisitMissed) -> Hall:
    visit = hall.visits[event.visit]
    gone = moved(visit, "VisitMissed", parked_at=event.at, missed=True)
    press = Press(kind=PressKind.NO_SHOW, at=event.at, visit=visit.id, step=gone.step)
    return with_window(with_visit(hall, gone), event.window, visit=None, last_press=press)


def _no_show_undone(hall: Hall, event: e.NoShowUndone) -> Hall:
    visit = hall.visits[event.visit]
    over = visit.stage == Stage.ENDED
    back = moved(
        visit,
        "NoShowUndone",
        ending=None,
        ended_at=None,
        parked_at=None,
        missed=False,
    )
    hall = with_window(with_visit(hall, back), event.window, visit=visit.id, last_press=None)
    return replace(hall, ended=hall.ended - over)


CHANGES: Changes = {
    e.VisitCalled: _called,
    e.VisitCallWithdrawn: _withdrawn,
    e.VisitRecalled: _recalled,
    e.CallShown: _shown,
    e.VisitMarkedNoShow: _no_show,
    e.VisitMissed: _missed,
    e.NoShowUndone: _no_show_undone,
}
