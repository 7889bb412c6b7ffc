"""What must hold between the entries of a catalogue; each rule notes all that breaks it.

What must not live here: shapes of single entries (see `records`), reading of files (see `load`).
"""

from collections.abc import Callable, Iterator

from hall.catalogue.check_guides import GUIDE_RULES
from hall.catalogue.check_scope import SCOPE_RULES
from hall.catalogue.document import Spot
from hall.catalogue.drafts import CatalogueDraft
from hall.catalogue.inspection import Inspection
from hall.core.hall import CategoryKind

_SUM_TOLERANCE_PCT = 1.0
_SOUND_ALIKE = frozenset("BDGPT")


def check_catalogue(draft: CatalogueDraft, inspection: Inspection) -> None:
    """Note everything that does not hold."""
    for rule in _RULES:
        rule(draft, inspection)


def _used_once(draft: CatalogueDraft, inspection: Inspection) -> None:
    for section in ("categories", "departments", "life_events"):
        inspection.once(draft.spots(section, "code"), "a code used once")
    inspection.once(draft.spots("categories", "prefix"), "a prefix of its own")
    matters = [spot for spot in draft.matter_spots if (spot / "id").exists]
    inspection.once((spot / "id" for spot in matters), "an id used once")
    aliases = (placed.spot / "aliases" / "zh" for placed in draft.matters)
    inspection.once((spot for names in aliases for spot in names.entries()), "an alias used once")


def _prefixes_told_apart(draft: CatalogueDraft, inspection: Inspection) -> None:
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


def _categories_are_whole(draft: CatalogueDraft, inspection: Inspection) -> None:
    for placed in draft.categories:
        category, spot = placed.record, placed.spot
        if category.department is None and category.kind is CategoryKind.INSTANT:
            inspection.note(spot / "department", "is missing", "the department whose it is")
        if category.has_matters == (category.service_minutes is not None):
            said, expected = (
                ("is given, but its matters say it", "no service_minutes here")
                if category.has_matters
                else ("is missing", "{median, p90}, as this category has no matters")
            )
            inspection.note(spot / "service_minutes", said, expected)


def _categories_have_matters(draft: CatalogueDraft, inspection: Inspection) -> None:
    if not draft.all_read:
        return
    served = {str((spot / "category").value) for spot in draft.matter_spots}
    for placed in draft.categories:
        category = placed.record
        if category.has_matters and category.code not in served:
            inspection.note(
                placed.spot, "has no matters", f"matters, as it is of kind {category.kind}"
            )


def _codes_resolve(draft: CatalogueDraft, inspection: Inspection) -> None:
    without = {placed.record.code for placed in draft.categories if not placed.record.has_matters}
    with_matters = [code for code in draft.codes("categories") if code not in without]
    departments = draft.codes("departments")
    belongs = [*draft.spots("categories", "department")]
    for matter in draft.matter_spots:
        inspection.refer(matter / "category", with_matters, "the code of a category with matters")
        for item in (matter / "sub_items").entries():
            belongs += [item / "department", *_if_said(item / "entrusted_by")]
        for material in (matter / "guide" / "materials").entries():
            belongs += _if_said(material / "issuer")
    for spot in belongs:
        inspection.refer(spot, departments, "the code of a department")


def _if_said(spot: Spot) -> list[Spot]:
    return [spot] if spot.exists else []


def _terms_resolve(draft: CatalogueDraft, inspection: Inspection) -> None:
    for matter in draft.matter_spots:
        for spot, kind in _terms_used(matter):
            known = (draft.document / "terms" / kind).value or {}
            inspection.refer(spot, known, f"a term of terms.{kind}, or {{zh, en}}")


def _terms_used(matter: Spot) -> Iterator[tuple[Spot, str]]:
    guide = matter / "guide"
    for kind, terms in (
        ("applicants", guide / "applicants"),
        ("steps", guide / "steps"),
        ("fees", matter / "fees"),
        ("delivery", matter / "delivery"),
        ("mechanisms", matter / "mechanisms"),
    ):
        yield from ((term, kind) for term in terms.entries())
    if (guide / "basis").exists:
        yield guide / "basis", "laws"
    for entry in (guide / "materials").entries():
        yield entry / "name", "materials"
        if (entry / "basis").exists:
            yield entry / "basis", "laws"


def _instant_is_instant(draft: CatalogueDraft, inspection: Inspection) -> None:
    instant = {
        placed.record.code
        for placed in draft.categories
        if placed.record.kind is CategoryKind.INSTANT
    }
    for placed in draft.matters:
        if placed.record.category in instant and not placed.record.instant:
            inspection.note(
                placed.spot / "instant",
                "is false",
                f"true, as {placed.record.category} is instant",
                row=13,
                zh="部门即办窗口只收即办件",
            )


def _deferral_has_days(draft: CatalogueDraft, inspection: Inspection) -> None:
    for placed in draft.matters:
        deferrable = any(material.deferrable for material in placed.record.guide.materials)
        if deferrable and not placed.record.deferral_working_days:
            inspection.note(
                placed.spot / "deferral_working_days",
                "is missing",
                "a number of days, as a material is deferrable",
            )


def _life_events_resolve(draft: CatalogueDraft, inspection: Inspection) -> None:
    if not draft.all_read:
        return
    ids = [str((spot / "id").value) for spot in draft.matter_spots]
    for said in draft.spots("life_events", "matters"):
        for spot in said.entries():
            inspection.refer(spot, ids, "the id of a matter")


def _shares_sum(draft: CatalogueDraft, inspection: Inspection) -> None:
    if not draft.all_read or len(draft.matters) != len(draft.matter_spots):
        return
    total = sum(placed.record.volume_share_pct for placed in draft.matters)
    if abs(total - 100) > _SUM_TOLERANCE_PCT:
        inspection.note(
            draft.document / "matter_files",
            f"the volume_share_pct of all matters sum to {total:.2f}",
            f"100, give or take {_SUM_TOLERANCE_PCT:g}",
        )


_RULES: tuple[Callable[[CatalogueDraft, Inspection], None], ...] = (
    _used_once,
    _prefixes_told_apart,
    _categories_are_whole,
    _categories_have_matters,
    _codes_resolve,
    _terms_resolve,
    _instant_is_instant,
    _deferral_has_days,
    _life_events_resolve,
    _shares_sum,
    *GUIDE_RULES,
    *SCOPE_RULES,
)
