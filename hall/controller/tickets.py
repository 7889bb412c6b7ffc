"""What stands on a ticket: the document of an issued number, for any printer. Pure."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from hall.bus.messages import (
    Align,
    Block,
    CutBlock,
    RuleBlock,
    Size,
    Text,
    TextBlock,
    TicketDocument,
)
from hall.controller.premises import Premises
from hall.core.events import TicketReprinted, VisitIssued
from hall.core.hall import Wait

PHRASES = {
    "zh": {
        "ahead": "前面还有{ahead}位",
        "next": "前面没有人，请留意呼叫",
        "wait": "约等{low}–{high}分钟",
        "place": "请到{area}等候",
        "listen": "请看屏幕、听广播，按号到窗口办理。",
        "missed": "过号请到服务台。",
        "again": "补打",
        "rehearsal": "演练",
    },
    "en": {
        "ahead": "{ahead} people ahead",
        "next": "Nobody ahead; please watch for your call",
        "wait": "about {low}–{high} minutes",
        "place": "Please wait in {area}",
        "listen": "Watch the screens and listen for your number.",
        "missed": "Missed your call? See the service desk.",
        "again": "Reprint",
        "rehearsal": "Rehearsal",
    },
}


Paper = VisitIssued | TicketReprinted
"""The events whose outcome is a paper."""


def ticket(issued: Paper, premises: Premises) -> TicketDocument:
    """The ticket of a number, in the language it was taken in; the essentials in Chinese too."""
    language = "en" if issued.language == "en" else "zh"
    which = 1 if language == "en" else 0
    phrases = PHRASES[language]
    catalogue = premises.catalogue
    matter = catalogue.matters.get(issued.matter or "")
    subject = matter.name if matter else catalogue.categories[issued.category].name
    area = premises.site.areas[premises.area_of(issued.category)]
    blocks: tuple[Block, ...] = (
        TextBlock(text=premises.site.name[which], align=Align.CENTRE, bold=True),
        RuleBlock(),
        *_marks(issued, language),
        *(TextBlock(text=text, align=Align.CENTRE) for text in _beside(subject, language)),
        TextBlock(text=issued.number, size=Size.HUGE, bold=True, align=Align.CENTRE),
        TextBlock(text=_queue_line(issued, phrases), align=Align.CENTRE),
        *_wait_line(issued.wait, phrases),
        TextBlock(text=phrases["place"].format(area=area.name[which]), align=Align.CENTRE),
        *_place_for_staff(area.name, language),
        RuleBlock(),
        TextBlock(text=phrases["listen"]),
        TextBlock(text=phrases["missed"]),
        TextBlock(text=_moment(issued, premises.zone), align=Align.CENTRE),
        CutBlock(),
    )
    return TicketDocument(blocks=blocks)


def _beside(text: Text, language: str) -> tuple[str, ...]:
    """A text in the ticket's language; Chinese beside English, for whoever is shown the ticket."""
    return (text[1], text[0]) if language == "en" else (text[0],)


def _marks(issued: Paper, language: str) -> Iterator[Block]:
    """A reprint and a rehearsal say so, in Chinese too: whoever is shown a paper must know."""
    holds = {"rehearsal": issued.rehearsal, "again": isinstance(issued, TicketReprinted)}
    for mark in (each for each, is_so in holds.items() if is_so):
        words = _beside((PHRASES["zh"][mark], PHRASES["en"][mark]), language)
        yield TextBlock(text=" ".join(words), align=Align.CENTRE, bold=True)


def _place_for_staff(area: Text, language: str) -> tuple[Block, ...]:
    if language != "en":
        return ()
    return (TextBlock(text=PHRASES["zh"]["place"].format(area=area[0]), align=Align.CENTRE),)


def _queue_line(issued: Paper, phrases: dict[str, str]) -> str:
    return phrases["ahead"].format(ahead=issued.ahead) if issued.ahead else phrases["next"]


def _wait_line(wait: Wait | None, phrases: dict[str, str]) -> tuple[Block, ...]:
    if wait is None:
        return ()
    text = phrases["wait"].format(low=wait.low_min, high=wait.high_min)
    return (TextBlock(text=text, align=Align.CENTRE),)


def _moment(issued: Paper, zone: ZoneInfo) -> str:
    return f"{issued.at.astimezone(zone):%Y-%m-%d %H:%M}"
