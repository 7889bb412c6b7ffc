"""What the records say of matters for the design of windows: how many, how often, which together.

What must not live here: what follows from it (see `hall.supervision.window_design`).
"""

from typing import Any

from sqlalchemy import Connection, Select, and_, distinct, func, select

from hall.storage.tables import services, visits
from hall.supervision.figures import Period
from hall.supervision.window_design import Evidence


def evidence(connection: Connection, period: Period) -> Evidence:
    """The evidence of a period; days are those on which a number was taken."""
    first, last = period.first.isoformat(), period.last.isoformat()
    within = visits.c.day.between(first, last)
    days = connection.execute(select(func.count(distinct(visits.c.day))).where(within)).scalar_one()
    rows = connection.execute(
        select(visits.c.matter, func.count(), func.count(distinct(visits.c.day)))
        .where(within, visits.c.matter.is_not(None))
        .group_by(visits.c.matter)
    ).all()
    return Evidence(
        days=days,
        numbers={matter: count for matter, count, _ in rows},
        active_days={matter: active for matter, _, active in rows},
        together={
            frozenset({one, other}): count
            for one, other, count in connection.execute(_together(first, last))
        },
    )


def _together(first: str, last: str) -> Select[Any]:
    """Visits that were served for both of two matters."""
    one, other = services.alias("one"), services.alias("other")
    both = and_(one.c.visit == other.c.visit, one.c.matter < other.c.matter)
    return (
        select(one.c.matter, other.c.matter, func.count(distinct(one.c.visit)))
        .select_from(one.join(other, both))
        .where(one.c.day.between(first, last))
        .group_by(one.c.matter, other.c.matter)
    )
