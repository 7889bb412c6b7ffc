"""Reads the journal whole: each row with what is kept of it elsewhere."""

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, Row, Select, select

from hall.storage.encoding import JournalError, load
from hall.storage.private import has_sealed, unsealed
from hall.storage.rows import CHAINED, Entry, Written
from hall.storage.tables import journal, private

_AT_ONCE: Final = 1_000
COLUMNS: Final = tuple(journal.c[name] for name in (*CHAINED, "hash"))


def rows_of(connection: Connection, asked: Select[Any]) -> Iterator[Row[Any]]:
    """Rows of a long answer, some at a time."""
    with connection.execute(asked.execution_options(yield_per=_AT_ONCE)) as rows:
        yield from rows


def payload_of(connection: Connection, row: Any) -> str:
    """A row's payload as its event was; what has been erased is empty."""
    payload: str = row.payload
    if not has_sealed(payload):
        return payload
    kept = connection.execute(
        select(private.c.path, private.c.value).where(private.c.seq == row.seq)
    )
    return unsealed(row.kind, payload, dict(map(tuple, kept)))


def written(connection: Connection, row: Any) -> Written:
    """A row as it was written; raises `JournalError` for what this program cannot read."""
    try:
        event = load(row.kind, row.version, payload_of(connection, row))
    except (JournalError, ValueError) as error:
        raise JournalError(f"journal row {row.seq} cannot be read: {error}") from error
    entry = Entry(
        event=event,
        day=row.day,
        by_kind=row.by_kind,
        by_id=row.by_id,
        command=row.command,
    )
    return Written(seq=row.seq, entry=entry)
