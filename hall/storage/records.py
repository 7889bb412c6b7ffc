"""The rows that an event makes or changes in the tables for questions; pure.

Each kind of event has one function giving statements with their parameters. A kind without one
changes no record.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.sql.dml import Update, UpdateBase

from hall.core import events as e
from hall.storage.appointment_records import APPOINTMENT_STEPS
from hall.storage.follow_up_records import FOLLOW_UP_STEPS
from hall.storage.placed import At, Row, Step
from hall.storage.tables import (
    appointments,
    calls,
    follow_up_acts,
    follow_ups,
    plan_entries,
    ratings,
    services,
    visits,
    window_shifts,
)
from hall.storage.visit_records import VISIT_STEPS
from hall.storage.window_records import WINDOW_STEPS


def _by_id(table: Any, *columns: str) -> UpdateBase:
    values: Row = {name: bindparam(name) for name in columns}
    return update(table).where(table.c.id == bindparam("row_id")).values(values)


def _begun(table: Any, *columns: str) -> UpdateBase:
    """A row whose other columns are filled in later: binding nothing costs the driver most."""
    later = frozenset(columns)
    return insert(table).values(
        {each.name: bindparam(each.name) for each in table.c if each.name not in later}
    )


def _follow_up(*columns: str) -> Update:
    values: Row = {name: bindparam(f"new_{name}") for name in columns}
    return update(follow_ups).where(follow_ups.c.service == bindparam("row_service")).values(values)


def _still_to_come(*columns: str) -> UpdateBase:
    """Codes come again after years: only one of a code is still to come."""
    values: Row = {name: bindparam(f"new_{name}") for name in columns}
    mine = appointments.c.id == bindparam("row_id")
    return update(appointments).where(mine, appointments.c.state == "booked").values(values)


def _call_made() -> UpdateBase:
    """A call knows the matter that its visit came for, so that no question must look it up."""
    of_visit = select(visits.c.matter).where(visits.c.id == bindparam("row_visit"))
    values: Row = {each.name: bindparam(each.name) for each in calls.c}
    return insert(calls).values({**values, "matter": of_visit.scalar_subquery()})


def _last_call(*columns: str) -> UpdateBase:
    """What became of the last call of a visit."""
    values: Row = {name: bindparam(name) for name in columns}
    of_visit = calls.alias("of_visit")
    last = (
        select(func.max(of_visit.c.seq))
        .where(of_visit.c.visit == bindparam("row_visit"))
        .scalar_subquery()
    )
    return update(calls).where(calls.c.seq == last).values(values)


STATEMENTS: Final[dict[str, UpdateBase]] = {
    "visit_issued": _begun(visits, "called_at", "window", "wait_s", "ending", "ended_at"),
    "visit_called": _by_id(visits, "called_at", "window", "wait_s", "calls"),
    "call_made": _call_made(),
    "call_repeated": _last_call("calls"),
    "call_missed": _last_call("missed_at"),
    "call_withdrawn": _last_call("withdrawn"),
    "visit_recalled": _by_id(visits, "calls"),
    "visit_printed": _by_id(visits, "print_state"),
    "visit_classed": _by_id(visits, "visit_class"),
    "visit_ended": _by_id(visits, "ending", "ended_at"),
    "service_started": insert(services),
    "service_withdrawn": delete(services).where(services.c.id == bindparam("row_id")),
    "service_finished": _by_id(services, "finished_at", "service_s", "outcome"),
    "rating_superseded": update(ratings)
    .where(ratings.c.service == bindparam("row_service"))
    .values(effective=False),
    "rating_given": insert(ratings),
    "follow_up_opened": insert(follow_ups),
    "follow_up_moved": _follow_up("state", "owner", "due", "step"),
    "follow_up_answered": _follow_up("reply"),
    "follow_up_first_answered": _follow_up("answered_day").where(
        follow_ups.c.answered_day.is_(None)
    ),
    "follow_up_concluded": _follow_up("outcome"),
    "follow_up_act": insert(follow_up_acts),
    "appointment_booked": insert(appointments),
    "appointment_settled": _still_to_come("state", "settled_at", "visit"),
    "window_shift": insert(window_shifts),
    "plan_entry": insert(plan_entries),
}


_STEPS: Final = {**VISIT_STEPS, **WINDOW_STEPS, **FOLLOW_UP_STEPS, **APPOINTMENT_STEPS}


def steps(event: e.Event, at: At) -> Iterable[Step]:
    """The record steps of one event, in order."""
    step = _STEPS.get(type(event))
    return step(event, at) if step else ()
