"""All that a page may be made of, at one moment; pure.

What must not live here: words and layout.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from hall.bus.messages import (
    AreaCard,
    CategoryQueue,
    DeviceState,
    HallWide,
    MatterCard,
    PrintOutcome,
    SiteView,
    Text,
)
from hall.bus.topics import Kind
from kiosk.catalogue import Catalogue
from kiosk.idle import Patience
from kiosk.places import Choice, Flow


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much the screen has room for, at the size of text that is on."""

    rows: int
    """Matters on one sheet of a list."""
    found: int
    """Matters that a search shows at a time, above its keys."""
    ticks: int = 6
    """Materials to be ticked on one sheet."""


UPRIGHT: Final = Room(rows=8, found=5)
"""A screen that is higher than wide, at the usual size."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The citizen's place, the catalogue, and the hall as last heard."""

    kiosk: str
    room: Room
    flow: Flow
    catalogue: Catalogue
    site: SiteView | None
    queues: Mapping[str, CategoryQueue]
    """By category; empty while the hall is away."""
    is_printerless: bool
    """Whether it is known that tickets will not come out."""
    other_kiosk: str | None
    """The area of the nearest kiosk that is known to print."""
    is_silent: bool
    hall_time: datetime | None
    patience: Patience
    now_s: float
    print_s: float
    second_press_s: float
    states: Mapping[tuple[Kind, str], DeviceState]
    """How each printer, gateway and kiosk said it is."""
    volume_pct: int
    has_voice: bool
    is_locked: bool
    """Whether no PIN is tried now."""
    hall_wide: HallWide
    desk_open: bool | None
    """Whether the service desk sees who asks for help, as far as is known now."""
    reads_cards: bool
    """Whether a reader of identity cards works here."""
    is_card_unread: bool
    """Whether the last card held to it gave nothing."""

    def queue(self, category: str) -> CategoryQueue | None:
        """A category's queue, when it is known now."""
        return self.queues.get(category)

    def may_take(self, choice: Choice) -> bool:
        """Whether a number can be asked for now."""
        queue = self.queue(choice.category)
        return queue is not None and queue.accepting and not self.is_silent

    @property
    def may_print(self) -> bool:
        """Whether paper may come out; the hall prints."""
        return not self.is_printerless and not self.is_silent

    def is_closed(self, category: str) -> bool:
        """Whether it is known that a category gives no numbers now."""
        queue = self.queue(category)
        return queue is not None and not queue.accepting

    def is_bookable(self, category: str) -> bool:
        """Whether a time can be booked, as far as is known now."""
        queue = self.queue(category)
        return queue is not None and queue.bookable and not self.is_silent

    def is_listed(self, category: str) -> bool:
        """Whether a list shows a category's matters: what a time is wanted for has one."""
        return not self.flow.books or self.is_bookable(category)

    def closed_for_all(self) -> Text | None:
        """Why the whole hall gives no numbers now, when one sentence says it for every category."""
        texts = {queue.closed_text for queue in self.queues.values() if not queue.accepting}
        is_shut = bool(self.queues) and not any(q.accepting for q in self.queues.values())
        return texts.pop() if is_shut and len(texts) == 1 else None

    def matter(self) -> MatterCard | None:
        """The matter chosen, if one is."""
        choice = self.flow.choice
        return self.catalogue.matters.get(choice.matter) if choice and choice.matter else None

    def area(self, code: str) -> AreaCard | None:
        """An area by its code."""
        areas = self.site.areas if self.site else ()
        return next((area for area in areas if area.code == code), None)

    def own_floor(self) -> int | None:
        """The floor that the kiosk stands on, where the hall's plan says so."""
        devices = self.site.devices if self.site else ()
        card = next((each for each in devices if each.id == self.kiosk), None)
        area = self.area(card.area) if card and card.area else None
        return area.floor if area else None

    def zone(self) -> tzinfo | None:
        """The hall's time zone, where this machine knows it."""
        if self.site is None:
            return None
        try:
            return ZoneInfo(self.site.zone)
        except (ZoneInfoNotFoundError, ValueError):
            return None  # no clock is better than a wrong one

    def print_outcome(self) -> PrintOutcome | None:
        """How far the paper of the issued number has come."""
        taking = self.flow.taking
        return taking.outcome(self.now_s, self.print_s) if taking and taking.issued else None
