"""The catalogue of matters as plain values: categories, departments, matters and their guides.

What must not live here: files (see `load`), rules about what is a good catalogue (see `check`), and
the building with its windows (see `site`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hall.catalogue.duration import MinutesSpread
from hall.catalogue.scope import Act, OwnerKind
from hall.catalogue.text import Text
from hall.core.hall import CategoryKind

KINDS_WITH_MATTERS = frozenset(
    {CategoryKind.INTEGRATED, CategoryKind.GENERAL, CategoryKind.INSTANT}
)
"""Kinds of category for which a number is taken by matter; for the others it is asked for."""


class Source(StrEnum):
    """Where a material comes from."""

    APPLICANT = "applicant"
    """The citizen writes or obtains it."""
    ISSUED_BY_GOVERNMENT = "issued_by_government"
    """The citizen holds it from an authority."""
    SHARED_DATA = "shared_data"
    """The hall fetches it; it must not be asked for on paper."""


class Form(StrEnum):
    """In which form a material is handed in."""

    ORIGINAL = "original"
    COPY = "copy"
    ELECTRONIC = "electronic"


class Level(StrEnum):
    """Which level of government decides a matter."""

    PROVINCE = "province"
    COUNTY = "county"
    TOWNSHIP = "township"


class Township(StrEnum):
    """Whether townships accept a matter, and in whose name; the two are counted apart."""

    NONE = "none"
    OWN = "own"
    DELEGATED = "delegated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """An authority that decides matters behind the windows."""

    code: str
    name: Text
    kind: OwnerKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """The queue that a number belongs to."""

    code: str
    name: Text
    title: Text
    """What a tile or a board calls it."""
    kind: CategoryKind
    prefix: str
    """The letter before its numbers."""
    department: Department | None = None
    """Whose it is, when its kind is instant."""
    service: MinutesSpread | None = None
    """Service time of a category without matters; else its matters say."""

    @property
    def has_matters(self) -> bool:
        """Whether a number is taken for a matter; else it is asked for the category."""
        return self.kind in KINDS_WITH_MATTERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One thing to hand in."""

    name: Text
    form: Form
    source: Source
    basis: Text
    """The law that asks for it."""
    issuer: Department | None
    """Who gives it out, when the citizen holds it from an authority."""
    deferrable: bool
    """容缺受理: may follow within the matter's `deferral_working_days`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubItem:
    """The part of a matter that one department decides.

    Equal stages run side by side; a higher stage waits for the lower.
    """

    name: Text
    department: Department
    kind: Act
    stage: int
    performed_by: Text | None = None
    """Who carries it out, when it is not the department that lists it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """Working days until the decision; none promised means at once."""

    statutory_working_days: int
    promised_working_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """What a citizen must know before coming: the five elements of a guide."""

    applicants: tuple[Text, ...]
    conditions: tuple[Text, ...]
    materials: tuple[Material, ...]
    steps: tuple[Text, ...]
    time_limit: TimeLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Aliases:
    """What people call a matter, for search."""

    zh: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """One thing (一件事) that a citizen comes for, whatever departments stand behind it."""

    id: str
    name: Text
    """The official name, as published."""
    title: Text
    """Everyday words, short enough for a tile."""
    aliases: Aliases
    category: str
    level: Level
    sub_items: tuple[SubItem, ...]
    guide: Guide
    fees: tuple[Text, ...]
    """What is charged, on one bill; empty is free."""
    delivery: tuple[Text, ...]
    mechanisms: tuple[Text, ...]
    instant: bool
    """Done while the citizen waits."""
    appointment: bool
    deferral_working_days: int
    """How long a deferrable material may follow; 0 where none may."""
    township: Township
    village_point: bool
    service: MinutesSpread
    volume_share_pct: float
    """Its share of all numbers taken for matters."""

    @property
    def departments(self) -> tuple[Department, ...]:
        """The departments behind it, first to act first, each once."""
        return tuple(dict.fromkeys(item.department for item in self.sub_items))

    @property
    def situation(self) -> int:
        """Which of the four kinds of one thing it is.

        1 one department, one item; 2 several departments, one item; 3 one department, several
        items; 4 several of both.
        """
        return situation_of(self.departments, [item.name for item in self.sub_items])


def situation_of(departments: Iterable[object], items: Iterable[object]) -> int:
    """Which of the four kinds of one thing it is, from its departments and its items' names."""
    return 1 + (len(set(departments)) > 1) + 2 * (len(set(items)) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEvent:
    """A turn in the life of a person or a business, and the matters it brings."""

    code: str
    name: Text
    audience: str
    """Whose life: `person` or `business`."""
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """All that people come to a hall for; mappings are by code and keep the file's order."""

    version: str
    effective_from: date
    name: Text
    notice: Text
    categories: Mapping[str, Category]
    departments: Mapping[str, Department]
    matters: Mapping[str, Matter]
    life_events: Mapping[str, LifeEvent]

    def matters_of(self, category: str) -> tuple[Matter, ...]:
        """The matters whose numbers are of one category."""
        return tuple(matter for matter in self.matters.values() if matter.category == category)
