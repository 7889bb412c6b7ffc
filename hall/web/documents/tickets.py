"""Tickets as their holders see them."""

from hall.controller.premises import Premises
from hall.controller.waits import wait_of_visit
from hall.controller.wide_view import hall_wide
from hall.core import events as e
from hall.core.claiming import claimable
from hall.core.hall import Hall, Service, Visit, Wait
from hall.core.overtaking import went_before
from hall.core.settings import NoShowPolicy
from hall.core.stages import Ending, Stage
from hall.forecast.ranges import Forecasts
from hall.web.documents.values import Document, moment
from hall.web.documents.windows import why_document


def issued_document(events: tuple[e.Event, ...], premises: Premises) -> Document:
    """A number just taken."""
    issued = next(event for event in events if isinstance(event, e.VisitIssued))
    return {
        "visit": issued.visit,
        "number": issued.number,
        "token": issued.token,
        "category": issued.category,
        "ahead": issued.ahead,
        "wait": wait_document(issued.wait),
        "area": premises.areas_of[issued.category],
    }


def wait_document(wait: Wait | None) -> Document | None:
    """A wait as an honest range."""
    if wait is None:
        return None
    return {"low_min": wait.low_min, "high_min": wait.high_min, "method": wait.method}


def ticket_document(
    hall: Hall, visit: Visit, premises: Premises, forecasts: Forecasts | None = None
) -> Document:
    """A ticket as its holder sees it: the number, where it stands, where to go."""
    waiting = visit.stage == Stage.WAITING
    ahead = ahead_of(hall, visit) if waiting else 0
    wait = wait_of_visit(hall, premises, visit, ahead, forecasts) if waiting else None
    return {
        "visit": visit.id,
        "number": visit.number,
        "token": visit.token,
        "category": visit.category,
        "matter": visit.matter,
        "stage": visit.stage,
        "ending": visit.ending,
        "ahead": ahead,
        "wait": wait_document(wait),
        "area": premises.areas_of[visit.category],
        "window": visit.window,
        "calls": visit.calls,
        "overtaken": _overtaken(hall, visit, premises),
        "back": _way_back(hall, visit),
        "late_until": moment(visit.late_until),
        "wide": said_to_all(hall, premises, premises.areas_of[visit.category]),
        "paper": visit.print_state,
        "printer": visit.printer,
        "issued_at": moment(visit.issued_at),
        "called_at": moment(visit.called_at),
        "services": [
            *(_service_of_ticket(hall.services[each]) for each in visit.services),
            *_claimable_of_ticket(hall, visit),
        ],
    }


def said_to_all(hall: Hall, premises: Premises, area: str) -> Document:
    """What holds for the whole hall, as a screen says it to those who wait in an area."""
    wide = hall_wide(hall, premises, area)
    return {
        "emergency": _text(wide.emergency),
        "exits": [_text(way) for way in wide.exits],
        "paused": _text(wide.paused),
        "rehearsal": wide.rehearsal,
    }


def _text(text: tuple[str, str] | None) -> Document | None:
    return None if text is None else {"zh": text[0], "en": text[1]}


def _overtaken(hall: Hall, visit: Visit, premises: Premises) -> Document | None:
    """Why somebody who came later was called before; the last time that it happened."""
    found = went_before(hall, visit)
    return None if found is None else why_document(*found, premises.zone)


def ahead_of(hall: Hall, visit: Visit) -> int:
    """How many stand before a waiting visit in its category, whatever their class."""
    return sum(
        line.ahead_of(visit.line_key)
        for (category, _), line in hall.lines.items()
        if category == visit.category
    )


def _way_back(hall: Hall, visit: Visit) -> Document | None:
    """How a missed number comes back: behind some others, or anew at the end; None where not."""
    if visit.stage == Stage.PARKED and visit.missed:
        return {"behind": hall.settings.no_show_back_after}
    void = hall.settings.no_show_policy == NoShowPolicy.VOID
    return {"behind": None} if visit.ending == Ending.NO_SHOW and not void else None


def _claimable_of_ticket(hall: Hall, visit: Visit) -> list[Document]:
    """A meeting at a window of which no service was recorded; its holder can rate it too."""
    service = claimable(hall, visit)
    if service is None or visit.meeting is None:
        return []
    return [
        {
            "service": service,
            "window": visit.meeting.window,
            "matter": visit.matter,
            "finished_at": moment(visit.meeting.at),
            "outcome": None,
            "rated": False,
            "claim": True,
        }
    ]


def _service_of_ticket(service: Service) -> Document:
    return {
        "service": service.id,
        "window": service.window,
        "matter": service.matter,
        "finished_at": moment(service.finished_at),
        "outcome": service.outcome,
        "rated": service.rating is not None,
    }
