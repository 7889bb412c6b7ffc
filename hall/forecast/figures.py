"""What a hall usually does: how long services take, who comes when, how people behave.

Figures come from the catalogue at first (`catalogue_figures`) and from the hall's own records later
(`learning`). What must not live here: the hall of this moment (see `engine.snapshot`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from hall.catalogue.duration import MinutesSpread
from hall.catalogue.model import Catalogue, Category
from hall.forecast.engine.state import CLASSES, Arrivals, Habits, Spread, spread

DAY_S: Final = 86_400.0
MINUTE_S: Final = 60.0
UNKNOWN_SERVICE: Final = spread(5 * MINUTE_S, 0.7)
"""For a category that nothing is known of."""
USUAL_HABITS: Final = Habits(
    walk=spread(35, 0.5),
    between=spread(25, 0.8),
    patience=spread(90 * MINUTE_S, 0.6),
    no_show_share=0.03,
    no_show_s=90.0,
    notice_s=6.0,
    pace_sd=0.15,
)
"""What a hall that has no records supposes of its people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How many come on a usual day, by stretch and category, in visits a second."""

    edges_s: tuple[float, ...] = (0.0, DAY_S)
    """Since midnight."""
    rates: tuple[tuple[float, ...], ...] = ()
    day_sd: float = 0.15
    """How far days differ: standard deviation of the logarithm of a day's number."""

    def before(self, moment_s: float) -> float:
        """How many have come by then on a usual day."""
        return sum(
            sum(rates) * max(min(end, moment_s) - start, 0.0)
            for start, end, rates in zip(self.edges_s, self.edges_s[1:], self.rates, strict=False)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What is usual in one hall."""

    categories: tuple[str, ...]
    services: tuple[Spread, ...]
    """By category, over all its matters."""
    matters: Mapping[str, Spread] = field(default_factory=dict)
    paces: Mapping[int, float] = field(default_factory=dict)
    """What services last at each window, compared with the usual."""
    hours: tuple[float, ...] = (1.0,) * 24
    """What services last at each hour of the day, compared with the usual."""
    profile: Profile = field(default_factory=Profile)
    class_shares: tuple[float, ...] = (1.0, *(0.0 for _ in CLASSES[1:]))
    habits: Habits = USUAL_HABITS
    stretches: Mapping[int, tuple[tuple[float, float], ...]] = field(default_factory=dict)
    """When each window is usually staffed, since midnight; one that is not named always is."""

    def service(self, category: int, matter: str | None) -> Spread:
        """How long a service of a matter takes, or one of its category."""
        known = self.matters.get(matter) if matter else None
        return known or self.services[category]

    def arrivals(self, now_s: float, *, many: float = 1.0, day_sd: float | None = None) -> Arrivals:
        """Who will come after a moment of a day on which `many` times the usual number come."""
        profile = self.profile
        edges = tuple(max(edge - now_s, 0.0) for edge in profile.edges_s)
        return Arrivals(
            edges_s=edges,
            rates=tuple(tuple(rate * many for rate in rates) for rates in profile.rates),
            class_shares=self.class_shares,
            day_sd=profile.day_sd if day_sd is None else day_sd,
        )

    def calls_in(self, window: int, now_s: float) -> tuple[tuple[float, float], ...]:
        """When a window is staffed, counted from a moment."""
        usual = self.stretches.get(window)
        if usual is None:
            return ((0.0, float("inf")),)
        return tuple((max(start - now_s, 0.0), end - now_s) for start, end in usual if end > now_s)


def catalogue_figures(catalogue: Catalogue) -> Figures:
    """The figures of a hall that has no records yet, from its catalogue."""
    categories = tuple(catalogue.categories)
    return Figures(
        categories=categories,
        services=tuple(_category(catalogue, each) for each in catalogue.categories.values()),
        matters={each.id: _spread(each.service) for each in catalogue.matters.values()},
        class_shares=(0.9, 0.05, 0.05, 0.0),
    )


def _category(catalogue: Catalogue, category: Category) -> Spread:
    matters = catalogue.matters_of(category.code)
    weights = [each.volume_share_pct for each in matters]
    if sum(weights) > 0:
        return mixed([_spread(each.service) for each in matters], weights)
    return _spread(category.service) if category.service else UNKNOWN_SERVICE


def _spread(known: MinutesSpread) -> Spread:
    return spread(known.median * MINUTE_S, known.sigma)


def mixed(spreads: list[Spread], weights: list[float]) -> Spread:
    """One spread that has the mean and the deviation of the logarithm of a mixture."""
    total = sum(weights)
    mu = sum(w * each.mu for each, w in zip(spreads, weights, strict=True)) / total
    square = sum(
        w * (each.sigma**2 + (each.mu - mu) ** 2) for each, w in zip(spreads, weights, strict=True)
    )
    return Spread(mu=mu, sigma=(square / total) ** 0.5)


def slower(service: Spread, factor_mu: float) -> Spread:
    """A spread whose durations are longer by a factor, given as its logarithm."""
    return Spread(mu=service.mu + factor_mu, sigma=service.sigma)
