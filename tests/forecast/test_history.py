"""Histories of tickets: read from a table, replayed day by day, judged side by side."""

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from hall.__main__ import app
from hall.core.settings import VisitClass
from hall.errors import HallError
from hall.forecast.evaluation.histories import HistoryUnreadable, read_history
from hall.forecast.waits.formulas import FORMULAS
from hall.foreseeing.judging import read_file
from tests.bench.forecast.scenarios import CROWDED_HALL
from tests.bench.forecast.world import make_day

HEADER = "day,category,issued,called,started,finished,window,class,matter,left\n"
FIRST = "2026-03-02,SS,09:00:00,09:12:30,09:13:00,09:20:00,W3,green,SS01,\n"
SMALL = replace(
    CROWDED_HALL, windows=(("SS", "BD", "YB", "GA"), ("TZ", "ZH", "CJ", "GA")), numbers=110
)


def _lines(days: int) -> Iterator[str]:
    """A small hall's history, in seconds since midnight."""
    yield HEADER
    for number in range(days):
        day = make_day(SMALL, 7, number)
        day.until(math.inf)
        for each in day.past():
            times = (each.issued_s, each.called_s, each.started_s, each.finished_s)
            texts = ["" if at is None else f"{at:.1f}" for at in times]
            yield f"{each.day},{each.category},{','.join(texts)},{each.window},ordinary,,\n"


def test_a_line_says_when_everything_happened() -> None:
    """Times of day become seconds; windows get numbers in the order they are met."""
    (visit,) = read_history([HEADER, FIRST])
    assert (visit.day, visit.category, visit.window) == (date(2026, 3, 2), "SS", 1)
    assert (visit.wait_s, visit.service_s) == (750.0, 420.0)
    assert visit.visit_class is VisitClass.GREEN


def test_what_is_not_known_may_be_left_out() -> None:
    """Three columns are enough for a line; without starts, service begins with the call."""
    (visit,) = read_history(["day,category,issued,called\n", "2026-03-02,SS,32400,32500\n"])
    assert (visit.started_s, visit.finished_s, visit.left_s) == (32500.0, None, None)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Day;Category;Issued;Called", "2026/3/2;SS;9:00:00;09:12:30"),
        ("日期\t业务类别\t取号时间\t叫号时间", "2026年3月2日\tSS\t9:00\t9:12:30"),
        ("category,issued,called", "SS,2026-03-02 09:00:00,2026-03-02T09:12:30+08:00"),
        ("day,category,issued,called", "2026-03-02,SS,9:00 AM,9:12:30 AM"),
        ('sep=;\r\n"day";"category";"issued";"called"', '02.03.2026;"SS";32400,0;33150'),
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(head: str, row: str) -> None:
    """Whatever separates, however columns are called and days and times are written."""
    lines = f"{head}\r\n{row}\r\n;;;\r\n".replace(";;;", "").splitlines(keepends=True)
    (visit,) = read_history(lines)
    assert (visit.day, visit.category) == (date(2026, 3, 2), "SS")
    assert (visit.issued_s, visit.called_s) == (32400.0, 33150.0)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_a_file_is_read_in_whatever_code_it_was_saved(tmp_path: Path, encoding: str) -> None:
    """As office programs save tables, here and elsewhere."""
    file = tmp_path / "history.csv"
    file.write_text("日期,类别,取号时间\n2026-03-02,社保,09:00\n", encoding=encoding)
    (visit,) = read_file(file)
    assert visit.category == "社保"
    file.write_bytes(bytes(range(128, 256)))
    with pytest.raises(HallError, match="UTF-8, UTF-16 or GB 18030"):
        read_file(file)


@pytest.mark.parametrize(
    ("lines", "line", "what"),
    [
        (["day,category\n"], 1, "no column issued"),
        ([HEADER, "3/2/2026,SS,09:00:00,,,,,,,\n"], 2, "3/2/2026 is no day"),
        ([HEADER, "2026-03-02,SS,0.375,,,,,,,\n"], 2, "part of a day"),
        ([HEADER, "2026-03-02,SS,,,,,,,,\n"], 2, "issued is empty"),
        ([HEADER, FIRST, "2026-13-02,SS,09:00:00,,,,,,,\n"], 3, "2026-13-02 is no day"),
        ([HEADER, "2026-03-02,SS,09:00:00,,,,,royal,,\n"], 2, "royal"),
        ([HEADER, "2026-03-02,SS,09:00:00,08:59:00,,,,,,\n"], 2, "called 08:59:00 is before"),
        ([HEADER, "2026-03-02,SS,nine,,,,,,,\n"], 2, "issued: nine is no time of day"),
        ([HEADER, "2026-03-02,SS,nan,,,,,,,\n"], 2, "issued: nan is no time of day"),
    ],
)
def test_a_wrong_line_is_named(lines: list[str], line: int, what: str) -> None:
    """Whoever prepares a table is told which line to mend."""
    with pytest.raises(HistoryUnreadable) as refused:
        read_history(lines)
    assert refused.value.line == line
    assert what in refused.value.what


def test_every_method_is_judged_side_by_side(tmp_path: Path) -> None:
    """The command prints the sold formulas beside the hall run forward."""
    file = tmp_path / "history.csv"
    file.write_text("".join(_lines(5)), encoding="utf-8")
    done = CliRunner().invoke(app, ["forecast", "evaluate", str(file), "--only-queued"])
    assert done.exit_code == 0, done.output
    for method in (*FORMULAS, "run forward", "run forward and trees"):
        assert f"\n{method} " in done.output


def test_a_history_of_one_day_teaches_nothing(tmp_path: Path) -> None:
    """There is nothing to learn from before the day that is judged."""
    file = tmp_path / "history.csv"
    file.write_text(HEADER + FIRST, encoding="utf-8")
    done = CliRunner().invoke(app, ["forecast", "evaluate", str(file)])
    assert done.exit_code == 2
    assert "at least two days" in done.output
