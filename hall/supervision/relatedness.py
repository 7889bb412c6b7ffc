"""How closely matters belong together: what they ask for, who decides them, who comes for both.

Pure. Each part lies between 0 and 1. What must not live here: what follows from it (see
`window_design`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import mean
from typing import Final

from hall.catalogue.model import Catalogue, Matter

Pair = frozenset[str]
"""Two matters."""
_NEAREST: Final = 3
"""A matter's place in a category is judged by its nearest neighbours there."""
_MATERIALS: Final = 0.4
_DEPARTMENTS: Final = 0.3
_TOGETHER: Final = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Relatedness:
    """How close two matters are, or one matter and a category."""

    materials: float = 0.0
    """Materials that both ask for, of all that they ask for."""
    departments: float = 0.0
    """Departments behind both, of all behind them."""
    together: float = 0.0
    """Visits for both, of the visits for the rarer one."""

    @property
    def total(self) -> float:
        """All three, weighed."""
        return (
            _MATERIALS * self.materials
            + _DEPARTMENTS * self.departments
            + _TOGETHER * self.together
        )


def between(
    one: Matter, other: Matter, numbers: Mapping[str, int], together: Mapping[Pair, int]
) -> Relatedness:
    """How close two matters are, by the guide and by the visits that came for both."""
    rarer = min(numbers.get(one.id, 0), numbers.get(other.id, 0))
    both = together.get(frozenset({one.id, other.id}), 0)
    return Relatedness(
        materials=_overlap(_asked(one), _asked(other)),
        departments=_overlap(_codes(one), _codes(other)),
        together=min(both / rarer, 1.0) if rarer else 0.0,
    )


def to_category(
    matter: Matter,
    category: str,
    catalogue: Catalogue,
    numbers: Mapping[str, int],
    together: Mapping[Pair, int],
) -> Relatedness:
    """How close a matter is to a category: the mean of its nearest neighbours in it."""
    found = sorted(
        (
            between(matter, other, numbers, together)
            for other in catalogue.matters_of(category)
            if other.id != matter.id
        ),
        key=lambda each: each.total,
        reverse=True,
    )[:_NEAREST]
    if not found:
        return Relatedness()
    return Relatedness(
        materials=mean(each.materials for each in found),
        departments=mean(each.departments for each in found),
        together=mean(each.together for each in found),
    )


def _asked(matter: Matter) -> set[str]:
    return {material.name.zh for material in matter.guide.materials}


def _codes(matter: Matter) -> set[str]:
    return {department.code for department in matter.departments}


def _overlap(one: Collection[str], other: Collection[str]) -> float:
    union = {*one, *other}
    return len({*one} & {*other}) / len(union) if union else 0.0
