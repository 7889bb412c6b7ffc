"""What a year of history costs: the time until the hall knows its day again, and room on the disk.

One day of a big hall is lived through the real writer, and then copied in the database as often as
a year has days: 500,000 visits. The same is done on SQLite and on PostgreSQL.
"""

import gc
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Column, Connection, Engine, func, insert, literal, select, text

from hall.controller.writer import Writer
from hall.core import commands as c
from hall.core.settings import Settings
from hall.storage.engine import file_of, is_sqlite, make_engine
from hall.storage.rebuild import RECORDS
from hall.storage.store import Store
from hall.storage.tables import commands, journal, private
from tests.bench.figures import Figure
from tests.core.build import DAY, at, opening
from tests.fakes.journal import Desk, order, take
from tests.fakes.postgres import is_installed, postgres_server
from tests.fakes.program import program

VISITS_A_DAY: Final = 2_000
DAYS: Final = (25, 250)
_TABLES: Final = [
    each
    for each in (journal, private, commands, *RECORDS)
    if {"seq", "day"} & {*each.columns.keys()}
]
_STARTS: Final = 5
_PROGRAM_STARTS: Final = 3
_PATIENCE_S: Final = 300.0
_NAMES: Final = frozenset({"id", "visit", "service"})


def live_a_day(url: str) -> int:
    """A day of visits from number to rating; gives its last row."""
    store = Store(url)
    store.open()
    desk = Desk(store)
    assert desk.do(opening(settings=Settings(daily_maximum=1_000_000))).error is None
    desk.do(c.OpenWindow(window=1, clerk="ann"))
    for place in range(VISITS_A_DAY):
        desk.now_s = place * 14.0
        _visit(desk, f"{place:032x}")
    store.close()
    return store.seq


def _visit(desk: Desk, ident: str) -> None:
    """One visit in one commit."""
    acts: list[c.Command] = [
        take(ident),
        c.CallNext(window=1),
        c.StartService(window=1),
        c.FinishService(window=1),
        c.RateService(service=f"{ident}.1", level=5),
    ]
    results = desk.hand_in(*(order(act, f"{ident}-{place}") for place, act in enumerate(acts)))
    assert all(each.error is None for each in results), results


def copy_day(engine: Engine, rows: int, places: Iterable[int]) -> None:
    """Put copies of the first day behind it; the last of them is the open one."""
    for place in places:
        day = (DAY - timedelta(days=place)).isoformat()
        with engine.connect() as connection, connection.begin():
            for table in _TABLES:
                _copy(connection, table, rows, place, day)


def _copy(connection: Connection, table: Any, rows: int, place: int, day: str) -> None:
    named = _NAMES if table is not journal and table is not commands else frozenset[str]()

    def copied(column: Column[Any]) -> Any:
        if column.name == "seq":
            return column + place * rows
        if column.name == "day":
            return literal(day)
        return column + f"-{place}" if column.name in named else column

    seq = table.columns.get("seq")
    original = seq <= rows if seq is not None else table.c.day == DAY.isoformat()
    names = [each.name for each in table.columns]
    source = select(*map(copied, table.columns)).where(original)
    connection.execute(insert(table).from_select(names, source))


@dataclass(frozen=True, slots=True)
class Start:
    """How long a start took on the wall, and how much of it this process worked."""

    wall_s: float
    work_s: float


def start(url: str) -> Start:
    """The store opened and the day replayed."""
    store = Store(url)
    gc.collect()  # else what the turns before have left falls to one of them
    began, worked = time.perf_counter(), time.process_time()
    store.open()
    writer = Writer(store, now=lambda: at(0), machine=time.monotonic)
    writer.recover()
    taken = Start(time.perf_counter() - began, time.process_time() - worked)
    assert len(writer.hall.visits) == VISITS_A_DAY
    store.close()
    return taken


def program_start(folder: Path, url: str) -> Start:
    """The whole program, from its launch until it says that it is ready."""
    folder.mkdir(exist_ok=True)
    with program(folder, url) as hall:
        hall.starts_in_s = _PATIENCE_S
        began = time.perf_counter()
        hall.start()
        taken = Start(time.perf_counter() - began, hall.worked_s)
        hall.stop(_PATIENCE_S)
    return taken


def in_turn(starts: Iterable[Callable[[], Start]], times: int) -> list[Start]:
    """The best of some of each; they take turns, so that a busy machine slows all of them."""
    taken = list(zip(*([each() for each in starts] for _ in range(times)), strict=True))
    return [
        Start(min(each.wall_s for each in mine), min(each.work_s for each in mine))
        for mine in taken
    ]


def _bytes(engine: Engine) -> int:
    """The room that the store takes on the disk."""
    file = file_of(engine.url)
    if file is not None:
        return file.stat().st_size
    with engine.connect() as connection:
        names = [each.name for each in _TABLES]
        sizes = [func.pg_total_relation_size(literal(name)) for name in names]
        return int(sum(connection.execute(select(*sizes)).one()))


def _compared(what: str, history: str, short: Start, long: Start) -> Iterator[Figure]:
    """A start with one day and one with more."""
    yield Figure(what=f"{what} with one day", value=short.wall_s * 1000, unit="ms")
    yield Figure(
        what=f"{what} with {history}",
        value=long.wall_s * 1000,
        unit="ms",
        ratio=long.wall_s / short.wall_s,
        against="one day",
    )
    yield Figure(
        what="  of it, own work",
        value=long.work_s * 1000,
        unit="ms",
        ratio=long.work_s / short.work_s,
        against="one day",
    )


def _measured(name: str, folder: Path, new_url: Callable[[], str]) -> Iterator[Figure]:
    """One day beside histories that grow."""
    short, long = new_url(), new_url()
    live_a_day(short)
    rows = live_a_day(long)
    engine = make_engine(long)
    there = 1
    for days in DAYS:
        copy_day(engine, rows, range(there, days))
        there = days
        _settle(engine)
        visits = days * VISITS_A_DAY
        history = f"{visits:,} visits"
        recovered = in_turn([partial(start, short), partial(start, long)], _STARTS)
        yield from _compared(f"{name}: recovery", history, *recovered)
        yield Figure(
            what=f"{name}: on the disk for a visit, of {visits:,}",
            value=_bytes(engine) / visits,
            unit="B",
        )
    engine.dispose()
    both = [partial(program_start, folder / name, each) for each in (short, long)]
    yield from _compared(f"{name}: program ready", history, *in_turn(both, _PROGRAM_STARTS))


def _settle(engine: Engine) -> None:
    """Bring the copies to where they stay."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not is_sqlite(engine):
            connection.execute(text("SET lock_timeout = '1min'"))  # the server may be at it, too
            connection.execute(text("VACUUM ANALYZE"))


def measure(folder: Path) -> list[Figure]:
    """On both databases, as far as they are there."""
    files = (f"sqlite:///{folder}/history-{each}.db" for each in count())
    figures = list(_measured("SQLite", folder, files.__next__))
    if is_installed():
        with postgres_server() as server:
            figures += _measured("PostgreSQL", folder, server.new_store)
    return figures
