"""Picking a result up: its receipt, and whether it is ready before anybody queues; pure."""

from collections.abc import Mapping
from typing import Final

from hall.bus.messages import Language, ReceiptStanding
from kiosk.errand import Errand
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.places import Tap
from kiosk.texts import mark, pick, said, words

KEYS: Final = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
_WAITING: Final = ("wait", mark("正在查…"))
_SILENT: Final = ("bad", mark("大厅没有回答"))
_REFUSED: Final = ("bad", mark("现在查不了"))
_STANDINGS: Final[Mapping[ReceiptStanding, tuple[str, str]]] = {
    ReceiptStanding.READY: ("good", mark("办好了，可以取")),
    ReceiptStanding.NOT_READY: ("wait", mark("还没有办好")),
    ReceiptStanding.UNKNOWN: ("ask", mark("没有查到")),
}
"""The sign and the title of what the hall says of a receipt."""
_HANDED_OUT: Final = ("good", mark("已经领走了"))


def receipt(known: Known) -> Shown:
    """The receipt of what is to be collected, scanned or typed."""
    t = words(known.flow.language)
    return {
        "question": said("请扫码或输入回执号", known.flow.language),
        "typed": known.flow.receipt,
        "hint": t("在受理通知书右上角"),
        "about": "",
        "keys": [list(row) for row in KEYS],
        "erase": t("删除"),
        "clear": t("清空"),
        "back": t("返回"),
        "other": {"tap": Tap.WITHOUT.value, "label": t("没有回执")},
        "done": {
            "tap": Tap.CHECK.value,
            "label": t("查是否办好"),
            "able": bool(known.flow.receipt) and not known.is_silent,
        },
    }


def result(known: Known) -> Shown:
    """Whether it is ready; then a number, or what to do instead."""
    errand = known.flow.errand
    if errand is None:
        raise ValueError("a result is shown for what was asked")
    language = known.flow.language
    t = words(language)
    sign, title = _said_of(errand)
    first, second = _ways_on(known, errand)
    return {
        "title": said(title, language),
        "sign": sign,
        "text": _text(errand, language),
        "first": first,
        "second": second,
        "home": "" if Tap.HOME.value in {first["tap"], second["tap"]} else t("返回首页"),
    }


def _said_of(errand: Errand) -> tuple[str, str]:
    if errand.answer is not None:
        return _HANDED_OUT if errand.answer.handed_out else _STANDINGS[errand.answer.standing]
    if errand.refused is not None:
        return _REFUSED
    return _SILENT if errand.unanswered else _WAITING


def _text(errand: Errand, language: Language) -> str:
    answer = errand.answer or errand.refused
    return pick(answer.text, language) if answer else unheard(errand, language)


def unheard(errand: Errand, language: Language) -> str:
    """What to say while the hall has not answered, and when it did not."""
    t = words(language)
    return t("再试一次，也可问服务台。") if errand.unanswered else t("马上就好，请稍等。")


def _ways_on(known: Known, errand: Errand) -> tuple[Shown, Shown]:
    """What is best done now, and what can be done all the same."""
    language = known.flow.language
    t = words(language)
    choice = known.flow.choice
    able = choice is not None and known.may_take(choice)
    home, back = way_on(Tap.HOME, t("返回首页")), way_on(Tap.BACK, t("重新输入"))
    if errand.answer is None:
        again = way_on(Tap.CHECK, t("再试一次") if errand.unanswered else "")
        return again, home if errand.unanswered else back
    if errand.answer.standing is ReceiptStanding.READY:
        return way_on(Tap.TAKE, t("取号"), able=able), back
    if errand.answer.handed_out:
        return home, back
    queue_up = way_on(Tap.TAKE, t("取号到窗口问"), able=able)
    is_known = errand.answer.standing is ReceiptStanding.NOT_READY
    return (home if is_known else back), queue_up


def way_on(tap: Tap, label: str, *, able: bool = True) -> Shown:
    """One of the ways on from an answer; none where it has no label."""
    return {"tap": tap.value, "label": label, "able": able}
