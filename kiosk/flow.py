"""What each tap leads to, page by page; pure.

A tap that a page does not offer changes nothing, so that a second finger does no harm. What must
not live here: words, and what a page shows.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from kiosk import times
from kiosk.catalogue import NOTHING, WITH_MATTERS, Catalogue
from kiosk.places import (
    GREEN,
    KNOCKS,
    MAX_CODE,
    MAX_PIN,
    MAX_QUERY,
    MAX_RECEIPT,
    MOST_TOGETHER,
    NEEDS,
    Choice,
    Flow,
    Help,
    Page,
    Tap,
)

Rule = Callable[[Flow, str, Catalogue], Flow]
"""What a tap leads to, given which one was tapped."""


def home(flow: Flow) -> Flow:
    """The start, in the language and size that are on; `help` stays."""
    return Flow(
        language=flow.language,
        large=flow.large,
        contrast=flow.contrast,
        low=flow.low,
        spoken=flow.spoken,
        help=flow.help,
        help_id=flow.help_id,
        touched_s=flow.touched_s,
    )


def _home(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return home(flow)


def _leave_unanswered(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return home(flow) if flow.taking and flow.taking.unanswered else flow


def _back(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    if not flow.trail:
        return flow
    if flow.trail[-1] is Page.START:
        return home(flow)
    return replace(flow, page=flow.trail[-1], trail=flow.trail[:-1], sheet=0, errand=None)


def _matter(flow: Flow, argument: str, catalogue: Catalogue) -> Flow:
    matter = catalogue.matters.get(argument)
    if matter is None:
        return flow
    if flow.adds:
        return _with_another(flow, matter.id)
    choice = Choice(category=matter.category, matter=matter.id)
    if flow.books:
        return replace(_chosen(flow, choice, Page.DAYS), moves="", slots=None)
    return _chosen(flow, choice, Page.GUIDE)


def _chosen(flow: Flow, choice: Choice, page: Page) -> Flow:
    """Another choice: what was ticked, typed or added for the last one is forgotten."""
    after = flow.onto(page)
    return replace(after, choice=choice, together=(), ticked=frozenset(), receipt="")


def _with_another(flow: Flow, matter: str) -> Flow:
    """The list of what goes under one number; behind it stands the first matter's guide."""
    together = tuple(dict.fromkeys((*flow.together, matter)))[:MOST_TOGETHER]
    trail = flow.trail[: flow.trail.index(Page.GUIDE) + 1]
    return replace(flow, page=Page.TOGETHER, trail=trail, together=together, sheet=0)


def _category(flow: Flow, argument: str, catalogue: Catalogue) -> Flow:
    category = catalogue.categories.get(argument)
    if category is None:
        return flow
    if category.kind in WITH_MATTERS:
        return replace(flow.onto(Page.MATTERS), category=category.code, life="")
    if flow.adds or flow.books:
        return flow
    page = Page.RECEIPT if category.kind == "pick_up" else Page.GUIDE
    return _chosen(flow, Choice(category=category.code), page)


def _lives(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.LIFE)


def _life(flow: Flow, argument: str, catalogue: Catalogue) -> Flow:
    if argument not in catalogue.life_events:
        return flow
    return replace(flow.onto(Page.MATTERS), life=argument, category="")


def _all(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.CATEGORIES)


def _search(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow.onto(Page.SEARCH), query="")


def _type(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, query=(flow.query + argument)[:MAX_QUERY], sheet=0)


def _ticks(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.TICKS)


def _tick(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, ticked=flow.ticked ^ {int(argument)}) if argument.isdecimal() else flow


