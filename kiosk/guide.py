"""The page of one matter or category: what it takes, how long the queue is, one button; pure."""

from collections.abc import Mapping
from typing import Final

from hall.bus.messages import Language, MaterialLine, MatterCard, PrintOutcome, Text
from kiosk.frame import Shown
from kiosk.known import Known
from kiosk.places import Choice, Tap
from kiosk.texts import mark, pair, pick, said, words
from kiosk.waits import ahead, area_name, wait_range, way

_SOURCES: Final[Mapping[str, str]] = {
    "applicant": mark("自备"),
    "issued_by_government": mark("已有证件"),
    "shared_data": mark("不用带，系统查"),
}
"""Where a material comes from, in a word for whoever has to bring it."""
_NO_NAME: Final[Text] = ("", "")


def guide(known: Known) -> Shown:
    """The guide of what was chosen."""
    choice = known.flow.choice
    if choice is None:
        raise ValueError("a guide is shown for a choice")
    language = known.flow.language
    t = words(language)
    matter = known.matter()
    return {
        "name": pair(_name(known, choice), language),
        "official": pick(matter.name, language) if matter else "",
        "facts": _facts(known, choice, matter),
        "sections": _sections(matter, language) if matter else [],
        "materials": _materials(matter, language) if matter else {"title": "", "rows": []},
        "book": _book(known, choice),
        "take": _take(known, choice),
        "options": _options(known, matter),
        "told": _told(known, choice),
        "back": t("返回"),
        "more": t("向下看"),
        "less": t("向上看"),
    }


def _book(known: Known, choice: Choice) -> Shown:
    """A time instead of a number; where there are no numbers, it is the one thing to do."""
    is_second = known.may_take(choice) and known.is_bookable(choice.category)
    label = words(known.flow.language)("预约时间") if is_second else ""
    return {"tap": Tap.BOOK.value, "label": label}


def _take(known: Known, choice: Choice) -> Shown:
    """The one thing to do: a number, or a time while there are no numbers."""
    language, able = known.flow.language, known.may_take(choice)
    if not able and known.is_bookable(choice.category):
        return {**_button(Tap.BOOK, said("预约时间", language)), "able": True}
    return {**_button(Tap.TAKE, said("取号", language)), "able": able}


def _options(known: Known, matter: MatterCard | None) -> list[Shown]:
    """What can be done before the number, and need not be."""
    t = words(known.flow.language)
    wanted = len(known.flow.needs) + known.flow.green
    others = len(known.flow.together)
    offered = (
        (Tap.TICKS, t("逐项核对"), matter is not None and bool(to_bring(matter))),
        (Tap.PRINT_GUIDE, t("打印指南"), matter is not None and known.may_print),
        (Tap.NEEDS, t("照顾（{count}）").format(count=wanted) if wanted else t("需要照顾"), True),
        (
            Tap.ANOTHER,
            t("共{count}件事").format(count=others) if others > 1 else t("还要办别的"),
            matter is not None,
        ),
    )
    return [{"tap": tap.value, "label": label} for tap, label, is_offered in offered if is_offered]


_PAPER: Final[Mapping[PrintOutcome, tuple[str, str]]] = {
    PrintOutcome.PRINTING: ("wait", mark("正在打印指南…")),
    PrintOutcome.PRINTED: ("good", mark("指南已打出，请取走。")),
    PrintOutcome.WORKED_OFF: ("good", mark("指南正在出来，请取走。")),
    PrintOutcome.SENT: ("good", mark("指南已发给打印机，请看出纸口。")),
    PrintOutcome.UNCONFIRMED: ("bad", mark("指南没打出来，请拍照或问服务台。")),
    PrintOutcome.FAILED: ("bad", mark("指南没打出来，请拍照或问服务台。")),
}
"""What to say of a guide on paper, and how good it is."""


def _told(known: Known, choice: Choice) -> Shown:
    """Why there is no number now; else what became of the guide's paper."""
    why_not = _why_not(known, choice)
    errand = known.flow.errand
    if why_not or errand is None:
        return {"text": why_not, "mood": "bad"}
    if errand.refused is not None:
        return {"text": pick(errand.refused.text, known.flow.language), "mood": "bad"}
    outcome = PrintOutcome.FAILED if errand.unanswered else PrintOutcome.PRINTING
    mood, text = _PAPER[errand.printing or outcome]
    return {"text": words(known.flow.language)(text), "mood": mood}


def _button(tap: Tap, text: Mapping[str, str]) -> Shown:
    return {"tap": tap.value, "label": text["main"], "beside": text["beside"]}


def _name(known: Known, choice: Choice) -> Text:
    matter = known.matter()
    if matter:
        return matter.title
    card = known.catalogue.categories.get(choice.category)
    return (card.title or card.name) if card else _NO_NAME


def _facts(known: Known, choice: Choice, matter: MatterCard | None) -> list[Shown]:
    """The few things that decide whether to take a number."""
    language = known.flow.language
    t = words(language)
    queue, card = known.queue(choice.category), known.catalogue.categories.get(choice.category)
    waits = ahead(queue.waiting, language) if queue else t("暂时看不到")
    area = card.area if card else ""
    facts = [
        _fact("people", t("现在排队"), waits, wait_range(queue.wait, language) if queue else ""),
        _fact("place", t("办理地点"), area_name(known, area), way(known, area)),
    ]
    if matter:
        facts += [
            _fact("time", t("多久办好"), pick(matter.time_limit, language), ""),
            _fact("fee", t("费用"), pick(matter.fee, language), ""),
        ]
    return facts


def _fact(icon: str, label: str, value: str, more: str) -> Shown:
    return {"icon": icon, "label": label, "value": value, "more": more}


def _sections(matter: MatterCard, language: Language) -> list[Shown]:
    t = words(language)
    lists = (
        (t("谁可以办"), matter.applicants, False),
        (t("办理条件"), matter.conditions, False),
        (t("办理步骤"), matter.steps, True),
        (t("负责部门"), matter.departments, False),
    )
    return [
        {
            "title": title,
            "lines": [
                {"mark": f"{at}." if in_order else "•", "text": pick(each, language)}
                for at, each in enumerate(texts, 1)
            ],
        }
        for title, texts, in_order in lists
        if texts
    ]


def _materials(matter: MatterCard, language: Language) -> Shown:
    t = words(language)
    return {
        "title": t("要带的材料"),
        "rows": [_material(line, language) for line in sorted(matter.materials, key=_is_fetched)],
    }


def to_bring(matter: MatterCard) -> tuple[MaterialLine, ...]:
    """The materials that the citizen has to have."""
    return tuple(line for line in matter.materials if not _is_fetched(line))


def _is_fetched(line: MaterialLine) -> bool:
    """Whether the hall fetches it; what has to be brought stands first."""
    return line.source == "shared_data"


def _material(line: MaterialLine, language: Language) -> Shown:
    t = words(language)
    return {
        "name": pick(line.name, language),
        "source": t(_SOURCES[line.source]),
        "bring": not _is_fetched(line),
        "later": t("可后补") if line.deferrable else "",
    }


def _why_not(known: Known, choice: Choice) -> str:
    """Why no number can be taken now; empty when it can."""
    language = known.flow.language
    t = words(language)
    queue = known.queue(choice.category)
    if known.is_silent or queue is None:
        return t("暂时连不上大厅，取号请到服务台。")
    if queue.accepting:
        return ""
    return pick(queue.closed_text, language) if queue.closed_text else t("现在不取号，请问服务台。")
