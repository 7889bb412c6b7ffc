"""What each page shows, as plain values for the scene; pure.

What must not live here: what taps lead to (see `flow`), colours, sizes.
"""

from collections.abc import Callable, Mapping
from typing import Final

from hall.bus.messages import CategoryCard, MatterCard
from kiosk.appointments import appointment, code, late
from kiosk.before import doubt, needs, ticks
from kiosk.booking import agree, booked, days, times, wish
from kiosk.catalogue import WITH_MATTERS
from kiosk.collecting import receipt, result
from kiosk.frame import Shown, frame
from kiosk.guide import guide
from kiosk.hallwide import emergency
from kiosk.known import Known
from kiosk.lists import sheet_of
from kiosk.numbers import issued, refused, taking
from kiosk.places import Page, Tap
from kiosk.search import search
from kiosk.service import pin, service
from kiosk.texts import mark, pair, said, words
from kiosk.together import another, together
from kiosk.waits import queue_line

_DOORS: Final = (
    ("pick_up", mark("取件"), "collect"),
    ("enquiry", mark("咨询"), "ask"),
)
"""Categories without matters that the start page offers, by kind."""
CATEGORIES: Final = 12
"""Categories on one sheet."""
KEYS: Final = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")


def shown(known: Known) -> Shown:
    """Everything the scene needs now; the page's values stand before its name."""
    page = known.flow.page
    around = {**frame(known), "emergency": emergency(known)}
    return {**around, page.value.lower(): PAGES[page](known), "page": page.value}


def start(known: Known) -> Shown:
    """The question, the frequent matters, and the doors to all others."""
    flow = known.flow
    t = words(flow.language)
    cards = [known.catalogue.first_of_kind(kind) for kind, _, _ in _DOORS]
    doors = [
        {**_tile(Tap.CATEGORY, card.code), "text": said(label, flow.language), "icon": icon}
        for card, (_, label, icon) in zip(cards, _DOORS, strict=True)
        if card is not None
    ]
    booked = {**_tile(Tap.APPOINTMENT), "text": said("预约", flow.language), "icon": "time"}
    more = [
        {**_tile(Tap.ALL), "text": said("全部事项", flow.language), "icon": "all"},
        {**_tile(Tap.SEARCH), "text": said("搜索", flow.language), "icon": "search"},
    ]
    return {
        "question": said("您来办什么事？", flow.language),
        "tiles": [_matter_tile(known, matter) for matter in known.catalogue.frequent()],
        "doors": [*doors[:1], booked, *doors[1:], *more] if known.catalogue.matters else [],
        "empty": "" if known.catalogue.matters else t("正在准备，请稍候…"),
    }


def lives(known: Known) -> Shown:
    """The turns of a life, each with the matters it brings."""
    language = known.flow.language
    cards = [
        {
            **_tile(Tap.LIFE, event.code),
            "text": pair(event.name, language),
            "line": "",
        }
        for event in known.catalogue.life_events.values()
    ]
    return {**sheet_of(known, cards, CATEGORIES), "question": said("您遇到了什么事？", language)}


def categories(known: Known) -> Shown:
    """Every category with its queue, and the way to find a matter by a turn in a life."""
    language = known.flow.language
    t = words(language)
    cards = [
        _category_tile(known, card)
        for card in known.catalogue.categories.values()
        if known.is_listed(card.code)
        and (card.kind in WITH_MATTERS or not (known.flow.adds or known.flow.books))
    ]
    return {
        **sheet_of(known, cards, CATEGORIES),
        "question": said("您来办哪一类事？", language),
        "lives": t("按人生大事找") if known.catalogue.life_events else "",
    }


def matters(known: Known) -> Shown:
    """A category's matters, or those of a life event."""
    flow = known.flow
    catalogue = known.catalogue
    if flow.life:
        name, held = catalogue.life_events[flow.life].name, catalogue.matters_of_life(flow.life)
    else:
        name, held = catalogue.categories[flow.category].name, catalogue.matters_of(flow.category)
    rows = [_matter_row(known, each) for each in held if known.is_listed(each.category)]
    return {**sheet_of(known, rows, known.room.rows), "question": pair(name, flow.language)}


def found(known: Known) -> Shown:
    """What a search has found, and the keys to type with."""
    flow = known.flow
    t = words(flow.language)
    listed = [each for each in known.catalogue.matters.values() if known.is_listed(each.category)]
    hits = search(flow.query, listed)
    return {
        **sheet_of(known, [_matter_row(known, matter) for matter in hits], known.room.found),
        "question": said("您找什么事？", flow.language),
        "query": flow.query,
        "hint": t("拼音或首字母，如“护照”按HZ"),
        "nothing": t("没有找到。换个词，或点“人工帮助”。") if flow.query and not hits else "",
        "keys": [list(row) for row in KEYS],
        "erase": t("删除"),
        "clear": t("清空"),
    }


def _tile(tap: Tap, argument: str = "") -> Shown:
    return {"tap": tap.value, "argument": argument, "closed": ""}


def _closed(known: Known, category: str) -> str:
    t = words(known.flow.language)
    is_wanted = known.closed_for_all() is None and not known.flow.books
    is_news = known.is_closed(category) and is_wanted
    return t("现在不取号") if is_news else ""


def _matter_tile(known: Known, matter: MatterCard) -> Shown:
    return {
        **_tile(Tap.MATTER, matter.id),
        "text": pair(matter.title, known.flow.language),
        "closed": _closed(known, matter.category),
    }


def _matter_row(known: Known, matter: MatterCard) -> Shown:
    """A matter in a list: everyday words, and beneath them the official name."""
    language = known.flow.language
    main, name = pair(matter.title, language)["main"], pair(matter.name, language)["main"]
    tile = _matter_tile(known, matter)
    return {**tile, "text": {"main": main, "beside": "" if name == main else name}}


def _category_tile(known: Known, card: CategoryCard) -> Shown:
    language = known.flow.language
    return {
        **_tile(Tap.CATEGORY, card.code),
        "text": pair(card.title or card.name, language),
        "closed": _closed(known, card.code),
        "line": queue_line(known.queue(card.code), language),
    }


PAGES: Final[Mapping[Page, Callable[[Known], Shown]]] = {
    Page.START: start,
    Page.CATEGORIES: categories,
    Page.MATTERS: matters,
    Page.SEARCH: found,
    Page.LIFE: lives,
    Page.GUIDE: guide,
    Page.TICKS: ticks,
    Page.NEEDS: needs,
    Page.RECEIPT: receipt,
    Page.RESULT: result,
    Page.APPOINTMENT: appointment,
    Page.LATE: late,
    Page.CODE: code,
    Page.WISH: wish,
    Page.DAYS: days,
    Page.TIMES: times,
    Page.AGREE: agree,
    Page.BOOKED: booked,
    Page.ANOTHER: another,
    Page.TOGETHER: together,
    Page.DOUBT: doubt,
    Page.PIN: pin,
    Page.SERVICE: service,
    Page.TAKING: taking,
    Page.ISSUED: issued,
    Page.REFUSED: refused,
}
