"""The page of the window design adviser: proposals by factor, a picture, drafts of both outcomes.

What a manager chooses goes into the draft of the catalogue, to be reviewed and published; the draft
of the plan is taken over elsewhere (see `design_plan`). What must not live here: the rules (see
`hall.supervision.window_design` and `window_plan`).
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any, Final
from uuid import uuid4

from fastapi import APIRouter, Query, Request, Response

from hall.catalogue.text import Language, Text
from hall.storage.catalogue_draft import DraftMoved
from hall.storage.evidence import evidence
from hall.supervision.coverage import Coverage, coverage
from hall.supervision.figures import Period
from hall.supervision.window_design import Limits, advise
from hall.supervision.window_plan import Entry, loads
from hall.web.caller import Caller
from hall.web.catalogue.visiting import Desk, Form
from hall.web.days import AskedDay
from hall.web.design_picture import picture
from hall.web.language import language_of, told
from hall.web.ordering import In, Rooms
from hall.web.permissions import Permission
from hall.web.plan_draft import drafted, next_opening
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.report_pages import archive_of
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False, prefix="/design")

_USUAL_DAYS: Final = 90
_ENOUGH_DAYS: Final = 20
"""Of fewer open days the frequency of a matter says little."""
_WORDS: Final = {
    "title": Text("窗口设计", "Window design"),
    "reports": Text("统计与通报", "Figures and bulletins"),
    "inspection": Text("抽查", "Inspection"),
    "from": Text("从", "From"),
    "to": Text("到", "To"),
    "show": Text("查看", "Show"),
    "coverage": Text("应纳尽纳", "Coverage by integrated windows"),
    "of_matters": Text("事项", "matters"),
    "of_numbers": Text("取号", "numbers"),
    "outside": Text("未进综合受理窗口的事项", "Outside integrated windows"),
    "picture": Text(
        "每个事项一点：横轴是占取号量的比例，纵轴是与最近类别的关联度。带黑边的建议调整。",
        "Each matter is a point: share of numbers across, relatedness to the closest category up. "
        "A ring: to be moved.",
    ),
    "across": Text("占取号量的比例", "share of numbers"),
    "up": Text("关联度", "relatedness"),
    "few": Text(
        "记录只有{days}天，建议和草案仅供参考，默认不选；一个月以上才可靠。",
        "Days of records: {days}. Proposals and draft are hints until there is a month, and "
        "nothing is chosen beforehand.",
    ),
    "integrated": Text("综合", "integrated"),
    "general": Text("其他综合事务", "other matters"),
    "instant": Text("部门即办", "department's own"),
    "proposals": Text("建议", "Proposals"),
    "moves": Text("建议调整的事项", "Matters to be moved"),
    "no_moves": Text("现在的设置不用调整。", "Nothing needs to be moved."),
    "stays": Text("保持不变的事项", "Matters that stay"),
    "matter": Text("事项", "Matter"),
    "now": Text("现在", "Now"),
    "proposed": Text("建议", "Proposed"),
    "why": Text("理由", "Why"),
    "take": Text("把选中的放进目录草稿", "Put the chosen ones into the draft"),
    "take_about": Text(
        "只改草稿；看过改动、通过检查并发布后，从生效日起执行。",
        "Only the draft changes; it is in force from its day once it is reviewed and published.",
    ),
    "load": Text("各类窗口与业务量", "Windows and load of each category"),
    "category": Text("类别", "Category"),
    "windows_now": Text("现在窗口", "Windows now"),
    "windows_then": Text("草案窗口", "Windows in the draft"),
    "load_now": Text("现在的业务量", "Load now"),
    "load_then": Text("调整后的业务量", "Load after the proposals"),
    "plan": Text("窗口设置草案", "A draft of the plan"),
    "plan_about": Text(
        "按调整后的业务量分配综合窗口，每类至少一个窗口，改动尽量少；部门即办、出件和咨询窗口不动。"
        "类别要改的事项，请先发布目录。",
        "Shares integrated windows out by the load after the proposals: one at least for each "
        "category, with as few changes as can be; other windows stay. Publish the catalogue first "
        "where matters change their category.",
    ),
    "plan_few": Text("改动{count}个窗口，共{all}个", "{count} of {all} windows change"),
    "plan_stays": Text("不变的窗口", "Windows that stay"),
    "area": Text("区域", "Area"),
    "nothing": Text("（无）", "(nothing)"),
    "plan_same": Text(
        "现在的窗口设置已合适，不用调整。", "Today's plan fits; nothing needs to change."
    ),
    "window": Text("窗口", "Window"),
    "today": Text("现在的设置", "Today"),
    "draft": Text("草案", "Draft"),
    "from_opening": Text("从下次开门起执行（{opens}）", "From the next opening ({opens})"),
    "at_once": Text("立即执行", "At once"),
    "plan_now": Text("窗口设置已按草案执行。", "The plan follows the draft now."),
    "plan_later": Text(
        "已安排，从下次开门起执行。", "Scheduled: it is in force from the next opening."
    ),
    "plan_back": Text("已撤销，恢复原来的窗口设置。", "Taken back: the plan is as it was."),
    "plan_moved": Text(
        "窗口设置刚有改动，请看新的草案再决定。",
        "The plan has just been changed; look at the new draft first.",
    ),
    "undo": Text("撤销", "Undo"),
    "moved": Text(
        "别人刚改过草稿，请再选一次。", "Somebody has just changed the draft; choose again."
    ),
}


@router.get("")
async def design_page(
    request: Request,
    wired: In,
    first: Annotated[AskedDay | None, Query(alias="from")] = None,
    last: Annotated[AskedDay | None, Query(alias="to")] = None,
) -> Response:
    """What the adviser says of the records of some days."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in?to=/design")
    if not caller.may(Permission.JOURNAL):
        raise Problem("not_allowed", permission=Permission.JOURNAL)
    return await show(request, wired, caller, period_of(wired, first, last))


