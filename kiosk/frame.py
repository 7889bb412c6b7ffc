"""What stands around every page: header, notice, bottom bar, the question, the call for help; pure.

What must not live here: the pages themselves (see `pages`).
"""

from collections.abc import Mapping
from typing import Any, Final

from hall.bus.messages import Text
from kiosk.hallwide import rehearsal, told_to_all
from kiosk.known import Known
from kiosk.places import Help, Page, Tap
from kiosk.texts import mark, pair, pick, said, words
from kiosk.waits import area_name, way

Shown = dict[str, Any]
"""Plain values for the scene: text, numbers, truth, lists and maps of them."""

_BEFORE_A_NUMBER: Final = frozenset({Page.START, Page.GUIDE})
_NO_NAME: Final[Text] = ("政务服务大厅", "Service hall")


def frame(known: Known) -> Shown:
    """All that is not the page."""
    return {
        "header": header(known),
        "notice": notice(known),
        "is_news": is_news(known, notice(known)),
        "bar": bar(known),
        "question": question(known),
        "help": help_card(known),
        "large": known.flow.large,
        "low": known.flow.low,
        "settles_ms": round(known.second_press_s * 1000),
    }


def header(known: Known) -> Shown:
    """The hall's name and its clock; no clock while the hall is away."""
    name = known.site.name if known.site else _NO_NAME
    zone = known.zone()
    shows_time = zone is not None and known.hall_time is not None and not known.is_silent
    clock = known.hall_time.astimezone(zone).strftime("%H:%M") if shows_time else ""  # type: ignore[union-attr]
    mark_of_day = rehearsal(known)
    return {"name": pair(name, known.flow.language), "clock": clock, "rehearsal": mark_of_day}


def notice(known: Known) -> str:
    """That no number can be taken at all, and why; empty when nothing is wrong."""
    t = words(known.flow.language)
    if not known.is_silent:
        return _small_notice(known)
    if not known.catalogue.matters:
        return t("正在连接大厅，请稍候或到服务台。")
    return t("连不上大厅，正在重连。可看指南；取号请到服务台。")


def _small_notice(known: Known) -> str:
    """What a citizen should know although the hall is there."""
    closed = known.closed_for_all()
    if closed:
        return pick(closed, known.flow.language)
    told = told_to_all(known)
    is_asked = known.is_printerless and known.flow.page in _BEFORE_A_NUMBER
    return told if told or not is_asked else _without_paper(known)


def is_news(known: Known, said: str) -> bool:
    """Whether a notice only tells something, and warns of nothing."""
    told = known.hall_wide.announcement
    return told is not None and said == pick(told, known.flow.language)


def _without_paper(known: Known) -> str:
    """The printer is out of order: photograph the number, or go to a kiosk that prints."""
    t = words(known.flow.language)
    if known.other_kiosk is None:
        return t("打印机暂时不能用。可以取号，请拍照。")
    area = area_name(known, known.other_kiosk)
    return t("打印机暂时不能用。可以取号拍照，或用{area}的取号机。").format(area=area)


def bar(known: Known) -> list[Shown]:
    """The fixed bar at the bottom."""
    flow = known.flow
    t = words(flow.language)
    english = "中文" if flow.language == "en" else "English"
    return [
        _button(Tap.LARGE, t("大字"), "size", on=flow.large),
        _button(Tap.CONTRAST, t("对比"), "contrast", on=flow.contrast),
        _button(Tap.LOW, t("放低"), "low", on=flow.low),
        _button(Tap.SPOKEN, _listen(known), "listen", on=flow.spoken),
        _button(Tap.LANGUAGE, english, "language", on=False),
        _button(Tap.HELP, t("人工帮助"), "help", on=False),
    ]


def _listen(known: Known) -> str:
    """That the voice is a machine's, or that there is none, once it is asked for."""
    t = words(known.flow.language)
    if not known.flow.spoken:
        return t("听")
    return t("合成语音") if known.has_voice else t("没有语音")


def _button(tap: Tap, label: str, icon: str, *, on: bool) -> Shown:
    return {"tap": tap.value, "label": label, "icon": icon, "on": on}


def question(known: Known) -> Shown:
    """Whether someone is still there, once nothing has been touched for long."""
    if not known.patience.asks:
        return {"asked": False}
    t = words(known.flow.language)
    left_s = known.patience.counted_s
    return {
        "asked": True,
        "text": said("还在吗？", known.flow.language),
        "counted": t("{seconds}秒后返回首页").format(seconds=left_s) if left_s else "",
        "stay": t("我还在"),
        "leave": t("返回首页"),
    }


_CALLED: Final = (mark("已经通知服务台"), mark("请在这里等一下。没有人来，请到服务台。"))
_HELP_TEXTS: Final[Mapping[Help, tuple[str, str]]] = {
    Help.ASKED: (mark("正在呼叫工作人员…"), mark("请在这里等一下。")),
    Help.CALLED: _CALLED,
    Help.AWAITED: _CALLED,
    Help.COMING: (mark("工作人员正在过来"), mark("请在这里等一下。")),
    Help.UNHEARD: (mark("没有呼叫到工作人员"), mark("请直接到服务台。")),
    Help.REFUSED: (mark("现在不能呼叫工作人员"), mark("请直接到服务台。")),
}
_NOBODY_LOOKS: Final = (mark("请直接到服务台"), mark("那里现在看不到您的呼叫。"))
_WAITING: Final = frozenset({Help.CALLED, Help.AWAITED})
_STAY_HERE: Final = frozenset({Help.ASKED, Help.COMING})


def help_card(known: Known) -> Shown:
    """What has become of a call for a person, and where to find one who does not come."""
    flow = known.flow
    if flow.help is Help.NONE:
        return {"open": False}
    t = words(flow.language)
    nobody_looks = flow.help in _WAITING and known.desk_open is False
    head, body = _NOBODY_LOOKS if nobody_looks else _HELP_TEXTS[flow.help]
    return {
        "open": True,
        "head": said(head, flow.language),
        "body": pick(flow.help_refused, flow.language) if flow.help_refused else t(body),
        "where": "" if flow.help in _STAY_HERE else _desk(known),
        "close": t("知道了"),
    }


def _desk(known: Known) -> str:
    """Where the service desk is: enquiries are answered there."""
    card = known.catalogue.first_of_kind("enquiry")
    if card is None or known.area(card.area) is None:
        return ""
    t = words(known.flow.language)
    text = t("服务台在{area}。").format(area=area_name(known, card.area))
    to_go = way(known, card.area)
    return text + t("{way}。").format(way=to_go) if to_go else text
