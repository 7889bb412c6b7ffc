"""How much of what people come for is accepted at integrated windows (应纳尽纳). Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hall.catalogue.model import Catalogue, Matter
from hall.catalogue.text import Text
from hall.core.hall import CategoryKind

_INSIDE: Final = frozenset({CategoryKind.INTEGRATED, CategoryKind.GENERAL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outside:
    """A matter that is accepted elsewhere, and why."""

    matter: str
    name: Text
    numbers: int
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What integrated windows accept, of all matters and of all numbers taken for matters."""

    matters: int
    matters_inside: int
    numbers: int
    numbers_inside: int
    outside: tuple[Outside, ...]


def coverage(catalogue: Catalogue, numbers: Mapping[str, int]) -> Coverage:
    """The coverage of a catalogue, with the numbers taken for each matter."""
    inside = [each for each in catalogue.matters.values() if _is_inside(catalogue, each)]
    outside = [each for each in catalogue.matters.values() if not _is_inside(catalogue, each)]
    known = catalogue.matters
    return Coverage(
        matters=len(known),
        matters_inside=len(inside),
        numbers=sum(numbers.get(matter, 0) for matter in known),
        numbers_inside=sum(numbers.get(each.id, 0) for each in inside),
        outside=tuple(
            Outside(
                matter=each.id,
                name=each.name,
                numbers=numbers.get(each.id, 0),
                reason=_reason(catalogue, each),
            )
            for each in outside
        ),
    )


def _is_inside(catalogue: Catalogue, matter: Matter) -> bool:
    return catalogue.categories[matter.category].kind in _INSIDE


def _reason(catalogue: Catalogue, matter: Matter) -> Text:
    category = catalogue.categories[matter.category]
    department = category.department.name if category.department else category.name
    return Text(
        f"{category.name.zh}：{department.zh}的即办件，量大而且频繁",
        f"{category.name.en}: done at once by {department.en}, in great numbers",
    )
