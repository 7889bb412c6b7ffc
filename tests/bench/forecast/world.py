"""A hall that happens, for measuring: it draws its people and clerks from a seed.

It is written for itself and shares no code with the engine that is judged on it. Times are seconds
since midnight. A day can be let go until a moment, looked at, given another plan, and let go on.
"""

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

import numpy as np

from hall.core.settings import VisitClass
from hall.forecast.learning.records import PastStretch, PastVisit
from tests.bench.forecast.scenarios import Place

FIRST_DAY: Final = date(2026, 1, 5)
HOUR_S: Final = 3600.0
MINUTE_S: Final = 60.0
RULES: Final = {
    VisitClass.ORDINARY: (1.0, 0.0),
    VisitClass.APPOINTMENT: (1.0, 20.0),
    VisitClass.GREEN: (1.6, 5.0),
    VisitClass.RETURN: (1.0, 30.0),
}
"""Rate and head start in minutes of each class, as a hall has them at first."""
_NEVER: Final = math.inf


@dataclass(slots=True)
class Person:
    """One who comes."""

    order: int
    category: str
    visit_class: VisitClass
    at_s: float
    service_s: float
    walk_s: float
    between_s: float
    patience_s: float
    free_choice: bool
    """Whether the clerk who calls after this one takes anybody."""
    lot: float
    """Decides who is taken then."""
    called_s: float | None = None
    started_s: float | None = None
    finished_s: float | None = None
    window: int | None = None


@dataclass(slots=True)
class Desk:
    """One window on one day."""

    no: int
    categories: tuple[str, ...]
    pace: float
    stretches: tuple[tuple[float, float], ...]
    hand: Person | None = None
    last: Person | None = None
    idle_since_s: float | None = None
    idle: bool = True

    def calls_at(self, now_s: float) -> bool:
        """Whether it is staffed."""
        return any(start <= now_s < end for start, end in self.stretches)

    def next_start(self, now_s: float) -> float | None:
        """When it is staffed again."""
        return next((start for start, _ in self.stretches if start > now_s), None)


