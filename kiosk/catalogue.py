"""The catalogue as the kiosk has it: put together from its parts, frequent matters first; pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from hall.bus.messages import CatalogueView, CategoryCard, LifeEventCard, MatterCard

FREQUENT: Final = 12
"""How many matters the start page shows; they cover over half the numbers."""
WITH_MATTERS: Final = frozenset({"integrated", "general", "instant"})
"""Kinds of category whose numbers are taken for a matter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All categories by code and all matters by id, in the hall's order."""

    version: str = ""
    categories: Mapping[str, CategoryCard]
    matters: Mapping[str, MatterCard]
    life_events: Mapping[str, LifeEventCard] = field(default_factory=lambda: MappingProxyType({}))

    def frequent(self) -> tuple[MatterCard, ...]:
        """The matters that most numbers are taken for, the most frequent first."""
        return by_share(self.matters.values())[:FREQUENT]

    def matters_of(self, category: str) -> tuple[MatterCard, ...]:
        """A category's matters, the most frequent first."""
        return by_share(each for each in self.matters.values() if each.category == category)

    def matters_of_life(self, event: str) -> tuple[MatterCard, ...]:
        """What a life event brings, in the order in which it is done."""
        wanted = self.life_events[event].matters if event in self.life_events else ()
        return tuple(self.matters[matter] for matter in wanted if matter in self.matters)

    def first_of_kind(self, kind: str) -> CategoryCard | None:
        """The first category of a kind."""
        return next((each for each in self.categories.values() if each.kind == kind), None)


NOTHING: Final = Catalogue(categories={}, matters={})
"""Before anything has been heard."""


def by_share(matters: Iterable[MatterCard]) -> tuple[MatterCard, ...]:
    """Matters by their share of the numbers, the greatest first."""
    return tuple(sorted(matters, key=lambda matter: -matter.share_pct))


def newest_parts(views: Iterable[CatalogueView]) -> tuple[CatalogueView, ...]:
    """All parts of the newest catalogue that is complete; none when no one is."""
    sets: dict[tuple[str, int], dict[int, CatalogueView]] = defaultdict(dict)
    for view in views:
        sets[view.catalogue_version, view.parts][view.part] = view
    whole = [parts for (_, count), parts in sets.items() if len(parts) == count]
    if not whole:
        return ()
    newest = max(whole, key=lambda parts: max(part.version for part in parts.values()))
    return tuple(newest[number] for number in sorted(newest))


def assemble(parts: Iterable[CatalogueView]) -> Catalogue:
    """Put the parts of one version together."""
    ordered = list(parts)
    return Catalogue(
        version=ordered[0].catalogue_version if ordered else "",
        categories={card.code: card for part in ordered for card in part.categories},
        matters={card.id: card for part in ordered for card in part.matters},
        life_events={card.code: card for part in ordered for card in part.life_events},
    )
