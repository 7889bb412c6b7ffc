"""The rows that an event makes or changes in the tables for questions; pure.

Each kind of event has one function giving statements with their parameters. A kind without one
changes no record.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.sql.dml import UpdateBase

from hall.core import events as e
from hall.core.stages import Ending
from hall.storage.encoding import moment
from hall.storage.tables import calls, plan_entries, ratings, services, visits, window_shifts


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where an event stands in the journal."""

    seq: int
    day: str
    by: str


Row = dict[str, Any]
Step = tuple[str, Row]
"""The name of a statement and its parameters."""


def _by_id(table: Any, *columns: str) -> UpdateBase:
    values: Row = {name: bindparam(name) for name in columns}
    return update(table).where(table.c.id == bindparam("row_id")).values(values)


def _last_call(*columns: str) -> UpdateBase:
    """What became of the last call of a visit."""
    values: dict[str, Any] = {name: bindparam(name) for name in columns}
    of_visit = calls.alias("of_visit")
    last = (
        select(func.max(of_visit.c.seq))
        .where(of_visit.c.visit == bindparam("row_visit"))
        .scalar_subquery()
    )
    return update(calls).where(calls.c.seq == last).values(values)


STATEMENTS: Final[dict[str, UpdateBase]] = {
    "visit_issued": insert(visits),
    "visit_called": _by_id(visits, "called_at", "window", "wait_s", "calls"),
    "call_made": insert(calls),
    "call_repeated": _last_call("calls"),
    "call_missed": _last_call("missed_at"),
    "call_withdrawn": _last_call("withdrawn"),
    "visit_recalled": _by_id(visits, "calls"),
    "visit_printed": _by_id(visits, "print_state"),
    "visit_ended": _by_id(visits, "ending", "ended_at"),
    "service_started": insert(services),
    "service_withdrawn": delete(services).where(services.c.id == bindparam("row_id")),
    "service_finished": _by_id(services, "finished_at", "service_s", "outcome"),
    "rating_superseded": update(ratings)
    .where(ratings.c.service == bindparam("row_service"))
    .values(effective=False),
    "rating_given": insert(ratings),
    "window_shift": insert(window_shifts),
    "plan_entry": insert(plan_entries),
}


def steps(event: e.Event, at: At) -> Iterable[Step]:
    """The record steps of one event, in order."""
    step = _STEPS.get(type(event))
    return step(event, at) if step else ()


def _issued(event: e.VisitIssued, at: At) -> Iterable[Step]:
    wait = event.wait
    yield (
        "visit_issued",
        {
            "id": event.visit,
            "day": at.day,
            "number": event.number,
            "category": event.category,
            "matter": event.matter,
            "visit_class": event.visit_class,
            "kiosk": event.kiosk,
            "ahead": event.ahead,
            "told_low_min": wait.low_min if wait else None,
            "told_high_min": wait.high_min if wait else None,
            "told_method": wait.method if wait else None,
            "issued_at": moment(event.at),
            "called_at": None,
            "window": None,
            "wait_s": None,
            "calls": 0,
            "print_state": "printing" if event.printer else None,
            "ending": None,
            "ended_at": None,
        },
    )


def _ticket(event: e.TicketReported, _at: At) -> Iterable[Step]:
    yield "visit_printed", {"row_id": event.visit, "print_state": event.state}


def _called(event: e.VisitCalled, at: At) -> Iterable[Step]:
    yield (
        "call_made",
        {
            "seq": at.seq,
            "visit": event.visit,
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
    yield "call_withdrawn", {"row_visit": event.visit, "withdrawn": True}


def _missed(event: e.VisitMissed, _at: At) -> Iterable[Step]:
    yield "call_missed", {"row_visit": event.visit, "missed_at": moment(event.at)}


def _no_show_undone(event: e.NoShowUndone, _at: At) -> Iterable[Step]:
    yield "call_missed", {"row_visit": event.visit, "missed_at": None}


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
            "outcome": event.outcome,
        },
    )
    yield _ended(event, Ending.SERVED)


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
        {"row_id": event.visit, "ending": ending, "ended_at": moment(event.at)},
    )


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
        },
    )


def _opened(event: e.WindowOpened, at: At) -> Iterable[Step]:
    yield _shift(event, at, "open", clerk=event.clerk)


def _paused(event: e.WindowPaused, at: At) -> Iterable[Step]:
    yield _shift(event, at, "paused", reason=event.reason)


def _closed(event: e.WindowClosed, at: At) -> Iterable[Step]:
    yield _shift(event, at, "closed")


def _shift(
    event: Any, at: At, status: str, *, clerk: str | None = None, reason: str | None = None
) -> Step:
    return (
        "window_shift",
        {
            "seq": at.seq,
            "day": at.day,
            "window": event.window,
            "status": status,
            "clerk": clerk,
            "reason": reason,
            "at": moment(event.at),
        },
    )


def _plan_set(event: e.PlanSet, at: At) -> Iterable[Step]:
    return _entries(event, at, event.windows, event.version, event.reason)


def _day_opened(event: e.DayOpened, at: At) -> Iterable[Step]:
    return _entries(event, at, event.plan, event.plan_version, "day opened")


def _entries(
    event: Any, at: At, plan: dict[int, tuple[str, ...]], version: int, reason: str
) -> Iterable[Step]:
    for window, categories in plan.items():
        yield (
            "plan_entry",
            {
                "seq": at.seq,
                "window": window,
                "version": version,
                "categories": " ".join(categories),
                "at": moment(event.at),
                "reason": reason,
                "by": at.by,
            },
        )


_STEPS: Final[dict[type, Callable[[Any, At], Iterable[Step]]]] = {
    e.DayOpened: _day_opened,
    e.VisitIssued: _issued,
    e.TicketReported: _ticket,
    e.VisitCalled: _called,
    e.VisitRecalled: _recalled,
    e.VisitCallWithdrawn: _call_withdrawn,
    e.VisitMissed: _missed,
    e.NoShowUndone: _no_show_undone,
    e.ServiceStarted: _started,
    e.ServiceWithdrawn: _withdrawn,
    e.ServiceFinished: _finished,
    e.VisitMarkedNoShow: _no_show,
    e.VisitCancelled: _cancelled,
    e.VisitNotReached: _not_reached,
    e.ServiceRated: _rated,
    e.WindowOpened: _opened,
    e.WindowPaused: _paused,
    e.WindowClosed: _closed,
    e.PlanSet: _plan_set,
}
