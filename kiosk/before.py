"""The pages between a guide and its number: materials ticked, needs, a doubt; pure."""

from collections.abc import Mapping
from typing import Final

from hall.bus.messages import MaterialLine
from kiosk.collecting import way_on
from kiosk.frame import Shown
from kiosk.guide import to_bring
from kiosk.known import Known
from kiosk.lists import sheet_of
from kiosk.places import GREEN, NEEDS, Tap
from kiosk.texts import mark, pick, said, words

_NEEDS: Final[Mapping[str, tuple[str, str]]] = {
    "more_time": (mark("走得慢，多等我一会儿"), "time"),
    "low_counter": (mark("用低位柜台"), "low"),
    "hearing_loop": (mark("用助听设备"), "listen"),
}
"""Each need in words, and its sign; nobody is asked why."""
_GREEN: Final = (mark("走绿色通道，优先办"), "green")
"""Offered like any other need: who asks for it says neither age nor reason."""


def ticks(known: Known) -> Shown:
    """Have you all of these? And what to do about what is missing."""
    flow = known.flow
    t = words(flow.language)
    matter = known.matter()
    lines = to_bring(matter) if matter else ()
    rows = [_tick(known, at, line) for at, line in enumerate(lines)]
    lacks = bool(flow.ticked) and bool(_needed(known, lines))
    return {
        **sheet_of(known, rows, known.room.ticks),
        "question": said("这些都带了吗？", flow.language),
        "verdict": _verdict(known, lines),
        "all_there": all(at in flow.ticked for at in range(len(lines))),
        "take": {
            "tap": Tap.TAKE.value,
            "label": t("仍要取号") if lacks else t("取号"),
            "able": flow.choice is not None and known.may_take(flow.choice),
        },
    }


def _needed(known: Known, lines: tuple[MaterialLine, ...]) -> list[MaterialLine]:
    """What is not ticked and cannot come later."""
    ticked = known.flow.ticked
    return [line for at, line in enumerate(lines) if at not in ticked and not line.deferrable]


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
    if all(at in known.flow.ticked for at in range(len(lines))):
        return t("材料齐了，可以取号。")
    if not known.flow.ticked:
        return t("有的请点一下。")
    needed = _needed(known, lines)
    if not needed:
        return t("缺的可以后补，先取号也行。")
    if len(needed) == 1:
        name = pick(needed[0].name, known.flow.language)
        return t("还缺“{name}”。备齐再来，或问服务台。").format(name=name)
    return t("还缺{count}样。请备齐再来，或问服务台。").format(count=len(needed))


def needs(known: Known) -> Shown:
    """What the citizen would like to be considered."""
    t = words(known.flow.language)
    return {
        "question": said("要我们怎样照顾您？", known.flow.language),
        "about": t("可多选，不用说原因，别人看不到。"),
        "rows": [
            _need(known, GREEN, _GREEN, on=known.flow.green),
            *(_need(known, need, _NEEDS[need], on=need in known.flow.needs) for need in NEEDS),
        ],
        "done": t("好了") if known.flow.needs or known.flow.green else t("不用，返回"),
    }


def _need(known: Known, need: str, named: tuple[str, str], *, on: bool) -> Shown:
    t = words(known.flow.language)
    text, icon = named
    return {"tap": Tap.NEED.value, "argument": need, "text": t(text), "icon": icon, "on": on}


def doubt(known: Known) -> Shown:
    """That the number may not be reached before closing; the citizen decides."""
    refusal = known.flow.taking.refused if known.flow.taking else None
    if refusal is None:
        raise ValueError("a doubt is shown for a refusal")
    t = words(known.flow.language)
    return {
        "title": said("可能轮不到您", known.flow.language),
        "sign": "ask",
        "text": pick(refusal.text, known.flow.language),
        "first": way_on(Tap.HOME, t("先不取")),
        "second": way_on(Tap.TAKE, t("仍要取号")),
    }
