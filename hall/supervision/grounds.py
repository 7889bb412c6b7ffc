"""What a catalogue says about figures: which matters are delegated, and whose they are. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from hall.catalogue.model import Catalogue, Township


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """How matters are told apart when they are counted."""

    delegated: frozenset[str] = frozenset()
    departments: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """The codes of the departments with a part in each matter."""


def grounds_of(catalogue: Catalogue) -> Grounds:
    """The grounds that a catalogue gives."""
    matters = catalogue.matters.values()
    return Grounds(
        delegated=frozenset(each.id for each in matters if each.township is Township.DELEGATED),
        departments={
            each.id: tuple(department.code for department in each.departments) for each in matters
        },
    )
