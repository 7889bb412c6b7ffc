"""The page that says how true the forecasts were: error, coverage, by day and by category.

What must not live here: measuring (see `hall.storage.forecasts`), forecasting.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from fastapi import APIRouter, Request, Response

from hall.bulletins.layout import Cell, Table, told
from hall.catalogue.text import Language, Text
from hall.controller import foretold
from hall.forecast.ranges import BY_LENGTH, BY_RECORDS, BY_RUNS
from hall.storage.forecasts import Quality, quality
from hall.web.days import AskedDay
from hall.web.follow_ups import today_of
from hall.web.language import language_of
from hall.web.ordering import In, Rooms
from hall.web.rendering import render
from hall.web.report_pages import archive_of, reader
from hall.web.signing_in import go_to, pages_of

router = APIRouter(include_in_schema=False, prefix="/foresight")

DAYS: Final = 14
_FEW: Final = 30
"""Below so many a share says little, and is marked."""
_MINUTE_S: Final = 60.0
_WORDS: Final = {
    "title": Text("预测准不准", "How true the forecasts were"),
    "days": Text("各日", "By day"),
    "categories": Text("各类别", "By category"),
    "day": Text("日期", "Day"),
    "category": Text("类别", "Category"),
    "count": Text("人次", "Visits"),
    "wait": Text("实际平均等候", "Mean wait"),
    "mae": Text("平均误差", "Mean error"),
    "naive": Text("常见算法误差", "Error of the usual formula"),
    "bias": Text("平均偏差", "Mean bias"),
    "cover": Text("落在区间内", "Within the range"),
    "band": Text("区间宽度", "Width of the range"),
    "near": Text("误差不大", "Close"),
    "minutes": Text("{}分钟", "{} min"),
    "percent": Text("{}%", "{} %"),
    "none": Text(
        "还没有记录。取号的人被叫到以后，这里说明当时的预测准不准。",
        "Nothing on record yet. Once people are called, this says how true their forecasts were.",
    ),
    "few": Text("（人少，仅供参考）", " (few)"),
    "promise": Text(
        "号票上告诉群众的区间，应有八成以上的人在区间内被叫到；误差是最可能的等候与实际的差。"
        "“误差不大”指差不到5分钟，或不到等候的四分之一。",
        "Eight in ten or more should be called within the range on their ticket; the error is that "
        "of the likeliest wait. Close is within five minutes, or a quarter of the wait.",
    ),
    "chart": Text("每日平均误差（分钟）", "Mean error by day (minutes)"),
    "ours": Text("本厅预测", "This hall's forecast"),
    "sold": Text("常见算法：排队人数×平均办理时间÷窗口数", "Usual: queue × mean service ÷ windows"),
    "now": Text("现在的方法", "The method now"),
    "learnt": Text("最近一次从记录学习", "Last learnt from the records"),
    "from_visits": Text("{}人次", "{} visits"),
    "never": Text("还没有", "not yet"),
}
_STATES: Final = {
    foretold.OFF: Text("未启用，按排队长度推算", "Off: by the length of the queue"),
    foretold.NOT_INSTALLED: Text(
        "没有安装预测组件（[forecast]），按排队长度推算",
        "The [forecast] extra is not installed: by the length of the queue",
    ),
    foretold.PREPARING: Text(
        "正在准备，暂按排队长度推算", "Getting ready: by the length of the queue until then"
    ),
    foretold.FAILED: Text(
        "预测出错，按排队长度推算；详见日志", "Failed: by the length of the queue; see the log"
    ),
}
_METHODS: Final = {
    BY_RECORDS: Text("推演加本厅记录", "Run forward, corrected by the records"),
    BY_RUNS: Text("推演", "Run forward"),
    BY_LENGTH: Text("按排队长度推算", "By the length of the queue"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One day of the chart; heights are parts of the highest."""

    name: str
    ours: str
    sold: str
    ours_part: float
    sold_part: float


