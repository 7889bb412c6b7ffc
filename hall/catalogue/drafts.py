"""What has been read of a catalogue or a site: the entries that fit their records.

Whether they fit each other is not known yet. What must not live here: the rules that say so (see
`check`, `check_site`, `check_scenarios`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from hall.catalogue.document import Document, Spot
from hall.catalogue.inspection import Placed
from hall.catalogue.model import Catalogue
from hall.catalogue.records import CategoryRecord, DepartmentRecord, LifeEventRecord, MatterRecord
from hall.catalogue.site_records import (
    AreaRecord,
    DeviceRecord,
    ExitRecord,
    FloorRecord,
    ScenarioRecord,
    SpanRecord,
    WindowRecord,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueDraft:
    """All entries that fit their records, before it is known whether they fit each other."""

    document: Document
    matter_spots: Sequence[Spot]
    """Every entry of the matter files, whether it fits or not."""
    all_read: bool
    """Whether every matter file could be read."""
    categories: Sequence[Placed[CategoryRecord]]
    departments: Sequence[Placed[DepartmentRecord]]
    matters: Sequence[Placed[MatterRecord]]
    life_events: Sequence[Placed[LifeEventRecord]]

    def spots(self, section: str, key: str) -> list[Spot]:
        """Where the entries of a section say a key, whether the entries fit or not."""
        return [spot / key for spot in (self.document / section).entries() if (spot / key).exists]

    def codes(self, section: str) -> list[str]:
        """The codes of a section, those of entries that do not fit included."""
        values = (spot.value for spot in self.spots(section, "code"))
        return [value for value in values if isinstance(value, str)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteDraft:
    """All entries that fit their records, before it is known whether they fit each other."""

    document: Document
    catalogue: Catalogue
    hours: Sequence[Placed[SpanRecord]]
    number_hours: Sequence[Placed[SpanRecord]]
    floors: Sequence[Placed[FloorRecord]]
    areas: Sequence[Placed[AreaRecord]]
    windows: Sequence[Placed[WindowRecord]]
    devices: Sequence[Placed[DeviceRecord]]
    scenarios: Sequence[Placed[ScenarioRecord]]
    exits: Sequence[Placed[ExitRecord]]

    def spots(self, section: str, key: str) -> list[Spot]:
        """Where the entries of a section say a key, whether the entries fit or not."""
        return [spot / key for spot in (self.document / section).entries() if (spot / key).exists]

    def said(self, section: str, key: str) -> list[str]:
        """What the entries of a section say for a key, whether they fit or not."""
        return [str(spot.value) for spot in self.spots(section, key)]
