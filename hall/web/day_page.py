"""One day in charts, each with its table: arrivals, waits, services and ratings by one thing.

What must not live here: counting (see `hall.storage.measures`), drawing (see `bar_chart`).
"""

import asyncio
from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request, Response

from hall.bulletins import layout
from hall.bulletins.layout import Cell, Table, told
from hall.bulletins.xlsx import table_workbook
from hall.catalogue.text import Language, Text
from hall.supervision.bulletin import Line, Section
from hall.supervision.figures import By, days_asked_for
from hall.supervision.measures import MEASURE
from hall.supervision.written import written
from hall.web.bar_chart import Chart, Point, chart
from hall.web.caller import Caller
from hall.web.downloads import table_file
from hall.web.follow_ups import today_of
from hall.web.language import language_of
from hall.web.ordering import In, Rooms
from hall.web.rendering import render
from hall.web.report_pages import TYPES, archive_of, reader, setting_of, with_whole
from hall.web.signing_in import go_to, pages_of

router = APIRouter(include_in_schema=False, prefix="/reports")

BY: Final = (By.HOUR, By.CATEGORY, By.WINDOW)
_COLUMNS: Final = (
    "numbers", "calls", "services", "wait_mean", "wait_p90", "wait_within",
    "service_mean", "service_p90", "no_show_rate", "rated_share", "satisfaction", "bad_ratings",
)  # fmt: skip
_MINUTE_S: Final = 60.0
_CHARTS: Final = (
    ("numbers", None, Text("到来（取号数）", "Arrivals (numbers)")),
    ("wait_mean", "wait_p90", Text("等候：平均与P90（分钟）", "Waits: mean and P90 (minutes)")),
    (
        "service_mean",
        "service_p90",
        Text("办理：平均与P90（分钟）", "Service: mean and P90 (min)"),
    ),
    ("satisfaction", None, Text("满意率（%）", "Satisfaction (%)")),
)
"""What each chart shows: a measure, and a second one beyond it."""
_OF_WINDOWS: Final = ("calls", None, Text("呼叫数", "Calls"))
"""Instead of arrivals, where windows issue none."""
_WORDS: Final = {
    "title": Text("一天的情况", "One day"),
    "day": Text("日期", "Day"),
    "by": Text("分组", "By"),
    "show": Text("查看", "Show"),
    "nothing": Text("这一天没有数据。", "Nothing on this day."),
    "table": Text("数据表", "Table"),
    "mean": Text("平均", "Mean"),
}


@router.get("/day")
async def day_page(
    request: Request, wired: In, day: date | None = None, by: By = By.HOUR
) -> Response:
    """Four charts of a day and their table."""
    caller = await reader(request)
    if caller is None:
        return go_to("/sign-in?to=/reports/day")
    day = day or wired.controller.hall.day or today_of(wired)
    found, language = await _found(request, wired, day, by), language_of(request)
    groups = [each for each in found.lines if each.key != "all"]
    return render(
        request,
        "day.html",
        **_about(caller, language),
        day=day.isoformat(),
        by=by,
        choices={each: told(layout.SECTION_TITLES[each], language) for each in BY},
        charts=_charts(groups, by, language),
        table=_table(found, language),
    )


def _about(caller: Caller, language: Language) -> dict[str, Any]:
    return {
        "person": caller,
        "pages": pages_of(caller),
        "words": {name: told(text, language) for name, text in _WORDS.items()},
    }


@router.get("/day.csv")
async def day_csv(request: Request, wired: In, day: date, by: By = By.HOUR) -> Response:
    """The table as CSV: seconds and parts as they were counted."""
    if await reader(request) is None:
        return go_to("/sign-in?to=/reports/day")
    table = _table(await _found(request, wired, day, by), language_of(request))
    return table_file(f"{day}-{by}", table)


@router.get("/day.xlsx")
async def day_xlsx(request: Request, wired: In, day: date, by: By = By.HOUR) -> Response:
    """The table as a workbook."""
    if await reader(request) is None:
        return go_to("/sign-in?to=/reports/day")
    table = _table(await _found(request, wired, day, by), language_of(request))
    headers = {"Content-Disposition": f'attachment; filename="{day}-{by}.xlsx"'}
    content = await asyncio.to_thread(table_workbook, table, day)
    return Response(content, headers=headers, media_type=TYPES["xlsx"])


async def _found(request: Request, wired: Rooms, day: date, by: By) -> Section:
    question = setting_of(wired).question(days_asked_for(day, day, 1), by)
    counted = await asyncio.to_thread(archive_of(request).count, question)
    return with_whole(counted, wired)


def _table(found: Section, language: Language) -> Table:
    head = (told(layout.NAME, language), *(told(MEASURE[code].name, language) for code in _COLUMNS))
    rows = tuple(
        (Cell(text=told(line.name, language)), *(_cell(line, code, language) for code in _COLUMNS))
        for line in found.lines
    )
    return Table(title=told(_WORDS["table"], language), head=head, rows=rows)


def _cell(line: Line, code: str, language: Language) -> Cell:
    value = line.all.get(code)
    return Cell(text=told(written(code, value), language), value=value, code=code)


def _charts(groups: list[Line], by: By, language: Language) -> list[Chart]:
    kinds = (_OF_WINDOWS, *_CHARTS[1:]) if by is By.WINDOW else _CHARTS
    upright = by is By.HOUR
    return [
        chart(told(title, language), list(_points(groups, code, beyond, language)), upright=upright)
        for code, beyond, title in kinds
    ]


def _points(
    groups: list[Line], code: str, beyond: str | None, language: Language
) -> Iterable[Point]:
    for line in groups:
        value, further = _scaled(code, line), _scaled(beyond, line) if beyond else None
        yield Point(
            name=told(line.name, language),
            value=value,
            said=_said(value) if further is None else f"{_said(value)} / {_said(further)}",
            beyond=further,
        )


def _scaled(code: str, line: Line) -> float | None:
    """Minutes, per cent or a count."""
    value = line.all.get(code)
    if value is None:
        return None
    if code.startswith(("wait_", "service_")):
        return value / _MINUTE_S
    return value * 100 if code == "satisfaction" else value


def _said(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f}"
