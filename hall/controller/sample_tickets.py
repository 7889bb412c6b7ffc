"""A number of nobody, for a hall that wants to see its tickets before anybody takes one; pure."""

from datetime import datetime, timedelta

from hall.bus.messages import TicketDocument
from hall.controller.premises import Premises
from hall.controller.tickets import ticket
from hall.core.events import TicketReprinted, VisitIssued
from hall.core.hall import Wait

AHEAD, LOW_MIN, HIGH_MIN = 6, 20, 35
TOKEN = "0123456789abcdefghijkl"  # noqa: S105 - it opens nothing
_SOON = timedelta(hours=1)


def sample_ticket(
    premises: Premises,
    at: datetime,
    *,
    language: str = "zh",
    reprint: bool = False,
    appointment: bool = False,
    queues_instead: bool = False,
    ahead: int = AHEAD,
) -> TicketDocument:
    """The ticket of a made-up number of the matter with the longest name, as the hall prints it."""
    matters = premises.catalogue.matters.values()
    matter = max(matters, key=lambda each: len(each.name.zh))
    prefix = premises.catalogue.categories[matter.category].prefix
    issued = VisitIssued(
        at=at,
        visit="sample",
        number=f"{prefix}012",
        ordinal=12,
        order=12,
        token=TOKEN,
        category=matter.category,
        matter=matter.id,
        ahead=ahead,
        language=language,
        wait=Wait(low_min=LOW_MIN, high_min=HIGH_MIN, method="sample"),
        appointment_at=at + _SOON if appointment else None,
        frees=at + _SOON if queues_instead else None,
    )
    return ticket(_again(issued) if reprint else issued, premises, TOKEN)


def _again(issued: VisitIssued) -> TicketReprinted:
    return TicketReprinted(
        at=issued.at,
        visit=issued.visit,
        number=issued.number,
        category=issued.category,
        matter=issued.matter,
        printer="sample",
        copy=1,
        ahead=issued.ahead,
        language=issued.language,
        wait=issued.wait,
    )
