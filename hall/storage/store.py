"""The store of one hall: one writing connection, one durable transaction a batch.

Reading has a connection of its own, so that the journal can be read while somebody else holds the
write lock. All methods are for the single writer's thread, one at a time.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from secrets import token_bytes
from typing import Any, Final

from sqlalchemy import Engine, insert
from sqlalchemy.exc import SQLAlchemyError

from hall.storage import records
from hall.storage.claim import Claim
from hall.storage.encoding import GENESIS
from hall.storage.engine import begin_file, make_engine
from hall.storage.migrate import HEAD, schema_version, upgrade
from hall.storage.placed import Row, Step
from hall.storage.prepared import Prepared
from hall.storage.reading import written
from hall.storage.rehearsals import is_recorded
from hall.storage.rows import (
    Done,
    Entry,
    Rows,
    StoreError,
    Unwritable,
    Written,
    command_rows,
    journal_rows,
    record_steps,
)
from hall.storage.tables import commands, journal, private
from hall.storage.writing import WritingConnection

_SALT_BYTES: Final = 16
_LAST_ROW: Final = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_OPEN_DAY: Final = """\
SELECT seq, kind, version, payload, day, by_kind, by_id, command FROM journal
WHERE seq >= COALESCE((SELECT MAX(seq) FROM journal WHERE kind = 'DayOpened'), 0) ORDER BY seq"""
_DAY_COMMANDS: Final = "SELECT id, day, fingerprint, answer FROM commands WHERE day = {mark}"
_READ_META: Final = "SELECT value FROM meta WHERE key = {mark}"
_CHANGE_META: Final = "UPDATE meta SET value = {mark} WHERE key = {mark}"
_ADD_META: Final = "INSERT INTO meta (value, key) VALUES ({mark}, {mark})"


class Store:
    """Journal and records of one hall, open until `close`."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url)
        self._reader = make_engine(url, reading=True)
        self._claim = Claim(self._engine.url)
        dialect = self._engine.dialect
        self._mark = "?" if dialect.paramstyle == "qmark" else "%s"
        self._records = {
            name: Prepared(statement, dialect) for name, statement in records.STATEMENTS.items()
        }
        self._journal = Prepared(insert(journal), dialect)
        self._private = Prepared(insert(private), dialect)
        self._commands = Prepared(insert(commands), dialect)
        self._writing = WritingConnection(self._engine)
        self._seq = 0
        self._hash = GENESIS

    @property
    def engine(self) -> Engine:
        """The engine that writes."""
        return self._engine

    @property
    def reader(self) -> Engine:
        """The engine that reads, and never takes the write lock."""
        return self._reader

    @property
    def seq(self) -> int:
        """The sequence number of the last row known to be written."""
        return self._seq

    def open(self) -> None:
        """Bring the schema up to date and read where the journal ends; raises `StoreError`."""
        self._claim.take()
        begin_file(self._engine.url)
        self._writing.take()
        try:
            self._bring_up_to_date()
            found = self._all(_LAST_ROW)
        except SQLAlchemyError as error:
            self.close()
            raise StoreError(f"{self._writing.name} cannot be opened: {_said(error)}") from error
        self._seq, self._hash = (found[0][0], bytes(found[0][1])) if found else (0, GENESIS)

    def close(self) -> None:
        """Let go of the database."""
        self.let_go()
        self._claim.give_up()

    def let_go(self) -> None:
        """Drop the connections, whatever state they are in; the right to write is kept."""
        self._writing.let_go()
        self._reader.dispose()

    def append(self, entries: Sequence[Entry], done: Sequence[Done]) -> list[Written]:
        """Write events, records and answers in one durable transaction.

        Raises `NotWritten` or `Unwritable` when nothing was written, and a plain `StoreError` when
        that is unknown until `open` has read the journal again.
        """
        new = [Written(seq=seq, entry=each) for seq, each in enumerate(entries, self._seq + 1)]
        last_seq = self._seq + len(entries)
        try:
            rows = journal_rows(self._hash, new, _new_salt)
            steps = record_steps(filter(is_recorded, new))
            answers = command_rows(done, last_seq)
        except Exception as error:  # whatever cannot be turned into rows harms no other batch
            raise Unwritable(f"no rows can be made of it: {error}") from error
        self._writing.durably(lambda cursor: self._write(cursor, rows, steps, answers))
        self._seq, self._hash = last_seq, rows.last
        return new

    def prove(self) -> None:
        """Show that the store takes a commit, and put what was found in it on the disk for certain.

        After a failed flush the operating system may show rows that never reached the disk, and
        will not write them again: so all of them are copied to the database's file and flushed.
        """
        self._count("proofs")
        self._writing.flush_to_file()

    def open_day(self) -> Iterator[Written]:
        """The events since the last business day was opened, in order."""
        try:
            with self._reader.connect() as connection, connection.begin():
                for row in connection.exec_driver_sql(_OPEN_DAY).all():
                    yield written(connection, row)
        except SQLAlchemyError as error:
            raise StoreError(f"{self._writing.name} cannot be read: {_said(error)}") from error

    def answers(self, day: str) -> list[Done]:
        """The accepted commands of a business day."""
        return [
            Done(id=ident, day=day, fingerprint=fingerprint, answer=json.loads(answer))
            for ident, day, fingerprint, answer in self._read(
                _DAY_COMMANDS.format(mark=self._mark), (day,)
            )
        ]

    def next_epoch(self) -> int:
        """Count this start; every start or restore of the controller is an epoch of its own."""
        return self._count("epoch")

    def _count(self, key: str) -> int:
        """Count one further in `meta`, durably."""
        found = self._read(_READ_META.format(mark=self._mark), (key,))
        value = int(found[0][0]) + 1 if found else 1
        sql = (_CHANGE_META if found else _ADD_META).format(mark=self._mark)
        self._writing.durably(lambda cursor: cursor.execute(sql, (str(value), key)))
        return value

    def _write(
        self,
        cursor: Any,
        rows: Rows,
        steps: list[Step],
        answers: list[Row],
    ) -> None:
        if rows.journal:
            self._journal.run_bare(cursor, rows.journal)
        if rows.private:
            self._private.run_bare(cursor, rows.private)
        for name, group in groupby(steps, key=itemgetter(0)):
            self._records[name].run_bare(cursor, [row for _, row in group])
        if answers:
            self._commands.run_bare(cursor, answers)

    def _bring_up_to_date(self) -> None:
        with self._reader.connect() as connection, connection.begin():
            current = schema_version(connection) == HEAD
        if not current:
            with self._engine.connect() as connection, connection.begin():
                upgrade(connection)

    def _read(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        try:
            return self._all(sql, parameters)
        except SQLAlchemyError as error:
            raise StoreError(f"{self._writing.name} cannot be read: {_said(error)}") from error

    def _all(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        with self._reader.connect() as connection, connection.begin():
            return list(connection.exec_driver_sql(sql, parameters).all())


def _new_salt() -> bytes:
    return token_bytes(_SALT_BYTES)


def _said(error: Exception) -> str:
    """What the database itself said."""
    return str(error.args[0]) if error.args else type(error).__name__
