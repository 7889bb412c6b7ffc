"""The inspector's page: signs that stand out, and a random sample of visits with their journal.

The sample follows from a word that the inspector chooses, so anybody can draw it again. What must
not live here: what is a sign (see `hall.supervision.gaming`), the draw (see `hall.storage`).
"""

import asyncio
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request, Response

from hall.bulletins.making import Setting
from hall.catalogue.text import Language, Text
from hall.storage.archive import Archive
from hall.storage.catalogues import CatalogueShelf
from hall.storage.sampling import Drawn, draw
from hall.supervision.figures import Breakdown, By, Period, days_asked_for
from hall.supervision.gaming import SIGN, SIGNS, shares_of, suspicions
from hall.supervision.lag import GROUNDS, RULE, lagging
from hall.web.language import language_of, told, translations
from hall.web.ordering import In, Rooms
from hall.web.page_texts import DEEDS
from hall.web.permissions import Permission
from hall.web.problems import Problem
from hall.web.rendering import render
from hall.web.report_pages import archive_of
from hall.web.signing_in import go_to, pages_of, signed_in

router = APIRouter(include_in_schema=False, prefix="/inspection")

_USUAL_DAYS: Final = 30
_MOST_DAYS: Final = 366
_MOST_DRAWN: Final = 50
_HIDDEN: Final = frozenset({"seq", "hash", "kind", "by", "at", "visit", "token", "words", "note"})
"""What a row shows in columns of its own, or not at all."""
_EVENTS: Final = {
    "VisitIssued": Text("取号", "Number taken"),
    "TicketReported": Text("号票结果", "What became of the ticket"),
    "CallShown": Text("叫号已显示", "Call shown"),
    "RatingAsked": Text("请评价", "Rating asked for"),
    "ServiceRated": Text("评价", "Rated"),
    "EarlierServiceRated": Text("事后评价", "Rated on a later day"),
    "FollowUpOpened": Text("差评转办", "Bad rating to be answered"),
}
"""What anybody or a machine does; what clerks do is named as in the journal of deeds."""
_FACTS: Final = {
    "number": Text("号码", "number"),
    "ahead": Text("前面", "ahead"),
    "category": Text("类别", "category"),
    "matter": Text("事项", "matter"),
    "visit_class": Text("类", "class"),
    "language": Text("语言", "language"),
    "window": Text("窗口", "window"),
    "clerk": Text("人员", "clerk"),
    "wait_s": Text("等候秒", "wait s"),
    "reason": Text("原因", "reason"),
    "calls": Text("第几次呼叫", "call"),
    "service": Text("服务", "service"),
    "service_s": Text("办理秒", "service s"),
    "outcome": Text("结果", "outcome"),
    "inferred": Text("推定开始", "inferred"),
    "cut_short": Text("中断", "cut short"),
    "to_category": Text("转到类别", "to category"),
    "to_window": Text("转到窗口", "to window"),
    "level": Text("等级", "level"),
    "channel": Text("渠道", "channel"),
    "superseded": Text("已被更新", "superseded"),
    "until": Text("至", "until"),
    "due": Text("期限", "due"),
    "state": Text("状态", "state"),
    "rehearsal": Text("演练", "rehearsal"),
    "doubtful": Text("号票存疑", "doubtful paper"),
}
"""What is called otherwise than in the journal; what is not here keeps the journal's word."""
_WORDS: Final = {
    "title": Text("抽查", "Inspection"),
    "signs": Text("需要留意的迹象", "Signs to look into"),
    "signs_about": Text(
        "某人的比例明显高于其他人。这是查看的理由，不是结论。",
        "A share that is much higher for one clerk than for others: a reason to look, no proof.",
    ),
    "no_signs": Text("没有明显的迹象。", "Nothing stands out."),
    "by_clerk": Text("每人的各项比例", "All shares, clerk by clerk"),
    "lag": Text("部门滞后排名", "Departments that lag behind"),
    "rank": Text("名次", "Rank"),
    "department": Text("部门", "Department"),
    "no_lag": Text("没有滞后的部门。", "No department lags behind."),
    "sample": Text("随机抽取的办事", "A random sample of visits"),
    "sample_about": Text(
        "抽取由这个词决定：同样的词和日期，任何人都抽到同样的办事。",
        "The draw follows from this word: with the same word and days, anybody draws the same.",
    ),
    "word": Text("抽取词", "Word"),
    "count": Text("抽几个", "How many"),
    "from": Text("从", "From"),
    "to": Text("到", "To"),
    "draw": Text("抽取", "Draw"),
    "none": Text("填一个词再抽取。", "Choose a word, then draw."),
    "empty": Text("这段时间没有办事。", "There are no visits in these days."),
    "clerk": Text("人员", "Clerk"),
    "sign": Text("迹象", "Sign"),
    "share": Text("比例", "Share"),
    "others": Text("其他人", "Others"),
    "meaning": Text("含义", "Meaning"),
    "at": Text("时间", "Time"),
    "what": Text("事件", "Event"),
    "by": Text("谁", "By"),
    "said": Text("内容", "Content"),
    "row": Text("日志行", "Row"),
    "hash": Text("校验值", "Hash"),
    "guide": Text("当时的目录版本", "Catalogue of that day"),
    "reports": Text("统计与通报", "Figures and bulletins"),
    "design": Text("窗口设计", "Window design"),
}


