"""The window design adviser: three factors, two special windows, a reason for each."""

from dataclasses import replace
from pathlib import Path

import pytest

from hall.catalogue import Catalogue, sample
from hall.errors import ConfigError
from hall.storage.archive import Archive
from hall.storage.evidence import evidence
from hall.supervision.coverage import coverage
from hall.supervision.figures import Period
from hall.supervision.relatedness import between, to_category
from hall.supervision.window_design import Evidence, Factor, Limits, Proposal, advise
from tests.supervision.month import FIRST, LAST, Month

CATALOGUE, _ = sample()
SEEN = Evidence(
    days=250,
    numbers={each.id: round(each.volume_share_pct * 1000) for each in CATALOGUE.matters.values()},
    active_days=dict.fromkeys(CATALOGUE.matters, 240),
)


def advice(
    seen: Evidence = SEEN, catalogue: Catalogue = CATALOGUE, limits: Limits | None = None
) -> dict[str, Proposal]:
    """The proposals by matter."""
    return {each.matter: each for each in advise(catalogue, seen, limits)}


def seen_of(matter: str, numbers: int, days: int = 240) -> Evidence:
    """The usual, but for one matter."""
    return replace(
        SEEN,
        numbers={**SEEN.numbers, matter: numbers},
        active_days={**SEEN.active_days, matter: days},
    )


def test_every_matter_has_a_proposal_with_a_reason_for_each_factor() -> None:
    """Domain, relatedness and volume are each explained, in both languages."""
    proposals = advice()
    assert set(proposals) == set(CATALOGUE.matters)
    for each in proposals.values():
        assert [reason.factor for reason in each.reasons] == list(Factor)
        assert all(reason.said.zh and reason.said.en for reason in each.reasons)
        assert each.proposed in CATALOGUE.categories
        assert each.moves == (each.proposed != CATALOGUE.matters[each.matter].category)


def test_low_volume_and_low_relatedness_go_to_other_affairs() -> None:
    """Both together decide; either alone does not, and what is neither is left to be studied."""
    stranger = replace(
        CATALOGUE.matters["SS08"],
        sub_items=CATALOGUE.matters["ZH06"].sub_items,
        guide=CATALOGUE.matters["ZH06"].guide,
    )
    catalogue = replace(CATALOGUE, matters={**CATALOGUE.matters, "SS08": stranger})
    assert advice(seen_of("SS08", 10), catalogue)["SS08"].proposed == "ZH"
    assert advice(seen_of("SS08", 5000), catalogue)["SS08"].proposed != "ZH"
    assert advice(seen_of("SS05", 10))["SS05"].proposed == "SS"
    assert advice(seen_of("ZH04", 5000))["ZH04"].rule.zh.endswith("另行研究")


def test_a_department_keeps_a_window_only_with_all_three_conditions() -> None:
    """High volume, nearly every day, done at once: without one of them it is integrated."""
    assert advice()["JB03"].proposed == "JG"
    assert "保留" in advice()["JB03"].rule.zh
    assert advice(seen_of("JB03", 800))["JB03"].proposed == "YB"
    assert advice(seen_of("JB03", 3670, days=100))["JB03"].proposed == "YB"
    slow = replace(CATALOGUE.matters["JB03"], instant=False)
    catalogue = replace(CATALOGUE, matters={**CATALOGUE.matters, "JB03": slow})
    assert advice(catalogue=catalogue)["JB03"].proposed == "YB"


def test_what_is_often_done_in_one_visit_is_close() -> None:
    """Visits for both draw two matters together, measured by the rarer one."""
    one, other = CATALOGUE.matters["BD01"], CATALOGUE.matters["JB03"]
    numbers = {"BD01": 100, "JB03": 1000}
    apart = between(one, other, numbers, {})
    close = between(one, other, numbers, {frozenset({"BD01", "JB03"}): 60})
    assert (apart.together, close.together) == (0, 0.6)
    assert close.total > apart.total
    category = to_category(other, "BD", CATALOGUE, numbers, {frozenset({"BD01", "JB03"}): 60})
    assert category.together > 0


def test_a_matter_of_the_same_department_and_papers_is_close_to_its_category() -> None:
    """Company registration is closest to business registration."""
    assert advice()["SS04"].proposed == "SS"
    assert advice()["SS04"].relatedness >= 0.3


def test_limits_must_make_sense() -> None:
    """A low share that is not below the high one is refused."""
    with pytest.raises(ConfigError, match="low_share"):
        Limits(low_share=0.3, high_share=0.2)


def test_the_records_give_the_evidence(tmp_path: Path) -> None:
    """Numbers, days and visits for two matters, counted over a month."""
    month = Month(tmp_path / "hall.db").live(last=FIRST.replace(day=4))
    archive = Archive(month.url)
    found = archive.read(lambda at: evidence(at, Period(first=FIRST, last=LAST)))
    archive.close()
    assert found.days == 3
    assert set(found.numbers) <= set(CATALOGUE.matters)
    assert max(found.active_days.values()) == 3
    assert sum(found.numbers.values()) > 700


def test_coverage_is_counted_and_the_rest_has_reasons() -> None:
    """The share of matters and of numbers at integrated windows; each outside one is explained."""
    found = coverage(CATALOGUE, SEEN.numbers)
    assert (found.matters, found.matters_inside) == (49, 45)
    assert {each.matter for each in found.outside} == {"JB01", "JB02", "JB03", "JB04"}
    assert found.numbers - found.numbers_inside == sum(each.numbers for each in found.outside)
    assert all(each.reason.zh and each.reason.en for each in found.outside)
