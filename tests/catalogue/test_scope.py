"""Who may list what: the cases of the founding document, each answered with its row."""

import pytest

from hall.catalogue.scope import (
    Act,
    Compelled,
    Listing,
    OfficialLists,
    Outcome,
    OwnerKind,
    judge,
)

LISTS = OfficialLists(
    items=frozenset(
        {"事业单位登记", "供水报装", "罚款缴纳", "居民身份证申领", "城市维护建设税征收"}
    ),
    part_of=dict.fromkeys(
        ["事业单位设立登记", "事业单位变更登记", "事业单位注销登记"], "事业单位登记"
    ),
    merged_in={"城市维护建设税征收": "城建税及相关税费征缴"},
)

CASES = [
    (Listing(name="责令停产停业处罚", act=Act.PENALTY), Outcome.REJECT, 44),
    (
        Listing(name="罚款缴纳", act=Act.PENALTY, compelled=Compelled.FEE_COLLECTION),
        Outcome.ACCEPT,
        43,
    ),
    (Listing(name="查封扣押", act=Act.COERCION), Outcome.REJECT, 44),
    (
        Listing(name="罚款缴纳", act=Act.COERCION, compelled=Compelled.SPECIAL_LAW),
        Outcome.ACCEPT,
        43,
    ),
    (Listing(name="审批中介服务", act=Act.COMMERCIAL), Outcome.REJECT, 46),
    (Listing(name="广告价格咨询", act=Act.COMMERCIAL), Outcome.REJECT, 46),
    (
        Listing(name="公积金余额网上查询", act=Act.PUBLIC_SERVICE, visit_required=False),
        Outcome.REJECT,
        45,
    ),
    (
        Listing(
            name="公立医院门诊挂号", act=Act.PUBLIC_SERVICE, owner=OwnerKind.WELFARE_INSTITUTION
        ),
        Outcome.REJECT,
        38,
    ),
    (
        Listing(
            name="供水报装", act=Act.PUBLIC_SERVICE, owner=OwnerKind.ENTERPRISE, entrusted=True
        ),
        Outcome.ENTRUSTER_LISTS,
        38,
    ),
    (Listing(name="事业单位设立登记", act=Act.LICENCE), Outcome.REJECT, 54),
    (Listing(name="事业单位变更登记", act=Act.LICENCE), Outcome.REJECT, 54),
    (Listing(name="事业单位注销登记", act=Act.LICENCE), Outcome.REJECT, 54),
    (Listing(name="城市维护建设税征收", act=Act.LEVY), Outcome.SUB_ITEM_ONLY, 54),
    (Listing(name="事业单位登记", act=Act.LICENCE), Outcome.ACCEPT, 43),
    (Listing(name="开具在职证明", act=Act.PUBLIC_SERVICE), Outcome.REJECT, 42),
    (
        Listing(name="开具在职证明", act=Act.PUBLIC_SERVICE, unlisted_reason="现阶段确需上门"),
        Outcome.ACCEPT,
        43,
    ),
]


@pytest.mark.parametrize(("listing", "outcome", "row"), CASES, ids=lambda value: str(value)[:40])
def test_each_case_of_the_document_is_answered_with_its_row(
    listing: Listing, outcome: Outcome, row: int
) -> None:
    """What may be listed is accepted; every rejection cites the row that forbids it, and why."""
    verdict = judge(listing, LISTS)
    assert (verdict.outcome, verdict.row) == (outcome, row)
    assert verdict.why.zh
    assert verdict.why.en


@pytest.mark.parametrize(
    "owner",
    [OwnerKind.DEPARTMENT, OwnerKind.INSTITUTION, OwnerKind.TOWNSHIP, OwnerKind.PROVINCIAL],
)
def test_owners_in_scope_may_list(owner: OwnerKind) -> None:
    """Departments, institutions with public powers, townships and provincial bodies list."""
    listing = Listing(name="居民身份证申领", act=Act.CONFIRMATION, owner=owner)
    assert judge(listing, LISTS).outcome is Outcome.ACCEPT


@pytest.mark.parametrize(
    "owner",
    [OwnerKind.WELFARE_INSTITUTION, OwnerKind.BUSINESS_INSTITUTION, OwnerKind.ENTERPRISE],
)
def test_owners_out_of_scope_may_not(owner: OwnerKind) -> None:
    """Welfare and commercial institutions and enterprises list nothing in their own name."""
    listing = Listing(name="居民身份证申领", act=Act.PUBLIC_SERVICE, owner=owner)
    assert judge(listing, LISTS).row == 38
