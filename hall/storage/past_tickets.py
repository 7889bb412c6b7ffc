"""Finds a ticket of an earlier day by its token, so that its holder can still rate and read."""

from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from hall.storage.tables import calls, follow_ups, ratings, services, visits


@dataclass(frozen=True, slots=True, kw_only=True)
class PastService:
    """One service of an earlier day."""

    service: str
    visit: str
    day: date
    window: int
    clerk: str
    matter: str | None
    finished_at: str
    outcome: str | None
    rated: bool = False
    followed_up: bool = False
    category: str = ""
    called_at: str | None = None
    """When the visit was called there, where no service was recorded of the meeting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PastTicket:
    """A visit of an earlier day."""

    visit: str
    number: str
    token: str
    day: date
    category: str
    matter: str | None
    ending: str | None
    issued_at: str
    calls: int
    services: tuple[PastService, ...]


def past_ticket(connection: Connection, token: str) -> PastTicket | None:
    """The ticket of a token, if there ever was one."""
    row = connection.execute(select(visits).where(visits.c.token == token)).first()
    if row is None or not token:
        return None
    services_of = tuple(map(_service, connection.execute(_finished(row.id))))
    return PastTicket(
        visit=row.id,
        number=row.number,
        token=row.token,
        day=date.fromisoformat(row.day),
        category=row.category,
        matter=row.matter,
        ending=row.ending,
        issued_at=row.issued_at,
        calls=row.calls,
        services=(*services_of, *_claimable(connection, row, services_of)),
    )


def _claimable(
    connection: Connection, visit: Row[Any], known: tuple[PastService, ...]
) -> tuple[PastService, ...]:
    """The last call, if no service was recorded since; its holder can rate that too."""
    call = connection.execute(
        select(calls)
        .where(calls.c.visit == visit.id, ~calls.c.withdrawn)
        .order_by(calls.c.seq.desc())
        .limit(1)
    ).first()
    if call is None:
        return ()
    since = services.c.started_at >= call.at
    if connection.execute(select(services.c.id).where(services.c.visit == visit.id, since)).first():
        return ()
    taken = {each.service for each in known}
    ids = (f"{visit.id}.met{no}" for no in count(len(known) + 1))
    return (
        PastService(
            service=next(each for each in ids if each not in taken),
            visit=visit.id,
            day=date.fromisoformat(visit.day),
            window=call.window,
            clerk=call.clerk,
            matter=visit.matter,
            finished_at=call.at,
            outcome=None,
            category=visit.category,
            called_at=call.at,
        ),
    )


def _finished(visit: str) -> Any:
    effective = ratings.c.effective & (ratings.c.service == services.c.id)
    return (
        select(
            services,
            exists().where(effective).label("rated"),
            exists().where(follow_ups.c.service == services.c.id).label("followed_up"),
        )
        .where(services.c.visit == visit, services.c.finished_at.is_not(None))
        .order_by(services.c.started_at)
    )


def _service(row: Row[Any]) -> PastService:
    return PastService(
        service=row.id,
        visit=row.visit,
        day=date.fromisoformat(row.day),
        window=row.window,
        clerk=row.clerk,
        matter=row.matter,
        finished_at=row.finished_at,
        outcome=row.outcome,
        rated=bool(row.rated),
        followed_up=bool(row.followed_up),
    )