def _needs(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow.onto(Page.NEEDS)


def _need(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    if argument == GREEN:
        return replace(flow, green=not flow.green)
    chosen = set(flow.needs) ^ ({argument} & set(NEEDS))
    return replace(flow, needs=tuple(need for need in NEEDS if need in chosen))


def _another(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    if flow.choice is None or flow.choice.matter is None:
        return flow
    if flow.page is Page.GUIDE and len(flow.together) > 1:
        return flow.onto(Page.TOGETHER)
    together = flow.together or (flow.choice.matter,)
    if len(together) >= MOST_TOGETHER:
        return flow
    return replace(flow.onto(Page.ANOTHER), together=together)


def _drop(flow: Flow, argument: str, catalogue: Catalogue) -> Flow:
    """Leave a matter out; the last one left is a matter like any other again."""
    left = tuple(matter for matter in flow.together if matter != argument)
    first = catalogue.matters.get(left[0]) if left else None
    if first is None or left == flow.together:
        return flow
    choice = Choice(category=first.category, matter=first.id)
    after = replace(flow, together=left, choice=choice)
    if choice != flow.choice:
        after = replace(after, ticked=frozenset())
    return _back(replace(after, together=()), "", catalogue) if len(left) == 1 else after


def _without(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow.onto(Page.GUIDE), receipt="")


def _appointment(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow.onto(Page.APPOINTMENT), code="")


def _leave_booked(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    """Not while it is unknown whether the time is booked."""
    asked = flow.errand
    is_unknown = flow.booked is None and asked is not None and asked.is_under_way
    return flow if is_unknown else home(flow)


def _type_code(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    typed = "".join(
        each for each in argument if each.isascii() and (each.isalnum() or each in "-_")
    )
    return replace(flow, code=(flow.code + typed)[:MAX_CODE])


def _erase_code(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, code="" if argument == "all" else flow.code[:-1])


def _type_receipt(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    typed = "".join(each for each in argument.upper() if each.isascii() and each.isalnum())
    return replace(flow, receipt=(flow.receipt + typed)[:MAX_RECEIPT])


def _read_receipt(flow: Flow, code: str) -> Flow:
    """As it stands on the paper, with its marks."""
    return replace(flow, receipt=_type_code(flow, code, NOTHING).code)


def _erase_receipt(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, receipt="" if argument == "all" else flow.receipt[:-1])


def _erase(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, query="" if argument == "all" else flow.query[:-1], sheet=0)


def scanned(flow: Flow, code: str) -> tuple[Flow, Tap] | None:
    """What a code means on the page that waits for one, and what is asked then; None elsewhere.

    A QR code may hold an address; what identifies stands at its end.
    """
    rule = _SCANNED.get(flow.page)
    if rule is None:
        return None
    typed, tap = rule
    return typed(replace(flow, receipt="", code=""), code.rstrip("/").rpartition("/")[2]), tap


def with_receipt(flow: Flow, catalogue: Catalogue) -> Flow:
    """The page of receipts, with the code that was read as the receipt."""
    card = catalogue.first_of_kind("pick_up")
    choice = Choice(category=card.code) if card else None
    return replace(flow, page=Page.RECEIPT, choice=choice, receipt=flow.code, errand=None)


def _turn(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    step = {"on": 1, "back": -1}.get(argument, 0)
    return replace(flow, sheet=max(0, flow.sheet + step))


def _language(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, language="zh" if flow.language == "en" else "en")


def _large(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, large=not flow.large, sheet=0)


def _contrast(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, contrast=not flow.contrast)


def _low(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, low=not flow.low, sheet=0)


def _spoken(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, spoken=not flow.spoken)


def _help_close(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, help=Help.NONE)


def _knock(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    if flow.knocks + 1 < KNOCKS:
        return replace(flow, knocks=flow.knocks + 1)
    return replace(flow.onto(Page.PIN), knocks=0)


def _type_pin(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, pin=(flow.pin + argument)[:MAX_PIN]) if argument.isdecimal() else flow


def _erase_pin(flow: Flow, argument: str, _catalogue: Catalogue) -> Flow:
    return replace(flow, pin="" if argument == "all" else flow.pin[:-1])


def _stay(flow: Flow, _argument: str, _catalogue: Catalogue) -> Flow:
    return flow


ANYWHERE: Final[Mapping[Tap, Rule]] = {
    Tap.LANGUAGE: _language,
    Tap.LARGE: _large,
    Tap.CONTRAST: _contrast,
    Tap.LOW: _low,
    Tap.SPOKEN: _spoken,
    Tap.HELP_CLOSE: _help_close,
    Tap.HERE: _stay,
}
_ONWARD: Final[Mapping[Tap, Rule]] = {Tap.HOME: _home, Tap.BACK: _back}
_LIST: Final[Mapping[Tap, Rule]] = {**_ONWARD, Tap.TURN: _turn}
RULES: Final[Mapping[Page, Mapping[Tap, Rule]]] = {
    Page.START: {
        Tap.MATTER: _matter,
        Tap.CATEGORY: _category,
        Tap.APPOINTMENT: _appointment,
        Tap.ALL: _all,
        Tap.SEARCH: _search,
        Tap.KNOCK: _knock,
    },
    Page.CATEGORIES: {**_LIST, Tap.CATEGORY: _category, Tap.LIVES: _lives},
    Page.MATTERS: {**_LIST, Tap.MATTER: _matter},
    Page.SEARCH: {**_LIST, Tap.MATTER: _matter, Tap.TYPE: _type, Tap.ERASE: _erase},
    Page.LIFE: {**_LIST, Tap.LIFE: _life},
    Page.GUIDE: {
        **_ONWARD,
        Tap.TICKS: _ticks,
        Tap.NEEDS: _needs,
        Tap.ANOTHER: _another,
        Tap.BOOK: times.book,
    },
    Page.ANOTHER: {**_LIST, Tap.MATTER: _matter, Tap.ALL: _all, Tap.SEARCH: _search},
    Page.TOGETHER: {**_ONWARD, Tap.ANOTHER: _another, Tap.DROP: _drop, Tap.NEEDS: _needs},
    Page.TICKS: {**_LIST, Tap.TICK: _tick},
    Page.NEEDS: {**_ONWARD, Tap.NEED: _need},
    Page.RECEIPT: {
        **_ONWARD,
        Tap.TYPE: _type_receipt,
        Tap.ERASE: _erase_receipt,
        Tap.WITHOUT: _without,
    },
    Page.RESULT: _ONWARD,
    Page.APPOINTMENT: {
        **_ONWARD,
        Tap.TYPE: _type_code,
        Tap.ERASE: _erase_code,
        Tap.WISH: times.wish,
    },
    Page.WISH: {**_LIST, Tap.MATTER: _matter, Tap.ALL: _all, Tap.SEARCH: _search},
    Page.DAYS: {**_LIST, Tap.DAY: times.day},
    Page.TIMES: {**_LIST, Tap.TIME: times.time},
    Page.AGREE: _ONWARD,
    Page.BOOKED: {Tap.HOME: _leave_booked, Tap.BOOK: times.another_time},
    Page.CODE: {**_ONWARD, Tap.APPOINTMENT: _appointment},
    Page.DOUBT: {Tap.HOME: _home},
    Page.PIN: {**_ONWARD, Tap.TYPE: _type_pin, Tap.ERASE: _erase_pin},
    Page.SERVICE: {Tap.HOME: _home, Tap.TURN: _turn},
    Page.TAKING: {Tap.HOME: _leave_unanswered},
    Page.ISSUED: {Tap.HOME: _home},
    Page.LATE: {Tap.HOME: _home, Tap.MOVE: times.move},
    Page.REFUSED: {
        Tap.HOME: _home,
        Tap.APPOINTMENT: _appointment,
        Tap.BOOK: times.book,
        Tap.MOVE: times.move,
    },
}
"""What each page offers; what needs the hall is asked of it (see `model`)."""

_SCANNED: Final[Mapping[Page, tuple[Callable[[Flow, str], Flow], Tap]]] = {
    Page.START: (lambda flow, code: _type_code(flow, code, NOTHING), Tap.ASK_CODE),
    Page.RECEIPT: (_read_receipt, Tap.CHECK),
    Page.APPOINTMENT: (lambda flow, code: _type_code(flow, code, NOTHING), Tap.CHECK_IN),
}
"""The pages that wait for a code, how it is taken in, and what is asked with it."""

_ABOUT_A_CHOICE: Final = frozenset(
    {
        Page.GUIDE,
        Page.TICKS,
        Page.NEEDS,
        Page.RECEIPT,
        Page.RESULT,
        Page.ANOTHER,
        Page.TOGETHER,
        Page.DAYS,
        Page.TIMES,
        Page.AGREE,
    }
)


def is_still_there(flow: Flow, catalogue: Catalogue) -> bool:
    """Whether a changed catalogue still has what the citizen is looking at."""
    if flow.page is Page.MATTERS:
        return flow.category in catalogue.categories or flow.life in catalogue.life_events
    if flow.page not in _ABOUT_A_CHOICE or flow.choice is None:
        return True
    wanted = {*flow.together, *filter(None, (flow.choice.matter,))}
    return wanted <= set(catalogue.matters) and flow.choice.category in catalogue.categories


def tapped(flow: Flow, tap: Tap, argument: str, catalogue: Catalogue) -> Flow:
    """Where a tap leads; nowhere when the page does not offer it."""
    rule = {**ANYWHERE, **RULES[flow.page]}.get(tap, _stay)
    before = flow if tap is Tap.KNOCK else replace(flow, knocks=0)
    return rule(before, argument, catalogue)
