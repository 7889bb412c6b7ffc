"""The page of staffing: clerks by quarter of an hour and category that a day needs for a target.

What must not live here: finding them (see `hall.forecast.advice.staffing`).
"""

import asyncio
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from hall.bulletins.layout import Cell, Table, told
from hall.catalogue.text import Language, Text
from hall.forecast.advice.counsel import Roster
from hall.web.bar_chart import Chart, Point, chart
from hall.web.caller import Caller
from hall.web.days import AskedDay
from hall.web.downloads import table_file
from hall.web.language import language_of
from hall.web.ordering import In, Rooms
from hall.web.permissions import Permission
from hall.web.problems import KINDS, Problem
from hall.web.rendering import render
from hall.web.signing_in import go_to, pages_of, signed_in
from hall.web.why_not_foreseen import why_not_foreseen

router = APIRouter(include_in_schema=False)

_QUARTER: Final = timedelta(minutes=15)
_WORDS: Final = {
    "title": Text("排班测算", "Staffing"),
    "day": Text("日期", "Day"),
    "part": Text("多少人（%）", "Part of people (%)"),
    "within": Text("在几分钟内叫到", "Called within (minutes)"),
    "show": Text("测算", "Work out"),
    "hours": Text("共{}个窗口人时", "{} clerk-hours in all"),
    "chart": Text("各刻钟需要的窗口人数", "Clerks needed by quarter of an hour"),
    "table": Text("各类别各刻钟的人数", "Clerks by category and quarter of an hour"),
    "from": Text("从", "From"),
    "all": Text("合计", "All"),
    "about": Text(
        "按本厅的历史来人推演得出：各类别至少要这么多窗口开着，才能达到目标。",
        "Run forward from the hall's own records: so many windows must be open in each category "
        "to keep the target.",
    ),
    "too_many": Text(
        "最忙时要{need}个窗口，本厅只有{have}个。这里按每个窗口只办一类测算；一个窗口办几类，要的会少些，"
        "可以到“推演”里试。",
        "At the busiest {need} windows are needed, and the hall has {have}. Each is taken to serve "
        "one category; windows that serve several are fewer. Try it under “What if”.",
    ),
}
Part = Annotated[int, Query(ge=50, le=99)]
Within = Annotated[int, Query(ge=1, le=120)]


@router.get("/staffing")
async def staffing_page(
    request: Request, wired: In, day: AskedDay | None = None, part: Part = 80, within: Within = 15
) -> Response:
    """The clerks of a day, or why they cannot be told."""
    caller = await _planner(request)
    if caller is None:
        return go_to("/sign-in?to=/staffing")
    day, language = day or _tomorrow(wired), language_of(request)
    shown: dict[str, Any] = {"why_not": "", "roster": None}
    try:
        roster = await _roster(wired, day, part, within)
        shown |= {
            "roster": told(_WORDS["hours"], language).format(f"{roster.clerk_hours:.1f}"),
            "chart": _chart(roster, wired, language),
            "table": _table(roster, wired, language),
            "too_many": _too_many(roster, wired, language),
        }
    except Problem as problem:
        shown["why_not"] = _why_not(problem, wired, language)
    return render(
        request,
        "staffing.html",
        person=caller,
        pages=pages_of(caller),
        words={name: told(text, language) for name, text in _WORDS.items()},
        asked={"day": day.isoformat(), "part": part, "within": within},
        **shown,
    )


def _too_many(roster: Roster, wired: Rooms, language: Language) -> str:
    """What to do where more windows are needed than there are."""
    need = max(map(sum, zip(*roster.clerks.values(), strict=True)), default=0)
    have = len(wired.controller.hall.windows)
    return told(_WORDS["too_many"], language).format(need=need, have=have) if need > have else ""


def _why_not(problem: Problem, wired: Rooms, language: Language) -> str:
    if wired.controller.foretold.lookout is None:
        return why_not_foreseen(wired.controller.foretold.state.state, language)
    kind = KINDS[problem.code]
    return told(Text(kind.zh, kind.en), language)


@router.get("/staffing.csv")
async def staffing_csv(
    request: Request, wired: In, day: AskedDay, part: Part = 80, within: Within = 15
) -> Response:
    """The same table as a file."""
    if await _planner(request) is None:
        return go_to("/sign-in?to=/staffing")
    roster = await _roster(wired, day, part, within)
    return table_file(f"staffing-{day}", _table(roster, wired, language_of(request)))


async def _planner(request: Request) -> Caller | None:
    caller = await signed_in(request)
    if caller is not None and not caller.may(Permission.SET_PLAN):
        raise Problem("not_allowed", permission=Permission.SET_PLAN)
    return caller


def _tomorrow(wired: Rooms) -> date:
    """The next day on which the hall opens."""
    premises = wired.premises
    now = wired.controller.clock.now().astimezone(premises.zone)
    return premises.open_days.after(wired.controller.hall.day or now.date(), 1)[0]


async def _roster(wired: Rooms, day: date, part: int, within: int) -> Roster:
    """Takes a second or two, off the loop; raises `Problem` without engine or records."""
    lookout = wired.controller.foretold.lookout
    if lookout is None:
        raise Problem("no_forecasts")
    hall = wired.controller.hall
    found = await asyncio.to_thread(lookout.staff, hall, day, part / 100, within * 60)
    if found is None:
        raise Problem("too_few_records")
    return found


def _quarters(roster: Roster, wired: Rooms) -> list[datetime]:
    count = max((len(each) for each in roster.clerks.values()), default=0)
    opens = roster.opens.astimezone(wired.premises.zone)
    return [opens + _QUARTER * place for place in range(count)]


def _chart(roster: Roster, wired: Rooms, language: Language) -> Chart:
    points = []
    for place, start in enumerate(_quarters(roster, wired)):
        count = sum(each[place] for each in roster.clerks.values())
        name = f"{start:%H:%M}" if start.minute == 0 else ""
        points.append(Point(name=name, value=count, said=str(count)))
    return chart(told(_WORDS["chart"], language), points, upright=True, wide=True)


def _table(roster: Roster, wired: Rooms, language: Language) -> Table:
    known = wired.controller.catalogue.categories
    names = [told(known[code].title, language) if code in known else code for code in roster.clerks]
    rows = []
    for place, start in enumerate(_quarters(roster, wired)):
        counts = [each[place] for each in roster.clerks.values()]
        cells = [_count(each) for each in (*counts, sum(counts))]
        rows.append((Cell(text=f"{start:%H:%M}"), *cells))
    head = (told(_WORDS["from"], language), *names, told(_WORDS["all"], language))
    return Table(title=told(_WORDS["table"], language), head=head, rows=tuple(rows))


def _count(count: int) -> Cell:
    return Cell(text=str(count), value=count, code="clerks")
