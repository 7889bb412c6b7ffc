"""Finishing: what a finished service leads to, when a visit came for several matters.

Theory of operation. A visit may come for several matters. When a service is finished and another
matter is left, the visit stays if its window serves that matter's category too, and its next
service begins at once; else it is led on to wait for the next category, by its first arrival or
from now, as the hall's settings say. Each service is timed and rated by itself. The clerk can end
the visit as a whole.
"""

from datetime import datetime, timedelta

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Outcome, Todo, Visit
from hall.core.lookups import in_hand, known_visit, signed_in
from hall.core.numbering import further
from hall.core.refusals import MatterIsThereAlready, VisitIsOver
from hall.core.returning import give_back_ticket
from hall.core.serving import end_service, start_service
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding


def add_matter(hall: Hall, command: c.AddMatter, now: datetime) -> tuple[e.Event, ...]:
    """One more matter for a visit."""
    visit = known_visit(hall, command.visit)
    if visit.stage == Stage.ENDED:
        raise VisitIsOver(number=visit.number)
    (todo,) = further(hall, (command.matter,))
    if todo.matter == visit.matter or todo in visit.further:
        raise MatterIsThereAlready(number=visit.number, matter=todo.matter)
    return (e.MatterAdded(at=now, visit=visit.id, todo=todo),)


def end_and_go_on(
    unfolding: Unfolding, visit: Visit, command: c.FinishService, window: int
) -> None:
    """End the service in hand, and with it the visit unless a matter is left."""
    if command.whole or not visit.further:
        end_service(unfolding, visit, command.outcome)
        if command.outcome == Outcome.MATERIALS_MISSING:
            give_back_ticket(unfolding, visit, command.return_code)
        return
    end_service(unfolding, visit, command.outcome, ends_visit=False)
    todo = visit.further[0]
    if todo.category in unfolding.hall.windows[window].serves:
        _take_up(unfolding, visit, todo, window)
    else:
        _lead_on(unfolding, visit, todo, window)


def finish(hall: Hall, command: c.FinishService, now: datetime) -> tuple[e.Event, ...]:
    """Finish the visit in hand; a start that nobody keyed is inferred as of now."""
    window = signed_in(hall, command.window)
    visit = in_hand(hall, window)
    unfolding = Unfolding(hall, now)
    if visit.stage == Stage.CALLED:
        start_service(unfolding, visit, inferred=True)
        visit = unfolding.visit(visit.id)
    end_and_go_on(unfolding, visit, command, window.no)
    if command.ask_rating:
        until = now + timedelta(seconds=hall.settings.rating_open_s)
        service = visit.service or ""
        unfolding.add(e.RatingAsked(at=now, service=service, window=window.no, until=until))
    return unfolding.done()


def _take_up(unfolding: Unfolding, visit: Visit, todo: Todo, window: int) -> None:
    unfolding.add(
        e.MatterTakenUp(
            at=unfolding.now,
            visit=visit.id,
            window=window,
            category=todo.category,
            matter=todo.matter,
        )
    )
    start_service(unfolding, unfolding.visit(visit.id), inferred=False)


def _lead_on(unfolding: Unfolding, visit: Visit, todo: Todo, window: int) -> None:
    keeps = unfolding.hall.settings.lead_on_keeps_arrival
    unfolding.add(
        e.VisitLedOn(
            at=unfolding.now,
            visit=visit.id,
            window=window,
            category=todo.category,
            matter=todo.matter,
            entered_at=visit.entered_at if keeps else unfolding.now,
            service=visit.service or "",
        )
    )
