"""The pages of figures and bulletins, for managers and auditors; questions run off the loop.

What must not live here: counting (see `hall.storage.measures`), what a bulletin shows (see
`hall.bulletins.layout`).
"""

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path, Query, Request, Response

from hall.bulletins import layout
from hall.bulletins.making import Setting
from hall.catalogue.text import Language, Text
from hall.storage.archive import Archive
from hall.storage.bulletins import BulletinStore, Kept
from hall.supervision.bulletin import Section, from_bytes, line, section
from hall.supervision.figures import WHOLE_KEY, Breakdown, By, Part, days_asked_for
from hall.supervision.periods import TITLES, Every, period_with
from hall.web.caller import Caller
from hall.web.follow_ups import today_of
from hall.web.language import language_of
from hall.web.ordering import In, Rooms
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False, prefix="/reports")

_ALLOWED: Final = (Permission.SET_PLAN, Permission.JOURNAL)
_LONGEST_BY_DAY: Final = 92
"""Days beyond which a breakdown by day becomes one by month."""
_LONGEST: Final = 366 * 2
_RECENT: Final = 7
"""Bulletins of a kind that are shown at once."""
TYPES: Final = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pdf": "application/pdf",
    "json": "application/json",
}
_WORDS: Final = {
    "title": Text("统计与通报", "Figures and bulletins"),
    "from": Text("从", "From"),
    "to": Text("到", "To"),
    "by": Text("分组", "By"),
    "show": Text("查看", "Show"),
    "kept": Text("定期通报", "Bulletins"),
    "none": Text("还没有通报", "No bulletin yet"),
    "older": Text("更早的", "Older"),
    "by_month": Text(
        "超过{days}天时按日分组太长，改为按月。",
        "By day is too long for more than {days} days: shown by month.",
    ),
    "nothing": Text("这段时间没有数据", "Nothing in these days"),
    "by_hour": Text("各时段取号数", "Numbers by hour"),
    "hash": Text("校验值", "Hash"),
    "back": Text("返回", "Back"),
    "inspection": Text("抽查", "Inspection"),
    "design": Text("窗口设计", "Window design"),
}
KeptId = Annotated[str, Path(pattern=r"^\d{4}-\d{2}-\d{2}$")]


def archive_of(request: Request) -> Archive:
    """The records; raises `Problem` where the pages run without any."""
    archive: Archive | None = getattr(request.app.state, "archive", None)
    if archive is None:
        raise Problem("not_found")
    return archive


async def reader(request: Request) -> Caller | None:
    """Whoever may see figures by clerk; None when nobody is signed in; raises `Problem`."""
    caller = await signed_in(request)
    if caller is not None and not any(map(caller.may, _ALLOWED)):
        raise Problem("not_allowed", permission=_ALLOWED[0])
    return caller


@router.get("")
async def figures_page(
    request: Request,
    wired: In,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    by: By = By.CATEGORY,
) -> Response:
    """Figures of some days by one thing, and the bulletins that are kept."""
    caller = await reader(request)
    if caller is None:
        return go_to("/sign-in?to=/reports")
    archive = archive_of(request)
    today = wired.controller.hall.day or today_of(wired)
    period = days_asked_for(first or today, last or today, _LONGEST)
    too_long = by is By.DAY and period.days > _LONGEST_BY_DAY
    by = By.MONTH if too_long else by
    found = await asyncio.to_thread(archive.count, setting_of(wired).question(period, by))
    language = language_of(request)
    words = {name: layout.told(text, language) for name, text in _WORDS.items()}
    return render(
        request,
        "reports.html",
        person=caller,
        pages=pages_of(caller),
        words=words,
        said=words["by_month"].format(days=_LONGEST_BY_DAY) if too_long else "",
        period=period,
        by=by,
        choices={each: layout.told(text, language) for each, text in layout.SECTION_TITLES.items()},
        table=layout.every_measure(with_whole(found, wired), language),
        kept=_shelves(await asyncio.to_thread(BulletinStore(archive.engine).kept), language),
    )


