"""A bulletin as a workbook: figures as numbers, a sheet for each breakdown, charts.

The same bulletin gives the same bytes. What must not live here: what is shown (see `layout`).
"""

import io
import re
import zipfile
from datetime import UTC, date, datetime, time
from typing import Final

from openpyxl import Workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from hall.bulletins.layout import (
    FINDINGS,
    Cell,
    Table,
    every_measure,
    headline_table,
    outside_table,
    seal,
    sign_table,
    span,
    title,
    told,
)
from hall.catalogue.text import Language
from hall.supervision.bulletin import Bulletin
from hall.supervision.figures import By
from hall.supervision.measures import MEASURE, Unit

_FORMATS: Final = {
    Unit.COUNT: "#,##0",
    Unit.SECONDS: "[h]:mm:ss",
    Unit.SHARE: "0.0%",
    Unit.LEVEL: "0.00",
}
_DAY_S: Final = 24 * 3600
_HEAD: Final = PatternFill("solid", fgColor="0B4F8A")
_HEAD_FONT: Final = Font(color="FFFFFF", bold=True)
_CHARTED: Final = {By.HOUR: 1, By.DAY: 1, By.CATEGORY: 1}
_MODIFIED: Final = re.compile(rb"(?<=W3CDTF\">)[^<]+")
_ZIP_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def workbook(bulletin: Bulletin, language: Language) -> bytes:
    """The bulletin as an XLSX file."""
    book = Workbook()
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has one sheet")
    _front(first, bulletin, language)
    for section in bulletin.sections:
        table = every_measure(section, language)
        sheet = book.create_sheet(table.title)
        _write(sheet, table, 1)
        sheet.freeze_panes = "B2"
        if section.by in _CHARTED and section.lines:
            _chart(sheet, table)
    for table in (outside_table(bulletin, language), sign_table(bulletin, language)):
        _write(book.create_sheet(table.title[:31]), table, 1)
    made = datetime.combine(bulletin.last, time(), UTC).replace(tzinfo=None)
    book.properties.created = book.properties.modified = made
    book.properties.creator = told(bulletin.hall, language)
    return _same_bytes(book, f"{made:%Y-%m-%dT%H:%M:%SZ}".encode())


def table_workbook(table: Table, day: date) -> bytes:
    """One table as an XLSX file; the same table of the same day gives the same bytes."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has one sheet")
    sheet.title = table.title[:31]
    _write(sheet, table, 1)
    sheet.freeze_panes = "B2"
    made = datetime.combine(day, time(), UTC).replace(tzinfo=None)
    book.properties.created = book.properties.modified = made
    return _same_bytes(book, f"{made:%Y-%m-%dT%H:%M:%SZ}".encode())


def _front(sheet: Worksheet, bulletin: Bulletin, language: Language) -> None:
    sheet.title = title(bulletin, language)
    sheet["A1"] = f"{told(bulletin.hall, language)} {title(bulletin, language)}"
    sheet["A1"].font = Font(size=18, bold=True)
    sheet["A2"] = span(bulletin, language)
    sheet["A3"] = seal(bulletin, language)
    sheet["A5"] = told(FINDINGS, language)
    sheet["A5"].font = Font(bold=True)
    row = 6
    for finding in bulletin.findings:
        sheet.cell(row, 1, told(finding, language))
        row += 1
    _write(sheet, headline_table(bulletin, language), row + 1)


def _write(sheet: Worksheet, table: Table, top: int) -> None:
    for column, name in enumerate(table.head, 1):
        head = sheet.cell(top, column, name)
        head.font, head.fill = _HEAD_FONT, _HEAD
        head.alignment = Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = 34 if column == 1 else 13
    for down, row in enumerate(table.rows, top + 1):
        for column, cell in enumerate(row, 1):
            _put(sheet, down, column, cell)


def _put(sheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if not cell.code:
        sheet.cell(row, column, cell.text)
        return
    unit = MEASURE[cell.code].unit
    value = cell.value
    if value is not None and unit is Unit.SECONDS:
        value /= _DAY_S
    sheet.cell(row, column, value).number_format = _FORMATS[unit]


def _chart(sheet: Worksheet, table: Table) -> None:
    """The numbers of each line, own and delegated beside each other."""
    chart = BarChart()
    chart.type, chart.grouping, chart.overlap = "col", "stacked", 100
    chart.title, chart.height, chart.width = table.title, 9, 24
    last = len(table.rows) + 1
    chart.add_data(
        Reference(sheet, min_col=3, max_col=4, min_row=1, max_row=last), titles_from_data=True
    )
    chart.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=last))
    sheet.add_chart(chart, f"B{last + 3}")


def _same_bytes(book: Workbook, made: bytes) -> bytes:
    """The file without the moment it was packed at."""
    packed, plain = io.BytesIO(), io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(plain, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _MODIFIED.sub(made, source.read(name)))
    return plain.getvalue()
