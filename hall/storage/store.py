"""The store of one hall: one writing connection, one durable transaction a batch.

Statements are compiled once and run as plain SQL; the path to the disk is the hottest of the
program. All methods but `url` are for the single writer's thread.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sqlalchemy import Connection, Dialect, Engine, insert
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.dml import UpdateBase

from hall.core.events import VERSIONS, Event
from hall.errors import HallError
from hall.storage import records
from hall.storage.encoding import GENESIS, chained, dump, kind_of, load, moment
from hall.storage.engine import make_engine
from hall.storage.migrate import upgrade
from hall.storage.tables import commands, journal

_LAST_ROW: Final = "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"
_OPEN_DAY: Final = """\
SELECT seq, kind, version, payload, by_kind, by_id, command FROM journal
WHERE seq >= COALESCE((SELECT MAX(seq) FROM journal WHERE kind = 'DayOpened'), 0) ORDER BY seq"""
_DAY_COMMANDS: Final = "SELECT id, fingerprint, answer FROM commands WHERE day = {mark}"
_READ_META: Final = "SELECT value FROM meta WHERE key = {mark}"


class StoreError(HallError):
    """The database did not do what it was asked; what was written is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One event to be written, with who did it and for which command."""

    event: Event
    by_kind: str
    by_id: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An accepted command with its answer."""

    id: str
    fingerprint: str
    answer: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One event as it stands in the journal."""

    seq: int
    entry: Entry


class _Prepared:
    """A statement compiled once, run with plain parameters."""

    def __init__(self, statement: UpdateBase, dialect: Dialect, columns: list[str] | None) -> None:
        compiled = statement.compile(dialect=dialect, column_keys=columns)
        self._sql = str(compiled)
        self._defaults = {
            name: value for name, value in compiled.params.items() if value is not None
        }
        self._order: Sequence[str] | None = getattr(compiled, "positiontup", None)

    def run(self, connection: Connection, rows: list[dict[str, Any]]) -> None:
        connection.exec_driver_sql(self._sql, [self._bind(row) for row in rows])

    def _bind(self, row: dict[str, Any]) -> Any:
        full = {**self._defaults, **row}
        return tuple(full[name] for name in self._order) if self._order else full


class Store:
    """Journal and records of one hall, open until `close`."""

    def __init__(self, url: str) -> None:
        self._engine: Engine = make_engine(url)
        dialect = self._engine.dialect
        self._mark = "?" if dialect.paramstyle == "qmark" else "%s"
        self._statements = {
            name: _Prepared(statement, dialect, None)
            for name, statement in records.STATEMENTS.items()
        }
        self._journal = _Prepared(insert(journal), dialect, None)
        self._commands = _Prepared(insert(commands), dialect, None)
        self._connection: Connection | None = None
        self._seq = 0
        self._hash = GENESIS

    @property
    def engine(self) -> Engine:
        """The engine, for readers with connections of their own."""
        return self._engine

    @property
    def seq(self) -> int:
        """The sequence number of the last row known to be written."""
        return self._seq

    def open(self) -> None:
        """Connect, bring the schema up to date and read where the journal ends."""
        try:
            connection = self._engine.connect()
            self._connection = connection
            with connection.begin():
                upgrade(connection)
            self._find_end()
        except SQLAlchemyError as error:
            self.close()
            raise StoreError(f"the database cannot be opened: {error.args[0]}") from error

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
        self._engine.dispose()

    def append(self, day: str, entries: Sequence[Entry], done: Sequence[Done]) -> list[Written]:
        """Write events, records and answers in one durable transaction.

        Raises `StoreError` when the database complained; whether the batch was written is then
        unknown until `open` has read the journal again.
        """
        written = [
            Written(seq=self._seq + place, entry=entry) for place, entry in enumerate(entries, 1)
        ]
        rows, last = self._chain(day, written)
        answers = [
            {
                "id": each.id,
                "day": day,
                "fingerprint": each.fingerprint,
                "last_seq": self._seq + len(entries),
                "answer": json.dumps(each.answer, ensure_ascii=False),
            }
            for each in done
        ]
        try:
            self._write(rows, _record_steps(day, written), answers)
        except SQLAlchemyError as error:
            raise StoreError(f"the database did not take a commit: {error.args[0]}") from error
        self._seq += len(entries)
        self._hash = last
        return written

    def _write(
        self,
        rows: list[dict[str, Any]],
        steps: list[records.Step],
        answers: list[dict[str, Any]],
    ) -> None:
        connection = self._open_connection()
        with connection.begin():
            if rows:
                self._journal.run(connection, rows)
            for name, group in groupby(steps, key=lambda step: step[0]):
                self._statements[name].run(connection, [row for _, row in group])
            if answers:
                self._commands.run(connection, answers)

    def _chain(self, day: str, written: list[Written]) -> tuple[list[dict[str, Any]], bytes]:
        rows, last = [], self._hash
        for each in written:
            row = _journal_row(day, each)
            last = chained(last, *row.values())
            rows.append({**row, "hash": last})
        return rows, last

    def open_day(self) -> Iterator[Written]:
        """The events since the last business day was opened, in order."""
        for seq, kind, version, payload, by_kind, by_id, command in self._all(_OPEN_DAY):
            entry = Entry(
                event=load(kind, version, payload), by_kind=by_kind, by_id=by_id, command=command
            )
            yield Written(seq=seq, entry=entry)

    def answers(self, day: str) -> dict[str, Done]:
        """The accepted commands of a business day by id."""
        return {
            ident: Done(id=ident, fingerprint=fingerprint, answer=json.loads(answer))
            for ident, fingerprint, answer in self._all(
                _DAY_COMMANDS.format(mark=self._mark), (day,)
            )
        }

    def next_epoch(self) -> int:
        """Count this start; every start or restore of the controller is an epoch of its own."""
        found = self._all(_READ_META.format(mark=self._mark), ("epoch",))
        epoch = int(found[0][0]) + 1 if found else 1
        change = (
            "UPDATE meta SET value = {mark} WHERE key = {mark}"
            if found
            else "INSERT INTO meta (value, key) VALUES ({mark}, {mark})"
        ).format(mark=self._mark)
        connection = self._open_connection()
        with connection.begin():
            connection.exec_driver_sql(change, (str(epoch), "epoch"))
        return epoch

    def _find_end(self) -> None:
        found = self._all(_LAST_ROW)
        self._seq, self._hash = (found[0][0], bytes(found[0][1])) if found else (0, GENESIS)

    def _all(self, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
        connection = self._open_connection()
        with connection.begin():
            return list(connection.exec_driver_sql(sql, parameters).all())

    def _open_connection(self) -> Connection:
        if self._connection is None:
            raise StoreError("the store is not open")
        return self._connection


def _record_steps(day: str, written: list[Written]) -> list[records.Step]:
    return [
        step
        for each in written
        for step in records.steps(
            each.entry.event, records.At(seq=each.seq, day=day, by=each.entry.by_id)
        )
    ]


def _journal_row(day: str, written: Written) -> dict[str, Any]:
    entry = written.entry
    return {
        "seq": written.seq,
        "day": day,
        "at": moment(entry.event.at),
        "kind": kind_of(entry.event),
        "version": VERSIONS[type(entry.event)],
        "payload": dump(entry.event),
        "by_kind": entry.by_kind,
        "by_id": entry.by_id,
        "command": entry.command,
    }
