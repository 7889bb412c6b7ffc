"""What may be listed, in whose name and under which name; each rule notes what breaks it.

What must not live here: the rules of scope themselves (see `scope`), which know no files.
"""

from collections.abc import Callable, Iterator

from hall.catalogue.document import Spot
from hall.catalogue.drafts import CatalogueDraft
from hall.catalogue.inspection import Inspection, Placed
from hall.catalogue.model import Township, situation_of
from hall.catalogue.records import MatterRecord, SubItemRecord
from hall.catalogue.scope import (
    OWNERS_IN_SCOPE,
    Listing,
    OfficialLists,
    Outcome,
    OwnerKind,
    Verdict,
    judge,
)
from hall.core.hall import CategoryKind

REQUIRED_CATEGORIES = ("投资项目审批", "商事登记", "不动产登记", "医保社保", "公安服务")
"""The integrated windows that every hall has at least."""
_LISTED = frozenset({Outcome.ACCEPT, Outcome.ENTRUSTER_LISTS})
Item = tuple[Placed[MatterRecord], SubItemRecord, Spot]


def _items(draft: CatalogueDraft) -> Iterator[Item]:
    for placed in draft.matters:
        spots = (placed.spot / "sub_items").entries()
        for record, spot in zip(placed.record.sub_items, spots, strict=True):
            yield placed, record, spot


def official_lists(draft: CatalogueDraft) -> OfficialLists:
    """The official lists of a catalogue, and what its matters were merged from."""
    items: set[str] = set()
    part_of: dict[str, str] = {}
    for kind in ("power", "services"):
        for entry in (draft.document / "lists" / kind).entries():
            whole = str((entry / "name").value)
            items.add(whole)
            part_of.update((str(part), whole) for part in (entry / "parts").value or ())
    merged_in = {
        item.name.zh: placed.record.name.zh
        for placed, item, _ in _items(draft)
        if item.name.zh != placed.record.name.zh
    }
    return OfficialLists(items=frozenset(items), part_of=part_of, merged_in=merged_in)


def _scope_holds(draft: CatalogueDraft, inspection: Inspection) -> None:
    lists = official_lists(draft)
    kinds = {placed.record.code: placed.record.kind for placed in draft.departments}
    within = OfficialLists(items=lists.items | frozenset(lists.part_of))
    for placed, item, spot in _items(draft):
        owner = _owner(item, kinds)
        listing = Listing(
            name=item.name.zh,
            act=item.kind,
            owner=owner,
            entrusted=item.entrusted_by is not None,
            visit_required=placed.record.visit_required,
            compelled=item.compelled,
            unlisted_reason=item.unlisted.zh if item.unlisted else "",
        )
        verdict = judge(listing, within)
        if verdict.outcome not in _LISTED:
            _note(inspection, spot, verdict)
        else:
            _entrusted_rightly(item, owner, spot, inspection)


def _owner(item: SubItemRecord, kinds: dict[str, OwnerKind]) -> OwnerKind:
    if item.performed_by is not None:
        return item.performed_by.kind
    return kinds.get(item.department, OwnerKind.DEPARTMENT)


def _note(inspection: Inspection, spot: Spot, verdict: Verdict) -> None:
    inspection.note(
        spot, f"may not be listed: {verdict.why.en}", "nothing of the kind", row=verdict.row,
        zh=verdict.why.zh,
    )  # fmt: skip


def _entrusted_rightly(
    item: SubItemRecord, owner: OwnerKind, spot: Spot, inspection: Inspection
) -> None:
    """From a department to an outside body the giver lists it; between departments the taker."""
    if item.entrusted_by is None:
        return
    giver_lists = item.department == item.entrusted_by
    if owner not in OWNERS_IN_SCOPE and not giver_lists:
        inspection.note(
            spot / "department", f"is {item.department}",
            f"{item.entrusted_by}, which entrusted the work", row=38,
            zh="受政府部门委托承担的事项，由作出委托的部门公布",
        )  # fmt: skip
    if owner in OWNERS_IN_SCOPE and giver_lists:
        inspection.note(
            spot / "department", f"is {item.department}",
            "the department that was entrusted with the work", row=39,
            zh="部门之间委托的事项，由受委托的部门公布",
        )  # fmt: skip


def _listed_whole(draft: CatalogueDraft, inspection: Inspection) -> None:
    """No matter is a part of another, or of an item that is listed whole."""
    lists = official_lists(draft)
    for placed in draft.matters:
        record = placed.record
        if record.stands_alone is not None:
            continue
        name = record.name.zh
        whole = lists.merged_in.get(name) or lists.part_of.get(name)
        if whole is not None:
            inspection.note(
                placed.spot / "name" / "zh",
                f"{name} is a part of {whole}",
                "the whole, or stands_alone with the reason",
                row=54,
                zh=f"“{whole}”以总项公布，不再拆分子项；确需单列的请写明理由",
            )


def _named_as_listed(draft: CatalogueDraft, inspection: Inspection) -> None:
    """A matter of one item bears the name that the item has in its official list."""
    for placed in draft.matters:
        names = {item.name.zh for item in placed.record.sub_items}
        listed = next(iter(names))
        if len(names) == 1 and placed.record.name.zh != listed:
            inspection.note(
                placed.spot / "name" / "zh",
                f"is {placed.record.name.zh}",
                f"{listed}, as in the official list",
                row=54,
                zh=f"事项名称应与清单一致：“{listed}”",
            )


def _situation_as_said(draft: CatalogueDraft, inspection: Inspection) -> None:
    for placed in draft.matters:
        record = placed.record
        found = situation_of(
            [item.department for item in record.sub_items],
            [item.name.zh for item in record.sub_items],
        )
        if record.situation not in {None, found}:
            inspection.note(
                placed.spot / "situation",
                f"is {record.situation}",
                f"{found}, by its departments and sub-items",
                row=47,
                zh=f"按部门和子项应为第{found}种情形",
            )


def _townships_own_what_they_decide(draft: CatalogueDraft, inspection: Inspection) -> None:
    kinds = {placed.record.code: placed.record.kind for placed in draft.departments}
    expected = {Township.OWN: True, Township.DELEGATED: False}
    for placed in draft.matters:
        record = placed.record
        own = all(kinds.get(item.department) is OwnerKind.TOWNSHIP for item in record.sub_items)
        if expected.get(record.township, own) is not own:
            inspection.note(
                placed.spot / "township",
                f"is {record.township}",
                "own when townships decide it, delegated when a department above does",
                row=40,
                zh="乡镇（街道）自有事项与受委托事项应分开：由谁决定，就归谁",
            )


def _required_categories(draft: CatalogueDraft, inspection: Inspection) -> None:
    if not (draft.document / "categories").exists:
        return
    said = draft.document / "categories_left_out"
    there = {str((spot / "name").value) for spot in said.entries()}
    there |= {
        str((spot / "name" / "zh").value)
        for spot in (draft.document / "categories").entries()
        if (spot / "kind").value == CategoryKind.INTEGRATED
    }
    for name in REQUIRED_CATEGORIES:
        if name not in there:
            inspection.note(
                draft.document / "categories",
                f"have no integrated category {name}",
                "one, or an entry in categories_left_out with the reason",
                row=10,
                zh=f"缺少“{name}”综合受理窗口；确不设置的请写明理由",
            )


SCOPE_RULES: tuple[Callable[[CatalogueDraft, Inspection], None], ...] = (
    _scope_holds,
    _listed_whole,
    _named_as_listed,
    _situation_as_said,
    _townships_own_what_they_decide,
    _required_categories,
)
