"""Reads what a clerk was given in a year, each service once for each day it was rated on."""

import json
from datetime import date

from sqlalchemy import Connection, func, select

from hall.storage.tables import ratings
from hall.supervision.own_ratings import Given


def given_to(connection: Connection, clerk: str, year: int) -> tuple[Given, ...]:
    """The last rating of each service on each day; later days do not change earlier ones."""
    last = (
        select(func.max(ratings.c.seq))
        .where(
            ratings.c.clerk == clerk, ratings.c.given_day.between(f"{year}-01-01", f"{year}-12-31")
        )
        .group_by(ratings.c.service, ratings.c.given_day)
    )
    rows = connection.execute(select(ratings).where(ratings.c.seq.in_(last)))
    return tuple(
        Given(
            day=date.fromisoformat(row.given_day),
            level=row.level,
            reasons=tuple(json.loads(row.reasons)),
        )
        for row in rows
    )
