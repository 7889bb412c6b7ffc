"""What waits for the service desk: people to go to, and tickets that did not come out."""

from collections.abc import Iterator
from operator import attrgetter
from typing import Final

from hall.core.hall import Hall, PrintState, Visit
from hall.web.documents.values import Document, moment

MOST_FAILED: Final = 3
"""Tickets that failed, shown at a time: who stands at the desk took theirs just now."""


def help_document(hall: Hall) -> list[Document]:
    """Where somebody is awaited, at a kiosk or at a window, the longest first."""
    return [
        {"kiosk": kiosk, "since": moment(since)}
        for kiosk, since in sorted(hall.help_wanted.items(), key=lambda each: each[1])
    ]


def desk_document(hall: Hall) -> Document:
    """Calls for help, papers of which nobody knows, and those that failed, the newest first."""
    failed = sorted(_failed(hall), key=attrgetter("order"), reverse=True)
    return {
        "help": help_document(hall),
        "papers": [
            {
                "visit": visit,
                "number": hall.visits[visit].number,
                "printer": printer,
                "state": hall.visits[visit].print_state,
            }
            for visit, printer in sorted(hall.prints.items())
            if hall.visits[visit].print_state == PrintState.UNCONFIRMED
        ],
        "failed": [
            {
                "visit": visit.id,
                "number": visit.number,
                "kiosk": visit.kiosk,
                "printer": visit.printer,
                "issued_at": moment(visit.issued_at),
            }
            for visit in failed[:MOST_FAILED]
        ],
        "failed_before": max(0, len(failed) - MOST_FAILED),
    }


def _failed(hall: Hall) -> Iterator[Visit]:
    """Who still waits for the first call without a ticket in hand."""
    for line in hall.lines.values():
        for *_, ident in line:
            visit = hall.visits[ident]
            if visit.print_state == PrintState.FAILED and visit.called_at is None:
                yield visit
