"""Matters from tables: CSV or XLSX with a row a matter; and lists of names from above.

A list within a cell is separated by ；or ; — a table cannot say everything that a file can, so what
it does not say stays as it was. What must not live here: what is good (see `check`).
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any, Final
from zipfile import ZipFile

from openpyxl import load_workbook

from hall.catalogue.findings import CatalogueError, Finding

MOST_UNPACKED: Final = 64_000_000
"""Bytes of a workbook; a small file can unpack to more than there is memory."""
_SEPARATORS: Final = str.maketrans({"；": ";", "\n": ";"})
_ENCODINGS: Final = ("utf-8-sig", "gb18030")
_YES: Final = frozenset({"是", "yes", "true", "1", "y"})
Row = Mapping[str, str]
Put = Callable[[dict[str, Any], str], None]


def _at(*path: str) -> Put:
    """Put a text at a place."""

    def put(matter: dict[str, Any], text: str) -> None:
        for step in path[:-1]:
            matter = matter.setdefault(step, {})
        matter[path[-1]] = text

    return put


def _texts_at(*path: str) -> Put:
    """Put a list of `中文|English`, or of terms, at a place."""

    def put(matter: dict[str, Any], text: str) -> None:
        parts = [part.strip() for part in text.translate(_SEPARATORS).split(";") if part.strip()]
        _at(*path)(matter, [_text(part) for part in parts])  # type: ignore[arg-type]

    return put


def _text(part: str) -> Any:
    zh, bar, en = part.partition("|")
    return {"zh": zh.strip(), "en": en.strip()} if bar else part


def _names_at(*path: str) -> Put:
    def put(matter: dict[str, Any], text: str) -> None:
        parts = [part.strip() for part in text.translate(_SEPARATORS).split(";") if part.strip()]
        _at(*path)(matter, parts)  # type: ignore[arg-type]

    return put


def _yes_at(*path: str) -> Put:
    def put(matter: dict[str, Any], text: str) -> None:
        _at(*path)(matter, "true" if text.strip().lower() in _YES else "false")

    return put


COLUMNS: Final[Mapping[str, Put]] = {
    "编码": _at("id"),
    "名称": _at("name", "zh"),
    "英文名称": _at("name", "en"),
    "通俗名称": _at("title", "zh"),
    "通俗英文名称": _at("title", "en"),
    "别名": _names_at("aliases", "zh"),
    "英文别名": _names_at("aliases", "en"),
    "类别": _at("category"),
    "层级": _at("level"),
    "申请主体": _texts_at("guide", "applicants"),
    "办理条件": _texts_at("guide", "conditions"),
    "办理流程": _texts_at("guide", "steps"),
    "法定时限": _at("guide", "time_limit", "statutory_working_days"),
    "承诺时限": _at("guide", "time_limit", "promised_working_days"),
    "收费": _texts_at("fees"),
    "送达": _texts_at("delivery"),
    "办理方式": _texts_at("mechanisms"),
    "即办": _yes_at("instant"),
    "可预约": _yes_at("appointment"),
    "乡镇": _at("township"),
    "取号占比": _at("volume_share_pct"),
}
"""What each column of a table of matters says."""


def matters_from(content: bytes, file: str) -> list[dict[str, Any]]:
    """The matters of a CSV or XLSX table; raises `CatalogueError` for columns it does not know."""
    rows = list(_rows(content, file))
    unknown = sorted({column for row in rows for column in row} - set(COLUMNS))
    if unknown or not rows:
        problem = f"has the column {unknown[0]}" if unknown else "has no rows"
        zh = f"没有“{unknown[0]}”这一列" if unknown else "没有内容"
        raise _wrong(file, 1, problem, "the columns " + ", ".join(COLUMNS), f"{zh}，可用的列见下")
    return [_matter(row, file, line) for line, row in enumerate(rows, 2)]


def _matter(row: Row, file: str, line: int) -> dict[str, Any]:
    if not row.get("编码", "").strip():
        raise _wrong(file, line, "has no 编码", "the id of the matter", "缺少编码")
    matter: dict[str, Any] = {}
    for column, text in row.items():
        if text.strip():
            COLUMNS[column](matter, text.strip())
    return matter


def names_from(content: bytes, file: str) -> list[str]:
    """The names of a list from above: the column 名称, or the first one."""
    rows = list(_rows(content, file))
    if not rows:
        raise _wrong(file, 1, "has no rows", "a column 名称 with a name in each row", "没有内容")
    column = "名称" if "名称" in rows[0] else next(iter(rows[0]))
    return [row[column] for row in rows]


def _rows(content: bytes, file: str) -> Iterator[Row]:
    workbook = content.startswith(b"PK") or file.lower().endswith(".xlsx")
    lines = _of_workbook(content, file) if workbook else _of_csv(content, file)
    head = [name.strip() for name in next(lines, [])]
    for line in lines:
        if any(cell.strip() for cell in line):
            yield {name: cell for name, cell in zip(head, line, strict=False) if name}


def _of_csv(content: bytes, file: str) -> Iterator[list[str]]:
    """Rows of a CSV file in UTF-8, or in GB 18030, as office programs in Chinese write it."""
    for encoding in _ENCODINGS:
        with suppress(UnicodeDecodeError, csv.Error):
            return iter(list(csv.reader(io.StringIO(content.decode(encoding)))))
    raise _wrong(
        file,
        1,
        "is no table in UTF-8 or GB 18030",
        "a CSV or XLSX file",
        "打不开，请另存为 XLSX 或 UTF-8 的 CSV",
    )


def _of_workbook(content: bytes, file: str) -> Iterator[list[str]]:
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            size = sum(each.file_size for each in packed.infolist())
        rows = None if size > MOST_UNPACKED else _first_sheet(content)
    except Exception as error:  # a stranger's file: the reader fails in many ways of its own
        raise _wrong(file, 1, "cannot be opened", "an XLSX workbook", "不是 XLSX 工作簿") from error
    if rows is None:
        most = f"at most {MOST_UNPACKED // 1_000_000} MB unpacked"
        raise _wrong(file, 1, "is too large", most, "太大，请只留要导入的内容")
    return iter(rows)


def _first_sheet(content: bytes) -> list[list[str]]:
    book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    rows: Iterable[tuple[Any, ...]] = book.worksheets[0].iter_rows(values_only=True)
    return [["" if cell is None else str(cell) for cell in row] for row in rows]


def _wrong(file: str, line: int, problem: str, expected: str, zh: str) -> CatalogueError:
    return CatalogueError(
        [Finding(file=file, line=line, key="", problem=problem, expected=expected, zh=zh)]
    )
