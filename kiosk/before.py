"""The pages between a guide and its number: materials ticked, needs, a receipt, a doubt; pure."""

from collections.abc import Mapping
from typing import Final

from hall.bus.messages import MaterialLine
from kiosk.flow import NEEDS, Tap
from kiosk.frame import Shown
from kiosk.guide import to_bring
from kiosk.known import Known
from kiosk.lists import sheet_of
from kiosk.texts import mark, pick, said, words

_NEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "more_time": (mark("走得慢，多等我一会儿"), "time"),
    "low_counter": (mark("用低位柜台"), "low"),
    "hearing_loop": (mark("用助听设备"), "listen"),
}
"""Each need in words, and its sign; nobody is asked why."""
RECEIPT_KEYS: Final = ("1234567890", "QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


def ticks(known: Known) -> Shown:
    """Have you all of these? And what to do about what is missing."""
    flow = known.flow
    t = words(flow.language)
    matter = known.matter()
    lines = to_bring(matter) if matter else ()
    rows = [_tick(known, at, line) for at, line in enumerate(lines)]
    return {
        **sheet_of(known, rows, known.room.ticks),
        "question": said("这些都带了吗？", flow.language),
        "verdict": _verdict(known, lines),
        "all_there": all(at in flow.ticked for at in range(len(lines))),
        "take": {
            "tap": Tap.TAKE.value,
            "label": t("取号"),
            "able": flow.choice is not None and known.may_take(flow.choice),
        },
    }


def _tick(known: Known, at: int, line: MaterialLine) -> Shown:
    t = words(known.flow.language)
    return {
        "tap": Tap.TICK.value,
        "argument": str(at),
        "text": pick(line.name, known.flow.language),
        "later": t("可后补") if line.deferrable else "",
        "on": at in known.flow.ticked,
    }


def _verdict(known: Known, lines: tuple[MaterialLine, ...]) -> str:
    """What follows from what is ticked."""
    t = words(known.flow.language)
    missing = [line for at, line in enumerate(lines) if at not in known.flow.ticked]
    if not missing:
        return t("材料齐了，可以取号。")
    if not known.flow.ticked:
        return t("有的请点一下。")
    if all(line.deferrable for line in missing):
        return t("缺的可以后补，先取号也行。")
    return t("还缺{count}样。请备齐再来，或问服务台。").format(count=len(missing))


def needs(known: Known) -> Shown:
    """What the citizen would like to be considered."""
    t = words(known.flow.language)
    return {
        "question": said("要我们怎样照顾您？", known.flow.language),
        "about": t("可多选，不用说原因，别人看不到。"),
        "rows": [
            {
                "tap": Tap.NEED.value,
                "argument": need,
                "text": t(_NEEDS[need][0]),
                "icon": _NEEDS[need][1],
                "on": need in known.flow.needs,
            }
            for need in NEEDS
        ],
        "done": t("好了"),
    }


def receipt(known: Known) -> Shown:
    """The receipt of what is to be collected, scanned or typed."""
    t = words(known.flow.language)
    return {
        "question": said("请扫或输入回执号", known.flow.language),
        "typed": known.flow.receipt,
        "hint": t("在受理通知书右上角"),
        "keys": [list(row) for row in RECEIPT_KEYS],
        "erase": t("删除"),
        "clear": t("清空"),
        "done": t("好了"),
    }


def doubt(known: Known) -> Shown:
    """That the number may not be reached before closing; the citizen decides."""
    refusal = known.flow.taking.refused if known.flow.taking else None
    if refusal is None:
        raise ValueError("a doubt is shown for a refusal")
    t = words(known.flow.language)
    return {
        "title": said("先请您知道", known.flow.language),
        "text": pick(refusal.text, known.flow.language),
        "take": {"tap": Tap.TAKE.value, "label": t("仍要取号")},
        "home": t("先不取"),
    }
