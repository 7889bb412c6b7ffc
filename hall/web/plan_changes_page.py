"""The page of past changes of the plan, each with the waits before and after it.

What must not live here: reading them (see `hall.storage.plan_changes`), changing the plan.
"""

import asyncio
from datetime import date, tzinfo
from functools import partial
from typing import Final

from fastapi import APIRouter, Request, Response

from hall.bulletins.layout import told
from hall.catalogue.text import Language, Text
from hall.storage.plan_changes import PlanChange, Waits, plan_changes
from hall.supervision.written import duration
from hall.web.acting_programs import name_of
from hall.web.downloads import csv_file
from hall.web.follow_ups import today_of
from hall.web.language import language_of
from hall.web.ordering import In, Rooms
from hall.web.rendering import render
from hall.web.report_pages import archive_of, reader
from hall.web.signing_in import go_to, pages_of

router = APIRouter(include_in_schema=False)

_WORDS: Final = {
    "title": Text("调窗的效果", "Changes of windows"),
    "day": Text("日期", "Day"),
    "show": Text("查看", "Show"),
    "at": Text("时间", "Time"),
    "by": Text("谁", "By"),
    "what": Text("调整", "Change"),
    "why": Text("原因", "Reason"),
    "why_so": Text("原因：{}", "Reason: {}"),
    "returned": Text("第{}次调整到时换回", "Change {} is over"),
    "of": Text("类别", "Category"),
    "before": Text("前一小时平均等候", "Mean wait, hour before"),
    "after": Text("后一小时平均等候", "Mean wait, hour after"),
    "none": Text("这一天没有调过窗口。", "No window was changed on this day."),
    "about": Text(
        "等候按调整前后各一小时里叫到的人计算；人少时只作参考，也会受来人多少影响。",
        "Waits of those called in the hour before and after; few people say little, and how many "
        "came counts too.",
    ),
    "whole": Text("全厅", "Whole hall"),
    "window": Text("{}号窗口", "Window {}"),
    "person": Text("{}人", "{} person"),
    "people": Text("{}人", "{} people"),
    "count_before": Text("前一小时人数", "People before"),
    "count_after": Text("后一小时人数", "People after"),
}


@router.get("/plan-changes")
async def changes_page(request: Request, wired: In, day: date | None = None) -> Response:
    """The changes of a day, the latest first."""
    caller = await reader(request)
    if caller is None:
        return go_to("/sign-in?to=/plan-changes")
    day = day or _today(wired)
    language = language_of(request)
    found = await _found(request, day)
    return render(
        request,
        "plan_changes.html",
        person=caller,
        pages=pages_of(caller),
        words={name: told(text, language) for name, text in _WORDS.items()},
        day=day.isoformat(),
        changes=[_shown(each, wired, language) for each in reversed(found)],
    )


@router.get("/plan-changes.csv")
async def changes_csv(request: Request, wired: In, day: date) -> Response:
    """One row for each category of each change; waits in seconds."""
    if await reader(request) is None:
        return go_to("/sign-in?to=/plan-changes")
    language = language_of(request)
    names = ("at", "by", "what", "why", "of", "before", "after", "count_before", "count_after")
    rows = []
    for each in await _found(request, day):
        known = _facts(each, wired, language)
        for code, (before, after) in each.waits.items():
            figures = (before.mean_s, after.mean_s, before.count, after.count)
            rows.append([*known, _name(code, wired, language), *figures])
    return csv_file(f"plan-{day}", (told(_WORDS[each], language) for each in names), rows)


def _today(wired: Rooms) -> date:
    hall = wired.controller.hall
    return hall.day or hall.last_day or today_of(wired)


async def _found(request: Request, day: date) -> tuple[PlanChange, ...]:
    reading = partial(plan_changes, day=day.isoformat())
    return await asyncio.to_thread(archive_of(request).read, reading)


def _facts(each: PlanChange, wired: Rooms, language: Language) -> list[str]:
    zone: tzinfo = wired.premises.zone
    return [
        f"{each.at.astimezone(zone):%H:%M}",
        name_of(each.by, language, program=each.by_program, called=wired.accounts.called),
        "; ".join(_moves(each, wired, language)),
        _reason(each, language),
    ]


def _reason(each: PlanChange, language: Language) -> str:
    """As it was typed, or in the reader's language where a program gave it."""
    if each.returns is not None:
        return told(_WORDS["returned"], language).format(each.returns)
    return (each.reason_en if language == "en" else None) or each.reason


def _moves(each: PlanChange, wired: Rooms, language: Language) -> list[str]:
    def named(codes: tuple[str, ...]) -> str:
        joint = ", " if language == "en" else "、"
        return joint.join(_name(code, wired, language) for code in codes) or "–"

    window = told(_WORDS["window"], language)
    return [
        f"{window.format(move.window)}: {named(move.before)} → {named(move.after)}"
        for move in each.moves
    ]


def _name(code: str | None, wired: Rooms, language: Language) -> str:
    if code is None:
        return told(_WORDS["whole"], language)
    known = wired.controller.catalogue.categories.get(code)
    return told(known.title, language) if known else code


def _shown(each: PlanChange, wired: Rooms, language: Language) -> dict[str, object]:
    at, by, _, why = _facts(each, wired, language)
    return {
        "at": at,
        "by": by,
        "moves": _moves(each, wired, language),
        "why": told(_WORDS["why_so"], language).format(why),
        "waits": [
            (
                _name(code, wired, language),
                _said(before, language),
                _said(after, language),
                _shorter(before, after),
            )
            for code, (before, after) in each.waits.items()
        ],
    }


def _shorter(before: Waits, after: Waits) -> bool:
    return None not in (before.mean_s, after.mean_s) and (after.mean_s or 0) < (before.mean_s or 0)


def _said(waits: Waits, language: Language) -> str:
    """The mean, and of how many."""
    if waits.mean_s is None:
        return "–"
    people = told(_WORDS["person" if waits.count == 1 else "people"], language).format(waits.count)
    return f"{told(duration(waits.mean_s), language)} · {people}"
