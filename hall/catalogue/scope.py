"""Who may list what as one thing, what may not be listed, and the exceptions; pure.

Each answer cites its row of `hall/docs/policy.md`. What must not live here: files and their places
(see `check_scope`), the wording of guides (see `wording`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hall.catalogue.text import Text


class Act(StrEnum):
    """What kind of act of government an item is."""

    LICENCE = "licence"
    CONFIRMATION = "confirmation"
    BENEFIT = "benefit"
    RULING = "ruling"
    OTHER_ACT = "other_act"
    LEVY = "levy"
    """The citizen has a duty to declare."""
    PUBLIC_SERVICE = "public_service"
    PENALTY = "penalty"
    COERCION = "coercion"
    COMMERCIAL = "commercial"
    """Sold under an ordinary contract, such as an agency's work or price advice."""


ACT_NAMES: Final[Mapping[Act, Text]] = {
    Act.LICENCE: Text("行政许可", "Administrative licence"),
    Act.CONFIRMATION: Text("行政确认", "Administrative confirmation"),
    Act.BENEFIT: Text("行政给付", "Public benefit"),
    Act.RULING: Text("行政裁决", "Administrative ruling"),
    Act.OTHER_ACT: Text("其他行政权力", "Other administrative act"),
    Act.LEVY: Text("行政征收（申报义务）", "Levy (duty to declare)"),
    Act.PUBLIC_SERVICE: Text("公共服务", "Public service"),
    Act.PENALTY: Text("行政处罚", "Administrative penalty"),
    Act.COERCION: Text("行政强制", "Administrative coercion"),
    Act.COMMERCIAL: Text("商业性服务", "Commercial service"),
}
EX_OFFICIO: Final = frozenset({Act.PENALTY, Act.COERCION})
"""Acts that begin with the authority, for which nobody should have to come."""


class OwnerKind(StrEnum):
    """What kind of body carries an item out."""

    DEPARTMENT = "department"
    INSTITUTION = "institution"
    """A public institution with administrative functions."""
    TOWNSHIP = "township"
    PROVINCIAL = "provincial"
    WELFARE_INSTITUTION = "welfare_institution"
    BUSINESS_INSTITUTION = "business_institution"
    ENTERPRISE = "enterprise"


OWNER_NAMES: Final[Mapping[OwnerKind, Text]] = {
    OwnerKind.DEPARTMENT: Text("政府部门", "a government department"),
    OwnerKind.INSTITUTION: Text("承担行政职能的事业单位", "an institution with public powers"),
    OwnerKind.TOWNSHIP: Text("乡镇（街道）", "a township or sub-district"),
    OwnerKind.PROVINCIAL: Text("省级有关单位", "a provincial body"),
    OwnerKind.WELFARE_INSTITUTION: Text("公益性事业单位", "a public-welfare institution"),
    OwnerKind.BUSINESS_INSTITUTION: Text("生产经营性事业单位", "a commercial institution"),
    OwnerKind.ENTERPRISE: Text("企业", "an enterprise"),
}
OWNERS_IN_SCOPE: Final = frozenset(
    {OwnerKind.DEPARTMENT, OwnerKind.INSTITUTION, OwnerKind.TOWNSHIP, OwnerKind.PROVINCIAL}
)


class Compelled(StrEnum):
    """Why somebody has to come for an act that begins with the authority."""

    FEE_COLLECTION = "fee_collection"
    SPECIAL_LAW = "special_law"


class Outcome(StrEnum):
    """What becomes of a listing."""

    ACCEPT = "accept"
    ENTRUSTER_LISTS = "entruster_lists"
    """The department that entrusted the work publishes it."""
    SUB_ITEM_ONLY = "sub_item_only"
    """It is part of a matter that is listed, and is published with it."""
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One item that somebody wants to list as a thing people come for."""

    name: str
    act: Act
    owner: OwnerKind = OwnerKind.DEPARTMENT
    """What kind of body carries it out."""
    entrusted: bool = False
    """A department entrusted that body with it."""
    visit_required: bool = True
    compelled: Compelled | None = None
    unlisted_reason: str = ""
    """Why it is listed here although it is in neither official list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialLists:
    """The power list and the catalogue of public services: whole items, and the parts of each."""

    items: frozenset[str] = frozenset()
    part_of: Mapping[str, str] = field(default_factory=dict)
    """The whole item of each part."""
    merged_in: Mapping[str, str] = field(default_factory=dict)
    """The listed matter that each sub-item was merged into."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What becomes of a listing, by which row of the policy table, and why."""

    outcome: Outcome
    row: int
    why: Text


