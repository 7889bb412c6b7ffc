"""One hall program at a time may write to a store: a lock that dies with the process.

For SQLite it is a file beside the database, held locked while the store is open. A PostgreSQL
server keeps such locks itself: the connection that writes holds one. After a connection was lost
the next one gets the lock only when the server has ended the one before, so that what is read then
cannot be overtaken by a commit that was still under way.
"""

import fcntl
import os
from typing import Any, Final

from sqlalchemy.engine import URL

from hall.errors import ConfigError
from hall.storage.engine import file_of

_OWNER_ONLY: Final = 0o600
_ONE_WRITER: Final = 0x68_61_6C_6C
"""The first number of the lock in a server's database; it spells `hall`."""
_LOCK: Final = "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"
"""Each schema of a database is a store of its own."""
_STOP_IT: Final = "stop it first, or give this one a store of its own"


class Claim:
    """The right to be the one writer of a database."""

    def __init__(self, url: URL) -> None:
        file = file_of(url)
        self._path = file.with_name(f"{file.name}.lock") if file else None
        self._held: int | None = None

    def take(self) -> None:
        """Take it or keep it; raises `ConfigError` when another program has it."""
        if self._path is None or self._held is not None:
            return
        try:
            lock = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, _OWNER_ONLY)
        except OSError as error:
            raise ConfigError(f"store.url: {self._path}: {error.strerror}") from error
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(lock)
            raise ConfigError(
                f"store.url: another hall program is using {self._path.with_suffix('')}; {_STOP_IT}"
            ) from error
        self._held = lock

    def give_up(self) -> None:
        """Let another program have it."""
        if self._held is not None:
            os.close(self._held)
            self._held = None


def claim_for(connection: Any, name: str) -> None:
    """Take the lock of a server's database for a connection of the driver, as long as it lasts.

    Raises `ConfigError` when another connection has it, or when the server does not flush.
    """
    cursor = connection.cursor()
    (flushes,) = cursor.execute("SHOW fsync").fetchone()
    if flushes != "on":
        raise ConfigError(f"store.url: {name} runs with fsync = {flushes}; expected on")
    (taken,) = cursor.execute(_LOCK, (_ONE_WRITER,)).fetchone()
    connection.commit()
    if not taken:
        raise ConfigError(f"store.url: another hall program is using {name}; {_STOP_IT}")
