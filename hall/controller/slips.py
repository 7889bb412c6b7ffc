"""The slip of what is missing (一次性告知单), given once, with the way back. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from hall.bus.messages import (
    Align,
    Block,
    CutBlock,
    Language,
    QrBlock,
    RuleBlock,
    Size,
    Text,
    TextBlock,
    TicketDocument,
)
from hall.controller.premises import Premises

_WORDS: Final[dict[str, Text]] = {
    "title": ("一次性告知单", "What is missing"),
    "for": ("号码", "Number"),
    "missing": ("还缺这些，补齐即可：", "These are missing; nothing else is needed:"),
    "back": ("补齐后凭返回码取号，不用重新排队。", "Come back with this code; no new queue."),
    "code": ("返回码", "Return code"),
    "until": ("有效至", "Valid until"),
    "window": ("受理窗口", "Window"),
    "note": ("说明", "Note"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """What a slip says."""

    number: str
    matter: Text
    window: int
    missing: tuple[str, ...]
    code: str
    until: date
    note: str = ""
    language: Language = "zh"


def slip_page(slip: Slip, premises: Premises, now: datetime) -> TicketDocument:
    """The slip as a printer gets it."""
    return TicketDocument(blocks=tuple(_blocks(slip, premises, now)))


def _blocks(slip: Slip, premises: Premises, now: datetime) -> Iterator[Block]:
    which = 1 if slip.language == "en" else 0
    colon = ": " if which else "："

    def pair(name: str, value: object) -> TextBlock:
        return TextBlock(text=f"{_WORDS[name][which]}{colon}{value}")

    yield TextBlock(text=premises.site.name[which], align=Align.CENTRE, bold=True)
    yield TextBlock(text=_WORDS["title"][which], size=Size.LARGE, align=Align.CENTRE, bold=True)
    yield RuleBlock()
    yield TextBlock(text=slip.matter[which], bold=True)
    yield pair("for", slip.number)
    yield pair("window", slip.window)
    yield RuleBlock()
    yield TextBlock(text=_WORDS["missing"][which], bold=True)
    for place, name in enumerate(slip.missing, start=1):
        yield TextBlock(text=f"□ {place}. {name}")
    if slip.note:
        yield pair("note", slip.note)
    yield RuleBlock()
    yield TextBlock(text=_WORDS["back"][which])
    yield TextBlock(text=_WORDS["code"][which], align=Align.CENTRE)
    yield TextBlock(text=slip.code, size=Size.LARGE, align=Align.CENTRE, bold=True)
    yield QrBlock(data=slip.code)
    yield pair("until", slip.until.isoformat())
    yield TextBlock(text=f"{now.astimezone(premises.zone):%Y-%m-%d %H:%M}", align=Align.CENTRE)
    yield CutBlock()
