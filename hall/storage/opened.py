"""A store opened by a command that looks after it: there, of this program's schema, or refused.

What must not live here: what the command does.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from hall.storage.engine import file_of, make_engine, parse_store_url
from hall.storage.migrate import require_current
from hall.storage.rows import StoreError


@contextmanager
def opened(url: str, *, reading: bool) -> Iterator[Engine]:
    """An engine for the block; raises `StoreError` or `ConfigError` in words, never a password."""
    parsed = parse_store_url(url)
    name = parsed.render_as_string(hide_password=True)
    file = file_of(parsed)
    if file is not None and not file.exists():
        raise StoreError(f"{name}: there is no such file")
    with _in_words(name):
        _require_current(url)
        engine = make_engine(url, reading=reading)
        try:
            yield engine
        finally:
            engine.dispose()


def _require_current(url: str) -> None:
    engine = make_engine(url, reading=True)
    try:
        with engine.connect() as connection, connection.begin():
            require_current(connection)
    finally:
        engine.dispose()


@contextmanager
def _in_words(name: str) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        said = error.args[0] if error.args else type(error).__name__
        raise StoreError(f"{name} cannot be read or written: {said}") from error
