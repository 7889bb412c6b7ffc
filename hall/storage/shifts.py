"""Since when windows have been open, from the records; for a program that began after them."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from hall.storage.tables import window_shifts


def working_since(connection: Connection, day: date | None) -> tuple[tuple[int, datetime], ...]:
    """The windows whose last change of the day opened them, and when that was."""
    return tuple(_open(connection, day.isoformat())) if day else ()


def _open(connection: Connection, day: str) -> Iterator[tuple[int, datetime]]:
    last = (
        select(func.max(window_shifts.c.seq))
        .where(window_shifts.c.day == day)
        .group_by(window_shifts.c.window)
    )
    rows = connection.execute(
        select(window_shifts.c.window, window_shifts.c.at).where(
            window_shifts.c.seq.in_(last), window_shifts.c.status == "open"
        )
    )
    yield from ((row.window, datetime.fromisoformat(row.at)) for row in rows)
