"""The citizens of a day: who comes when, and who stands behind a number.

What must not live here: what happens at a window (see `clerks`, `raters`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

from hall.bus.messages import TakeNumber
from simulators.crowd.actions import TakeAtKiosk
from simulators.crowd.people import Errand, Person, draw_person, errands
from simulators.crowd.scenario import Scenario
from simulators.crowd.world import World

ASK_S: Final = 30.0
"""How long a citizen stands before a kiosk that does not answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """One citizen who is going to come."""

    name: str
    at: datetime
    errand: Errand
    person: Person
    kiosk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the people of one day are drawn from."""

    seed: int
    scenario: Scenario
    date: date
    zone: ZoneInfo
    kiosks: tuple[str, ...]

    @property
    def name(self) -> str:
        """The beginning of its people's names."""
        return f"{self.scenario.code}-{self.seed}-{self.date:%y%m%d}"

    def at(self, when: time) -> datetime:
        """A time of day as a moment."""
        return datetime.combine(self.date, when, self.zone)


class Citizens:
    """The citizens of one day; `tick` lets those come whose time it is."""

    def __init__(self, day: Day, world: World, *, since: datetime, some_wait: bool) -> None:
        """Those who would have come before `since` stay away, unless they wait at the start."""
        self._day = day
        self._asked: dict[str, Person] = {}
        self._people: dict[str, Person] = {}
        waiting = list(_waiting_at_start(day, world, since)) if some_wait else []
        coming = [each for each in _arriving(day, world) if each.at >= since]
        self._coming = [*waiting, *coming]
        self._coming.reverse()

    def tick(self, now: datetime, world: World) -> Iterator[TakeAtKiosk]:
        """Those who step up to a kiosk now."""
        self._look_at_tickets(world)
        while self._coming and self._coming[-1].at <= now:
            coming = self._coming.pop()
            self._asked[coming.name] = coming.person
            yield TakeAtKiosk(kiosk=coming.kiosk, request=_request(coming))

    def person_of(self, visit: str) -> Person:
        """Who stands behind a visit; somebody drawn from its id when not one of ours."""
        if visit not in self._people:
            rng = Random(f"{self._day.seed}/{visit}")
            self._people[visit] = draw_person(self._day.scenario.citizens, rng)
        return self._people[visit]

    def _look_at_tickets(self, world: World) -> None:
        for name in [each for each in self._asked if each in world.issued]:
            self._people[world.issued.pop(name).visit] = self._asked.pop(name)
        for name in [each for each in self._asked if each in world.refused]:
            del self._asked[name], world.refused[name]


def _request(coming: Coming) -> TakeNumber:
    return TakeNumber(
        id=coming.name,
        ttl_s=ASK_S,
        matter=coming.errand.matter,
        category=coming.errand.category,
        language=coming.person.language,
    )


def _arriving(day: Day, world: World) -> Iterator[Coming]:
    """People in a Poisson stream whose density follows the day's profile."""
    rng = Random(f"{day.name}/times")
    choices = _choices(errands(day.scenario, world))
    for opens, closes, share_pct in day.scenario.arrivals:
        start, end = day.at(opens), day.at(closes)
        a_second = day.scenario.numbers * share_pct / 100 / (end - start).total_seconds()
        at = start + timedelta(seconds=rng.expovariate(a_second))
        while at < end:
            yield _draw(day, f"{at:%H%M%S.%f}".replace(".", ""), at, choices)
            at += timedelta(seconds=rng.expovariate(a_second))


def _waiting_at_start(day: Day, world: World, at: datetime) -> Iterator[Coming]:
    """People who have come already when the scenario begins, in a mixed order."""
    everything = errands(day.scenario, world)
    waiting = [
        _draw(day, f"first-{code}-{place}", at, _choices(wanted))
        for code, count in day.scenario.waiting_at_start.items()
        if (wanted := {e: w for e, w in everything.items() if _category(e, world) == code})
        for place in range(count)
    ]
    Random(f"{day.name}/first").shuffle(waiting)
    yield from waiting


def _category(errand: Errand, world: World) -> str | None:
    return world.matters[errand.matter].category if errand.matter else errand.category


def _choices(weights: dict[Errand, float]) -> tuple[Sequence[Errand], Sequence[float]]:
    return list(weights), list(weights.values())


def _draw(
    day: Day, name: str, at: datetime, choices: tuple[Sequence[Errand], Sequence[float]]
) -> Coming:
    name = f"{day.name}-{name}"
    rng = Random(name)
    errand = rng.choices(*choices)[0]
    person = draw_person(day.scenario.citizens, rng)
    return Coming(name=name, at=at, errand=errand, person=person, kiosk=rng.choice(day.kiosks))
