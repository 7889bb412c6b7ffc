"""Statements compiled once and run as plain SQL: the path to the disk is the program's hottest."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.dml import UpdateBase


class Prepared:
    """A statement compiled once, run with plain parameters."""

    def __init__(self, statement: UpdateBase, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._defaults = {
            name: value for name, value in compiled.params.items() if value is not None
        }
        self._order: Sequence[str] | None = getattr(compiled, "positiontup", None)

    def run(self, connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Run it once for each row."""
        connection.exec_driver_sql(self._sql, [self._bind(row) for row in rows])

    def _bind(self, row: dict[str, Any]) -> Any:
        full = {**self._defaults, **row} if self._defaults else row
        return tuple([full[name] for name in self._order]) if self._order else full
