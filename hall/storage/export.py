"""Records as CSV files for other programs, without anything that tells of a person.

Left out are what people wrote, who among the staff did it, and what opens a ticket or a booking;
numbers and the other ids are the hall's own.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, ColumnElement, Connection, Table, select

from hall.storage.opened import opened
from hall.storage.reading import rows_of
from hall.storage.rebuild import RECORDS
from hall.storage.rows import StoreError
from hall.storage.tables import appointments, journal
from hall.supervision.figures import Period

LEFT_OUT: Final = frozenset({"words", "reply", "reason", "clerk", "owner", "by", "token"})
"""Columns that may tell of a person, or let in whoever reads them, in whatever table."""
_CODES: Final = appointments.c.id
"""With its code anybody could come in somebody else's stead."""
_LOOKS_LIKE_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def export(url: str, folder: Path, period: Period | None = None) -> dict[str, int]:
    """Write a file for each table, of some days or all; gives how many rows each has.

    Raises `StoreError` when it cannot be read or written.
    """
    with opened(url, reading=True) as engine, engine.connect() as connection, connection.begin():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            return {each.name: _write(connection, each, folder, period) for each in RECORDS}
        except OSError as error:
            raise StoreError(f"{folder}: nothing can be written there: {error.strerror}") from error


def _write(connection: Connection, table: Table, folder: Path, period: Period | None) -> int:
    columns = [each for each in table.columns if each.name not in LEFT_OUT and each is not _CODES]
    asked = select(*columns).order_by(*table.primary_key.columns)
    if period is not None:
        first, last = period.first.isoformat(), period.last.isoformat()
        asked = asked.where(_day_of(table).between(first, last))
    count = 0
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(each.name for each in columns)
        for row in rows_of(connection, asked):
            writer.writerow(_cells(row))
            count += 1
    return count


def _day_of(table: Table) -> ColumnElement[Any]:
    """The business day that a row belongs to, or the one that was opened last by its moment."""
    day: Column[Any] | None = table.columns.get("day")
    if day is not None:
        return day
    opened_by_then = (journal.c.kind == "DayOpened") & (journal.c.at <= table.c.at)
    newest = select(journal.c.day).where(opened_by_then).order_by(journal.c.seq.desc()).limit(1)
    return newest.correlate(table).scalar_subquery()


def _cells(row: Any) -> Iterator[Any]:
    """Values as they are; none may be taken for a formula by whoever opens the file."""
    for each in row:
        risky = isinstance(each, str) and each.startswith(_LOOKS_LIKE_A_FORMULA)
        yield f"'{each}" if risky else each
