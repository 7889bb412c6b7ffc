"""The pages of booking a time: what for, which day, which hour, and what was booked; pure.

Days and hours are the hall's, in its zone. What must not live here: what taps lead to (see
`times`).
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Final

from hall.bus.messages import PrintOutcome, Slot, TimeBooked
from kiosk.collecting import way_on
from kiosk.errand import Errand
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.lists import sheet_of
from kiosk.places import Tap
from kiosk.texts import mark, pair, pick, said, words
from kiosk.waits import area_name

TILES: Final = 12
"""Days, hours or matters on one sheet."""
_NOON: Final = 12
_WEEKDAYS: Final = (
    mark("周一"), mark("周二"), mark("周三"), mark("周四"),
    mark("周五"), mark("周六"), mark("周日"),
)  # fmt: skip
_MONTHS: Final = (
    mark("1月"), mark("2月"), mark("3月"), mark("4月"), mark("5月"), mark("6月"),
    mark("7月"), mark("8月"), mark("9月"), mark("10月"), mark("11月"), mark("12月"),
)  # fmt: skip
_NEAR: Final = (mark("今天"), mark("明天"), mark("后天"))
_PAPER: Final[Mapping[PrintOutcome, tuple[str, str]]] = {
    PrintOutcome.PRINTING: ("wait", mark("正在打印预约单…")),
    PrintOutcome.PRINTED: ("good", mark("预约单已打出，请取走。")),
    PrintOutcome.WORKED_OFF: ("good", mark("预约单正在出来，请取走。")),
    PrintOutcome.SENT: ("good", mark("预约单已发给打印机，没出来请拍照。")),
    PrintOutcome.UNCONFIRMED: ("bad", mark("预约单没打出来，请拍照。")),
    PrintOutcome.FAILED: ("bad", mark("预约单没打出来，请拍照。")),
}
"""What to say of the paper, and how good it is."""


def wish(known: Known) -> Shown:
    """What a time is wanted for: the most frequent matters that have one."""
    language = known.flow.language
    t = words(language)
    cards = [each for each in known.catalogue.matters.values() if known.is_listed(each.category)]
    cards.sort(key=lambda card: -card.share_pct)
    return {
        "question": said("预约办什么事？", language),
        "rows": [
            {
                "tap": Tap.MATTER.value,
                "argument": card.id,
                "text": pair(card.title, language),
                "closed": "",
                "line": "",
            }
            for card in cards[:TILES]
        ],
        "back": t("返回"),
        "all": {"tap": Tap.ALL.value, "label": t("全部事项")},
        "search": {"tap": Tap.SEARCH.value, "label": t("搜索")},
    }


def days(known: Known) -> Shown:
    """The days on which a time is free; or that this is not known, or that there is none."""
    language = known.flow.language
    by_day: dict[date, list[Slot]] = {}
    for slot in known.flow.slots.slots if known.flow.slots else ():
        by_day.setdefault(_local(known, slot.starts_at).date(), []).append(slot)
    rows = [_day(known, day, slots) for day, slots in by_day.items()]
    sign, text = ("", "") if rows else _why_none(known)
    return {
        **sheet_of(known, rows, TILES),
        "question": said("您想哪天来？", language),
        "sign": sign,
        "text": text,
        "again": _instead(known),
    }


def _instead(known: Known) -> Shown:
    """Another try where there was no answer, a number where no day is free."""
    t = words(known.flow.language)
    if known.flow.errand is not None and known.flow.errand.unanswered:
        return way_on(Tap.AGAIN, t("再试一次"))
    return way_on(Tap.TAKE, t("取号") if _may_queue(known) else "")


def _may_queue(known: Known) -> bool:
    """Whether all days are full and a number can be had."""
    slots = known.flow.slots
    return slots is not None and not slots.slots and _may_take(known)


def _may_take(known: Known) -> bool:
    """Whether a number can be had for what is to be booked; who has an appointment keeps it."""
    choice = known.flow.choice
    return choice is not None and not known.flow.moves and known.may_take(choice)


def _day(known: Known, day: date, slots: list[Slot]) -> Shown:
    t = words(known.flow.language)
    mornings = [_local(known, slot.starts_at).hour < _NOON for slot in slots]
    if all(mornings):
        free = t("上午有空")
    else:
        free = t("上午下午都有空") if any(mornings) else t("下午有空")
    return {
        "tap": Tap.DAY.value,
        "argument": day.isoformat(),
        "closed": "",
        "text": {"main": _date(known, day), "beside": ""},
        "line": " · ".join(filter(None, (_near(known, day), free))),
    }


def _why_none(known: Known) -> tuple[str, str]:
    t = words(known.flow.language)
    errand = known.flow.errand
    if errand is not None and errand.refused is not None:
        return "bad", pick(errand.refused.text, known.flow.language)
    if errand is not None and errand.unanswered:
        return "bad", t("大厅没有回答。可再试，或问服务台。")
    if known.flow.slots is not None:
        if _may_queue(known):
            return "time", t("这几天都约满了。可以取号排队，或问服务台。")
        return "time", t("这几天都约满了，请问服务台。")
    return "wait", t("正在查…")


def times(known: Known) -> Shown:
    """The free times of the day that was chosen."""
    language = known.flow.language
    t = words(language)
    slots = known.flow.slots.slots if known.flow.slots else ()
    rows = [
        {
            "tap": Tap.TIME.value,
            "argument": slot.starts_at.isoformat(),
            "closed": "",
            "text": {"main": f"{_local(known, slot.starts_at):%H:%M}", "beside": ""},
            "line": t("还可约{count}位").format(count=slot.free),
        }
        for slot in slots
        if _local(known, slot.starts_at).date() == known.flow.day
    ]
    day = _date(known, known.flow.day) if known.flow.day else ""
    return {**sheet_of(known, rows, TILES), "question": said("几点来？", language), "about": day}


def agree(known: Known) -> Shown:
    """The time that was chosen, before it is booked."""
    language = known.flow.language
    t = words(language)
    return {
        "title": said("约这个时间吗？", language),
        "sign": "time",
        "mood": "wait",
        "text": "\n".join(_chosen(known)),
        "first": way_on(Tap.AGREE, t("就约这个时间"), able=not known.is_silent),
        "second": way_on(Tap.BACK, t("换一个时间")),
        "home": t("返回首页"),
    }


def _chosen(known: Known) -> Iterator[str]:
    """When, what for, and how one can come."""
    language = known.flow.language
    t = words(language)
    if known.flow.starts_at is not None:
        yield _moment(known, known.flow.starts_at)
    offered = known.flow.slots
    matter = known.catalogue.matters.get(offered.matter or "") if offered else None
    if matter is not None:
        yield pick(matter.title, language)
    if known.flow.person:
        yield t("已读卡，来时刷卡就行。")
    elif known.reads_cards and not known.flow.moves:
        again = t("卡没读出来？请拿起来，再放一次。")
        yield again if known.is_card_unread else t("现在刷卡，来时就不用记码。")


def booked(known: Known) -> Shown:
    """The appointment with its code, or what became of the wish instead."""
    if known.flow.booked is not None:
        return _booked(known, known.flow.booked)
    language = known.flow.language
    t = words(language)
    errand = known.flow.errand
    sign, title, text = _said_of(known, errand)
    is_refused = errand is not None and errand.refused is not None
    unanswered = errand is not None and errand.unanswered
    again = way_on(Tap.AGAIN, t("再试一次") if unanswered else "")
    return {
        "number": "",
        "title": said(title, language),
        "sign": sign,
        "text": text,
        "first": way_on(Tap.BOOK, t("换一个时间")) if is_refused else again,
        "second": way_on(Tap.TAKE, t("取号") if is_refused and _may_take(known) else ""),
        "home": t("返回首页") if is_refused or unanswered else "",
    }


def _said_of(known: Known, errand: Errand | None) -> tuple[str, str, str]:
    t = words(known.flow.language)
    if errand is not None and errand.refused is not None:
        return "bad", mark("没有约到"), pick(errand.refused.text, known.flow.language)
    if errand is not None and errand.unanswered:
        return "bad", mark("大厅没有回答"), t("再试不会多约，也可问服务台。")
    return "wait", mark("正在预约…"), t("马上就好，请稍等。")


def _booked(known: Known, answer: TimeBooked) -> Shown:
    language = known.flow.language
    t = words(language)
    opens, until = (_local(known, each) for each in (answer.check_in_from, answer.check_in_until))
    mood, paper = _paper(known)
    left_s = None if known.patience.asks else known.patience.counted_s
    half = len(answer.code) // 2
    matter = known.catalogue.matters.get(answer.matter or "")
    return {
        "title": said("预约好了", language),
        "label": t("预约码"),
        "number": f"{answer.code[:half]} {answer.code[half:]}",
        "wait": _moment(known, answer.starts_at),
        "more": t("{opens}–{until}到取号机签到").format(
            opens=f"{opens:%H:%M}", until=f"{until:%H:%M}"
        ),
        "area": pick(matter.title, language) if matter else area_name(known, answer.area),
        "way": area_name(known, answer.area) if matter else "",
        "mood": mood,
        "paper": paper,
        "done": t("完成"),
        "counted": t("{seconds}秒后返回首页").format(seconds=left_s) if left_s else "",
    }


def _paper(known: Known) -> tuple[str, str]:
    """What became of the paper; where none can come out, the screen is to be photographed."""
    errand = known.flow.errand
    t = words(known.flow.language)
    if errand is None:
        return "bad", t("请拍照，或记下预约码。")
    is_lost = errand.unanswered or errand.refused is not None
    outcome = PrintOutcome.FAILED if is_lost else errand.printing or PrintOutcome.PRINTING
    mood, text = _PAPER[outcome]
    return mood, t(text)


def _local(known: Known, moment: datetime) -> datetime:
    return moment.astimezone(known.zone() or UTC)


def _moment(known: Known, moment: datetime) -> str:
    local = _local(known, moment)
    return f"{_date(known, local.date())} {local:%H:%M}"


def _date(known: Known, day: date) -> str:
    t = words(known.flow.language)
    month, weekday = t(_MONTHS[day.month - 1]), t(_WEEKDAYS[day.weekday()])
    return t("{month}{day}日 {weekday}").format(month=month, day=day.day, weekday=weekday)


def _near(known: Known, day: date) -> str:
    """Today, tomorrow; empty for a later day."""
    if known.hall_time is None:
        return ""
    ahead = (day - _local(known, known.hall_time).date()).days
    return words(known.flow.language)(_NEAR[ahead]) if 0 <= ahead < len(_NEAR) else ""
