"""Connections to the database: SQLite made durable, or PostgreSQL by URL."""

from pathlib import Path
from typing import Any, Final

import pysqlite3
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from hall.errors import ConfigError

_BUSY_TIMEOUT_S: Final = 1.0
"""How long a lock of somebody else is waited for; the beat must not pause for three seconds."""
DURABLE: Final = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
)
"""What makes a commit last through a power cut."""
_SELDOM: Final = "PRAGMA wal_autocheckpoint=8000"
"""Copies the log to the file after some 30 MB: whoever commits then waits for two more flushes."""
PROMPT: Final = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 1,
    "keepalives_count": 3,
    "tcp_user_timeout": 3_000,
}
"""A server that has gone is noticed in seconds, as a locked file is."""
_ON_DISK: Final = "-c synchronous_commit=on -c lock_timeout=1000"
_OWNER_ONLY: Final = 0o600
_EXPECTED: Final = "expected sqlite:////FOLDER/FILE.db or postgresql://USER@HOST/NAME"

_BOUND_AS_THEY_ARE: Final = (type(None), bool, bytes)
"""Without an adapter the driver looks for one with every value, longer than a whole row takes."""
for _kind in _BOUND_AS_THEY_ARE:
    pysqlite3.register_adapter(_kind, lambda value: value)


def parse_store_url(url: str) -> URL:
    """Read a store's URL; raises `ConfigError` for one that is of no use."""
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise ConfigError(f"store.url {url.rpartition('@')[2]!r}: {_EXPECTED}") from error
    if parsed.get_backend_name() == "sqlite" and not parsed.database:
        raise ConfigError(f"store.url {url!r}: a hall in memory forgets everything; {_EXPECTED}")
    return parsed


def file_of(url: URL) -> Path | None:
    """The file that a store is in; None for a server, or a file with options of its own."""
    if url.get_backend_name() != "sqlite" or (url.database or "").startswith("file:"):
        return None
    return Path(url.database or "")


def begin_file(url: URL) -> None:
    """Make a file that is not there yet, for its owner alone: it may name people.

    The log beside it takes its rights. To be called before the first connection to it.
    """
    file = file_of(url)
    if file is not None and not file.exists():
        file.touch(mode=_OWNER_ONLY)


def make_engine(url: str, *, reading: bool = False) -> Engine:
    """An engine for a store's URL; raises `ConfigError` for one that cannot be read.

    A `reading` engine never takes the write lock.
    """
    parsed = parse_store_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _other_engine(parsed, reading=reading)
    engine = create_engine(parsed, module=pysqlite3, connect_args={"timeout": _BUSY_TIMEOUT_S})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin_to_read if reading else _begin_at_once)
    return engine


def is_sqlite(engine: Engine) -> bool:
    """Whether it is a file; else it is a server."""
    return engine.dialect.name == "sqlite"


def _other_engine(url: URL, *, reading: bool) -> Engine:
    """A reading engine sees one state from the first to the last question, and changes nothing."""
    options = f"{url.query.get('options', '')} {_ON_DISK}".strip()
    more: dict[str, Any] = {"isolation_level": "REPEATABLE READ"} if reading else {}
    try:
        return create_engine(
            url,
            pool_pre_ping=True,
            connect_args={**PROMPT, "options": options},
            execution_options={"postgresql_readonly": reading},
            **more,
        )
    except NoSuchModuleError as error:
        raise ConfigError(f"store.url: {error}; {_EXPECTED}") from error
    except ModuleNotFoundError as error:
        raise ConfigError(
            f"store.url: {error}; install the driver with the extra [postgres]"
        ) from error


def _prepare(connection: Any, _record: object) -> None:
    """Every acknowledged commit is on the disk; transactions are ours to begin."""
    connection.isolation_level = None
    for pragma in (*DURABLE, _SELDOM):
        connection.execute(pragma)


def _begin_at_once(connection: Any) -> None:
    """Take the write lock first, so that two writers never find out at the commit."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin_to_read(connection: Any) -> None:
    """See one state of the database from the first to the last question."""
    connection.exec_driver_sql("BEGIN")
