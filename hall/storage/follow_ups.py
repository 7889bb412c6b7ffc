"""Reads follow-ups with what the citizen said and what was done; nothing is written here.

What must not live here: who may see or do what (see `hall.supervision.follow_ups`).
"""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, Row, case, exists, select

from hall.storage.tables import follow_up_acts, follow_ups, ratings, services, visits
from hall.supervision.follow_ups import FollowUp, FollowUpAct, FollowUpState

MOST: Final = 200
"""How many are listed at once, what is owed first."""
_OVER: Final = (FollowUpState.CLOSED, FollowUpState.REVIEWED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One rating of the service, as the citizen gave it."""

    at: str
    level: int
    reasons: tuple[str, ...]
    words: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """One act, with who did it and when."""

    at: str
    by: str
    act: str
    result: str | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A follow-up with what it is about."""

    follow_up: FollowUp
    number: str
    category: str
    matter: str | None
    opened_at: str
    answered_day: date | None
    reply: str | None
    outcome: str | None


_CALLED_BACK: Final = exists().where(
    follow_up_acts.c.service == follow_ups.c.service,
    follow_up_acts.c.act == FollowUpAct.CALL_BACK,
)
_CASES: Final = select(
    follow_ups,
    visits.c.number,
    services.c.category,
    services.c.matter,
    _CALLED_BACK.label("called_back"),
).select_from(
    follow_ups.join(visits, visits.c.id == follow_ups.c.visit).join(
        services, services.c.id == follow_ups.c.service
    )
)


def all_cases(connection: Connection) -> tuple[Case, ...]:
    """What is owed first, by its day; then what is over, the latest first."""
    over = follow_ups.c.state.in_(_OVER)
    order = (
        over,
        case((over, ""), else_=follow_ups.c.due),
        follow_ups.c.opened_at.desc(),
    )
    rows = connection.execute(_CASES.order_by(*order).limit(MOST))
    return tuple(map(_case, rows))


def one_case(connection: Connection, service: str) -> Case | None:
    """The follow-up of a service."""
    return _first(connection, follow_ups.c.service == service)


def cases_of_visit(connection: Connection, visit: str) -> tuple[Case, ...]:
    """The follow-ups of a visit's services."""
    return tuple(map(_case, connection.execute(_CASES.where(follow_ups.c.visit == visit))))


def said_of(connection: Connection, service: str) -> tuple[Said, ...]:
    """Every rating of a service, the latest first."""
    rows = connection.execute(
        select(ratings).where(ratings.c.service == service).order_by(ratings.c.seq.desc())
    )
    return tuple(
        Said(
            at=row.at,
            level=row.level,
            reasons=tuple(json.loads(row.reasons)),
            words=row.words,
            channel=row.channel,
        )
        for row in rows
    )


def done_about(connection: Connection, service: str) -> tuple[Done, ...]:
    """Every act about a service's follow-up, in order."""
    rows = connection.execute(
        select(follow_up_acts)
        .where(follow_up_acts.c.service == service)
        .order_by(follow_up_acts.c.step)
    )
    return tuple(
        Done(at=row.at, by=row.by, act=row.act, result=row.result, words=row.words) for row in rows
    )


def _first(connection: Connection, where: ColumnElement[bool]) -> Case | None:
    row = connection.execute(_CASES.where(where)).first()
    return None if row is None else _case(row)


def _case(row: Row[Any]) -> Case:
    return Case(
        follow_up=FollowUp(
            service=row.service,
            visit=row.visit,
            day=date.fromisoformat(row.day),
            window=row.window,
            clerk=row.clerk,
            level=row.level,
            due=date.fromisoformat(row.due),
            state=FollowUpState(row.state),
            owner=row.owner,
            step=row.step,
            called_back=bool(row.called_back),
        ),
        number=row.number,
        category=row.category,
        matter=row.matter,
        opened_at=row.opened_at,
        answered_day=date.fromisoformat(row.answered_day) if row.answered_day else None,
        reply=row.reply,
        outcome=row.outcome,
    )
