"""What a year of history costs: the time until the hall knows its day again, and room on the disk.

One day of a big hall is lived through the real writer, and then copied in the database as often as
a year has days: 500,000 visits on SQLite, a tenth of them on PostgreSQL.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
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

VISITS_A_DAY: Final = 2_000
DAYS: Final = {"SQLite": 250, "PostgreSQL": 25}
_TABLES: Final = [
    each
    for each in (journal, private, commands, *RECORDS)
    if {"seq", "day"} & {*each.columns.keys()}
]
_STARTS: Final = 5
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


def copy_day(engine: Engine, rows: int, days: int) -> None:
    """Put copies of the only day behind it; the last of them is the open one."""
    for place in range(1, days):
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
    """The best of some starts: the store opened and the day replayed."""
    taken: list[Start] = []
    for _ in range(_STARTS):
        store = Store(url)
        began, worked = time.perf_counter(), time.process_time()
        store.open()
        writer = Writer(store, now=lambda: at(0), machine=time.monotonic)
        writer.recover()
        taken.append(Start(time.perf_counter() - began, time.process_time() - worked))
        assert len(writer.hall.visits) == VISITS_A_DAY
        store.close()
    return Start(min(each.wall_s for each in taken), min(each.work_s for each in taken))


def _bytes(engine: Engine) -> int:
    """The room that the store takes on the disk."""
    file = file_of(engine.url)
    if file is not None:
        return file.stat().st_size
    with engine.connect() as connection:
        names = [each.name for each in _TABLES]
        sizes = [func.pg_total_relation_size(literal(name)) for name in names]
        return int(sum(connection.execute(select(*sizes)).one()))


def _measured(name: str, url: str) -> Iterator[Figure]:
    """Before and after the history."""
    rows = live_a_day(url)
    engine = make_engine(url)
    before = start(url)
    days = DAYS[name]
    copy_day(engine, rows, days)
    _settle(engine)
    visits = days * VISITS_A_DAY
    after = start(url)
    history = f"{visits:,} visits of history"
    yield Figure(what=f"{name}: start with one day", value=before.wall_s * 1000, unit="ms")
    yield Figure(
        what=f"{name}: start with {history}",
        value=after.wall_s * 1000,
        unit="ms",
        ratio=after.wall_s / before.wall_s,
        against="one day",
    )
    yield Figure(
        what=f"{name}: own work of a start with {history}",
        value=after.work_s * 1000,
        unit="ms",
        ratio=after.work_s / before.work_s,
        against="one day",
    )
    yield Figure(what=f"{name}: on the disk for a visit", value=_bytes(engine) / visits, unit="B")
    engine.dispose()


def _settle(engine: Engine) -> None:
    """Bring the copies to where they stay."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if is_sqlite(engine):
            return
        connection.execute(text("VACUUM ANALYZE"))


def measure(folder: Path) -> list[Figure]:
    """On both databases, as far as they are there."""
    figures = list(_measured("SQLite", f"sqlite:///{folder}/history.db"))
    if is_installed():
        with postgres_server() as server:
            figures += _measured("PostgreSQL", server.new_store())
    return figures
