"""Coming to an appointment: its code, and what can be done when its time has passed; pure."""

from typing import Final

from hall.bus.messages import Language
from kiosk.collecting import KEYS, unheard, way_on
from kiosk.errand import Errand
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.places import Tap
from kiosk.texts import mark, pick, said, words

_TYPED_LETTERS: Final = 20
"""What is longer was read from a QR code or a card, and is nobody's to read."""
_READ: Final = "●" * 8
_UNKNOWN: Final = ("ask", mark("没有认出这个码"))
_OVER: Final = ("ask", mark("这个码不能再用了"))


def appointment(known: Known) -> Shown:
    """The code of an appointment, scanned or typed."""
    t = words(known.flow.language)
    code = known.flow.code
    return {
        "question": said("请刷卡，或扫码、输入预约码、返回码", known.flow.language)
        if known.reads_cards
        else said("请扫码，或输入预约码、返回码", known.flow.language),
        "typed": _READ if len(code) > _TYPED_LETTERS else code,
        "hint": t("在短信、预约单或告知单上"),
        "about": t("卡没读出来？请拿起来，再放一次。")
        if known.is_card_unread
        else t("号票上只有二维码？请扫码，或到服务台。"),
        "keys": [list(row) for row in KEYS],
        "erase": t("删除"),
        "clear": t("清空"),
        "back": t("返回"),
        "other": way_on(Tap.WISH, t("我要预约") if _books(known) else ""),
        "done": {
            "tap": Tap.CHECK_IN.value,
            "label": t("签到取号"),
            "able": bool(code) and not known.is_silent,
        },
    }


def _books(known: Known) -> bool:
    """Whether any time can be booked."""
    return any(known.is_bookable(code) for code in known.catalogue.categories)


def code(known: Known) -> Shown:
    """What a code is for that was read on the start page, or that the hall knows nothing by it."""
    errand = known.flow.errand
    if errand is None:
        raise ValueError("a code is shown for what was asked")
    language = known.flow.language
    t = words(language)
    sign, title = _said_of(errand)
    first = _way_on(known, errand)
    return {
        "title": said(title, language),
        "sign": sign,
        "text": _text(errand, language),
        "first": first,
        "second": way_on(Tap.BACK, ""),
        "home": "" if first["tap"] == Tap.HOME.value else t("返回首页"),
    }


def _way_on(known: Known, errand: Errand) -> Shown:
    """What is best done now: what is over is not typed again."""
    t = words(known.flow.language)
    if errand.code is None:
        return way_on(Tap.ASK_CODE, t("再试一次") if errand.unanswered else "")
    if errand.code.over:
        return way_on(Tap.HOME, t("返回首页"))
    return way_on(Tap.APPOINTMENT, t("手工输入"))


def _said_of(errand: Errand) -> tuple[str, str]:
    if errand.code is not None:
        return _OVER if errand.code.over else _UNKNOWN
    if errand.refused is not None:
        return "bad", mark("现在查不了")
    if errand.unanswered:
        return "bad", mark("大厅没有回答")
    return "wait", mark("正在查…")


def _text(errand: Errand, language: Language) -> str:
    answer = errand.code or errand.refused
    return pick(answer.text, language) if answer else unheard(errand, language)


def late(known: Known) -> Shown:
    """The appointment's time has passed: stand in line now, or find another time."""
    refusal = known.flow.taking.refused if known.flow.taking else None
    if refusal is None:
        raise ValueError("who is late was refused")
    t = words(known.flow.language)
    return {
        "title": said("预约时间已过", known.flow.language),
        "sign": "time",
        "text": pick(refusal.text, known.flow.language),
        "first": way_on(Tap.QUEUE_UP, t("现在排队")),
        "second": way_on(Tap.MOVE, t("改约")),
        "home": t("返回首页"),
    }
