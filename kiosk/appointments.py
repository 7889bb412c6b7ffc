"""Coming to an appointment: its code, and what can be done when its time has passed; pure."""

from typing import Final

from kiosk.collecting import KEYS, way_on
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.places import Tap
from kiosk.texts import pick, said, words

_TYPED_LETTERS: Final = 20
"""What is longer was read from a QR code or a card, and is nobody's to read."""
_READ: Final = "●" * 8


def appointment(known: Known) -> Shown:
    """The code of an appointment, scanned or typed."""
    t = words(known.flow.language)
    code = known.flow.code
    return {
        "question": said("请刷卡、扫码或输预约码", known.flow.language)
        if known.has_reader
        else said("请扫或输入预约码", known.flow.language),
        "typed": _READ if len(code) > _TYPED_LETTERS else code,
        "hint": t("在预约短信或手机页面上"),
        "keys": [list(row) for row in KEYS],
        "erase": t("删除"),
        "clear": t("清空"),
        "back": t("返回"),
        "other": way_on(Tap.BACK, ""),
        "done": {
            "tap": Tap.CHECK_IN.value,
            "label": t("签到取号"),
            "able": bool(code) and not known.is_silent,
        },
    }


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
        "second": way_on(Tap.HELP, t("改约，请人来帮")),
        "home": t("返回首页"),
    }
