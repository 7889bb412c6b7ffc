"""The few who book: they ask at a kiosk for the free times, take one of the day, and come to it.

What must not live here: those who take a number at once (see `citizens`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final

from hall.bus.messages import AskSlots, BookTime, CheckIn, Slot, SlotsAnswer, TimeBooked
from simulators.crowd.actions import BookAtKiosk
from simulators.crowd.citizens import ASK_S, Day
from simulators.crowd.world import World

_SOONEST: Final = timedelta(minutes=20)
"""Who books a time of the same day goes home first, or for a walk."""
_COMES_MIN: Final = (-15.0, 12.0)
"""How long before or after its start one comes to an appointment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Booker:
    """One who books; what is next is done at `at`."""

    name: str
    at: datetime
    kiosk: str
    wish: float
    """Which of the matters that have times, and which of the times: a part of one."""
    lateness: timedelta
    code: str = ""
    """Of the appointment, once there is one."""


class Bookers:
    """Those of one day; `tick` lets them do what they do now."""

    def __init__(self, bookers: Iterable[Booker] = ()) -> None:
        self._coming = sorted(bookers, key=lambda each: each.at)
        self._asked: dict[str, Booker] = {}

    def tick(self, now: datetime, world: World) -> Iterator[BookAtKiosk]:
        """Who comes to ask or to check in, and who was answered."""
        yield from self._step_up(now, world)
        for ident in [each for each in self._asked if _is_answered(each, world)]:
            booker = self._asked.pop(ident)
            world.refused.pop(ident, None)
            world.issued.pop(ident, None)
            booked = world.booked.pop(ident, None)
            if booked is not None:
                self._comes_back(booker, booked)
            yield from self._book(booker, world.slots.pop(ident, None), now)

    def _step_up(self, now: datetime, world: World) -> Iterator[BookAtKiosk]:
        while self._coming and self._coming[0].at <= now:
            booker = self._coming.pop(0)
            request = _check_in(booker) if booker.code else _question(booker, world)
            if request is not None:
                self._asked[request.id] = booker
                yield BookAtKiosk(kiosk=booker.kiosk, request=request)

    def _book(
        self, booker: Booker, answer: SlotsAnswer | None, now: datetime
    ) -> Iterator[BookAtKiosk]:
        slot = _chosen(booker, answer.slots, now) if answer else None
        if answer is None or slot is None:
            return
        request = BookTime(
            id=f"{booker.name}-book", ttl_s=ASK_S, starts_at=slot.starts_at, matter=answer.matter
        )
        self._asked[request.id] = booker
        yield BookAtKiosk(kiosk=booker.kiosk, request=request)

    def _comes_back(self, booker: Booker, booked: TimeBooked) -> None:
        at = booked.starts_at + booker.lateness
        self._coming.append(replace(booker, at=at, code=booked.code))
        self._coming.sort(key=lambda each: each.at)


def bookers_of(day: Day, since: datetime) -> Iterator[Booker]:
    """Drawn from the day's name; those who would have come before `since` stay away."""
    rng = Random(f"{day.name}/bookers")
    spans = day.scenario.arrivals
    for place in range(round(day.scenario.numbers * day.scenario.citizens.book_pct / 100)):
        opens, closes, _ = rng.choices(spans, [share_pct for _, _, share_pct in spans])[0]
        start, end = day.at(opens), day.at(closes)
        booker = Booker(
            name=f"{day.name}-booker-{place}",
            at=start + rng.random() * (end - start),
            kiosk=rng.choice(day.kiosks),
            wish=rng.random(),
            lateness=timedelta(minutes=rng.uniform(*_COMES_MIN)),
        )
        if booker.at >= since:
            yield booker


def _is_answered(ident: str, world: World) -> bool:
    return any(ident in told for told in (world.slots, world.booked, world.issued, world.refused))


def _question(booker: Booker, world: World) -> AskSlots | None:
    """What is free for some matter; nothing where no times are given."""
    queues = world.queue.queues if world.queue else ()
    bookable = {each.category for each in queues if each.bookable}
    matters = sorted(each.id for each in world.matters.values() if each.category in bookable)
    if not matters:
        return None
    matter = matters[int(booker.wish * len(matters))]
    return AskSlots(id=f"{booker.name}-slots", ttl_s=ASK_S, matter=matter)


def _chosen(booker: Booker, slots: tuple[Slot, ...], now: datetime) -> Slot | None:
    """One of today that is not too soon; who finds none comes another day."""
    soon = [
        each
        for each in slots
        if each.starts_at.astimezone(now.tzinfo).date() == now.date()
        and each.starts_at > now + _SOONEST
    ]
    return soon[int(booker.wish * len(soon))] if soon else None


def _check_in(booker: Booker) -> CheckIn:
    return CheckIn(id=f"{booker.name}-in", ttl_s=ASK_S, code=booker.code)
