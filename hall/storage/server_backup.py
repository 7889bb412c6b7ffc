"""Copies of a store on a PostgreSQL server, made and brought back by its own programs.

The programs are those of the Debian package `postgresql-client`, of the server's version or newer.
"""

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import Engine, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import SQLAlchemyError

from hall.errors import ConfigError
from hall.storage.engine import make_engine
from hall.storage.rows import StoreError
from hall.storage.writing import WritingConnection


def dump(url: str, to: Path) -> None:
    """Write one state of a store to a file, whoever writes to it meanwhile."""
    engine = make_engine(url, reading=True)
    try:
        with engine.connect() as connection:
            schema = connection.execute(text("SELECT current_schema()")).scalar_one()
    except SQLAlchemyError as error:
        raise StoreError(f"{_named(engine.url)} cannot be read: {error.args[0]}") from error
    finally:
        engine.dispose()
    _run(engine.url, "pg_dump", "--format=custom", f"--schema={schema}", f"--file={to}")


def restore(url: str, source: Path, starts_unknown: int) -> None:
    """Replace a store by a copy, in one transaction; raises `ConfigError` while a hall uses it."""
    engine = make_engine(url)
    claimed = WritingConnection(engine)
    claimed.take()
    try:
        seen = _epoch(engine)
        wanted = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _run(engine.url, "pg_restore", *wanted, str(source), about=f"{source}: ")
        epoch = max(seen, _epoch(engine)) + starts_unknown
        with engine.connect() as connection, connection.begin():
            connection.execute(text("DELETE FROM meta WHERE key = 'epoch'"))
            connection.execute(
                text("INSERT INTO meta (key, value) VALUES ('epoch', :epoch)"),
                {"epoch": str(epoch)},
            )
    except SQLAlchemyError as error:
        raise StoreError(f"{_named(engine.url)} was not restored: {error.args[0]}") from error
    finally:
        claimed.let_go()


def _epoch(engine: Engine) -> int:
    """The last start that the store knows of; 0 for an empty database."""
    with engine.connect() as connection, connection.begin():
        if connection.execute(text("SELECT to_regclass('meta')")).scalar() is None:
            return 0
        found = connection.execute(text("SELECT value FROM meta WHERE key = 'epoch'")).scalar()
    return int(found or 0)


def _run(url: URL, name: str, *words: str, about: str = "") -> None:
    """Run one of the server's programs; the password never stands in the list of processes."""
    program = shutil.which(name)
    if program is None:
        raise ConfigError(f"{name} is missing: install the Debian package postgresql-client")
    plain = url.set(drivername="postgresql")
    password = {"PGPASSWORD": plain.password} if plain.password else {}
    where = plain._replace(password=None).render_as_string()
    done = subprocess.run(  # noqa: S603 - a program of the server's, its words are our own
        [program, f"--dbname={where}", *words],
        env={**os.environ, **password},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise StoreError(f"{about}{name} failed: {done.stderr.strip()}")


def _named(url: URL) -> str:
    return f"the database {url.render_as_string(hide_password=True)}"
