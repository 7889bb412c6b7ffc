"""The hall of this moment as the forecast sees it, taken from the core's own value.

Pure: the hall is an immutable value, so this may run in any thread while the hall goes on.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from hall.core.hall import Hall, Service, Visit, Window, WindowStatus
from hall.forecast.announced import announced
from hall.forecast.engine.state import CLASSES, ClassPace, Line, Rule
from hall.forecast.figures import Figures
from hall.forecast.learning.today import Finished
from hall.forecast.present import LATELY_S, Called, Desk, Handled, Present, Standing, finished

USUAL_PAUSE_S: Final = 600.0
"""A window that has paused is expected back so much later, unless it is known better."""
STILL_COMING_S: Final = 1200.0
"""A window is still expected so long after it usually opens."""
_MINUTE_S: Final = 60.0


def seconds_of_day(moment: datetime, zone: ZoneInfo) -> float:
    """Seconds since midnight in a hall's zone."""
    local = moment.astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (local - midnight).total_seconds()


@dataclass(slots=True)
class Finishings:
    """Today's services that are over, each worked out once: they are many, and hardly change."""

    figures: Figures
    _day: date | None = None
    _known: dict[str, tuple[Service, Finished]] = field(default_factory=dict)

    def of_day(self, hall: Hall, figures: Figures) -> "dict[str, tuple[Service, Finished]]":
        """What is known of the hall's day by these figures."""
        if self._day != hall.day or self.figures is not figures:
            self._day, self.figures = hall.day, figures
            self._known = {}
        return self._known


def take(
    hall: Hall,
    figures: Figures,
    now: datetime,
    zone: ZoneInfo,
    finishings: Finishings | None = None,
) -> Present:
    """What is seen of a hall now; who looks again and again hands in what was finished by then."""
    place = {code: at for at, code in enumerate(figures.categories)}
    now_s = seconds_of_day(now, zone)
    known = (finishings or Finishings(figures)).of_day(hall, figures)
    seen = _Seen(hall, figures, place, now, now_s, known=known)
    return Present(
        now_s=now_s,
        rule=rule_of(hall),
        standing=seen.standing(),
        desks=seen.desks(),
        finished=seen.finished(),
        issued=hall.order,
        expected=announced(hall, place, now),
        books=bool(hall.offer and hall.offer.appointment_slots),
        called=seen.called(),
        came=seen.came(),
    )


def rule_of(hall: Hall) -> Rule:
    """The settings of the queue's rule."""
    settings = hall.settings
    return Rule(
        classes=tuple(
            ClassPace(
                rate=settings.class_rules[each].rate,
                head_start_min=settings.class_rules[each].head_start_min,
            )
            for each in CLASSES
        ),
        overdue_s=settings.hard_maximum_wait_min * _MINUTE_S,
        helped_above=settings.secondary_above,
    )


