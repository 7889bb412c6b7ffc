"""Who sees to which warning, from the journal of the open day; for a program that began after."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from hall.storage.tables import journal


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledged:
    """Somebody saw a warning of a level."""

    kind: str
    subject: str
    level: str
    by: str
    at: datetime


def acknowledged(connection: Connection) -> tuple[Acknowledged, ...]:
    """What was acknowledged since the last day was opened, in order."""
    return tuple(_since_opening(connection))


def _since_opening(connection: Connection) -> Iterator[Acknowledged]:
    opened = select(func.max(journal.c.seq)).where(journal.c.kind == "DayOpened").scalar_subquery()
    rows = connection.execute(
        select(journal.c.at, journal.c.payload, journal.c.by_id)
        .where(journal.c.seq > opened, journal.c.kind == "WarningAcknowledged")
        .order_by(journal.c.seq)
    )
    for row in rows:
        said = json.loads(row.payload)
        yield Acknowledged(
            kind=said["kind"],
            subject=said["subject"],
            level=said["level"],
            by=row.by_id,
            at=datetime.fromisoformat(row.at),
        )
