"""Statements compiled once and run as plain SQL: the path to the disk is the program's hottest."""

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.dml import UpdateBase

Row = dict[str, Any]


class Prepared:
    """A statement compiled once, run with plain parameters."""

    def __init__(self, statement: UpdateBase, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._defaults = {
            name: value for name, value in compiled.params.items() if value is not None
        }
        order: Sequence[str] | None = getattr(compiled, "positiontup", None)
        self._in_order: Callable[[Row], Any] | None = _picker(order) if order else None

    def run(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Run it once for each row."""
        connection.exec_driver_sql(self._sql, [self._bind(row) for row in rows])

    def run_bare(self, cursor: Any, rows: Sequence[Row]) -> None:
        """Run it once for each row, on a cursor of the driver: nothing between us and the disk."""
        if len(rows) == 1:
            cursor.execute(self._sql, self._bind(rows[0]))
        else:
            cursor.executemany(self._sql, [self._bind(row) for row in rows])

    def _bind(self, row: Row) -> Any:
        full = {**self._defaults, **row} if self._defaults else row
        return self._in_order(full) if self._in_order else full


def _picker(order: Sequence[str]) -> Callable[[Row], Any]:
    """Takes the values of a row in the order of the statement's marks."""
    if len(order) == 1:
        (only,) = order
        return lambda row: (row[only],)
    return itemgetter(*order)