@router.get("")
async def inspection_page(
    request: Request,
    wired: In,
    *,
    first: Annotated[date | None, Query(alias="from")] = None,
    last: Annotated[date | None, Query(alias="to")] = None,
    word: Annotated[str, Query(max_length=64)] = "",
    count: Annotated[int, Query(ge=1, le=_MOST_DRAWN)] = 5,
) -> Response:
    """Signs by clerk, and the sample of a word."""
    caller = await signed_in(request)
    if caller is None:
        return go_to("/sign-in?to=/inspection")
    if not caller.may(Permission.JOURNAL):
        raise Problem("not_allowed", permission=Permission.JOURNAL)
    archive, language = archive_of(request), language_of(request)
    period = _period(first, last, wired.controller.clock.now().astimezone(wired.premises.zone))
    clerks = await asyncio.to_thread(_counted, archive, wired, period, By.CLERK)
    departments = await asyncio.to_thread(_counted, archive, wired, period, By.DEPARTMENT)
    drawn = await asyncio.to_thread(_drawn, archive, period, count, word.strip())
    return render(
        request,
        "inspection.html",
        person=caller,
        pages=pages_of(caller),
        words={name: told(text, language) for name, text in _WORDS.items()},
        period=period,
        word=word,
        count=count,
        signs=[(each, SIGN[each.sign]) for each in suspicions(clerks)],
        kinds=SIGNS,
        clerks=[(key, shares_of(clerks.of(key))) for key in clerks.rows],
        lag=lagging(departments),
        lag_grounds=GROUNDS,
        lag_rule=told(RULE, language),
        departments={
            code: told(each.name, language)
            for code, each in wired.controller.catalogue.departments.items()
        },
        sample=[_shown(each, version, request, wired) for each, version in drawn],
        told=lambda text: told(text, language),
    )


def _period(first: date | None, last: date | None, now: datetime) -> Period:
    """The days in order; a month up to today when nothing is asked."""
    most = _MOST_DAYS if first else _USUAL_DAYS
    return days_asked_for(first or date.min, last or now.date(), most)


def _counted(archive: Archive, wired: Rooms, period: Period, by: By) -> Breakdown:
    setting = Setting(
        hall=wired.controller.site.name,
        zone=wired.premises.zone,
        catalogue=wired.controller.catalogue,
    )
    return archive.count(setting.question(period, by))


def _drawn(
    archive: Archive, period: Period, count: int, word: str
) -> list[tuple[Drawn, str | None]]:
    """The visits that the word draws, each with the catalogue's version of its day."""
    if not word:
        return []
    drawn = archive.read(partial(draw, period=period, count=count, word=word))
    shelf = CatalogueShelf(archive.engine)
    return [(each, shelf.used_on(date.fromisoformat(each.day))) for each in drawn]


def _shown(drawn: Drawn, version: str | None, request: Request, wired: Rooms) -> dict[str, Any]:
    """A visit as the page shows it; what a citizen said of the service is not there."""
    matters = [each.get("matter") for each in drawn.events if each.get("matter")]
    return {
        "day": drawn.day,
        "number": drawn.number,
        "visit": drawn.visit,
        "version": version,
        "matter": matters[0] if matters else None,
        "events": [
            {
                "at": _clock(event, wired),
                "what": _name_of(event["kind"], language_of(request)),
                "by": event["by"],
                "said": _said(_named(event, wired), language_of(request)),
                "row": event["seq"],
                "hash": event["hash"][:12],
            }
            for event in drawn.events
        ],
    }


def _name_of(kind: str, language: Language) -> str:
    """What an event is called; of what has no name, its kind."""
    if kind in _EVENTS:
        return told(_EVENTS[kind], language)
    return translations(language).gettext(DEEDS[kind]) if kind in DEEDS else kind


def _clock(event: Mapping[str, Any], wired: Rooms) -> str:
    at = datetime.fromisoformat(str(event["at"]))
    return f"{at.astimezone(wired.premises.zone):%m-%d %H:%M:%S}"


def _named(event: Mapping[str, Any], wired: Rooms) -> Mapping[str, Any]:
    """An event with its clerk as people in the hall are called."""
    clerk = event.get("clerk")
    return {**event, "clerk": wired.accounts.called(clerk)} if isinstance(clerk, str) else event


def _said(event: Mapping[str, Any], language: Language) -> str:
    """An event's facts in words; what is not so is not said."""
    facts = (
        (told(_FACTS[name], language) if name in _FACTS else name, value)
        for name, value in event.items()
        if name not in _HIDDEN and isinstance(value, str | int | float) and value is not False
    )
    return " · ".join(name if value is True else f"{name} {value}" for name, value in facts)
