"""The hall's premises as the controller needs them: catalogue, site, and the day they make.

Pure. Translates the catalogue's and the site's values into what the core knows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from hall.bus.topics import Kind
from hall.catalogue.model import Catalogue, Category
from hall.catalogue.site import WHOLE_HALL, DeviceKind, DeviceSite, Site, WindowSite
from hall.catalogue.site import Span as SiteSpan
from hall.controller.category_numbers import AS_FOR_ALL, CategoryNumbers
from hall.controller.open_days import OpenDays
from hall.controller.ticket_layouts import TicketLayout, shipped_layout
from hall.controller.timetable import Timetable
from hall.core.hall import CategoryKind, CategoryRule, Offer, Quota, Span
from hall.core.offer import DayOff, WindowTraits
from hall.core.plan import PlannedChange

MAIN_BOARD = WHOLE_HALL
"""The zone of a board that shows the whole hall."""
DAYS_AHEAD = 20
"""How many open days ahead a day knows of, for return codes and appointments."""


@dataclass(frozen=True)
class Premises:
    """One hall: what it offers and how it is built."""

    catalogue: Catalogue
    site: Site
    closed_on: frozenset[date] = frozenset()
    open_on: frozenset[date] = frozenset()
    layout: TicketLayout = field(default_factory=shipped_layout)
    """What stands on tickets."""
    timetable: Timetable = field(default_factory=Timetable)
    """What returns every week."""
    numbers: Mapping[str, CategoryNumbers] = field(default_factory=dict)
    """What is said of the numbers of single categories."""
    public_address: str | None = None
    """Where citizens' phones reach the pages, as `https://queue.example.gov.cn`."""

    @cached_property
    def open_days(self) -> OpenDays:
        """On which days the hall opens."""
        return OpenDays(weekdays=self.site.weekdays, closed_on=self.closed_on, open_on=self.open_on)

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone people here read times in."""
        return ZoneInfo(self.site.time_zone)

    @cached_property
    def mean_service_min(self) -> dict[str, float]:
        """The mean service time of each category, its matters weighed by their share."""
        return {code: self._mean_service(each) for code, each in self.catalogue.categories.items()}

    def _mean_service(self, category: Category) -> float:
        matters = [m for m in self.catalogue.matters.values() if m.category == category.code]
        shares = sum(m.volume_share_pct for m in matters)
        if shares:
            return sum(m.service.mean * m.volume_share_pct for m in matters) / shares
        return category.service.mean if category.service else 5.0

    @cached_property
    def areas_of(self) -> dict[str, str]:
        """The area where people of each category wait."""
        return {code: self.site.area_of(code).code for code in self.catalogue.categories}

    @cached_property
    def spoken(self) -> dict[str, tuple[str, str]]:
        """What people call each category and each matter."""
        return named(self.catalogue)

    def area_of(self, category: str) -> str:
        """Where people of a category wait; the whole hall for one that is no longer offered."""
        return self.areas_of.get(category, MAIN_BOARD)

    def area_of_window(self, no: int) -> str:
        """The area of a window; the whole hall for one that is no longer there."""
        window = self.site.windows.get(no)
        return window.area if window else MAIN_BOARD

    def zones_of_call(self, category: str, window: int) -> tuple[str, ...]:
        """Where a call is shown and spoken: where its citizen waits, and where the window is."""
        zones = (MAIN_BOARD, self.area_of(category), self.area_of_window(window))
        return tuple(dict.fromkeys(zones))

    def under(self, catalogue: Catalogue) -> "Premises":
        """The same hall under another version of the catalogue."""
        return replace(self, catalogue=catalogue)

    @cached_property
    def plan(self) -> dict[int, tuple[str, ...]]:
        """The plan that the site is built with, as far as its categories are still there."""
        known = self.catalogue.categories
        return {
            window.no: tuple(code for code in window.categories if code in known)
            for window in self.site.windows.values()
        }

    def device(self, kind: Kind, ident: str) -> DeviceSite | None:
        """A device of the site by its topic's kind and id."""
        device = self.site.devices.get(ident)
        return device if device is not None and device.kind == kind.value else None

    @cached_property
    def at_window(self) -> dict[tuple[int, DeviceKind], tuple[str, ...]]:
        """The devices of each kind at each window."""
        found: dict[tuple[int, DeviceKind], tuple[str, ...]] = {}
        for device in self.site.devices.values():
            if device.window is not None:
                key = (device.window, device.kind)
                found[key] = (*found.get(key, ()), device.id)
        return found

    def business_day(self, moment: datetime, roll_over_hour: int) -> date:
        """The business day a moment belongs to; it begins at the roll-over hour."""
        return (moment.astimezone(self.zone) - timedelta(hours=roll_over_hour)).date()

    def is_working_day(self, day: date) -> bool:
        """Whether the hall opens on a day."""
        return self.open_days.is_open(day)

    def offer(self, day: date) -> Offer:
        """What numbers are taken for on a day."""
        ahead = self.open_days.after(day, DAYS_AHEAD)
        return Offer(
            categories=tuple(self._rule(each, day) for each in self.catalogue.categories.values()),
            matters={each.id: each.category for each in self.catalogue.matters.values()},
            number_hours=tuple(self._on(day, span) for span in self.site.number_hours),
            windows={no: self._traits(window) for no, window in self.site.windows.items()},
            window_hours=tuple(self._on(day, span) for span in self.site.hours),
            quotas=self.timetable.quotas_on(day, self.zone),
            appointment_slots=self._bookable(day, ahead),
            open_days=ahead,
            days_off=tuple(self._days_off(day, ahead[0])) if ahead else (),
            reopens_at=self._on(ahead[0], self.site.number_hours[0]).start if ahead else None,
            catalogue=self.catalogue.version,
        )

    def _rule(self, category: Category, day: date) -> CategoryRule:
        numbers = self.numbers.get(category.code, AS_FOR_ALL)
        return CategoryRule(
            code=category.code,
            prefix=category.prefix,
            kind=CategoryKind(category.kind.value),
            floor=self.site.area_of(category.code).floor,
            number_start=numbers.start,
            number_width=numbers.width,
            daily_maximum=numbers.daily_maximum,
            last_number_at=self._at(day, numbers.last_at) if numbers.last_at else None,
        )

    def _days_off(self, day: date, until: date) -> Iterator[DayOff]:
        """The days after one on which the hall stays closed, before it opens again."""
        for later in range(1, (until - day).days):
            off = day + timedelta(days=later)
            begins, ends = (self._at(each, time.min) for each in (off, off + timedelta(days=1)))
            yield DayOff(span=Span(start=begins, end=ends), reason=self.open_days.why_closed(off))

    def _bookable(self, day: date, ahead: tuple[date, ...]) -> tuple[Quota, ...]:
        """The times that can be booked from a day on."""
        days = (day, *ahead[: self.timetable.book_ahead_days])
        return self.timetable.slots_on(days, self.zone)

    def tides(self, day: date) -> tuple[PlannedChange, ...]:
        """The changes of the plan that a day brings by hour and weekday."""
        return self.timetable.tides_on(day, self.zone)

    def rehearsal_offer(self, day: date) -> Offer:
        """What is practised on a day, open or not: the same as ever, at any hour."""
        return replace(self.offer(day), number_hours=(), window_hours=(), quotas=())

    def _traits(self, window: WindowSite) -> WindowTraits:
        """How a window is built, as far as choosing whom to call there asks."""
        suits = (
            *(f"language:{each}" for each in window.languages),
            *(["low_counter"] if window.low_counter else []),
            *(["hearing_loop"] if window.hearing_loop else []),
        )
        return WindowTraits(
            kind=CategoryKind(window.kind.value),
            floor=self.site.areas[window.area].floor,
            digits_only=window.digits_only,
            suits=suits,
        )

    def _on(self, day: date, span: SiteSpan) -> Span:
        return Span(
            start=self._at(day, span.opens),
            end=self._at(day, span.closes),
        )

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def named(catalogue: Catalogue) -> dict[str, tuple[str, str]]:
    """What people call each category and each matter of a catalogue, by code."""
    categories = {each.code: each.title for each in catalogue.categories.values()}
    matters = {each.id: each.name for each in catalogue.matters.values()}
    return {code: (text.zh, text.en) for code, text in {**matters, **categories}.items()}
