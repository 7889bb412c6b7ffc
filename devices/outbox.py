"""Ratings that the hall has not answered yet, on the gateway's own disk; thread-safe.

A citizen rates once and goes: the rating outlives the hall, the broker and a restart of the
gateway. What must not live here: sending them.
"""

import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from typing import Final

from hall.bus.encoding import decode, encode
from hall.bus.messages import RateService
from hall.bus.topics import Channel

_SCHEMA: Final = (
    "CREATE TABLE IF NOT EXISTS ratings (id TEXT PRIMARY KEY, device TEXT NOT NULL,"
    " request BLOB NOT NULL)"
)


class Outbox:
    """A small SQLite file, written through to the disk; raises `OSError` when it cannot be."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._do(_SCHEMA)
        self._ids = {str(row[0]) for row in self._do("SELECT id FROM ratings")}

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, request: str) -> bool:
        return request in self._ids

    def keep(self, device: str, request: RateService) -> None:
        """A rating that is to be delivered."""
        body = encode(Channel.REQUEST, request)
        self._do("INSERT INTO ratings VALUES (?, ?, ?)", request.id, device, body)
        self._ids.add(request.id)

    def settle(self, request: str) -> None:
        """The hall has answered; it need not be kept any more."""
        self._ids.discard(request)
        self._do("DELETE FROM ratings WHERE id = ?", request)

    def waiting(self) -> list[tuple[str, RateService]]:
        """What is still to be delivered with its devices, the oldest first."""
        rows = self._do("SELECT device, request FROM ratings ORDER BY rowid")
        found = [(str(device), decode(Channel.REQUEST, bytes(body))) for device, body in rows]
        return [(device, each) for device, each in found if isinstance(each, RateService)]

    def _do(self, statement: str, *values: object) -> list[tuple[object, bytes]]:
        """One statement in a connection of its own: ratings are rare, and come from any thread."""
        try:
            with self._lock, closing(sqlite3.connect(self._path)) as database, database:
                database.execute("PRAGMA synchronous = FULL")
                return database.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise OSError(f"{self._path}: {error}") from error
