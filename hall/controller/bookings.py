"""An appointment on paper: when, where and with which code to come. Pure."""

from collections.abc import Iterator
from datetime import datetime
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
from hall.core.appointment import Appointment
from hall.core.booking import check_in_span
from hall.core.hall import Hall

_WORDS: Final[dict[str, Text]] = {
    "title": ("预约单", "Appointment"),
    "code": ("预约码", "Booking code"),
    "check_in": ("当天{opens}–{until}到取号机签到", "Check in at a kiosk from {opens} to {until}"),
    "place": ("办理地点", "Where"),
    "move": ("要改时间：在取号机点“预约”，或找服务台。", "To move it: a kiosk, or the desk."),
}
WEEKDAYS: Final[tuple[Text, ...]] = (
    ("星期一", "Monday"),
    ("星期二", "Tuesday"),
    ("星期三", "Wednesday"),
    ("星期四", "Thursday"),
    ("星期五", "Friday"),
    ("星期六", "Saturday"),
    ("星期日", "Sunday"),
)


def booking_page(
    booked: Appointment, hall: Hall, language: Language, premises: Premises, now: datetime
) -> TicketDocument:
    """The appointment as a printer gets it."""
    blocks = _blocks(booked, check_in_span(hall, booked), language, premises)
    printed = TextBlock(text=f"{now.astimezone(premises.zone):%Y-%m-%d %H:%M}", align=Align.CENTRE)
    return TicketDocument(blocks=(*blocks, printed, CutBlock()))


def _blocks(
    booked: Appointment, span: tuple[datetime, datetime], language: Language, premises: Premises
) -> Iterator[Block]:
    which = 1 if language == "en" else 0
    words = {name: text[which] for name, text in _WORDS.items()}
    colon = ": " if which else "："
    starts, opens, until = (each.astimezone(premises.zone) for each in (booked.starts_at, *span))
    area = premises.site.areas[premises.area_of(booked.category)]
    yield TextBlock(text=premises.site.name[which], align=Align.CENTRE, bold=True)
    yield TextBlock(text=words["title"], align=Align.CENTRE)
    yield RuleBlock()
    yield TextBlock(text=_subject(booked, premises)[which], bold=True)
    yield TextBlock(
        text=f"{starts:%Y-%m-%d} {WEEKDAYS[starts.weekday()][which]}", align=Align.CENTRE
    )
    yield TextBlock(text=f"{starts:%H:%M}", size=Size.HUGE, bold=True, align=Align.CENTRE)
    yield TextBlock(text=words["check_in"].format(opens=f"{opens:%H:%M}", until=f"{until:%H:%M}"))
    yield TextBlock(text=f"{words['place']}{colon}{area.name[which]}")
    yield RuleBlock()
    yield TextBlock(text=words["code"], align=Align.CENTRE)
    yield TextBlock(text=booked.id, size=Size.LARGE, bold=True, align=Align.CENTRE)
    yield QrBlock(data=booked.id)
    yield TextBlock(text=words["move"])


def _subject(booked: Appointment, premises: Premises) -> Text:
    matter = premises.catalogue.matters.get(booked.matter or "")
    return matter.title if matter else premises.catalogue.categories[booked.category].name
