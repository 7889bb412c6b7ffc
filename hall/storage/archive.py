"""Asks the records long questions, beside the hall that writes them.

An engine of its own that never takes the write lock; the countings of one question run side by
side, since the database lets go of the interpreter while it works. Each sees the records in one
state of its own: of a day that is still open, one may know an event that another does not.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from hall.storage.engine import make_engine
from hall.storage.facts import Question
from hall.storage.measures import breakdown, pieces
from hall.storage.rows import StoreError
from hall.supervision.figures import Breakdown

_AT_ONCE: Final = 3
Found = TypeVar("Found")


class Archive:
    """The records of one hall, for questions; open until `close`."""

    def __init__(self, url: str) -> None:
        self._engine = make_engine(url, reading=True)
        self._threads = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="archive")

    @property
    def engine(self) -> Engine:
        """The engine that reads."""
        return self._engine

    def close(self) -> None:
        """Let go of the database."""
        self._threads.shutdown()
        self._engine.dispose()

    def count(self, question: Question) -> Breakdown:
        """Count what is asked; raises `StoreError` when the database cannot be read."""
        return breakdown(question, self._threads.map(self.read, pieces(question)))

    def read(self, work: Callable[[Connection], Found]) -> Found:
        """Do some reading in one state of the records; raises `StoreError`."""
        try:
            with self._engine.connect() as connection, connection.begin():
                return work(connection)
        except SQLAlchemyError as error:
            said = error.args[0] if error.args else type(error).__name__
            raise StoreError(f"the records cannot be read: {said}") from error
