"""What stands on a ticket: the hall's layout filled in for one number, for any printer. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from hall.bus.messages import (
    Block,
    CutBlock,
    PictureBlock,
    QrBlock,
    RuleBlock,
    Size,
    TextBlock,
    TicketDocument,
)
from hall.catalogue.text import Text
from hall.controller.premises import Premises
from hall.controller.ticket_layouts import Entry, When
from hall.controller.waits import said
from hall.core.events import TicketReprinted, VisitIssued

Paper = VisitIssued | TicketReprinted
"""The events whose outcome is a paper."""
MATERIALS_SHOWN: Final = 4
_PHONE_PAGE: Final = "{address}/t/{token}"
_AND: Final = ("、", ", ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filling:
    """What is filled in, in Chinese and in English, and what is so."""

    english: bool
    texts: tuple[Mapping[str, str], Mapping[str, str]]
    so: frozenset[When]
    code: str


def ticket(issued: Paper, premises: Premises, token: str) -> TicketDocument:
    """The ticket of a number, in the language it was taken in."""
    layout = premises.layout
    filling = _filling(issued, premises, token)
    blocks = [block for entry in layout.ticket for block in _blocks(entry, filling)]
    if layout.stub:
        blocks.append(RuleBlock())
        blocks += [block for entry in layout.stub for block in _blocks(entry, filling)]
    return TicketDocument(blocks=(*blocks, CutBlock()))


def _blocks(entry: Entry, filling: _Filling) -> Iterator[Block]:
    """The blocks of one entry; none where something is not so."""
    if not entry.when <= filling.so:
        return
    if entry.text is not None:
        yield from _texts(entry, filling)
    elif entry.logo is not None:
        yield PictureBlock(png=entry.logo)
    elif entry.is_code:
        yield QrBlock(data=filling.code)
    else:
        yield TextBlock(text="") if entry.is_space else RuleBlock()


def _texts(entry: Entry, filling: _Filling) -> Iterator[Block]:
    """English with Chinese below it, for whoever is shown the ticket; Chinese alone."""
    zh, en = (
        words.format_map(fields)
        for words, fields in zip(entry.text or (), filling.texts, strict=False)
    )
    if not filling.english:
        yield _text(entry, zh, entry.size)
        return
    yield _text(entry, en, entry.size)
    if entry.beside:
        yield _text(entry, zh, Size.NORMAL)


def _text(entry: Entry, text: str, size: Size) -> Block:
    return TextBlock(text=text, size=size, bold=entry.bold, align=entry.align)


def _filling(issued: Paper, premises: Premises, token: str) -> _Filling:
    return _Filling(
        english=issued.language == "en",
        texts=(_fields(issued, premises, 0), _fields(issued, premises, 1)),
        so=frozenset(_so(issued, premises)),
        code=_PHONE_PAGE.format(address=premises.public_address, token=token),
    )


def _so(issued: Paper, premises: Premises) -> Iterator[When]:
    """What is so of a number."""
    yield When.AHEAD if issued.ahead else When.FIRST
    matter = premises.catalogue.matters.get(issued.matter or "")
    so = {
        When.WAIT: issued.wait is not None,
        When.MATTER: matter is not None,
        When.MATERIALS: matter is not None and bool(matter.guide.materials),
        When.APPOINTMENT: isinstance(issued, VisitIssued) and issued.appointment_at is not None,
        When.GIVEN_BACK: isinstance(issued, VisitIssued) and issued.frees is not None,
        When.REPRINT: isinstance(issued, TicketReprinted),
        When.REHEARSAL: issued.rehearsal,
        When.ADDRESS: premises.public_address is not None,
    }
    yield from (when for when, is_so in so.items() if is_so)


def _fields(issued: Paper, premises: Premises, language: int) -> dict[str, str]:
    """What can be filled in, in one language."""
    catalogue, site = premises.catalogue, premises.site
    matter = catalogue.matters.get(issued.matter or "")
    subject = matter.name if matter else catalogue.categories[issued.category].name
    area = site.areas[premises.area_of(issued.category)]
    materials = matter.guide.materials[:MATERIALS_SHOWN] if matter else ()
    at = issued.at.astimezone(premises.zone)
    return {
        "hall": site.name[language],
        "number": issued.number,
        "matter": subject[language],
        "materials": _AND[language].join(each.name[language] for each in materials),
        "ahead": str(issued.ahead),
        "people": _people(issued.ahead)[language],
        "wait": said(issued.wait)[language] if issued.wait else "",
        "low": str(issued.wait.low_min) if issued.wait else "",
        "high": str(issued.wait.high_min) if issued.wait else "",
        "area": area.name[language],
        "floor": site.floors[area.floor].name[language],
        "appointment": _clock(_appointment(issued), premises),
        "date": f"{at:%Y-%m-%d}",
        "time": f"{at:%H:%M}",
    }


def _people(count: int) -> Text:
    return Text(f"{count}位", "1 person" if count == 1 else f"{count} people")


def _appointment(issued: Paper) -> datetime | None:
    """The time that was booked, whether its holder came at it or queues instead."""
    return issued.appointment_at or issued.frees if isinstance(issued, VisitIssued) else None


def _clock(at: datetime | None, premises: Premises) -> str:
    return f"{at.astimezone(premises.zone):%H:%M}" if at else ""
