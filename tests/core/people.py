"""A hall with its naive twin and people in it, who are found by chance."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import TypeVar

from hall.core import commands as c
from hall.core.hall import (
    CategoryKind,
    CategoryRule,
    Offer,
    Quota,
    Span,
    Visit,
    WindowStatus,
    WindowTraits,
)
from hall.core.offer import DayOff
from hall.core.settings import ClassRule, Settings, VisitClass
from hall.core.stages import Stage
from tests.core.build import DAY, OFFER, PLAN
from tests.core.twin import Twin

T = TypeVar("T")
GAPS_S = (0, 0, 1, 5, 10, 30, 45, 60, 60, 120, 300, 1200)
CLERKS = ("ann", "bo", "cy", "di")
MATTERS = ("SS01", "SS01", "SS02", "BD01", "JS01")
NEEDS = ((), (), (), ("more_time",), ("low_counter",), ("language", "hearing_loop"))
SUITS = {
    1: WindowTraits(floor=1, digits_only=True),
    2: WindowTraits(floor=2, suits=("low_counter", "language:en")),
    3: WindowTraits(floor=1, kind=CategoryKind.INSTANT, suits=("hearing_loop", "language:en")),
}
HERE = replace(
    OFFER,
    windows=SUITS,
    categories=tuple(replace(each, floor=1) for each in OFFER.categories),
)
ELSEWHERE = replace(
    HERE,
    categories=tuple(
        replace(each, prefix=f"N{each.prefix}") for each in HERE.categories if each.code != "JS"
    ),
    matters={matter: code for matter, code in HERE.matters.items() if code != "JS"},
)
"""Another day's offer: one category less, and other letters."""
SETTINGS = Settings(
    daily_maximum=20,
    person_limit=2,
    appointment_no_show_limit=1,
    appointment_ban_days=2,
    appointment_cancel_before_s=1200,
    kiosk_limit=3,
    hard_maximum_wait_min=40,
    secondary_above=2,
    recall_limit=1,
    class_rules={
        VisitClass.ORDINARY: ClassRule(),
        VisitClass.APPOINTMENT: ClassRule(head_start_min=20),
        VisitClass.GREEN: ClassRule(rate=1.6, head_start_min=5),
        VisitClass.RETURN: ClassRule(head_start_min=30),
    },
)


def limited(now: datetime) -> Offer:
    """A day with lunch, quotas, a last-number time and an end."""
    hour = timedelta(hours=1)

    def narrowed(rule: CategoryRule) -> CategoryRule:
        if rule.code == "JS":
            return replace(rule, last_number_at=now + 1.5 * hour)
        if rule.code == "BD":
            return replace(rule, number_start=300, number_width=4, daily_maximum=4)
        return rule

    return replace(
        HERE,
        categories=tuple(narrowed(each) for each in HERE.categories),
        number_hours=(
            Span(start=now - hour, end=now + 2 * hour),
            Span(start=now + 2.5 * hour, end=now + 5 * hour),
        ),
        window_hours=(Span(start=now, end=now + 3 * hour),),
        days_off=(DayOff(span=Span(start=now + hour, end=now + 30 * hour), reason=("休息", "")),),
        quotas=(
            Quota(category="SS", span=Span(start=now, end=now + hour), maximum=5),
            Quota(category="SS", span=Span(start=now + hour, end=now + 2 * hour), maximum=3),
        ),
    )


def slots(now: datetime) -> tuple[Quota, ...]:
    """Times to book, half an hour each, on this day and the next."""
    half = timedelta(minutes=30)
    day = now.replace(minute=0, second=0, microsecond=0)
    starts = [day + half * place for place in (*range(12), *range(48, 54))]
    return tuple(
        Quota(category=category, span=Span(start=start, end=start + half), maximum=2)
        for category in ("SS", "BD")
        for start in starts
    )


class People(Twin):
    """A twin hall with people in it who act by chance."""

    def __init__(self) -> None:
        super().__init__()
        self.taken = 0

    def begin(
        self,
        day: date = DAY,
        offer: Offer = HERE,
        *,
        rehearsal: bool = False,
        changed: Offer | None = None,
        **settings: object,
    ) -> None:
        """Open a day: clerks sit down, and people already stand in line."""
        chosen = replace(SETTINGS, **settings)  # type: ignore[arg-type]
        bookable = replace(offer, appointment_slots=slots(self.now))
        self.both(
            c.OpenDay(day=day, offer=bookable, settings=chosen, plan=PLAN, rehearsal=rehearsal)
        )
        if changed is not None:
            slotted = replace(changed, appointment_slots=slots(self.now))
            self.both(c.ChangeOffer(offer=slotted, plan=PLAN))
        for window, clerk in zip(PLAN, CLERKS, strict=False):
            self.both(c.OpenWindow(window=window, clerk=clerk))
        for matter in MATTERS:
            self.pass_time(20)
            self.take(matter)

    def take(self, matter: str, **more: object) -> None:
        """Take a number."""
        self.taken += 1
        visit = f"v{self.taken}"
        self.both(c.IssueNumber(visit=visit, token=f"t{visit}", matter=matter, **more))  # type: ignore[arg-type]

    # --- who and where -------------------------------------------------------------------------

    def window(self, rng: Random, *stages: Stage | None) -> int:
        """A window with a visit in one of the stages in hand; now and then any number."""
        fitting = [
            window.no
            for window in self.hall.windows.values()
            if window.status != WindowStatus.CLOSED
            and (visit.stage if (visit := self.hall.in_hand(window)) else None) in stages
        ]
        return mostly(rng, fitting, (1, 2, 3, 9))

    def visit(self, rng: Random, *stages: Stage) -> str:
        """A visit in one of the stages; now and then anybody."""
        visits = sorted(self.hall.visits.values(), key=lambda visit: visit.order)
        fitting = [each.id for each in visits if each.stage in stages]
        return mostly(rng, fitting, [*(each.id for each in visits), "nobody"])

    def number(self, rng: Random, *stages: Stage) -> str:
        """The number of such a visit."""
        visit: Visit | None = self.hall.visits.get(self.visit(rng, *stages))
        return visit.number if visit else "X999"


def mostly(rng: Random, fitting: Sequence[T], anything: Sequence[T]) -> T:
    return rng.choice(fitting if fitting and rng.random() < 0.9 else anything)
