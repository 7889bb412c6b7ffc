"""What devices report, as orders for the journal: papers printed, calls shown. Pure."""

from datetime import datetime
from typing import Final

from hall.bus.messages import AnswerOutcome
from hall.controller.announcements import print_id, printed
from hall.controller.orders import Actor, Order
from hall.core.commands import ReportShown, ReportTicket
from hall.core.hall import Hall, PrintState

PRINT_STATES: Final = {
    AnswerOutcome.PRINTED: PrintState.PRINTED,
    AnswerOutcome.WORKED_OFF: PrintState.WORKED_OFF,
    AnswerOutcome.SENT: PrintState.SENT,
    AnswerOutcome.UNCONFIRMED: PrintState.UNCONFIRMED,
    AnswerOutcome.FAILED: PrintState.FAILED,
}


def ticket_report(visit: str, state: PrintState, by: Actor) -> Order:
    """The order that records how far a ticket has come."""
    return Order(
        id=f"{print_id(visit)}/{state}",
        fingerprint=state,
        by=by,
        make=lambda _hall, _now: ReportTicket(visit=visit, state=state),
        remembered=False,
    )


def paper_report(command_id: str, state: PrintState, by: Actor) -> Order:
    """The order that records what became of one paper, told by the command that printed it."""

    def make(hall: Hall, _now: datetime) -> ReportTicket:
        visit, copy = printed(hall, command_id)
        return ReportTicket(visit=visit, state=state, copy=copy)

    return Order(id=f"{command_id}/{state}", fingerprint=state, by=by, make=make, remembered=False)


def shown_report(visit: str, by: Actor) -> Order:
    """The order that records that a call was shown and spoken."""
    return Order(
        id=f"shown/{visit}",
        fingerprint="",
        by=by,
        make=lambda _hall, _now: ReportShown(visit=visit),
        remembered=False,
    )
