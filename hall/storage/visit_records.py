"""The rows that events of visits, calls, services and ratings make or change; pure.

A visit keeps the category its number was issued for; calls and services have their own. Members of
an enumeration are given by their value: a driver takes several times as long over anything else.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from hall.core import events as e
from hall.core.stages import Ending
from hall.storage.appointment_records import settled
from hall.storage.encoding import moment
from hall.storage.placed import At, Step


def _issued(event: e.VisitIssued, at: At) -> Iterable[Step]:
    wait = event.wait
    yield (
        "visit_issued",
        {
            "id": event.visit,
            "day": at.day,
            "number": event.number,
            "token": event.token,
            "category": event.category,
            "matter": event.matter,
            "visit_class": event.visit_class.value,
            "kiosk": event.kiosk,
            "ahead": event.ahead,
            "told_low_min": wait.low_min if wait else None,
            "told_high_min": wait.high_min if wait else None,
            "told_method": wait.method if wait else None,
            "issued_at": moment(event.at),
            "calls": 0,
            "print_state": "printing" if event.printer else None,
        },
    )
    if event.appointment is not None:
        yield settled(event.appointment, "checked_in", event, event.visit)


def _ticket(event: e.TicketReported, _at: At) -> Iterable[Step]:
    yield "visit_printed", {"row_id": event.visit, "print_state": event.state.value}


def _reprinted(event: e.TicketReprinted, _at: At) -> Iterable[Step]:
    yield "visit_printed", {"row_id": event.visit, "print_state": "printing"}


def _class_changed(event: e.VisitClassChanged, _at: At) -> Iterable[Step]:
    yield "visit_classed", {"row_id": event.visit, "visit_class": event.after.value}


def _called(event: e.VisitCalled, at: At) -> Iterable[Step]:
    yield (
        "call_made",
        {
            "seq": at.seq,
            "visit": event.visit,
            "row_visit": event.visit,
            "day": at.day,
            "category": event.category,
            "window": event.window,
            "clerk": event.clerk,
            "at": moment(event.at),
            "wait_s": event.wait_s,
            "reason": event.reason,
            "calls": 1,
            "missed_at": None,
            "withdrawn": False,
        },
    )
    yield (
        "visit_called",
        {
            "row_id": event.visit,
            "called_at": moment(event.at),
            "window": event.window,
            "wait_s": event.wait_s,
            "calls": 1,
        },
    )


def _recalled(event: e.VisitRecalled, _at: At) -> Iterable[Step]:
    yield "visit_recalled", {"row_id": event.visit, "calls": event.calls}
    yield "call_repeated", {"row_visit": event.visit, "calls": event.calls}


def _call_withdrawn(event: e.VisitCallWithdrawn, _at: At) -> Iterable[Step]:
    """The visit stands as if it had not been called."""
    uncalled = {"called_at": None, "window": None, "wait_s": None, "calls": 0}
    yield "visit_called", {"row_id": event.visit, **uncalled}
    yield "call_withdrawn", {"row_visit": event.visit, "withdrawn": True}


def _missed(event: e.VisitMissed, _at: At) -> Iterable[Step]:
    yield "call_missed", {"row_visit": event.visit, "missed_at": moment(event.at)}


def _no_show_undone(event: e.NoShowUndone, _at: At) -> Iterable[Step]:
    yield "call_missed", {"row_visit": event.visit, "missed_at": None}
    yield _going_on(event.visit)


def _left(event: e.VisitLeft, _at: At) -> Iterable[Step]:
    yield _ended(event, Ending.LEFT)


def _started(event: e.ServiceStarted, at: At) -> Iterable[Step]:
    yield (
        "service_started",
        {
            "id": event.service,
            "visit": event.visit,
            "day": at.day,
            "window": event.window,
            "clerk": event.clerk,
            "category": event.category,
            "matter": event.matter,
            "started_at": moment(event.at),
            "inferred_start": event.inferred,
            "finished_at": None,
            "service_s": None,
            "outcome": None,
        },
    )


def _withdrawn(event: e.ServiceWithdrawn, _at: At) -> Iterable[Step]:
    yield "service_withdrawn", {"row_id": event.service}


def _finished(event: e.ServiceFinished, _at: At) -> Iterable[Step]:
    yield (
        "service_finished",
        {
            "row_id": event.service,
            "finished_at": moment(event.at),
            "service_s": event.service_s,
            "outcome": event.outcome.value,
        },
    )
    if event.ends_visit:
        yield _ended(event, Ending.SERVED)


def _reopened(event: e.ServiceReopened, _at: At) -> Iterable[Step]:
    unfinished = {"finished_at": None, "service_s": None, "outcome": None}
    yield "service_finished", {"row_id": event.service, **unfinished}
    yield _going_on(event.visit)


def _no_show(event: e.VisitMarkedNoShow, _at: At) -> Iterable[Step]:
    yield "call_missed", {"row_visit": event.visit, "missed_at": moment(event.at)}
    yield _ended(event, Ending.NO_SHOW)


def _cancelled(event: e.VisitCancelled, _at: At) -> Iterable[Step]:
    yield _ended(event, Ending.CANCELLED)


def _not_reached(event: e.VisitNotReached, _at: At) -> Iterable[Step]:
    yield _ended(event, Ending.NOT_REACHED)


def _ended(event: Any, ending: Ending) -> Step:
    return (
        "visit_ended",
        {"row_id": event.visit, "ending": ending.value, "ended_at": moment(event.at)},
    )


def _going_on(visit: str) -> Step:
    """An end that was taken back."""
    return "visit_ended", {"row_id": visit, "ending": None, "ended_at": None}


def _rated(event: e.ServiceRated, at: At) -> Iterable[Step]:
    if event.superseded:
        yield "rating_superseded", {"row_service": event.service}
    yield (
        "rating_given",
        {
            "seq": at.seq,
            "service": event.service,
            "visit": event.visit,
            "day": at.day,
            "window": event.window,
            "clerk": event.clerk,
            "level": event.level,
            "reasons": json.dumps(event.reasons, ensure_ascii=False),
            "words": event.words,
            "channel": event.channel,
            "at": moment(event.at),
            "effective": True,
            "given_day": at.day,
        },
    )


VISIT_STEPS: Final[Mapping[type, Callable[[Any, At], Iterable[Step]]]] = {
    e.VisitIssued: _issued,
    e.TicketReported: _ticket,
    e.TicketReprinted: _reprinted,
    e.VisitClassChanged: _class_changed,
    e.VisitCalled: _called,
    e.VisitRecalled: _recalled,
    e.VisitCallWithdrawn: _call_withdrawn,
    e.VisitMissed: _missed,
    e.NoShowUndone: _no_show_undone,
    e.VisitLeft: _left,
    e.ServiceStarted: _started,
    e.ServiceWithdrawn: _withdrawn,
    e.ServiceFinished: _finished,
    e.ServiceReopened: _reopened,
    e.VisitMarkedNoShow: _no_show,
    e.VisitCancelled: _cancelled,
    e.VisitNotReached: _not_reached,
    e.ServiceRated: _rated,
}
"""What each kind of event does to the records."""