def _shelves(kept: Iterable[Kept], language: Language) -> list[dict[str, Any]]:
    """The kept bulletins of each kind, the newest first, those of long ago apart."""
    found: dict[Every, list[tuple[str, Kept]]] = {every: [] for every in Every}
    for each in kept:
        every, _, first = each.id.partition("/")
        period = period_with(Every(every), date.fromisoformat(first))
        name = layout.span_of(Every(every), period.first, period.last, language)
        found[Every(every)].append((name, each))
    return [
        {
            "title": layout.told(TITLES[every], language),
            "new": bulletins[:_RECENT],
            "old": bulletins[_RECENT:],
        }
        for every, bulletins in found.items()
        if bulletins
    ]


def with_whole(found: Breakdown, wired: Rooms) -> Section:
    """All groups, and all of them together where that means something."""
    groups = section(found, wired.controller.catalogue)
    if found.by is By.CLERK:
        people = ((each, wired.accounts.called(each.key)) for each in groups.lines)
        lines = tuple(replace(each, name=Text(name, name)) for each, name in people)
        groups = replace(groups, lines=lines)
    if found.by is By.WHOLE or not found.whole:
        return groups
    whole = line(WHOLE_KEY, layout.PART_NAMES[Part.ALL], found.whole)
    return replace(groups, lines=(*groups.lines, whole) if groups.lines else ())


def setting_of(wired: Rooms) -> Setting:
    """What figures of this hall are counted with."""
    controller, premises = wired.controller, wired.premises
    return Setting(hall=controller.site.name, zone=premises.zone, catalogue=controller.catalogue)


@router.get("/{every}/{first}")
async def bulletin_page(request: Request, every: Every, first: KeptId) -> Response:
    """A kept bulletin."""
    caller = await reader(request)
    if caller is None:
        return go_to(f"/sign-in?to=/reports/{every}/{first}")
    contents = await asyncio.to_thread(
        BulletinStore(archive_of(request).engine).contents, f"{every}/{first}"
    )
    if contents is None:
        raise Problem("not_found")
    bulletin, language = from_bytes(contents.document), language_of(request)
    tables = [layout.section_table(each, language) for each in bulletin.sections if each.lines]
    tables += [layout.outside_table(bulletin, language), layout.sign_table(bulletin, language)]
    return render(
        request,
        "bulletin.html",
        person=caller,
        pages=pages_of(caller),
        words={name: layout.told(text, language) for name, text in _WORDS.items()},
        ident=f"{every}/{first}",
        title=layout.title(bulletin, language),
        span=layout.span(bulletin, language),
        seal=layout.seal(bulletin, language),
        findings_title=layout.told(layout.FINDINGS, language),
        findings=[layout.told(each, language) for each in bulletin.findings],
        headline=layout.headline_table(bulletin, language),
        bars=_bars(bulletin.sections, language),
        tables=[table for table in tables if table.rows],
        has_pdf=contents.pdf is not None,
    )


def _bars(sections: tuple[Section, ...], language: Language) -> list[tuple[str, str, float]]:
    """The numbers by hour: a name, the number, and its share of the highest."""
    lines = next((each.lines for each in sections if each.by is By.HOUR), ())
    highest = max((line.all["numbers"] or 0 for line in lines), default=0) or 1
    return [
        (
            layout.told(line.name, language),
            f"{line.all['numbers'] or 0:,.0f}",
            (line.all["numbers"] or 0) / highest,
        )
        for line in lines
    ]


@router.get("/{every}/{first}/{kind}")
async def bulletin_file(request: Request, every: Every, first: KeptId, kind: str) -> Response:
    """A kept bulletin's file, checked against its hash."""
    if await reader(request) is None:
        return go_to(f"/sign-in?to=/reports/{every}/{first}")
    contents = await asyncio.to_thread(
        BulletinStore(archive_of(request).engine).contents, f"{every}/{first}"
    )
    files = {} if contents is None else {
        "xlsx": contents.xlsx, "pdf": contents.pdf, "json": contents.document
    }  # fmt: skip
    content = files.get(kind)
    if content is None:
        raise Problem("not_found")
    headers = {"Content-Disposition": f'attachment; filename="{every}-{first}.{kind}"'}
    return Response(content, HTTPStatus.OK, media_type=TYPES[kind], headers=headers)
