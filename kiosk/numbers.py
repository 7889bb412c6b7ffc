"""The pages of a number being taken, issued or refused; pure."""

from collections.abc import Mapping
from typing import Final

from hall.bus.messages import CheckIn, PrintOutcome
from kiosk.collecting import way_on
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.outcomes import TOO_EARLY
from kiosk.places import Tap
from kiosk.texts import mark, pick, said, words
from kiosk.waits import area_name, sentence, way

_PAPER: Final[Mapping[PrintOutcome, tuple[str, str]]] = {
    PrintOutcome.PRINTING: ("wait", mark("正在打印号票…")),
    PrintOutcome.PRINTED: ("good", mark("号票已打出，请取走。")),
    PrintOutcome.WORKED_OFF: ("good", mark("号票正在出来，请取走。没出来请拍照。")),
    PrintOutcome.SENT: ("good", mark("号票已发给打印机，请看出纸口。没出来请拍照。")),
    PrintOutcome.UNCONFIRMED: ("bad", mark("不确定号票是否打出。请拍照或到服务台补打。")),
    PrintOutcome.FAILED: (
        "bad",
        mark("您已排上，号码{number}。这台机器没打出来，请拍照或到服务台补打。"),
    ),
}
"""What to say of the paper, and how good it is."""


def taking(known: Known) -> Shown:
    """The short wait for the hall's answer, or that none came."""
    language = known.flow.language
    t = words(language)
    unanswered = known.flow.taking is not None and known.flow.taking.unanswered
    checks_in = known.flow.taking is not None and isinstance(known.flow.taking.request, CheckIn)
    asking = mark("正在签到…") if checks_in else mark("正在取号…")
    text = mark("大厅没有回答") if unanswered else asking
    return {
        "text": said(text, language),
        "more": t("再试不会多取号，也可问服务台。") if unanswered else "",
        "again": {"tap": Tap.AGAIN.value, "label": t("再试一次")} if unanswered else {"label": ""},
        "home": t("返回首页") if unanswered else "",
    }


def issued(known: Known) -> Shown:
    """The number, large; where to go; what became of the paper."""
    answer = known.flow.taking.issued if known.flow.taking else None
    outcome = known.print_outcome()
    if answer is None or outcome is None:
        raise ValueError("an issued page is shown for an issued number")
    language = known.flow.language
    t = words(language)
    mood, paper = _PAPER[outcome]
    left_s = None if known.patience.asks else known.patience.counted_s
    return {
        "title": said("您的号码", language),
        "number": answer.number,
        "wait": sentence(answer.ahead, answer.wait, language),
        "together": t("一个号办{count}件事").format(count=len(known.flow.together))
        if len(known.flow.together) > 1
        else "",
        "area": t("请到{area}等叫号").format(area=area_name(known, answer.area)),
        "way": way(known, answer.area),
        "mood": mood,
        "paper": t(paper).format(number=answer.number),
        "done": t("完成"),
        "counted": t("{seconds}秒后返回首页").format(seconds=left_s) if left_s else "",
    }


def refused(known: Known) -> Shown:
    """Why there is no number, in the hall's words: what, until when, what instead."""
    refusal = known.flow.taking.refused if known.flow.taking else None
    if refusal is None:
        raise ValueError("a refused page is shown for a refusal")
    language = known.flow.language
    checks_in = known.flow.taking is not None and isinstance(known.flow.taking.request, CheckIn)
    is_early = refusal.code == TOO_EARLY
    first, second = _ways_on(known, is_early=is_early, checks_in=checks_in)
    title = mark("没有签到") if checks_in else mark("没有取到号")
    return {
        "title": said(mark("还没到签到时间") if is_early else title, language),
        "sign": "time" if is_early else "bad",
        "text": pick(refusal.text, language),
        "first": first,
        "second": second,
        "home": words(language)("返回首页") if is_early else "",
    }


def _ways_on(known: Known, *, is_early: bool, checks_in: bool) -> tuple[Shown, Shown]:
    """What is offered instead of what was refused; the best one first."""
    t = words(known.flow.language)
    choice = known.flow.choice
    if is_early:
        return way_on(Tap.QUEUE_UP, t("现在排队")), way_on(Tap.MOVE, t("改约"))
    if checks_in:
        return way_on(Tap.HOME, t("返回首页")), way_on(Tap.APPOINTMENT, t("重新输入"))
    if choice is not None and known.is_bookable(choice.category):
        return way_on(Tap.BOOK, t("预约时间")), way_on(Tap.HOME, t("返回首页"))
    return way_on(Tap.HOME, t("返回首页")), way_on(Tap.BOOK, "")
