"""What a guide may not ask or say; each rule notes what breaks it, with its row of the policy.

What must not live here: the banned words themselves (see `wording`).
"""

from collections.abc import Callable, Iterator

from hall.catalogue.document import Spot
from hall.catalogue.drafts import CatalogueDraft
from hall.catalogue.inspection import Inspection, Placed
from hall.catalogue.model import Form, Source
from hall.catalogue.records import MaterialRecord, MatterRecord
from hall.catalogue.wording import document_named, fuzzy_phrase, odd_proof

_GUIDE_TERMS = ("materials", "steps")


def _said(draft: CatalogueDraft) -> Iterator[Spot]:
    """Every text of a guide that the ban on fuzzy phrases is about; names of matters are not."""
    terms = draft.document / "terms"
    for kind in _GUIDE_TERMS:
        yield from (terms / kind / code for code in (terms / kind).value or ())
    for matter in draft.matter_spots:
        guide = matter / "guide"
        yield from (guide / "conditions").entries()
        yield from (guide / "steps").entries()
        yield from (entry / "name" for entry in (guide / "materials").entries())


def _guides_are_exact(draft: CatalogueDraft, inspection: Inspection) -> None:
    for spot in _said(draft):
        phrase = fuzzy_phrase(str((spot / "zh").value or ""))
        if phrase:
            inspection.note(
                spot / "zh",
                f"says {phrase}",
                "exactly what is meant, no catch-all",
                row=17,
                zh=f"“{phrase}”是模糊表述或兜底条款，请写明具体内容",
            )


Material = tuple[Placed[MatterRecord], MaterialRecord, Spot]


def _materials(draft: CatalogueDraft) -> Iterator[Material]:
    for placed in draft.matters:
        spots = (placed.spot / "guide" / "materials").entries()
        for record, spot in zip(placed.record.guide.materials, spots, strict=True):
            yield placed, record, spot


def _name_of(draft: CatalogueDraft, material: MaterialRecord) -> str:
    if not isinstance(material.name, str):
        return material.name.zh
    return str((draft.document / "terms" / "materials" / material.name / "zh").value or "")


def _materials_have_a_basis(draft: CatalogueDraft, inspection: Inspection) -> None:
    for placed, material, spot in _materials(draft):
        if material.basis is None and placed.record.guide.basis is None:
            inspection.note(
                spot / "basis",
                "is missing",
                "the law that asks for it, here or for the whole guide",
                row=16,
                zh="没有写明要求提供这份材料的法律依据",
            )


def _issuers_are_named(draft: CatalogueDraft, inspection: Inspection) -> None:
    for _, material, spot in _materials(draft):
        if material.source is Source.ISSUED_BY_GOVERNMENT and material.issuer is None:
            inspection.note(
                spot / "issuer",
                "is missing",
                "the department that gives it out",
                row=16,
                zh="没有写明这份材料由哪个部门出具",
            )


def _shared_is_not_asked(draft: CatalogueDraft, inspection: Inspection) -> None:
    held = {
        str((spot / "name").value): str((spot / "held_in" / "zh").value)
        for spot in (draft.document / "shared").entries()
    }
    for _, material, spot in _materials(draft):
        if material.source is Source.SHARED_DATA:
            if material.form is not Form.ELECTRONIC:
                inspection.note(
                    spot / "form",
                    f"is {material.form}",
                    "electronic, as the hall fetches shared data itself",
                    row=25,
                    zh="共享数据由大厅自行调取，不得再要纸质件",
                )
            continue
        held_in = held.get(document_named(_name_of(draft, material)))
        if held_in is not None:
            inspection.note(
                spot / "source",
                f"is {material.source}",
                f"shared_data, as it is held in {held_in}",
                row=16,
                zh=f"政府已有这份材料（{held_in}），应通过数据共享获取，不得要求提交",
            )


def _no_odd_proofs(draft: CatalogueDraft, inspection: Inspection) -> None:
    for _, material, spot in _materials(draft):
        proof = odd_proof(_name_of(draft, material))
        if proof:
            inspection.note(
                spot / "name",
                f"asks for {proof}",
                "a declaration by the citizen, or a look into shared data",
                row=16,
                zh=f"“{proof}”属于应当取消的证明，请改为告知承诺或数据核验",
            )


GUIDE_RULES: tuple[Callable[[CatalogueDraft, Inspection], None], ...] = (
    _guides_are_exact,
    _materials_have_a_basis,
    _issuers_are_named,
    _shared_is_not_asked,
    _no_odd_proofs,
)
