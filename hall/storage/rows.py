"""What goes into the journal and what comes out, as values; and how a store can fail.

StoreError           a commit failed: whether it was written is not known
└── NotWritten       it was certainly not written; the store is out of reach
    └── Unwritable   it was certainly not written, and never will be: the rows themselves are wrong
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from msgspec.json import encode

from hall.core.events import VERSIONS, Event
from hall.core.value import Value
from hall.errors import HallError
from hall.storage import records
from hall.storage.encoding import chained, dump, kind_of, moment
from hall.storage.placed import At, Row, Step
from hall.storage.private import sealed

CHAINED: Final = (
    "seq", "day", "at", "kind", "version", "payload", "by_kind", "by_id", "command",
)  # fmt: skip
"""The columns that a row's hash is made of, in this order."""


class StoreError(HallError):
    """The database did not do what it was asked; what was written is not known."""


class NotWritten(StoreError):
    """The database took nothing: it is locked, full, read-only or away."""


class Unwritable(NotWritten):
    """The database will never take these rows; it goes on taking others."""


class Entry(Value, frozen=True, kw_only=True):
    """One event to be written, with who did it and for which command."""

    event: Event
    day: str
    """The business day it belongs to, as the hall counts them."""
    by_kind: str
    by_id: str
    command: str
    rehearsal: bool = False
    """Whether it is of a day for practice, which is in the journal and outside the records."""


class Done(Value, frozen=True, kw_only=True):
    """An accepted command with its answer; its id is its own on its day."""

    id: str
    day: str
    fingerprint: str
    answer: dict[str, Any]


class Written(Value, frozen=True, kw_only=True):
    """One event as it stands in the journal."""

    seq: int
    entry: Entry


@dataclass(slots=True)
class Rows:
    """The rows of a batch, each chained to the one before."""

    last: bytes
    """The last hash."""
    journal: list[Row] = field(default_factory=list)
    private: list[Row] = field(default_factory=list)


def journal_rows(before: bytes, written: Iterable[Written], salt: Callable[[], bytes]) -> Rows:
    """What a batch puts into the journal and beside it."""
    rows = Rows(before)
    for each in written:
        row = _journal_row(each)
        row["payload"], kept = sealed(each.entry.event, row["payload"], salt)
        rows.last = row["hash"] = chained(rows.last, *row.values())
        rows.journal.append(row)
        for more in kept:
            rows.private.append({"seq": each.seq, "day": each.entry.day, **more})
    return rows


def _journal_row(written: Written) -> Row:
    entry = written.entry
    return {
        "seq": written.seq,
        "day": entry.day,
        "at": moment(entry.event.at),
        "kind": kind_of(entry.event),
        "version": VERSIONS[type(entry.event)],
        "payload": dump(entry.event),
        "by_kind": entry.by_kind,
        "by_id": entry.by_id,
        "command": entry.command,
    }


def record_steps(written: Iterable[Written]) -> list[Step]:
    """What a batch makes and changes in the tables for questions, in order."""
    return [
        step
        for each in written
        for step in records.steps(
            each.entry.event,
            At(seq=each.seq, day=each.entry.day, by=each.entry.by_id),
        )
    ]


def command_rows(done: Iterable[Done], last_seq: int) -> list[Row]:
    """The rows of the accepted commands of a batch."""
    return [
        {
            "id": each.id,
            "day": each.day,
            "fingerprint": each.fingerprint,
            "last_seq": last_seq,
            "answer": encode(each.answer).decode(),
        }
        for each in done
    ]
