"""A random sample of visits with everything the journal says of them, for the inspector.

The draw follows from a word that the inspector chooses: the same word and the same days give the
same visits, and nobody in the hall can know which before it is said. What must not live here: what
is suspicious (see `hall.supervision.gaming`).
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from heapq import nsmallest
from typing import Any, Final

from sqlalchemy import Connection, ScalarSelect, func, or_, select

from hall.storage.reading import payload_of
from hall.storage.tables import journal, visits
from hall.supervision.figures import Period

_RATED_WITHIN: Final = timedelta(days=14)
"""Five working days, also over holidays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One visit of the sample, with its events in order."""

    visit: str
    day: str
    number: str
    events: tuple[dict[str, Any], ...]
    """Each with its row in the journal, its hash, who did it, and what it says."""


def draw(connection: Connection, period: Period, count: int, word: str) -> tuple[Drawn, ...]:
    """Draw some visits of a period by a word; fewer when there are not so many."""
    rows = connection.execute(
        select(visits.c.id, visits.c.day, visits.c.number).where(
            visits.c.day.between(period.first.isoformat(), period.last.isoformat())
        )
    ).all()
    drawn = nsmallest(count, rows, key=lambda row: sha256(f"{word}\n{row.id}".encode()).digest())
    return tuple(
        Drawn(
            visit=row.id,
            day=row.day,
            number=row.number,
            events=tuple(_events(connection, row.id, date.fromisoformat(row.day))),
        )
        for row in sorted(drawn, key=lambda row: (row.day, row.number))
    )


def _events(connection: Connection, visit: str, day: date) -> Iterator[dict[str, Any]]:
    """The events that name the visit, or a service of it; ratings may come days later."""
    first, after = _opened(day), _opened(day + _RATED_WITHIN)
    rows = connection.execute(
        select(journal)
        .where(
            journal.c.payload.contains(f'"{visit}', autoescape=True),
            journal.c.seq >= func.coalesce(first, 0),
            or_(after.is_(None), journal.c.seq < after),
        )
        .order_by(journal.c.seq)
    )
    for row in rows.all():
        said = json.loads(payload_of(connection, row))
        if said.get("visit") == visit or str(said.get("service", "")).startswith(f"{visit}."):
            yield {
                "seq": row.seq,
                "hash": bytes(row.hash).hex(),
                "kind": row.kind,
                "by": f"{row.by_kind}:{row.by_id}",
                **said,
            }


def _opened(day: date) -> ScalarSelect[Any]:
    """Where the first business day from a day on begins in the journal."""
    opened = journal.alias()
    return (
        select(func.min(opened.c.seq))
        .where(opened.c.kind == "DayOpened", opened.c.day >= day.isoformat())
        .scalar_subquery()
    )