@dataclass(slots=True)
class Day:
    """One day of a hall; `until` lets it go on."""

    number: int
    place: Place
    people: list[Person]
    desks: list[Desk]
    pace: float
    lines: dict[tuple[str, VisitClass], list[Person]] = field(default_factory=dict)
    now_s: float = 0.0
    _heap: list[tuple[float, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Put everybody's coming and the opening of the windows on the clock."""
        self._heap = [(person.at_s, 0, person.order) for person in self.people]
        self._heap += [(desk.stretches[0][0], 1, at) for at, desk in enumerate(self.desks)]
        heapq.heapify(self._heap)

    @property
    def date(self) -> date:
        """The day's date."""
        return FIRST_DAY + timedelta(days=self.number)

    def until(self, moment_s: float) -> None:
        """Let everything happen that happens before a moment, or at it."""
        while self._heap and self._heap[0][0] <= moment_s:
            self.now_s, kind, which = heapq.heappop(self._heap)
            if kind == 0:
                self._comes(self.people[which])
            else:
                self._free(self.desks[which])
        if moment_s < _NEVER:
            self.now_s = max(self.now_s, moment_s)

    def waiting(self) -> list[Person]:
        """All who stand in a line, in the order of issue."""
        everybody = (person for line in self.lines.values() for person in line)
        return sorted(everybody, key=lambda each: each.order)

    def set_plan(self, no: int, categories: tuple[str, ...]) -> None:
        """Let a window serve something else from now on."""
        desk = self.desks[no - 1]
        desk.categories = categories
        if desk.idle and desk.calls_at(self.now_s):
            heapq.heappush(self._heap, (self.now_s, 1, no - 1))

    def _comes(self, person: Person) -> None:
        self.lines.setdefault((person.category, person.visit_class), []).append(person)
        ready = [
            desk
            for desk in self.desks
            if desk.idle and person.category in desk.categories and desk.calls_at(self.now_s)
        ]
        if ready:
            desk = min(ready, key=lambda each: (each.idle_since_s or 0.0, each.no))
            self._free(desk)

    def _free(self, desk: Desk) -> None:
        if desk.hand is not None:
            desk.last, desk.hand = desk.hand, None
        if not desk.calls_at(self.now_s):
            again_s = desk.next_start(self.now_s)
            desk.idle, desk.idle_since_s = True, again_s
            if again_s is not None:
                heapq.heappush(self._heap, (again_s, 1, desk.no - 1))
            return
        person = self._choose(desk)
        if person is None:
            desk.idle, desk.idle_since_s = True, self.now_s
            return
        desk.idle = False
        self._call(desk, person)

    def _call(self, desk: Desk, person: Person) -> None:
        self.lines[person.category, person.visit_class].remove(person)
        person.called_s, person.window, desk.hand = self.now_s, desk.no, person
        if self.now_s - person.at_s > person.patience_s:
            person.finished_s = self.now_s + self.place.no_show_min * MINUTE_S
        else:
            person.started_s = self.now_s + person.walk_s
            lasts_s = person.service_s * desk.pace * self.pace * self._hour(self.now_s)
            person.finished_s = person.started_s + lasts_s
        heapq.heappush(self._heap, (person.finished_s + person.between_s, 1, desk.no - 1))

    def _hour(self, now_s: float) -> float:
        hidden, place = self.place.hidden, self.place
        part = (now_s / HOUR_S - place.opens) / (place.closes - place.opens)
        return hidden.morning_factor + part * (hidden.evening_factor - hidden.morning_factor)

    def _choose(self, desk: Desk) -> Person | None:
        lines = [
            (place, line)
            for place, code in enumerate(desk.categories)
            for each in VisitClass
            if (line := self.lines.get((code, each)))
        ]
        if not lines:
            return None
        if desk.last is not None and desk.last.free_choice:
            anybody = [person for _, line in lines for person in line]
            return anybody[int(desk.last.lot * len(anybody))]
        return min(((self._rank(place, line[0]), line[0]) for place, line in lines))[1]

    def _rank(self, place: int, person: Person) -> tuple[float, int, int]:
        rate, head_start = RULES[person.visit_class]
        score = head_start + rate * (self.now_s - person.at_s) / MINUTE_S
        return (-round(score, 6), place, person.order)

    def past(self) -> Iterator[PastVisit]:
        """The records of the day, of all who were called."""
        for each in self.people:
            if each.called_s is not None:
                yield PastVisit(
                    day=self.date,
                    visit=f"{self.number}-{each.order}",
                    category=each.category,
                    visit_class=each.visit_class,
                    issued_s=each.at_s,
                    called_s=each.called_s,
                    started_s=each.started_s,
                    finished_s=each.finished_s,
                    window=each.window,
                )

    def stretches(self) -> Iterator[PastStretch]:
        """When the windows were staffed."""
        for desk in self.desks:
            for start, end in desk.stretches:
                yield PastStretch(
                    day=self.date,
                    window=desk.no,
                    from_s=start,
                    until_s=min(end, 24 * HOUR_S),
                    categories=desk.categories,
                )


def make_day(place: Place, seed: int, number: int) -> Day:
    """A day of a hall, not yet begun; the same arguments make the same people."""
    rng = np.random.Generator(np.random.PCG64([seed, number]))
    clerks = np.random.Generator(np.random.PCG64([seed, 999_999]))
    hidden = place.hidden
    paces = np.exp(clerks.normal(0, place.clerk_sd, len(place.windows)))
    slow = hidden.slow_day_factor if rng.random() < hidden.slow_day_chance else 1.0
    pace = slow * math.exp(rng.normal(0, hidden.day_sd) + hidden.drift_a_day * number)
    desks = [
        Desk(no=at + 1, categories=codes, pace=float(paces[at]), stretches=_shift(place, at))
        for at, codes in enumerate(place.windows)
    ]
    people = [_person(place, rng, order, moment) for order, moment in enumerate(_times(place, rng))]
    _give_errands(place, rng, people)
    return Day(number=number, place=place, people=people, desks=desks, pace=pace)


def _shift(place: Place, at: int) -> tuple[tuple[float, float], ...]:
    lunch = place.lunches[at % len(place.lunches)]
    return ((place.opens * HOUR_S, lunch[0] * HOUR_S), (lunch[1] * HOUR_S, _NEVER))


def _times(place: Place, rng: np.random.Generator) -> list[float]:
    numbers = place.numbers * math.exp(rng.normal(0, place.day_sd) - place.day_sd**2 / 2)
    total = sum(share for _, _, share in place.profile)
    times: list[float] = []
    for start, end, share in place.profile:
        count = rng.poisson(numbers * share / total)
        times += (rng.uniform(start, end, count) * HOUR_S).tolist()
    return sorted(times)


def _give_errands(place: Place, rng: np.random.Generator, people: list[Person]) -> None:
    shares = np.array([kind.share for kind in place.kinds])
    shares = shares * np.exp(rng.normal(0, place.share_sd, len(shares)))
    chosen = rng.choice(len(shares), len(people), p=shares / shares.sum())
    hidden = place.hidden
    for person, which in zip(people, chosen.tolist(), strict=True):
        kind = place.kinds[which]
        median, sigma = kind.median_min, kind.sigma
        if rng.random() < hidden.quick_share:
            median, sigma = hidden.quick_median_min, 0.4
        person.category = kind.code
        lasts_min = median * math.exp(rng.normal(0, sigma)) * place.service_factor
        person.service_s = max(lasts_min * MINUTE_S, 20.0)


def _person(place: Place, rng: np.random.Generator, order: int, at_s: float) -> Person:
    hidden = place.hidden
    patience = place.patience_median_min * math.exp(rng.normal(0, place.patience_sigma))
    between = place.between_median_min * math.exp(rng.normal(0, 0.8))
    if rng.random() < hidden.pause_chance:
        between += hidden.pause_median_min * math.exp(rng.normal(0, hidden.pause_sigma))
    kind = rng.random()
    green, booked = place.green, place.green + place.appointment
    return Person(
        order=order,
        category="",
        visit_class=VisitClass.GREEN
        if kind < green
        else VisitClass.APPOINTMENT
        if kind < booked
        else VisitClass.ORDINARY,
        at_s=at_s,
        service_s=0.0,
        walk_s=min(place.walk_median_min * math.exp(rng.normal(0, 0.5)), 1.5) * MINUTE_S,
        between_s=between * MINUTE_S,
        patience_s=-1.0 if rng.random() < place.no_show else patience * MINUTE_S,
        free_choice=rng.random() < hidden.free_choice,
        lot=rng.random(),
    )
