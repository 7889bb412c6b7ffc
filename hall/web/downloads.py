"""Tables as files: CSV that a spreadsheet opens as text and figures, never as a formula."""

import csv
import io
from collections.abc import Iterable
from http import HTTPStatus
from typing import Final

from fastapi import Response

from hall.bulletins.layout import Table

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
Value = str | float | None


def csv_file(name: str, head: Iterable[str], rows: Iterable[Iterable[Value]]) -> Response:
    """A CSV file; begins with a byte order mark, or spreadsheets take Chinese for Latin."""
    text = io.StringIO()
    writer = csv.writer(text)
    for row in (head, *rows):
        writer.writerow([_plain(value) for value in row])
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"'}
    return Response(
        text.getvalue().encode("utf-8-sig"), HTTPStatus.OK, headers, "text/csv; charset=utf-8"
    )


def table_file(name: str, table: Table) -> Response:
    """A table's figures as they were counted, and its other cells as they are written."""
    rows = ([each.value if each.code else each.text for each in row] for row in table.rows)
    return csv_file(name, (head.replace("\n", " ") for head in table.head), rows)


def _plain(value: Value) -> Value:
    """A text that a spreadsheet would calculate is marked as text."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return value
