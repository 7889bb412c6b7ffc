"""A matter's guide on paper: what it takes, to be carried home from the kiosk. Pure.

The words for where a material comes from are those of the kiosk's screen.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from hall.bus.messages import (
    Align,
    Block,
    CutBlock,
    Language,
    MatterCard,
    RuleBlock,
    Size,
    Text,
    TextBlock,
    TicketDocument,
)
from hall.controller.cards import matter_card
from hall.controller.premises import Premises
from hall.core.refusals import UnknownMatter

_WORDS: Final[dict[str, Text]] = {
    "guide": ("办事指南", "Guide"),
    "time_limit": ("多久办好", "Done within"),
    "fee": ("费用", "Fee"),
    "place": ("办理地点", "Where"),
    "materials": ("要带的材料", "What to bring"),
    "applicants": ("谁可以办", "Who may apply"),
    "conditions": ("办理条件", "Conditions"),
    "steps": ("办理步骤", "Steps"),
    "departments": ("负责部门", "Departments"),
    "later": ("可后补", "may follow later"),
    "day": ("打印于", "Printed on"),
}
_SOURCES: Final[dict[str, Text]] = {
    "applicant": ("自备", "you bring it"),
    "issued_by_government": ("已有证件", "your document"),
    "shared_data": ("不用带，系统查", "not needed, we look it up"),
}
_BOX: Final = {"applicant": "□", "issued_by_government": "□", "shared_data": "－"}
"""What is to be brought has a box to tick at home."""


def guide_page(
    matter: str, language: Language, premises: Premises, now: datetime
) -> TicketDocument:
    """The guide of a matter; raises `UnknownMatter`."""
    known = premises.catalogue.matters.get(matter)
    if known is None:
        raise UnknownMatter(matter=matter)
    return TicketDocument(blocks=tuple(_blocks(matter_card(known), language, premises, now)))


def _blocks(
    card: MatterCard, language: Language, premises: Premises, now: datetime
) -> Iterator[Block]:
    which = 1 if language == "en" else 0
    site = premises.site
    yield TextBlock(text=site.name[which], align=Align.CENTRE, bold=True)
    yield TextBlock(text=_WORDS["guide"][which], align=Align.CENTRE)
    yield RuleBlock()
    yield TextBlock(text=card.title[which], size=Size.LARGE, bold=True)
    yield TextBlock(text=card.name[which])
    yield TextBlock(text=_pair("time_limit", card.time_limit, which))
    yield TextBlock(text=_pair("fee", card.fee, which))
    area = site.areas[premises.area_of(card.category)]
    yield TextBlock(text=_pair("place", area.name, which))
    yield RuleBlock()
    yield from _materials(card, which)
    for named in ("applicants", "conditions", "steps", "departments"):
        yield from _list(named, getattr(card, named), which)
    yield RuleBlock()
    day = f"{now.astimezone(premises.zone):%Y-%m-%d}"
    yield TextBlock(text=f"{_WORDS['day'][which]} {day}", align=Align.CENTRE)
    yield CutBlock()


def _pair(named: str, text: Text, which: int) -> str:
    return f"{_WORDS[named][which]}{'：' if which == 0 else ': '}{text[which]}"


def _materials(card: MatterCard, which: int) -> Iterator[Block]:
    """What has to be brought first, each with its box and where it comes from."""
    if not card.materials:
        return
    yield TextBlock(text=_WORDS["materials"][which], bold=True)
    for line in sorted(card.materials, key=lambda each: each.source == "shared_data"):
        notes = [_SOURCES[line.source][which]]
        notes += [_WORDS["later"][which]] if line.deferrable else []
        note = f"（{'，'.join(notes)}）" if which == 0 else f" ({', '.join(notes)})"
        yield TextBlock(text=f"{_BOX[line.source]} {line.name[which]}{note}")


def _list(named: str, texts: tuple[Text, ...], which: int) -> Iterator[Block]:
    if not texts:
        return
    yield TextBlock(text=_WORDS[named][which], bold=True)
    for at, text in enumerate(texts, 1):
        mark = f"{at}. " if named == "steps" else "· "
        yield TextBlock(text=mark + text[which])
