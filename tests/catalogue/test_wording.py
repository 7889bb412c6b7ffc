"""Fuzzy phrases and odd proofs, and the official names that look like them."""

import pytest

from hall.catalogue import sample
from hall.catalogue.wording import document_named, fuzzy_phrase, odd_proof


@pytest.mark.parametrize(
    "text",
    [
        "身份证等材料",
        "法律法规规定的其他材料",
        "XXX等材料",
        "其他相关证明",
        "审批机关认为需要提供的文件",
        "视情况提供房产证明",
    ],
)
def test_fuzzy_phrases_are_found(text: str) -> None:
    """Phrases that send people back and forth are found."""
    assert fuzzy_phrase(text)


@pytest.mark.parametrize("text", ["申请人有效身份证件", "穿跨越管道等施工作业方案", "事故应急预案"])
def test_exact_texts_pass(text: str) -> None:
    """A text that says what it means passes, even with 等 in a name."""
    assert fuzzy_phrase(text) is None


@pytest.mark.parametrize(
    "text", ["亲属关系证明", "村委会出具的健在证明", "未婚证明", "同一人证明书"]
)
def test_odd_proofs_are_found(text: str) -> None:
    """Proofs that nobody should have to bring are found."""
    assert odd_proof(text)


@pytest.mark.parametrize("text", ["出生医学证明", "住所使用证明", "婚姻登记声明书"])
def test_ordinary_papers_are_no_odd_proofs(text: str) -> None:
    """Papers that the law knows are not taken for odd proofs."""
    assert odd_proof(text) is None


@pytest.mark.parametrize("text", ["营业执照复印件", "营业执照（正本）", "营业执照"])
def test_a_copy_is_named_by_its_document(text: str) -> None:
    """A copy of a paper is recognised as the paper."""
    assert document_named(text) == "营业执照"


def test_official_names_are_exempt() -> None:
    """穿跨越管道等施工作业审批 keeps its official name and is published."""
    catalogue, _ = sample()
    assert catalogue.matters["TZ01"].name.zh == "穿跨越管道等施工作业审批"
