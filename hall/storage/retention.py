"""How long what may have to be forgotten is kept, and erasing it when its time is over.

The journal's rows stay as they are: they hold digests alone, so the chain verifies as before. The
records lose what their events have lost, so that they agree with the journal. What must not live
here: which fields those are (see `private`).
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any, Final

from annotated_types import Ge
from sqlalchemy import Connection, Engine, bindparam, delete, event, func, select, text, update

from hall.core.events import FollowUpMoved
from hall.storage.engine import is_sqlite
from hall.storage.opened import opened
from hall.storage.private import Kept
from hall.storage.reading import COLUMNS, written
from hall.storage.tables import (
    commands,
    follow_up_acts,
    follow_ups,
    journal,
    private,
    ratings,
    receipts,
)
from hall.supervision.follow_ups import FollowUpAct

_THE_SERVER_CLEANS_MS: Final = 60_000
"""A server that cleans up a table by itself lets go of it when it is asked to."""
_AT_ONCE: Final = 500
"""A running hall waits for its turn between two parts, never for all."""
Days = Annotated[int, Ge(1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """For how many days each is kept; the day that is open is never touched."""

    words_days: Days = 365
    """What citizens and clerks wrote in their own words about a service."""
    person_days: Days = 30
    """Who a number or an appointment was for, as a keyed hash."""
    receipt_days: Days = 90
    """The receipt a number was taken for, and what was told of a receipt."""
    answers_days: Days = 30
    """What was answered to each command, with the ticket's token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """How much was erased."""

    words: int
    person: int
    receipt: int
    answers: int
    is_readable: bool
    """Its bytes may stand in the log yet, as somebody reads the state from before."""


def prune(url: str, retention: Retention, today: date) -> Pruned:
    """Erase what is older than it may be; also while the hall runs. Raises `StoreError`."""
    with opened(url, reading=False) as engine:
        if is_sqlite(engine):
            event.listen(engine, "connect", _overwrite)
        counts = {
            kept: _erase(
                engine, kept, _day_before(engine, today, getattr(retention, f"{kept}_days"))
            )
            for kept in Kept
        }
        told_before = (today - timedelta(days=retention.receipt_days)).isoformat()
        told = _forget_receipts(engine, told_before)
        answers = _forget_answers(engine, _day_before(engine, today, retention.answers_days))
        return Pruned(
            words=counts[Kept.WORDS],
            person=counts[Kept.PERSON],
            receipt=counts[Kept.RECEIPT] + told,
            answers=answers,
            is_readable=not _wiped(engine),
        )


def _day_before(engine: Engine, today: date, days: int) -> str:
    """The first day that is kept; at the latest the one that was opened last."""
    wanted = (today - timedelta(days=days)).isoformat()
    with engine.connect() as connection, connection.begin():
        open_day = connection.execute(
            select(func.max(journal.c.day)).where(journal.c.kind == "DayOpened")
        ).scalar()
    return min(wanted, open_day or wanted)


def _erase(engine: Engine, kept: Kept, before: str) -> int:
    count = 0
    for rows in _parts(engine, kept, before):
        with engine.connect() as connection, connection.begin():
            for seq, path in rows:
                connection.execute(
                    delete(private).where(private.c.seq == seq, private.c.path == path)
                )
            if kept is Kept.WORDS:
                _erase_words(connection, [seq for seq, _ in rows])
        count += len(rows)
    return count


def _parts(engine: Engine, kept: Kept, before: str) -> Iterator[Sequence[Any]]:
    """What is to be erased, some at a time, until nothing is left."""
    asked = (
        select(private.c.seq, private.c.path)
        .where(private.c.kept == kept, private.c.day < before)
        .limit(_AT_ONCE)
    )
    while True:
        with engine.connect() as connection, connection.begin():
            rows = connection.execute(asked).all()
        if not rows:
            return
        yield rows


def _erase_words(connection: Connection, seqs: Sequence[int]) -> None:
    """The records say what their events say now."""
    connection.execute(update(ratings).where(ratings.c.seq.in_(seqs)).values(words=""))
    acts = connection.execute(
        select(*COLUMNS).where(journal.c.seq.in_(seqs), journal.c.kind == "FollowUpMoved")
    ).all()
    for row in acts:
        moved = written(connection, row).entry.event
        if isinstance(moved, FollowUpMoved):
            connection.execute(_ACT_WITHOUT_WORDS, {"of": moved.service, "at_step": moved.step})
            connection.execute(_LAST_REPLY, {"of": moved.service})


_ACT_WITHOUT_WORDS: Final = (
    update(follow_up_acts)
    .where(
        follow_up_acts.c.service == bindparam("of"), follow_up_acts.c.step == bindparam("at_step")
    )
    .values(words="")
)
_LAST_REPLY: Final = (
    update(follow_ups)
    .where(follow_ups.c.service == bindparam("of"), follow_ups.c.reply.is_not(None))
    .values(
        reply=select(follow_up_acts.c.words)
        .where(
            follow_up_acts.c.service == bindparam("of"),
            follow_up_acts.c.act == FollowUpAct.REPLY,
        )
        .order_by(follow_up_acts.c.step.desc())
        .limit(1)
        .scalar_subquery()
    )
)


def _forget_answers(engine: Engine, before: str) -> int:
    """One day after the other."""
    count = 0
    with engine.connect() as connection, connection.begin():
        days = connection.execute(
            select(commands.c.day).where(commands.c.day < before).distinct()
        ).scalars()
        found = list(days)
    for day in found:
        with engine.connect() as connection, connection.begin():
            count += connection.execute(delete(commands).where(commands.c.day == day)).rowcount
    return count


def _forget_receipts(engine: Engine, before: str) -> int:
    """What another program told of receipts, and never that they were handed out."""
    with engine.connect() as connection, connection.begin():
        return connection.execute(delete(receipts).where(receipts.c.told_at < before)).rowcount


def _overwrite(connection: Any, _record: object) -> None:
    """What is deleted from a file is overwritten with zeros."""
    connection.execute("PRAGMA secure_delete=ON")


def _wiped(engine: Engine) -> bool:
    """Whether nothing of what was erased stays readable in the database's files."""
    if is_sqlite(engine):
        with closing(engine.raw_connection()) as held, closing(held.cursor()) as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            [(busy, *_)] = cursor.fetchall()
        return not busy
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"SET lock_timeout = {_THE_SERVER_CLEANS_MS}"))
        for table in (private, commands, receipts, ratings, follow_up_acts, follow_ups):
            connection.execute(text(f"VACUUM {table.name}"))
    return True