class _Seen:
    """One hall at one moment, in the words of the forecast."""

    def __init__(
        self,
        hall: Hall,
        figures: Figures,
        place: Mapping[str, int],
        now: datetime,
        now_s: float,
        *,
        known: dict[str, tuple[Service, Finished]],
    ) -> None:
        self._hall = hall
        self._figures = figures
        self._place = place
        self._now = now
        self._now_s = now_s
        self._finished = known

    def standing(self) -> tuple[Standing, ...]:
        """All who stand in a line of a category that the figures know."""
        return tuple(
            Standing(
                visit=visit,
                line=Line(
                    self._place[category],
                    CLASSES.index(group.visit_class),
                    group.needs,
                    group.window,
                ),
                entered_s=self._seconds(entered_at),
                order=order,
                matter=self._hall.visits[visit].matter,
            )
            for (category, group), line in self._hall.lines.items()
            if category in self._place
            for entered_at, order, visit in line
        )

    def desks(self) -> tuple[Desk, ...]:
        """All windows that call now, or are expected to."""
        free = self._free_since()
        found = (self._desk(each, free.get(each.no)) for each in self._hall.windows.values())
        return tuple(sorted((each for each in found if each), key=lambda each: each.no))

    def finished(self) -> tuple[Finished, ...]:
        """Today's services that are over."""
        over = (each for each in self._hall.services.values() if each.finished_at is not None)
        found = (self._over(each, each.finished_at) for each in over if not each.withdrawn)
        return tuple(each for each in found if each is not None)

    def _over(self, service: Service, finished_at: datetime | None) -> Finished | None:
        known = self._finished.get(service.id)
        if known is not None and known[0] is service:
            return known[1]
        category = self._place.get(self._hall.visits[service.visit].category)
        if category is None or finished_at is None:
            return None
        found = finished(
            self._figures,
            category=category,
            matter=service.matter,
            window=service.window,
            at_s=self._seconds(finished_at),
            lasted_s=(finished_at - service.started_at).total_seconds() - service.parked_s,
        )
        self._finished[service.id] = (service, found)
        return found

    def called(self) -> tuple[Called, ...]:
        """The calls of the last while, in order."""
        since = self._now - timedelta(seconds=LATELY_S)
        found = (
            Called(
                category=self._place[each.category],
                window=each.window or 0,
                at_s=self._seconds(each.called_at),
                wait_s=(each.called_at - each.waiting_since).total_seconds(),
            )
            for each in self._hall.visits.values()
            if each.called_at is not None
            and each.called_at >= since
            and each.category in self._place
        )
        return tuple(sorted(found, key=lambda each: each.at_s))

    def came(self) -> Counter[int]:
        """How many numbers were taken meanwhile in each category."""
        since = self._now - timedelta(seconds=LATELY_S)
        return Counter(
            self._place[each.category]
            for each in self._hall.visits.values()
            if each.issued_at >= since and each.category in self._place
        )

    def _seconds(self, moment: datetime) -> float:
        return self._now_s + (moment - self._now).total_seconds()

    def _free_since(self) -> dict[int, float]:
        since: dict[int, float] = {}
        for each in self._hall.services.values():
            if each.finished_at is not None:
                at_s = self._seconds(each.finished_at)
                since[each.window] = max(since.get(each.window, at_s), at_s)
        return since

    def _desk(self, window: Window, free_since_s: float | None) -> Desk | None:
        away_until_s = self._away_until(window)
        if window.status != WindowStatus.OPEN and away_until_s is None:
            return None
        traits = self._hall.traits(window.no)
        visit = self._hall.in_hand(window)
        return Desk(
            no=window.no,
            categories=self._known(window.serves),
            helps=self._known(window.helps),
            suits=frozenset(traits.suits) if traits else None,
            open=window.status == WindowStatus.OPEN,
            staffed=window.status != WindowStatus.CLOSED,
            hand=self._handled(visit) if visit else None,
            free_since_s=free_since_s,
            away_until_s=away_until_s,
        )

    def _known(self, codes: tuple[str, ...]) -> tuple[int, ...]:
        return tuple(self._place[code] for code in codes if code in self._place)

    def _away_until(self, window: Window) -> float | None:
        """When a window that does not call is expected to; None: not today, or it calls."""
        if window.status == WindowStatus.OPEN:
            return None
        usual = self._figures.stretches.get(window.no, ())
        starts = [start for start, end in usual if end > self._now_s]
        begun = [start for start in starts if start <= self._now_s]
        if window.status == WindowStatus.PAUSED:
            back_s = self._now_s + USUAL_PAUSE_S
            return back_s if begun or not starts else min(starts)
        if begun and self._now_s < max(begun) + STILL_COMING_S:
            return max(begun) + STILL_COMING_S
        return min((start for start in starts if start > self._now_s), default=None)

    def _handled(self, visit: Visit) -> Handled:
        service = self._hall.services.get(visit.service or "")
        begun = service is not None and service.finished_at is None
        return Handled(
            category=self._place.get(visit.category, 0),
            called_s=self._seconds(visit.called_at or self._now),
            started_s=self._seconds(service.started_at) if service and begun else None,
            matter=visit.matter,
        )