def judge(listing: Listing, lists: OfficialLists) -> Verdict:
    """The first rule that has something to say; else it is accepted."""
    for rule in _RULES:
        verdict = rule(listing, lists)
        if verdict is not None:
            return verdict
    return _ACCEPTED


_ACCEPTED: Final = Verdict(
    outcome=Outcome.ACCEPT,
    row=43,
    why=Text("依申请或有申报义务的事项，可以列入", "people apply for it or must declare: listed"),
)


def _reject(row: int, zh: str, en: str) -> Verdict:
    return Verdict(outcome=Outcome.REJECT, row=row, why=Text(zh, en))


def _commercial(listing: Listing, _lists: OfficialLists) -> Verdict | None:
    if listing.act is not Act.COMMERCIAL:
        return None
    return _reject(
        46,
        "基于一般民事合同关系的商业性服务，不应列入",
        "a commercial service under an ordinary contract is not listed",
    )


def _ex_officio(listing: Listing, _lists: OfficialLists) -> Verdict | None:
    if listing.act not in EX_OFFICIO or listing.compelled is not None:
        return None
    name = ACT_NAMES[listing.act]
    return _reject(
        44,
        f"{name.zh}是依职权的行为，除费用收缴或法律特别规定外不得要求上门，不列入",
        f"{name.en.lower()}: nobody may be made to come, "
        "except to pay a charge or where a special law says so",
    )


def _nobody_comes(listing: Listing, _lists: OfficialLists) -> Verdict | None:
    if listing.visit_required:
        return None
    return _reject(45, "不需要到政府上门办理的事项，无需列入", "nobody needs to come: not listed")


def _out_of_scope(listing: Listing, _lists: OfficialLists) -> Verdict | None:
    if listing.owner in OWNERS_IN_SCOPE:
        return None
    name = OWNER_NAMES[listing.owner]
    if listing.entrusted:
        return Verdict(
            outcome=Outcome.ENTRUSTER_LISTS,
            row=38,
            why=Text(
                f"{name.zh}受托承担的事项，由作出委托的政府部门公布",
                f"entrusted to {name.en}: the entrusting department publishes it",
            ),
        )
    return _reject(38, f"{name.zh}不列入梳理公布范围", f"{name.en} is outside the scope")


def _part_of_a_matter(listing: Listing, lists: OfficialLists) -> Verdict | None:
    whole = lists.merged_in.get(listing.name)
    if whole is None:
        return None
    return Verdict(
        outcome=Outcome.SUB_ITEM_ONLY,
        row=54,
        why=Text(
            f"已归并为“{whole}”的子项，不再单列", f"merged into {whole}: not listed beside it"
        ),
    )


def _part_of_an_item(listing: Listing, lists: OfficialLists) -> Verdict | None:
    whole = lists.part_of.get(listing.name)
    if whole is None:
        return None
    return _reject(
        54, f"“{whole}”以总项公布，不再拆分子项", f"a part of {whole}, which is listed whole"
    )


def _in_no_list(listing: Listing, lists: OfficialLists) -> Verdict | None:
    if listing.name in lists.items or listing.unlisted_reason.strip():
        return None
    return _reject(
        42,
        "不在权力清单和公共服务事项目录中，也没有说明列入理由",
        "in neither official list, and no reason is given for listing it",
    )


_RULES: Final[tuple[Callable[[Listing, OfficialLists], Verdict | None], ...]] = (
    _commercial,
    _ex_officio,
    _nobody_comes,
    _out_of_scope,
    _part_of_a_matter,
    _part_of_an_item,
    _in_no_list,
)
"""What may not be said is asked first, then who says it, then the official lists."""
