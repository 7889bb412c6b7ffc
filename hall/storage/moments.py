"""What each database spells in its own way: arithmetic on moments, and the order of texts."""

from typing import Any

from sqlalchemy import Float, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class seconds_between(FunctionElement[float]):  # noqa: N801 - reads as a function in SQL
    """The seconds from one stored moment to another."""

    inherit_cache = True
    type = Float()


class whole_seconds(FunctionElement[int]):  # noqa: N801 - the same
    """A duration without its fraction."""

    inherit_cache = True
    type = Integer()


class by_bytes(FunctionElement[str]):  # noqa: N801 - the same
    """A text that sorts by its bytes, whatever language the database sorts by."""

    inherit_cache = True
    type = String()


@compiles(by_bytes, "sqlite")
def _bytes_sqlite(element: by_bytes, compiler: SQLCompiler, **kw: Any) -> str:
    return compiler.process(element.clauses, **kw)


@compiles(by_bytes, "postgresql")
def _bytes_postgresql(element: by_bytes, compiler: SQLCompiler, **kw: Any) -> str:
    return f'({compiler.process(element.clauses, **kw)}) COLLATE "C"'


@compiles(seconds_between, "sqlite")
def _between_sqlite(element: seconds_between, compiler: SQLCompiler, **kw: Any) -> str:
    start, end = (compiler.process(each, **kw) for each in element.clauses)
    return f"(unixepoch({end}, 'subsec') - unixepoch({start}, 'subsec'))"


@compiles(seconds_between, "postgresql")
def _between_postgresql(element: seconds_between, compiler: SQLCompiler, **kw: Any) -> str:
    start, end = (compiler.process(each, **kw) for each in element.clauses)
    return f"EXTRACT(EPOCH FROM CAST({end} AS timestamptz) - CAST({start} AS timestamptz))"


@compiles(whole_seconds, "sqlite")
def _whole_sqlite(element: whole_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **kw)} AS INTEGER)"


@compiles(whole_seconds, "postgresql")
def _whole_postgresql(element: whole_seconds, compiler: SQLCompiler, **kw: Any) -> str:
    return f"CAST(FLOOR({compiler.process(element.clauses, **kw)}) AS INTEGER)"
