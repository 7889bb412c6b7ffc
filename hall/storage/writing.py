"""The one writing connection: durable transactions, and what it means when one fails.

It is the driver's own connection, because the path to the disk is the program's hottest: a
statement costs SQLAlchemy several times what it costs SQLite. What must not live here: which
statements.
"""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import SQLAlchemyError

from hall.errors import ConfigError, HallError
from hall.storage.claim import claim_for
from hall.storage.engine import is_sqlite
from hall.storage.rows import NotWritten, StoreError, Unwritable

_BEGIN_SQLITE: Final = "BEGIN IMMEDIATE"
_TO_THE_FILE: Final = "PRAGMA wal_checkpoint(FULL)"
_ROWS_ARE_WRONG: Final = ("DataError", "IntegrityError", "NotSupportedError", "ProgrammingError")


class WritingConnection:
    """Opened when it is first needed, and again after it was let go."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._is_sqlite = is_sqlite(engine)
        driver: Any = engine.dialect.loaded_dbapi
        self._driver_error: type[Exception] = driver.Error
        self._rows_are_wrong = tuple(getattr(driver, name) for name in _ROWS_ARE_WRONG)
        self._held: PoolProxiedConnection | None = None

    @property
    def name(self) -> str:
        """The database, as people may read it."""
        return f"the database {self._engine.url.render_as_string(hide_password=True)}"

    def take(self) -> None:
        """Connect, if that is not done yet; raises `StoreError`, or `ConfigError` for a rival."""
        try:
            self._connection()
        except (self._driver_error, SQLAlchemyError) as error:
            raise StoreError(f"{self.name} cannot be opened: {error}") from error

    def let_go(self) -> None:
        """Drop the connection, whatever state it is in."""
        if self._held is not None:
            self._held.invalidate()
            self._held = None
        self._engine.dispose()

    def durably(self, work: Callable[[Any], object]) -> None:
        """Do some work with a cursor, in one transaction that is on the disk afterwards.

        Raises `NotWritten` or `Unwritable` when nothing was written, and a plain `StoreError` when
        nobody can tell.
        """
        cursor = self._begin()
        try:
            work(cursor)
        except Exception as error:  # whatever it was, nothing of the batch may stay
            self._roll_back()
            raise self._not_taken(error) from error
        try:
            self._connection().commit()
        except self._driver_error as error:
            raise StoreError(f"{self.name} failed at a commit: {error}") from error

    def flush_to_file(self) -> None:
        """Copy what is in SQLite's log to its file and flush it; raises `StoreError`."""
        if not self._is_sqlite:
            return
        try:
            (busy, *_) = self._connection().execute(_TO_THE_FILE).fetchone()
        except self._driver_error as error:
            raise StoreError(f"{self.name} cannot flush its journal: {error}") from error
        if busy:
            raise StoreError(f"{self.name} is being read; its journal cannot be flushed yet")

    def _begin(self) -> Any:
        try:
            cursor = self._connection().cursor()
            if self._is_sqlite:  # the write lock first: two writers must not meet at the commit
                cursor.execute(_BEGIN_SQLITE)
        except (self._driver_error, SQLAlchemyError, ConfigError) as error:
            raise NotWritten(f"{self.name} cannot be written to: {error}") from error
        return cursor

    def _roll_back(self) -> None:
        """Undo what can be undone; without a commit nothing of it lasts anyway."""
        try:
            self._connection().rollback()
        except self._driver_error:
            self.let_go()

    def _not_taken(self, error: Exception) -> NotWritten:
        """Why a statement failed: a store that is out of order, or wrong rows."""
        is_the_stores = isinstance(error, self._driver_error)
        if is_the_stores and not isinstance(error, self._rows_are_wrong):
            return NotWritten(f"{self.name} cannot be written to: {error}")
        return Unwritable(f"{self.name} does not take these rows: {error}")

    def _connection(self) -> Any:
        if self._held is None:
            held = self._engine.raw_connection()
            if not self._is_sqlite:
                self._claim(held)
            self._held = held
        return self._held.driver_connection

    def _claim(self, held: PoolProxiedConnection) -> None:
        try:
            claim_for(held.driver_connection, self.name)
        except (HallError, self._driver_error):
            held.invalidate()
            raise
