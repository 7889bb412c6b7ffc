"""A SQLite file that the disk has damaged: refused in words, or whole up to what is missing."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from hall.core.apply import apply_all
from hall.core.hall import Hall
from hall.storage.encoding import JournalError
from hall.storage.rows import StoreError
from hall.storage.store import Store
from hall.storage.verify import verify
from tests.fakes.journal import Desk, order, take
from tests.storage.conftest import url_of

PAGE = 4096
BATCHES = 12


@pytest.fixture
def url(path: Path) -> str:
    """A server looks after its own files."""
    return url_of(path)


def live(desk: Desk) -> None:
    """Some batches of two numbers each."""
    for each in range(BATCHES):
        names = (f"v{each}", f"w{each}")
        assert all(not r.error for r in desk.hand_in(*(order(take(v), v) for v in names)))


def with_text(file: bytes, text: bytes) -> Iterator[int]:
    """The pages that hold a text."""
    for start in range(0, len(file), PAGE):
        if text in file[start : start + PAGE]:
            yield start


def test_a_corrupted_page_is_refused_and_nothing_is_made_worse(
    desk: Desk, store: Store, url: str, path: Path
) -> None:
    """No start on a journal that cannot be read, and no byte of the file is changed over it."""
    live(desk)
    store.close()
    damaged = bytearray(path.read_bytes())
    for start in with_text(bytes(damaged), b"VisitIssued"):
        damaged[start : start + PAGE] = Random(start).randbytes(PAGE)
    path.write_bytes(damaged)
    again = Store(url)
    with pytest.raises(StoreError, match=r"cannot be (opened|read): .*malformed"):
        Desk(again)
    again.close()
    with pytest.raises(StoreError, match="malformed"):
        verify(url)
    assert path.read_bytes() == damaged


def test_a_row_that_was_spoiled_is_named(desk: Desk, store: Store, path: Path) -> None:
    """No start on a day that would be half of what it was; the row is told in words."""
    live(desk)
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE journal SET payload = '{\"at\": 3}' WHERE seq = 7")
    again = Store(url_of(path))
    with pytest.raises(JournalError, match="journal row 7 cannot be read"):
        Desk(again)
    again.close()


@pytest.mark.parametrize("part", [0.7, 0.85, 0.99])
def test_a_log_that_was_cut_off_holds_whole_batches(
    desk: Desk, store: Store, path: Path, tmp_path: Path, part: float,
    store_at: Callable[[str], Store],
) -> None:  # fmt: skip
    """What is left is one state that was; the seal that was noted tells what is missing."""
    live(desk)
    noted = verify(url_of(path)).newest
    copy = tmp_path / "copy.db"
    shutil.copyfile(path, copy)
    log = path.with_name(f"{path.name}-wal").read_bytes()
    copy.with_name(f"{copy.name}-wal").write_bytes(log[: int(len(log) * part)])
    assert verify(url_of(copy)).findings == []
    assert any("was noted" in each for each in verify(url_of(copy), noted).findings)
    again = Desk(store_at(url_of(copy)))
    taken = len(again.hall.visits)
    assert taken in range(0, 2 * BATCHES, 2)
    assert again.do(take("later")).error is None
    written = tuple(each.entry.event for each in again.journal.open_day())
    assert again.hall == apply_all(Hall(), written)
