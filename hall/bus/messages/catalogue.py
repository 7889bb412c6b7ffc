"""The catalogue as screens read it: matters with their guides, categories, life events; pure."""

from dataclasses import dataclass
from typing import Literal

from hall.bus.messages.values import Text, Version


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialLine:
    """One material of a guide."""

    name: Text
    source: Literal["applicant", "issued_by_government", "shared_data"]
    deferrable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterCard:
    """A matter as a kiosk shows it, with its guide."""

    id: str
    name: Text
    title: Text
    aliases: tuple[str, ...]
    category: str
    departments: tuple[Text, ...]
    applicants: tuple[Text, ...]
    conditions: tuple[Text, ...]
    materials: tuple[MaterialLine, ...]
    steps: tuple[Text, ...]
    time_limit: Text
    fee: Text
    instant: bool
    share_pct: float
    service_median_min: float
    service_p90_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryCard:
    """A category as screens name it."""

    code: str
    name: Text
    kind: Literal["integrated", "general", "instant", "pick_up", "enquiry", "unresolved"]
    prefix: str
    area: str
    title: Text | None = None
    """What a tile or a board calls it, when that is shorter than its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeEventCard:
    """A turn in a life, and the matters it brings, by their ids."""

    code: str
    name: Text
    audience: str
    """Whose life: `person` or `business`."""
    matters: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueView:
    """One part of the catalogue; all `parts` of one `catalogue_version` make it whole."""

    version: Version
    catalogue_version: str
    part: int
    parts: int
    categories: tuple[CategoryCard, ...]
    matters: tuple[MatterCard, ...]
    life_events: tuple[LifeEventCard, ...] = ()
    type: Literal["catalogue"] = "catalogue"
