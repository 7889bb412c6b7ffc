"""Whether a store can be trusted: the chain of hashes, gaps, and records against the journal.

A chain alone cannot show that its end was cut off: note the newest row's seal elsewhere, and ask
whether it is still there. Everything is read in one transaction, also while the hall runs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import zip_longest
from tempfile import TemporaryDirectory
from typing import Any, Final

import pysqlite3
from sqlalchemy import Connection, Engine, Row, String, Table, create_engine, delete, event, select

from hall.errors import HallError
from hall.storage.encoding import GENESIS, JournalError, chained
from hall.storage.moments import by_bytes
from hall.storage.opened import opened
from hall.storage.private import digest, digests, has_sealed
from hall.storage.reading import COLUMNS, rows_of, written
from hall.storage.rebuild import RECORDS, make_records
from hall.storage.rows import Written
from hall.storage.tables import journal, metadata, private

MOST_SAID: Final = 20
_ANY_ROW: Final = -1
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Seal:
    """One row of the journal and its hash; whoever noted it can tell whether it is still there."""

    seq: int
    hash: str

    def __str__(self) -> str:
        return self.hash if self.seq == _ANY_ROW else f"{self.seq}:{self.hash}"

    def seals(self, row: "Seal") -> bool:
        """Whether it is of this row; one that was noted without its number goes by its hash."""
        return self.hash == row.hash and self.seq in {row.seq, _ANY_ROW}


def parse_seal(text: str) -> Seal:
    """Read `SEQ:HASH` or a hash alone; raises `HallError` for anything else."""
    seq, _, digest = text.strip().rpartition(":")
    digest = digest.lower()
    if not (seq or "0").isdecimal() or not _HASH.fullmatch(digest):
        raise HallError(f"{text!r} is no seal: expected SEQ:HASH as `hall verify` prints it")
    return Seal(int(seq) if seq else _ANY_ROW, digest)


@dataclass(slots=True)
class Verdict:
    """What was found wrong, and the newest row to be noted elsewhere."""

    newest: Seal = field(default_factory=lambda: Seal(0, GENESIS.hex()))
    findings: list[str] = field(default_factory=list)
    left_unsaid: int = 0

    @property
    def good(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    def found(self, what: str) -> None:
        """Note something wrong; after a while only how much there is."""
        if len(self.findings) < MOST_SAID:
            self.findings.append(what)
        else:
            self.left_unsaid += 1


def verify(url: str, noted: Seal | None = None) -> Verdict:
    """Check a store from its first row to its last; raises `StoreError` when it cannot be read."""
    with opened(url, reading=True) as engine, engine.connect() as connection, connection.begin():
        return _verdict(connection, noted)


def _verdict(connection: Connection, noted: Seal | None) -> Verdict:
    """Records are made anew in a file of their own: a year of them does not fit the memory."""
    verdict = Verdict()
    with TemporaryDirectory(prefix="hall-verify-") as folder:
        anew = create_engine(f"sqlite:///{folder}/anew.db", module=pysqlite3)
        event.listen(anew, "connect", _for_once)
        try:
            metadata.create_all(anew, tables=RECORDS)
            with anew.connect() as other, other.begin():
                make_records(read_journal(connection, verdict, noted), other)
                for table in RECORDS:
                    _compare(table, connection, other, verdict)
        finally:
            anew.dispose()
    return verdict


def _for_once(connection: Any, _record: object) -> None:
    """Nothing of it has to last."""
    connection.execute("PRAGMA journal_mode=OFF")
    connection.execute("PRAGMA synchronous=OFF")


def make_again(engine: Engine) -> Verdict:
    """Make all records anew from the journal, in one transaction.

    Nothing is changed when the journal itself is not whole; the verdict says what is wrong.
    """
    verdict = Verdict()
    with engine.connect() as connection:
        transaction = connection.begin()
        for table in RECORDS:
            connection.execute(delete(table))
        make_records(read_journal(connection, verdict), connection)
        if verdict.good:
            transaction.commit()
        else:
            transaction.rollback()
    return verdict


def read_journal(
    connection: Connection, verdict: Verdict, noted: Seal | None = None
) -> Iterator[Written]:
    """The journal's events in order; what is wrong with a row is noted on the way."""
    last, expected = GENESIS, 1
    missed = noted is not None
    for row in rows_of(connection, select(*COLUMNS).order_by(journal.c.seq)):
        if row.seq != expected:
            verdict.found(f"journal: rows {expected} to {row.seq - 1} are missing")
        if chained(last, *row[:-1]) != row.hash:
            verdict.found(f"journal row {row.seq} is not what was written, or the one before it")
        last, expected = bytes(row.hash), row.seq + 1
        seal = verdict.newest = Seal(row.seq, last.hex())
        missed = missed and noted is not None and not noted.seals(seal)
        yield from _event(connection, row, verdict)
    if missed:
        verdict.found(f"journal: row {noted} was noted and is not there any more")


def _event(connection: Connection, row: Row[Any], verdict: Verdict) -> Iterator[Written]:
    if has_sealed(row.payload):
        _look_at_private(connection, row, verdict)
    try:
        yield written(connection, row)
    except JournalError as error:
        verdict.found(str(error))


def _look_at_private(connection: Connection, row: Row[Any], verdict: Verdict) -> None:
    """What is kept beside the row is what was written, unless it was erased."""
    chained_there = digests(row.payload)
    kept = connection.execute(
        select(private.c.path, private.c.salt, private.c.value).where(private.c.seq == row.seq)
    )
    for path, salt, value in kept:
        if chained_there.get(path) != digest(path, bytes(salt), value):
            verdict.found(f"journal row {row.seq}: what is kept of its {path} was changed")


def _compare(table: Table, ours: Connection, anew: Connection, verdict: Verdict) -> None:
    """Row by row in the order of the key."""
    key = table.primary_key.columns
    wanted = select(table).order_by(
        *(by_bytes(each) if isinstance(each.type, String) else each for each in key)
    )
    pairs = zip_longest(rows_of(ours, wanted), rows_of(anew, wanted))
    wrong = sum(there != made for there, made in pairs)
    if wrong:
        verdict.found(f"{table.name}: {wrong} rows are not what the journal says")