@router.get("")
async def foresight_page(request: Request, wired: In, day: AskedDay | None = None) -> Response:
    """Two weeks by day, and one day by category: the one asked for, or the newest."""
    caller = await reader(request)
    if caller is None:
        return go_to("/sign-in?to=/foresight")
    today = wired.controller.hall.day or today_of(wired)
    since = min(day or today, today) - timedelta(days=DAYS)
    found = await asyncio.to_thread(
        archive_of(request).read,
        lambda connection: quality(connection, since.isoformat(), today.isoformat()),
    )
    language = language_of(request)
    days = [each for each in found if each.category is None]
    shown = day.isoformat() if day else days[0].day if days else ""
    mine = [each for each in found if each.category is not None and each.day == shown]
    return render(
        request,
        "foresight.html",
        person=caller,
        pages=pages_of(caller),
        words={name: told(text, language) for name, text in _WORDS.items()},
        state=_state(wired, language),
        bars=_bars(days),
        days=_table(days, "day", told(_WORDS["days"], language), wired, language),
        categories=_table(mine, "category", f"{told(_WORDS['categories'], language)} {shown}",
                          wired, language),
        choices=[each.day for each in days],
        shown=shown,
    )  # fmt: skip


def _state(wired: Rooms, language: Language) -> list[tuple[str, str]]:
    """How forecasts are made now, as names and values."""
    state = wired.controller.foretold.state
    method = _STATES.get(state.state) or _METHODS[state.method]
    learnt = (
        told(_WORDS["never"], language)
        if state.learnt_at is None
        else f"{state.learnt_at.astimezone(wired.premises.zone):%Y-%m-%d %H:%M} · "
        + told(_WORDS["from_visits"], language).format(f"{state.learnt_from:,}")
    )
    return [
        (told(_WORDS["now"], language), told(method, language)),
        (told(_WORDS["learnt"], language), learnt),
    ]


def _bars(days: list[Quality]) -> list[Bar]:
    """The chart, the oldest day first."""
    highest = max((max(each.mae_s, each.naive_mae_s) for each in days), default=0.0) or 1.0
    return [
        Bar(
            name=each.day[5:],
            ours=f"{each.mae_s / _MINUTE_S:.1f}",
            sold=f"{each.naive_mae_s / _MINUTE_S:.1f}",
            ours_part=each.mae_s / highest,
            sold_part=each.naive_mae_s / highest,
        )
        for each in reversed(days)
    ]


_COLUMNS: Final = ("count", "wait", "mae", "naive", "bias", "cover", "band", "near")


def _table(rows: list[Quality], key: str, title: str, wired: Rooms, language: Language) -> Table:
    head = (key, *_COLUMNS)
    return Table(
        title=title,
        head=tuple(told(_WORDS[name], language) for name in head),
        rows=tuple(
            (Cell(text=_name(each, key, wired, language)), *_cells(each, language)) for each in rows
        ),
    )


def _name(row: Quality, key: str, wired: Rooms, language: Language) -> str:
    few = told(_WORDS["few"], language) if row.count < _FEW else ""
    if key == "day":
        return row.day + few
    known = wired.controller.catalogue.categories.get(row.category or "")
    return (told(known.name, language) if known else row.category or "") + few


def _cells(row: Quality, language: Language) -> tuple[Cell, ...]:
    minutes = told(_WORDS["minutes"], language)
    percent = told(_WORDS["percent"], language)
    return (
        Cell(text=f"{row.count:,}", value=row.count, code="count"),
        *(
            Cell(text=minutes.format(f"{seconds / _MINUTE_S:{form}}"), value=seconds, code=code)
            for code, seconds, form in (
                ("wait", row.wait_s, ".1f"),
                ("mae", row.mae_s, ".1f"),
                ("naive", row.naive_mae_s, ".1f"),
                ("bias", row.bias_s, "+.1f"),
            )
        ),
        Cell(text=percent.format(round(100 * row.cover)), value=row.cover, code="cover"),
        Cell(text=minutes.format(f"{row.band_s / _MINUTE_S:.1f}"), value=row.band_s, code="band"),
        Cell(text=percent.format(round(100 * row.near)), value=row.near, code="near"),
    )