def period_of(wired: Rooms, first: date | None, last: date | None) -> Period:
    """The days that are asked for, else the last three months."""
    last = last or wired.controller.clock.now().astimezone(wired.premises.zone).date()
    first = first or last - timedelta(days=_USUAL_DAYS)
    return Period(first=min(first, last), last=max(first, last))


async def show(
    request: Request,
    wired: Rooms,
    caller: Caller,
    period: Period,
    said: str | None = None,
    **about: Any,
) -> Response:
    """The page, with a sentence on top when something was done or refused."""
    catalogue, language = wired.controller.catalogue, language_of(request)
    seen = await asyncio.to_thread(archive_of(request).read, partial(evidence, period=period))
    proposals = await asyncio.to_thread(advise, catalogue, seen)
    now, then = loads(catalogue, seen, proposals)
    entries = drafted(wired, then)
    names = {code: told(each.name, language) for code, each in catalogue.categories.items()}
    words = {name: told(text, language) for name, text in _WORDS.items()}
    return render(
        request,
        "design.html",
        person=caller,
        pages=pages_of(caller),
        words=words,
        period=period,
        said=said and words.get(said, said),
        **{"bad": False, "undo": None, **about},
        few=words["few"].format(days=seen.days) if seen.days < _ENOUGH_DAYS else "",
        coverage=coverage(catalogue, seen.numbers),
        shares=_shares(coverage(catalogue, seen.numbers)),
        picture=picture(catalogue, proposals, Limits(), english=language == "en"),
        moves=[each for each in proposals if each.moves],
        stays=[each for each in proposals if not each.moves],
        names=names,
        load=_load(wired, entries, now, then),
        heaviest=max([*now.values(), *then.values(), 1]) / (now.total() or 1),
        plan=_plan(wired, entries, language),
        may_plan=caller.may(Permission.SET_PLAN),
        may_take=caller.may(Permission.SET_PLAN) and caller.may(Permission.CATALOGUE),
        told=lambda text: told(text, language),
    )


def _shares(found: Coverage) -> tuple[float, float]:
    """Of all matters, and of all numbers, what integrated windows accept."""
    return (
        found.matters_inside / found.matters if found.matters else 0.0,
        found.numbers_inside / found.numbers if found.numbers else 0.0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """A category with its windows and its share of all work, now and then."""

    code: str
    windows_now: int
    windows_then: int
    now: float
    then: float


def _load(
    wired: Rooms, entries: Sequence[Entry], now: Counter[str], then: Counter[str]
) -> list[_Loaded]:
    whole = now.total() or 1
    had = Counter(code for each in entries for code in each.now)
    has = Counter(code for each in entries for code in each.then)
    return [
        _Loaded(
            code=code,
            windows_now=had[code],
            windows_then=has[code],
            now=now[code] / whole,
            then=then[code] / whole,
        )
        for code, each in wired.controller.catalogue.categories.items()
        if each.has_matters
    ]


def _plan(wired: Rooms, entries: Sequence[Entry], language: Language) -> dict[str, Any]:
    """The draft of the plan beside today's, and what a form needs to take it over."""
    opens = next_opening(wired.premises, wired.controller.clock.now())
    site = wired.controller.site
    return {
        "entries": entries,
        "areas": {
            no: told(site.areas[each.area].name, language) for no, each in site.windows.items()
        },
        "changes": [each for each in entries if each.changes],
        "stays": [each for each in entries if not each.changes],
        "opens": f"{opens.astimezone(wired.premises.zone):%Y-%m-%d %H:%M}",
        "version": wired.controller.hall.plan_version,
        "key": uuid4().hex,
    }


@router.post("/take")
async def take(request: Request, wired: In, desk: Desk, form: Form) -> Response:
    """Put the chosen proposals into the draft of the catalogue; who may plan decides."""
    if not form.caller.may(Permission.SET_PLAN):
        raise Problem("not_allowed", permission=Permission.SET_PLAN)
    chosen = {
        name.removeprefix("take-"): code
        for name, code in form.fields.items()
        if name.startswith("take-")
    }
    opened = await desk.open()
    matters: list[dict[str, Any]] = [
        {**each, "category": chosen.get(str(each.get("id")), each.get("category"))}
        for each in opened.now.matters
    ]
    try:
        await desk.change(
            {**opened.now.plain, "matters": matters},
            opened.draft.revision,
            form.caller,
            about=" ".join(sorted(chosen))[:200],
        )
    except DraftMoved:
        return await show(
            request, wired, form.caller, period_of(wired, None, None), "moved", bad=True
        )
    return go_to("/catalogue/publish")
