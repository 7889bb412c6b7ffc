"""What the disk alone can do: single-row commits, one after the other."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pysqlite3

from hall.storage.engine import DURABLE


class BareTable:
    """A table of one column, committed row by row with the store's own durability."""

    def __init__(self, path: Path) -> None:
        self._connection: Any = pysqlite3.connect(str(path), isolation_level=None)
        for pragma in DURABLE:
            self._connection.execute(pragma)
        self._connection.execute("CREATE TABLE IF NOT EXISTS bare (n INTEGER)")

    def commit(self) -> float:
        """One row, on the disk; how long it took."""
        begin = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO bare VALUES (1)")
        self._connection.execute("COMMIT")
        return time.perf_counter() - begin

    def a_second(self, for_s: float) -> float:
        """How many commits a second, without a pause."""
        begin, done = time.perf_counter(), 0
        while time.perf_counter() - begin < for_s:
            self.commit()
            done += 1
        return done / (time.perf_counter() - begin)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


@contextmanager
def bare_table(folder: Path) -> Iterator[BareTable]:
    """A bare table on the file system of a folder."""
    bare = BareTable(folder / "bare.db")
    try:
        yield bare
    finally:
        bare.close()
