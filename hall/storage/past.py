"""Past visits and the open hours of windows, read from the records as plain rows.

For whoever learns from them. Moments stay texts in UTC. What must not live here: what follows from
them.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, and_, func, select

from hall.storage.tables import services, visits, window_shifts


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """A number and what became of it."""

    id: str
    day: str
    category: str
    matter: str | None
    visit_class: str
    issued_at: str
    called_at: str | None
    wait_s: float | None
    window: int | None
    started_at: str | None
    """When its first service began; None when nobody came."""
    service_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShiftRow:
    """A window changed its status."""

    day: str
    window: int
    status: str
    at: str


def has_visits(connection: Connection, before: str) -> bool:
    """Whether there is anything on record from before a day."""
    asked = select(visits.c.id).where(visits.c.day < before).limit(1)
    return connection.execute(asked).first() is not None


def visit_rows(connection: Connection, since: str, before: str) -> list[VisitRow]:
    """The visits of some days in the order of issue, each with its first service."""
    first = (
        select(services.c.visit, func.min(services.c.started_at).label("started_at"))
        .where(services.c.day >= since, services.c.day < before)
        .group_by(services.c.visit)
        .subquery()
    )
    asked = (
        select(
            visits.c.id,
            visits.c.day,
            visits.c.category,
            func.coalesce(services.c.matter, visits.c.matter).label("matter"),
            visits.c.visit_class,
            visits.c.issued_at,
            visits.c.called_at,
            visits.c.wait_s,
            func.coalesce(services.c.window, visits.c.window).label("window"),
            services.c.started_at,
            services.c.service_s,
        )
        .outerjoin(first, first.c.visit == visits.c.id)
        .outerjoin(
            services,
            and_(services.c.visit == visits.c.id, services.c.started_at == first.c.started_at),
        )
        .where(visits.c.day >= since, visits.c.day < before)
        .order_by(visits.c.issued_at)
    )
    return [VisitRow(**row) for row in connection.execute(asked).mappings()]


def shift_rows(connection: Connection, since: str, before: str) -> list[ShiftRow]:
    """The changes of the windows' status on some days, in order."""
    c = window_shifts.c
    asked = (
        select(c.day, c.window, c.status, c.at)
        .where(c.day >= since, c.day < before)
        .order_by(c.seq)
    )
    return [ShiftRow(**row) for row in connection.execute(asked).mappings()]
