"""Windows with the visits at them, and the questions of their rating tablets."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, tzinfo
from typing import Final, TypeVar

from hall.core import events as e
from hall.core.glancing import Glance, glance
from hall.core.hall import Hall, Service, Visit, Window
from hall.core.no_shows import no_show_at
from hall.core.stages import Stage
from hall.core.why import Why, explain
from hall.web.documents.values import Document, moment

NEXT_SHOWN: Final = 3
Found = TypeVar("Found")


def once_per_hall(look: Callable[[Hall], Found]) -> Callable[[Hall], Found]:
    """Look through a whole hall once, however many of its windows are written."""
    last: list[tuple[Hall, Found]] = []

    def found(hall: Hall) -> Found:
        for known, answer in last:
            if known is hall:
                return answer
        answer = look(hall)
        last[:] = [(hall, answer)]
        return answer

    return found


def window_document(hall: Hall, no: int, now: datetime, zone: tzinfo) -> Document:
    """A window with the visit in hand and the next that wait; nothing of ratings, ever.

    Moments in sentences are read in the hall's `zone`.
    """
    window = hall.windows[no]
    in_hand = hall.in_hand(window)
    return {
        "window": no,
        "status": window.status,
        "clerk": window.clerk,
        "reason": window.reason,
        "categories": list(window.categories),
        "waiting": hall.waiting_for(window),
        "visit": None if in_hand is None else visit_at_window(hall, in_hand, zone),
        "next": [waiting_visit(each, zone) for each in glance(hall, window, now, NEXT_SHOWN)],
        "parked": [parked_visit(each) for each in parked_for(hall, window)],
        "last_press": _last_press(hall, window),
        "unacknowledged": window.unacknowledged,
        "help_since": moment(hall.help_wanted.get(at_window(no))),
    }


def at_window(no: int) -> str:
    """Who asks for help, when it is a clerk."""
    return f"window-{no}"


def parked_for(hall: Hall, window: Window) -> list[Visit]:
    """Visits put aside here, or whose category this window serves; those that missed not."""
    return [
        visit
        for visit in _parked(hall)
        if visit.window == window.no or visit.category in window.categories
    ]


@once_per_hall
def _parked(hall: Hall) -> list[Visit]:
    parked = (visit for visit in hall.visits.values() if visit.stage == Stage.PARKED)
    return sorted((each for each in parked if not each.missed), key=lambda visit: visit.order)


def note_of(visit: Visit) -> str | None:
    """What clerks before left for the one who serves it now."""
    return " · ".join(text for text in (visit.note, visit.reason) if text) or None


def parked_visit(visit: Visit) -> Document:
    """A visit that stepped aside."""
    return {
        "number": visit.number,
        "category": visit.category,
        "matter": visit.matter,
        "reason": visit.reason,
        "note": visit.note or None,
        "parked_at": moment(visit.parked_at),
    }


def _last_press(hall: Hall, window: Window) -> Document | None:
    """What may still be taken back; the visit must not have moved on."""
    press = window.last_press
    if press is None or hall.visits[press.visit].step != press.step:
        return None
    return {
        "kind": press.kind,
        "number": hall.visits[press.visit].number,
        "at": moment(press.at),
    }


def act_document(
    hall: Hall, no: int, events: tuple[e.Event, ...], now: datetime, zone: tzinfo
) -> Document:
    """A window after an act, with the visits that the act ended.

    `now` counts for an act that found everything done already, and has no event of its own.
    """
    at = events[-1].at if events else now
    ended = [
        visit_at_window(hall, hall.visits[event.visit], zone)
        for event in events
        if isinstance(event, e.ServiceFinished | e.VisitMarkedNoShow | e.VisitMissed)
    ]
    return {**window_document(hall, no, at, zone), "ended": ended}


def visit_at_window(hall: Hall, visit: Visit, zone: tzinfo) -> Document:
    """A visit as its window needs it."""
    service = hall.services[visit.services[-1]] if visit.services else None
    current = service is not None and visit.stage in {Stage.SERVING, Stage.ENDED}
    again_at = visit.last_call_at and visit.last_call_at + _recall_pause(hall)
    return {
        "visit": visit.id,
        "number": visit.number,
        "category": visit.category,
        "matter": visit.matter,
        "note": note_of(visit),
        "left_note": visit.note,
        "language": visit.language,
        "needs": list(visit.needs),
        "receipt": visit.receipt,
        "stage": visit.stage,
        "ending": visit.ending,
        "issued_at": moment(visit.issued_at),
        "called_at": moment(visit.called_at),
        "recall_from": moment(again_at),
        "recalls_left": max(0, hall.settings.recall_limit + 1 - visit.calls),
        "no_show_from": moment(no_show_at(hall, visit)) if visit.called_at else None,
        "calls": visit.calls,
        "why": None if visit.why is None else why_document(visit.number, visit.why, zone),
        "inferred_start": bool(service and current and service.inferred_start),
        "service": service.id if service and current else None,
        "started_at": moment(service.started_at) if service and current else None,
        "further": [each.matter for each in visit.further],
        "return_code": _return_code(hall, visit),
    }


def _return_code(hall: Hall, visit: Visit) -> Document | None:
    """What a citizen comes back with, for the clerk who sends them to fetch something."""
    given = hall.returns.get(visit.return_code or "")
    return None if given is None else {"code": given.code, "until": given.valid_until.isoformat()}


def _recall_pause(hall: Hall) -> timedelta:
    return timedelta(seconds=hall.settings.recall_pause_s)


def waiting_visit(seen: Glance, zone: tzinfo) -> Document:
    """A waiting visit as a window that may call it sees it; no class, unless the hall shows it."""
    known = {} if seen.visit_class is None else {"class": seen.visit_class}
    return {
        "number": seen.number,
        "category": seen.category,
        "matter": seen.matter,
        "entered_at": moment(seen.entered_at),
        "why": why_document(seen.number, seen.why, zone),
        **known,
    }


def why_document(number: str, why: Why, zone: tzinfo) -> Document:
    """Why a number is called, in one sentence; `before` is whom it goes before, if anybody."""
    zh, en = explain(number, why, zone)
    return {"before": why.before, "zh": zh, "en": en}


def question_document(hall: Hall, no: int) -> Document:
    """The open question of a window, as its rating tablet needs it, and the number in hand.

    Between questions the tablet stands in for a panel: it shows the number that is at the window.
    """
    window = hall.windows[no]
    in_hand = hall.in_hand(window)
    service = hall.services.get(window.question or "")
    return {
        "window": no,
        "number": None if in_hand is None else in_hand.number,
        "question": None if service is None else _question(hall, window, service),
    }


def _question(hall: Hall, window: Window, service: Service) -> Document:
    return {
        "service": service.id,
        "number": hall.visits[service.visit].number,
        "language": hall.visits[service.visit].language,
        "category": hall.visits[service.visit].category,
        "matter": service.matter,
        "clerk": service.clerk,
        "finished_at": moment(service.finished_at),
        "until": moment(window.question_until),
    }


def windows_in_order(hall: Hall) -> Iterator[Window]:
    """All windows by their number."""
    return (hall.windows[no] for no in sorted(hall.windows))
