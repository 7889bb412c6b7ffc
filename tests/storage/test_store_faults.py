"""A real SQLite file that is locked, full, read-only or fails at the flush."""

import resource
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
import pytest
from sqlalchemy import event

from hall.controller.orders import OutcomeUnknown, StoreAway
from hall.controller.writer import TRY_AGAIN_S
from hall.core import events as e
from hall.core.apply import apply_all
from hall.core.hall import Hall
from hall.storage.rows import Entry, NotWritten, StoreError
from hall.storage.store import Store
from tests.core.build import at
from tests.fakes.journal import Desk, order, take
from tests.fakes.waiting import until


@pytest.fixture
def url(path: Path) -> str:
    """These faults are of files; a server's are in `test_server_faults`."""
    return f"sqlite:///{path}"


LOCKER = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute("BEGIN IMMEDIATE")
print("locked", flush=True)
sys.stdin.readline()
"""


@contextmanager
def locked_by_another_process(path: Path) -> Iterator[None]:
    """Another program holds the write lock."""
    with subprocess.Popen(
        [sys.executable, "-c", LOCKER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        try:
            yield
        finally:
            process.communicate("\n", timeout=10)


def journal_agrees(desk: Desk) -> bool:
    """Whether the hall is what the file says."""
    written = tuple(each.entry.event for each in desk.journal.open_day())
    return desk.hall == apply_all(Hall(), written)


def goes_on(desk: Desk, ident: str) -> None:
    """The hall takes orders again by itself, and has lost nothing."""
    desk.machine_s += TRY_AGAIN_S
    (result,) = desk.hand_in(order(take(ident), ident))
    assert result.error is None
    assert journal_agrees(desk)


def test_locked_by_another_process(desk: Desk, path: Path) -> None:
    """Orders are refused with what is the matter, nothing is half done, and it goes on after."""
    desk.do(take("v1"))
    before = desk.hall
    with locked_by_another_process(path):
        (result,) = desk.hand_in(order(take("v2"), "a"))
        assert isinstance(result.error, StoreAway)
        assert "locked" in str(result.error)
        assert desk.hall is before
        assert journal_agrees(desk)
        desk.machine_s += TRY_AGAIN_S
        (still,) = desk.hand_in(order(take("v2"), "a"))
        assert isinstance(still.error, StoreAway)
    goes_on(desk, "v3")
    assert "v2" not in desk.hall.visits


def test_a_hall_can_start_to_read_while_it_is_locked(desk: Desk, path: Path, store: Store) -> None:
    """The journal is read without the write lock."""
    desk.do(take("v1"))
    with locked_by_another_process(path):
        store.let_go()
        store.open()
        assert desk.restarted().hall == desk.hall


def full_at(store: Store, pages: int) -> Callable[[], None]:
    """Let the database grow no further; gives back what lifts the limit for new connections."""

    def limit(connection: Any, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(store.engine, "connect", limit)
    store.let_go()
    return lambda: event.remove(store.engine, "connect", limit)


def test_a_full_disk(desk: Desk, store: Store, path: Path) -> None:
    """What fits is taken, what does not is refused loudly; with room again it goes on."""
    with pysqlite3.connect(path) as reader:
        pages = reader.execute("PRAGMA page_count").fetchone()[0]
    reader.close()
    make_room = full_at(store, pages + 2)
    taken = 0
    for each in range(1000):
        (result,) = desk.hand_in(order(take(f"v{each}"), f"a{each}"))
        if result.error is not None:
            break
        taken += 1
    assert isinstance(result.error, StoreAway)
    assert "full" in str(result.error)
    assert desk.hall.order == taken < 1000
    assert journal_agrees(desk)
    make_room()
    goes_on(desk, "more")


def test_a_read_only_file(store: Store, path: Path) -> None:
    """Reading works, writing is refused in words and writes nothing."""
    store.append([Entry(**_opened())], [])
    store.close()
    locked = Store(f"sqlite:///file:{path}?mode=ro&uri=true")
    locked.open()
    assert locked.seq == 1
    with pytest.raises(NotWritten, match="readonly"):
        locked.append([Entry(**_opened())], [])
    locked.close()


def _opened() -> dict[str, Any]:
    return {
        "event": e.WindowOpened(at=at(0), window=1, clerk="ann"),
        "day": "2026-03-02",
        "by_kind": "device",
        "by_id": "pad-1",
        "command": "c",
    }


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """Writes beyond a size fail, as on a device that is broken or full under the file system."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_a_device_that_fails_at_the_commit(desk: Desk, path: Path) -> None:
    """The outcome is unknown until the file is read; then everybody is told the truth."""
    desk.do(take("v1"))
    before = desk.hall
    with no_file_grows_beyond(1_000):
        (result,) = desk.hand_in(order(take("v2"), "a"))
        assert isinstance(result.error, OutcomeUnknown)
        assert desk.hall is before
        desk.machine_s += TRY_AGAIN_S
        (still, other) = desk.hand_in(order(take("v2"), "a"), order(take("v3"), "b"))
        assert isinstance(still.error, OutcomeUnknown)
        assert isinstance(other.error, StoreAway)
    desk.machine_s += TRY_AGAIN_S
    (again,) = desk.hand_in(order(take("v2"), "a"))
    assert again.error is None
    assert sorted(desk.hall.numbers) == ["C001", "C002"]
    assert journal_agrees(desk)
    goes_on(desk, "v3")


def test_proving_copies_everything_to_the_file(desk: Desk, store: Store, path: Path) -> None:
    """After doubt, what is in the log is brought to the database's own file and flushed."""
    desk.do(take("v1"))
    store.prove()
    store.let_go()
    copy = path.with_name("copy.db")
    copy.write_bytes(path.read_bytes())
    with pysqlite3.connect(copy) as reader:
        (last,) = reader.execute("SELECT MAX(seq) FROM journal").fetchone()
    reader.close()
    assert last == store.seq


def test_proving_waits_for_whoever_reads(desk: Desk, store: Store, path: Path) -> None:
    """While an old state is being read the log cannot be flushed whole; that is said."""
    reader = pysqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT COUNT(*) FROM journal").fetchone()
    desk.do(take("v1"))
    with pytest.raises(StoreError, match="being read"):
        store.prove()
    reader.close()
    until(lambda: _proves(store), "the log can be flushed")


def _proves(store: Store) -> bool:
    store.prove()
    return True
