"""Makes the records anew from the journal, in an empty database.

What must not live here: whether the journal can be trusted (see `verify`).
"""

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from sqlalchemy import Connection, insert, select

from hall.storage import records
from hall.storage.prepared import Prepared
from hall.storage.reading import COLUMNS, rows_of, written
from hall.storage.rehearsals import for_records
from hall.storage.rows import Written, record_steps
from hall.storage.tables import (
    appointments,
    calls,
    follow_up_acts,
    follow_ups,
    journal,
    metadata,
    plan_entries,
    ratings,
    services,
    visits,
    window_shifts,
)

RECORDS: Final = (
    appointments,
    visits,
    calls,
    services,
    ratings,
    follow_ups,
    follow_up_acts,
    window_shifts,
    plan_entries,
)
"""The tables that follow from the journal."""
_AT_ONCE: Final = 1_000


def make_records(events: Iterable[Written], into: Connection) -> None:
    """Make the records of some events, in tables that are there and empty."""
    prepared = {
        name: Prepared(statement, into.dialect) for name, statement in records.STATEMENTS.items()
    }
    for each in for_records(events):
        for name, group in groupby(record_steps([each]), key=itemgetter(0)):
            prepared[name].run(into, [row for _, row in group])


def copy_journal(source: Connection, into: Connection, *, up_to: int) -> None:
    """Copy the journal up to a row into an empty database, and make its records.

    Raises `JournalError` for an event that this program cannot read.
    """
    metadata.create_all(into, tables=[journal, *RECORDS])
    make_records(_copied(source, into, up_to), into)


def _copied(source: Connection, into: Connection, up_to: int) -> Iterator[Written]:
    asked = select(*COLUMNS).where(journal.c.seq <= up_to).order_by(journal.c.seq)
    rows = rows_of(source, asked)
    while part := list(islice(rows, _AT_ONCE)):
        into.execute(insert(journal), [row._asdict() for row in part])
        for row in part:
            yield written(source, row)
