"""What screens show, built from the hall as it was last committed; pure.

No view carries a name of a citizen or the class of a visit.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from types import MappingProxyType
from typing import Final

from hall.bus.messages import (
    BoardView,
    Call,
    CallFate,
    CallState,
    CatalogueView,
    CategoryQueue,
    QueueView,
    SiteView,
    Stage,
    Version,
    VisitInHand,
    WaitRange,
    WindowStatus,
    WindowView,
)
from hall.controller.cards import (
    area_card,
    category_cards,
    device_card,
    exit_card,
    life_event_cards,
    matter_card,
    window_card,
)
from hall.controller.premises import MAIN_BOARD, Premises
from hall.controller.waits import expected_wait, windows_open
from hall.controller.wide_view import hall_wide
from hall.core.booking import bookable_categories
from hall.core.choosing import upcoming
from hall.core.hall import Hall, Visit, Window
from hall.core.hall_wide import check_numbers
from hall.core.limits import check_category, check_full, check_hours, offer_now
from hall.core.refusals import Refused
from hall.core.stages import Stage as CoreStage
from hall.forecast.ranges import Forecasts

NEXT_SHOWN: Final = 3
CALL_STAYS: Final = timedelta(seconds=60)
"""How long a call stays on the boards, however soon its visit is over."""
MATTERS_A_PART: Final = 8


class Views:
    """The views of one hall at one moment, all of one version."""

    def __init__(
        self,
        hall: Hall,
        premises: Premises,
        version: Version,
        now: datetime,
        forecasts: Forecasts | None = None,
        *,
        fates: Mapping[int, CallFate] = MappingProxyType({}),
        desk_open: bool | None = None,
    ) -> None:
        self._hall = hall
        self._premises = premises
        self._version = version
        self._now = now
        self._forecasts = forecasts
        self._fates = fates
        self._desk_open = desk_open
        self._categories_made: dict[str, CategoryQueue] = {}

    def zones(self) -> tuple[str, ...]:
        """The zones that have a board."""
        return (MAIN_BOARD, *self._premises.site.areas)

    def board(self, zone: str) -> BoardView:
        """A zone's board: calls to its windows and of who waits there, and its queues."""
        areas = self._premises.areas_of
        return BoardView(
            version=self._version,
            zone=zone,
            calls=tuple(self._calls(zone)),
            queues=tuple(
                self.category(code)
                for code in self._premises.catalogue.categories
                if zone in {MAIN_BOARD, areas[code]}
            ),
            notice=self._hall.announcement.text if self._hall.announcement else None,
            hall_wide=hall_wide(self._hall, self._premises, zone),
        )

    def _calls(self, zone: str) -> Iterator[Call]:
        at_windows = [
            (window, visit)
            for window in self._hall.windows.values()
            for visit in self._called_to(window)
            if zone in self._premises.zones_of_call(visit.category, window.no)
        ]
        for window, visit in sorted(at_windows, key=_newest_first):
            yield Call(
                number=visit.number,
                window=window.no,
                area=self._premises.area_of_window(window.no),
                at=visit.last_call_at or visit.entered_at,
                times=visit.calls,
                state=CallState.CALLED if visit.stage == CoreStage.CALLED else CallState.SERVING,
            )

    def _called_to(self, window: Window) -> Iterator[Visit]:
        """The visit in hand, and those just called there that are over before all have looked."""
        in_hand = self._hall.in_hand(window)
        if in_hand is not None:
            yield in_hand
        press = window.last_press
        for ident in dict.fromkeys((press.visit, press.finished)) if press else ():
            visit = self._hall.visits.get(ident or "")
            if visit is not None and visit != in_hand and self._is_still_new(visit):
                yield visit

    def _is_still_new(self, visit: Visit) -> bool:
        """Whether a call that is over stays in sight; one that was taken back is not over."""
        is_over = visit.stage in {CoreStage.ENDED, CoreStage.PARKED}
        called = visit.last_call_at
        return is_over and called is not None and self._now - called < CALL_STAYS

    def category(self, code: str) -> CategoryQueue:
        """One category's queue; several views show it."""
        made = self._categories_made.get(code)
        if made is None:
            made = self._categories_made[code] = self._category(code)
        return made

    def _category(self, code: str) -> CategoryQueue:
        waiting = self._hall.waiting(code)
        closed = self._closed_text or self._not_given(code)
        wait = expected_wait(self._hall, self._premises, code, waiting, self._forecasts)
        return CategoryQueue(
            category=code,
            waiting=waiting,
            windows_open=round(windows_open(self._hall, code) + 0.49),
            accepting=closed is None,
            closed_text=closed,
            wait=WaitRange(low_min=wait.low_min, high_min=wait.high_min, method=wait.method)
            if wait
            else None,
            bookable=code in self._bookable,
        )

    @cached_property
    def _bookable(self) -> frozenset[str]:
        return bookable_categories(self._hall, self._now)

    @cached_property
    def _closed_text(self) -> tuple[str, str] | None:
        """Why no number is given now; None when one is."""
        try:
            check_hours(offer_now(self._hall, self._now), self._now)
        except Refused as refusal:
            return refusal.sentence(self._premises.zone)
        return None

    def _not_given(self, code: str) -> tuple[str, str] | None:
        """Why no number of one category is given now; None when one is."""
        hall, offer = self._hall, self._hall.offer
        rule = hall.category(code)
        if offer is None or rule is None:
            return None
        try:
            check_numbers(hall, code)
            check_category(hall, offer, rule, self._now)
            check_full(hall, rule)
        except Refused as refusal:
            return refusal.sentence(self._premises.zone, self._premises.spoken)
        return None

    def window(self, no: int) -> WindowView:
        """What stands at a window; raises `KeyError` for one that the hall does not have."""
        window = self._hall.windows[no]
        visit = self._hall.in_hand(window)
        soon = upcoming(self._hall, window, self._now, NEXT_SHOWN)
        return WindowView(
            version=self._version,
            window=no,
            status=WindowStatus(window.status.value),
            categories=window.categories,
            waiting=self._hall.waiting_for(window),
            clerk=window.clerk,
            reason=window.reason,
            in_hand=self._in_hand(visit) if visit else None,
            next_numbers=tuple(each.number for each in soon),
            hall_wide=hall_wide(self._hall, self._premises, self._premises.area_of_window(no)),
            call=self._fates.get(no),
        )

    def _in_hand(self, visit: Visit) -> VisitInHand:
        service = self._hall.services.get(visit.service or "")
        return VisitInHand(
            visit=visit.id,
            number=visit.number,
            category=visit.category,
            matter=visit.matter,
            stage=Stage(visit.stage.value),
            service=visit.service,
            issued_at=visit.issued_at,
            called_at=visit.called_at or visit.entered_at,
            started_at=service.started_at if service else None,
            calls=visit.calls,
        )

    def queue(self) -> QueueView:
        """All queues of the hall."""
        return QueueView(
            version=self._version,
            queues=tuple(map(self.category, self._premises.catalogue.categories)),
            issued=self._hall.order,
            ended=self._hall.ended,
            hall_wide=hall_wide(self._hall, self._premises),
            help_wanted=self._help_wanted,
            desk_open=self._desk_open,
        )

    @property
    def _help_wanted(self) -> tuple[str, ...]:
        """A clerk's call for help is no kiosk's."""
        kiosks = self._premises.site.devices
        return tuple(sorted(each for each in self._hall.help_wanted if each in kiosks))

    def site(self) -> SiteView:
        """The hall as it is built."""
        site = self._premises.site
        return SiteView(
            version=self._version,
            hall=site.code,
            name=site.name,
            zone=site.time_zone,
            areas=tuple(map(area_card, site.areas.values())),
            windows=tuple(map(window_card, site.windows.values())),
            devices=tuple(map(device_card, site.devices.values())),
            exits=tuple(map(exit_card, site.exits)),
        )

    def catalogue(self) -> tuple[CatalogueView, ...]:
        """The catalogue in parts, each small enough for one message."""
        matters = tuple(map(matter_card, self._premises.catalogue.matters.values()))
        parts = [
            matters[at : at + MATTERS_A_PART] for at in range(0, len(matters), MATTERS_A_PART)
        ] or [()]
        return tuple(
            CatalogueView(
                version=self._version,
                catalogue_version=str(self._premises.catalogue.version),
                part=number,
                parts=len(parts),
                categories=category_cards(self._premises) if number == 1 else (),
                matters=part,
                life_events=life_event_cards(self._premises) if number == 1 else (),
            )
            for number, part in enumerate(parts, 1)
        )


def _newest_first(at_window: tuple[Window, Visit]) -> tuple[float, int]:
    window, visit = at_window
    return (-(visit.last_call_at or visit.entered_at).timestamp(), window.no)
