"""Copies of a store: taken while the hall runs, brought back only where none runs.

A copy is whole or not there: it is written under another name, checked, flushed and then named.
After a restore every screen has seen views of starts that the copy does not know of, so the count
of starts goes on far beyond them. What must not live here: PostgreSQL's own way (see
`server_backup`).
"""

import os
from contextlib import closing
from datetime import UTC, datetime
from glob import escape
from pathlib import Path
from typing import Any, Final

import pysqlite3

from hall.errors import HallError
from hall.storage import server_backup
from hall.storage.claim import Claim
from hall.storage.engine import file_of, parse_store_url
from hall.storage.migrate import HEAD
from hall.storage.rows import StoreError

STARTS_UNKNOWN: Final = 1_000
"""How far the count of starts jumps at a restore."""
_BESIDE: Final = ("-wal", "-shm", "-journal")
_OWNER_ONLY: Final = 0o600
"""A copy names people as the store does."""
_EPOCH: Final = "SELECT value FROM meta WHERE key = 'epoch'"
_SET_EPOCH: Final = "INSERT OR REPLACE INTO meta (key, value) VALUES ('epoch', ?)"


def back_up(url: str, to: Path) -> None:
    """Copy a store to a new file; raises `HallError`, `StoreError` when it cannot be done."""
    if to.exists():
        raise HallError(f"{to} is there already; a backup never writes over another")
    part = to.with_name(f"{to.name}.part")
    part.unlink(missing_ok=True)
    file = file_of(parse_store_url(url))
    try:
        part.touch(mode=_OWNER_ONLY)
        if file is None:
            server_backup.dump(url, part)
        else:
            _copy(_there(file), part)
            _check(part)
        _flush(part)
        part.replace(to)
        _flush(to.parent)
    except (OSError, pysqlite3.Error) as error:
        raise StoreError(f"{to}: no backup was made: {error}") from error
    finally:
        part.unlink(missing_ok=True)


def restore(url: str, source: Path) -> Path | None:
    """Bring a store back from a copy; gives where the store that was there is kept now.

    Raises `ConfigError` while a hall program is using the store.
    """
    parsed = parse_store_url(url)
    file = file_of(parsed)
    if file is None:
        server_backup.restore(url, _there(source), STARTS_UNKNOWN)
        return None
    claim = Claim(parsed)
    claim.take()
    part = file.with_name(f"{file.name}.part")
    try:
        return _put_in_place(_there(source), part, file)
    except (OSError, pysqlite3.Error) as error:
        raise StoreError(f"{file}: nothing was restored from {source}: {error}") from error
    finally:
        part.unlink(missing_ok=True)
        claim.give_up()


def _put_in_place(source: Path, part: Path, file: Path) -> Path | None:
    part.unlink(missing_ok=True)
    part.touch(mode=_OWNER_ONLY)
    _copy(source, part)
    _check(part)
    seen = max(_epoch(part), _epoch(file) if file.exists() else 0)
    with closing(_connect(part)) as connection:
        connection.execute(_SET_EPOCH, (str(seen + STARTS_UNKNOWN),))
    _flush(part)
    aside = _put_aside(file)
    part.replace(file)
    _flush(file.parent)
    return aside


def _put_aside(file: Path) -> Path | None:
    """The store that was there stays, under the time of the restore.

    It keeps its own name, too, until the new store takes it: whoever starts after a power cut
    finds the one or the other, whole. No log is left that would be taken for one of the new store.
    """
    is_there = file.exists()
    aside = file.with_name(f"{file.name}.before-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    if is_there:
        _fold(file)
        _drop_second_names(file)
        os.link(file, aside)
    for end in _BESIDE:
        beside = file.with_name(f"{file.name}{end}")
        if beside.exists():
            beside.replace(file.with_name(f"{aside.name}{end}"))
    _flush(file.parent)
    return aside if is_there else None


def _fold(file: Path) -> None:
    """Bring the log into the file, so that one name is all of the store; a damaged one stays."""
    try:
        with closing(_connect(file)) as connection:
            connection.execute("PRAGMA journal_mode=DELETE")
    except pysqlite3.Error as error:
        if error.sqlite_errorcode == pysqlite3.SQLITE_BUSY:  # somebody reads: its log is needed
            raise


def _drop_second_names(file: Path) -> None:
    """What a restore that was cut off named and never used: not two ways into one store."""
    for other in file.parent.glob(f"{escape(file.name)}.before-*"):
        if other.samefile(file):
            other.unlink()


def _there(file: Path) -> Path:
    if not file.is_file():
        raise StoreError(f"{file}: there is no such file")
    return file


def _connect(file: Path) -> Any:
    return pysqlite3.connect(str(file), isolation_level=None)


def _copy(source: Path, to: Path) -> None:
    """One state of the database, whoever writes to it meanwhile; a single file."""
    with closing(_connect(source)) as ours, closing(_connect(to)) as theirs:
        ours.backup(theirs)
        theirs.execute("PRAGMA journal_mode=DELETE")


def _check(copy: Path) -> None:
    """A copy that cannot be used is none."""
    with closing(_connect(copy)) as connection:
        (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if said != "ok":
            raise StoreError(f"{copy.name}: damaged: {said}")
        try:
            (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except (pysqlite3.Error, TypeError) as error:
            raise StoreError(f"{copy.name}: not the store of a hall") from error
    if version > HEAD:
        raise StoreError(f"{copy.name}: schema {version}, this program knows up to {HEAD}")


def _epoch(file: Path) -> int:
    """The last start that a store knows of; 0 when it cannot be read any more."""
    try:
        with closing(_connect(file)) as connection:
            found = connection.execute(_EPOCH).fetchone()
    except pysqlite3.Error:  # the store that is replaced may be damaged: that is why
        return 0
    return int(found[0]) if found else 0


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
