"""What must hold between the entries of a catalogue; each rule notes all that breaks it.

What must not live here: shapes of single entries (see `records`), reading of files (see `load`).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hall.catalogue.document import Document, Spot
from hall.catalogue.inspection import Inspection, Placed
from hall.catalogue.model import CategoryKind
from hall.catalogue.records import (
    CategoryRecord,
    DepartmentRecord,
    LifeEventRecord,
    MatterRecord,
)

_SUM_TOLERANCE_PCT = 1.0
_SOUND_ALIKE = frozenset("BDGPT")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """All entries that fit their records, before it is known whether they fit each other."""

    document: Document
    matter_spots: Sequence[Spot]
    """Every entry of the matter files, whether it fits or not."""
    categories: Sequence[Placed[CategoryRecord]]
    departments: Sequence[Placed[DepartmentRecord]]
    matters: Sequence[Placed[MatterRecord]]
    life_events: Sequence[Placed[LifeEventRecord]]

    def spots(self, section: str, key: str) -> list[Spot]:
        """Where the entries of a section say a key, whether the entries fit or not."""
        return [spot / key for spot in (self.document / section).entries() if (spot / key).exists]

    def codes(self, section: str) -> list[str]:
        """The codes of a section, those of entries that do not fit included."""
        return [spot.value for spot in self.spots(section, "code")]

    def matter_ids(self) -> list[str]:
        """The ids of all matters, those of entries that do not fit included."""
        return [str((spot / "id").value) for spot in self.matter_spots]


def check_catalogue(draft: Draft, inspection: Inspection) -> None:
    """Note everything that does not hold."""
    for rule in _RULES:
        rule(draft, inspection)


def _used_once(draft: Draft, inspection: Inspection) -> None:
    for section in ("categories", "departments", "life_events"):
        inspection.once(draft.spots(section, "code"), "a code used once")
    inspection.once(draft.spots("categories", "prefix"), "a prefix of its own")
    matters = [spot for spot in draft.matter_spots if (spot / "id").exists]
    inspection.once((spot / "id" for spot in matters), "an id used once")
    aliases = (placed.spot / "aliases" / "zh" for placed in draft.matters)
    inspection.once((spot for names in aliases for spot in names.entries()), "an alias used once")


def _prefixes_told_apart(draft: Draft, inspection: Inspection) -> None:
    alike = [
        placed.spot / "prefix"
        for placed in draft.categories
        if placed.record.prefix in _SOUND_ALIKE
    ]
    for spot in alike[1:]:
        inspection.note(
            spot,
            f"{spot.value} sounds like {alike[0].value}",
            "no more than one of " + ", ".join(sorted(_SOUND_ALIKE)),
        )


def _categories_are_whole(draft: Draft, inspection: Inspection) -> None:
    for placed in draft.categories:
        category, spot = placed.record, placed.spot
        if category.department is not None:
            inspection.refer(
                spot / "department",
                category.department,
                draft.codes("departments"),
                "the code of a department",
            )
        elif category.kind is CategoryKind.INSTANT:
            inspection.note(spot / "department", "is missing", "the department whose it is")
        if category.kind.has_matters == (category.service_minutes is not None):
            said, expected = (
                ("is given, but its matters say it", "no service_minutes here")
                if category.kind.has_matters
                else ("is missing", "{median, p90}, as this category has no matters")
            )
            inspection.note(spot / "service_minutes", said, expected)


def _categories_have_matters(draft: Draft, inspection: Inspection) -> None:
    served = {(spot / "category").value for spot in draft.matter_spots}
    for placed in draft.categories:
        category = placed.record
        if category.kind.has_matters and category.code not in served:
            inspection.note(
                placed.spot, "has no matters", f"matters, as it is of kind {category.kind}"
            )


def _matters_refer(draft: Draft, inspection: Inspection) -> None:
    kinds = {placed.record.code: placed.record.kind for placed in draft.categories}
    with_matters = [c for c in draft.codes("categories") if c not in kinds or kinds[c].has_matters]
    for placed in draft.matters:
        inspection.refer(
            placed.spot / "category",
            placed.record.category,
            with_matters,
            "the code of a category that has matters",
        )
        for at, item in enumerate(placed.record.sub_items):
            inspection.refer(
                placed.spot / "sub_items" / at / "department",
                item.department,
                draft.codes("departments"),
                "the code of a department",
            )


def _terms_resolve(draft: Draft, inspection: Inspection) -> None:
    for placed in draft.matters:
        for spot, kind in _terms_used(placed):
            known = (draft.document / "terms" / kind).value or {}
            if isinstance(spot.value, str):
                inspection.refer(spot, spot.value, known, f"a term of terms.{kind}")


def _terms_used(placed: Placed[MatterRecord]) -> Iterator[tuple[Spot, str]]:
    spot = placed.spot
    guide = spot / "guide"
    for kind, terms in (
        ("applicants", guide / "applicants"),
        ("steps", guide / "steps"),
        ("fees", spot / "fees"),
        ("delivery", spot / "delivery"),
        ("mechanisms", spot / "mechanisms"),
    ):
        yield from ((term, kind) for term in terms.entries())
    yield from ((entry / "name", "materials") for entry in (guide / "materials").entries())
    yield from ((entry / "kind", "item_kinds") for entry in (spot / "sub_items").entries())


def _instant_is_instant(draft: Draft, inspection: Inspection) -> None:
    instant = {
        placed.record.code
        for placed in draft.categories
        if placed.record.kind is CategoryKind.INSTANT
    }
    for placed in draft.matters:
        if placed.record.category in instant and not placed.record.instant:
            inspection.note(
                placed.spot / "instant", "is false", f"true, as {placed.record.category} is instant"
            )


def _deferral_has_days(draft: Draft, inspection: Inspection) -> None:
    for placed in draft.matters:
        deferrable = any(material.deferrable for material in placed.record.guide.materials)
        if deferrable and not placed.record.deferral_working_days:
            inspection.note(
                placed.spot / "deferral_working_days",
                "is missing",
                "a number of days, as a material is deferrable",
            )


def _life_events_refer(draft: Draft, inspection: Inspection) -> None:
    ids = draft.matter_ids()
    for placed in draft.life_events:
        for at, matter in enumerate(placed.record.matters):
            spot = placed.spot / "matters" / at
            inspection.refer(spot, matter, ids, "the id of a matter")


def _shares_sum(draft: Draft, inspection: Inspection) -> None:
    if len(draft.matters) != len(draft.matter_spots):
        return
    total = sum(placed.record.volume_share_pct for placed in draft.matters)
    if abs(total - 100) > _SUM_TOLERANCE_PCT:
        inspection.note(
            draft.document / "matter_files",
            f"the volume_share_pct of all matters sum to {total:.2f}",
            f"100, give or take {_SUM_TOLERANCE_PCT:g}",
        )


_RULES: tuple[Callable[[Draft, Inspection], None], ...] = (
    _used_once,
    _prefixes_told_apart,
    _categories_are_whole,
    _categories_have_matters,
    _matters_refer,
    _terms_resolve,
    _instant_is_instant,
    _deferral_has_days,
    _life_events_refer,
    _shares_sum,
)
