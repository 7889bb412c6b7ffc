"""What becomes of a visit away from the windows: its paper, and giving it up.

Theory of operation. A number is callable whatever becomes of its paper; an unknown print result
stays open until somebody settles it. It can be printed again, under the same number; what is then
heard of an earlier paper counts no more. A number can be given up at any time but while it is being
served; what was parked ends unfinished.
"""

from datetime import datetime
from typing import Final

from hall.core import commands as c
from hall.core import events as e
from hall.core.hall import Hall, Outcome, PrintState
from hall.core.lookups import known_visit
from hall.core.refusals import PaperOnItsWay, VisitAtWindow, VisitIsOver
from hall.core.serving import end_service
from hall.core.stages import Stage
from hall.core.unfolding import Unfolding

FINAL_PRINTS: Final = frozenset(
    {PrintState.PRINTED, PrintState.WORKED_OFF, PrintState.SENT, PrintState.FAILED}
)


def report_ticket(hall: Hall, command: c.ReportTicket, now: datetime) -> tuple[e.Event, ...]:
    """Record how far the paper has come, unless that is settled."""
    visit = known_visit(hall, command.visit)
    if visit.print_state == command.state or visit.print_state in FINAL_PRINTS:
        return ()
    if command.copy is not None and command.copy != visit.copies:
        return ()
    return (e.TicketReported(at=now, visit=visit.id, state=command.state),)


def reprint(hall: Hall, command: c.ReprintTicket, now: datetime) -> tuple[e.Event, ...]:
    """Print the paper again, once the outcome of the one before is known or open."""
    visit = known_visit(hall, command.visit)
    if visit.stage == Stage.ENDED:
        raise VisitIsOver(number=visit.number)
    if visit.print_state == PrintState.PRINTING:
        raise PaperOnItsWay(number=visit.number)
    return (
        e.TicketReprinted(
            at=now,
            visit=visit.id,
            number=visit.number,
            category=visit.category,
            matter=visit.matter,
            language=visit.language,
            printer=command.printer,
            copy=visit.copies + 1,
            ahead=command.ahead,
            wait=command.wait,
            rehearsal=hall.rehearsal,
        ),
    )


def cancel(hall: Hall, command: c.CancelVisit, now: datetime) -> tuple[e.Event, ...]:
    """Give a number up."""
    visit = known_visit(hall, command.visit)
    if visit.stage == Stage.ENDED:
        raise VisitIsOver(number=visit.number)
    if visit.stage == Stage.SERVING:
        raise VisitAtWindow(number=visit.number, window=visit.window or 0)
    unfolding = Unfolding(hall, now)
    if visit.service is not None:
        end_service(unfolding, visit, Outcome.UNFINISHED, ends_visit=False)
    unfolding.add(e.VisitCancelled(at=now, visit=visit.id))
    return unfolding.done()
