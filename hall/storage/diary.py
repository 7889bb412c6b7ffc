"""Reads from the journal what people did, for whoever looks after them; nothing is written here."""

import json
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, select

from hall.storage.reading import payload_of
from hall.storage.tables import journal

MOST: Final = 300
"""How many acts are read at once, the latest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One event that a person brought about."""

    seq: int
    at: str
    kind: str
    by: str
    payload: dict[str, Any]


def deeds(connection: Connection, day: str, by: str | None = None) -> tuple[Deed, ...]:
    """What people did on a business day, the latest first; `by` names one of them."""
    asked = select(journal).where(journal.c.day == day, journal.c.by_kind == "person")
    if by:
        asked = asked.where(journal.c.by_id == by)
    rows = connection.execute(asked.order_by(journal.c.seq.desc()).limit(MOST))
    return tuple(
        Deed(
            seq=row.seq,
            at=row.at,
            kind=row.kind,
            by=row.by_id,
            payload=json.loads(payload_of(connection, row)),
        )
        for row in rows.all()
    )
