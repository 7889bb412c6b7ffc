"""Finds a ticket of an earlier day by its token, so that its holder can still rate and read."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, exists, select

from hall.storage.tables import follow_ups, ratings, services, visits


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
    rated: bool
    followed_up: bool


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
        services=tuple(map(_service, connection.execute(_finished(row.id)))),
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
