"""One simulated person at a time, drawn from a seed: what for, how patient, how fast, how pleased.

Everything about a person is drawn from the seed and the person's own name, never from the order of
events, so that the same people come whatever the hall does with them.
"""

import math
from dataclasses import dataclass
from random import Random
from typing import Final

from hall.bus.messages import Language, Level, VisitInHand
from simulators.crowd.scenario import Citizens, Scenario, Spread
from simulators.crowd.world import World

_MINUTE_S: Final = 60.0
_LONGEST_WALK_S: Final = 95.0
_SHORTEST_SERVICE_S: Final = 30.0
_LEVELS: Final[tuple[Level, ...]] = (1, 2, 3, 4, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a person comes for: a matter, or a category without matters."""

    matter: str | None = None
    category: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One citizen; durations in seconds on the hall clock."""

    language: Language
    patience_s: float
    walk_s: float
    forgets: bool
    """Whether the person is gone when called."""
    effort: float
    """How this service compares with the usual, in standard deviations of the logarithm."""
    level: Level | None
    """The rating the person will give; None gives none."""
    rating_delay_s: float

    def comes(self, waited_s: float) -> bool:
        """Whether the person answers a call after a wait."""
        return not self.forgets and waited_s <= self.patience_s


def lasting_s(spread: Spread, effort: float) -> float:
    """A duration of a spread, so many standard deviations from its median."""
    return spread.median * math.exp(spread.sigma * effort) * _MINUTE_S


def draw_person(citizens: Citizens, rng: Random) -> Person:
    """A person as the scenario's people are."""
    return Person(
        language="en" if _happens(citizens.english_pct, rng) else "zh",
        patience_s=lasting_s(citizens.patience_min, rng.gauss()),
        walk_s=min(lasting_s(citizens.walk_min, rng.gauss()), _LONGEST_WALK_S),
        forgets=_happens(citizens.no_show_pct, rng),
        effort=rng.gauss(),
        level=_draw_level(citizens, rng),
        rating_delay_s=lasting_s(citizens.rating_delay_min, rng.gauss()),
    )


def _draw_level(citizens: Citizens, rng: Random) -> Level | None:
    if not _happens(citizens.rating_pct, rng):
        return None
    return rng.choices(_LEVELS, citizens.rating_levels_pct)[0]


def _happens(chance_pct: float, rng: Random) -> bool:
    return rng.random() * 100 < chance_pct


def errands(scenario: Scenario, world: World) -> dict[Errand, float]:
    """What people of a scenario come for in this hall, with weights."""
    without = {
        Errand(category=each.code): share_pct
        for each in world.categories.values()
        if (share_pct := scenario.citizens.without_matter_pct.get(each.kind, 0.0))
    }
    shares = {
        Errand(matter=each.id): each.share_pct * scenario.share_factor.get(each.category, 1.0)
        for each in world.matters.values()
    }
    total, rest_pct = sum(shares.values()), 100 - sum(without.values())
    scaled = {errand: share / total * rest_pct for errand, share in shares.items() if share}
    return {**scaled, **without}


def service_s(person: Person, visit: VisitInHand, world: World, citizens: Citizens) -> float:
    """How long the person's service takes at the usual pace."""
    lasts_s = lasting_s(_spread(visit, world, citizens), person.effort)
    return max(lasts_s, _SHORTEST_SERVICE_S)


def _spread(visit: VisitInHand, world: World, citizens: Citizens) -> Spread:
    matter = world.matters.get(visit.matter or "")
    if matter is not None:
        return Spread(median=matter.service_median_min, p90=matter.service_p90_min)
    category = world.categories.get(visit.category)
    kinds = citizens.service_min
    return kinds.get(category.kind if category else "enquiry", kinds["enquiry"])
