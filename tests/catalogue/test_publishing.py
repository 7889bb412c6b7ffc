"""Published names and lists."""

import pytest

from hall.catalogue import Catalogue, sample
from hall.catalogue.publishing import LIST_NAMES, PublishedList, published, published_list


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return sample()[0]


@pytest.mark.parametrize(
    ("matter", "names"),
    [
        (
            "ZH02",
            [
                "教育类民办非企业单位登记（民办学校审批）",
                "教育类民办非企业单位登记（民办非企业单位登记）",
            ],
        ),
        (
            "BD01",
            [
                "不动产统一登记（交易备案）",
                "不动产统一登记（税款征缴）",
                "不动产统一登记（不动产登记）",
            ],
        ),
        (
            "TZ05",
            [
                "建设工程施工许可办理（施工图设计文件联合审查、建筑工程施工许可）",
                "建设工程施工许可办理（人防工程设计审查）",
            ],
        ),
        ("ZH03", ["融资性担保公司设立与变更审批"] * 2),
        ("TZ01", ["穿跨越管道等施工作业审批"]),
        ("JB01", ["城建税及相关税费征缴"]),
        ("SS02", ["餐饮企业证照办理"]),
        ("ZH01", ["事业单位登记"]),
        ("SS03", ["企业跨县级行政区搬迁"]),
    ],
)
def test_each_department_publishes_the_matter_with_its_part(
    catalogue: Catalogue, matter: str, names: list[str]
) -> None:
    """Where departments share a matter, each adds its part: 事项名称（本部门子项）."""
    assert [line.name.zh for line in published(catalogue.matters[matter])] == names


def test_the_parts_of_a_merged_matter_are_its_sub_items(catalogue: Catalogue) -> None:
    """A matter of one department is published once, with all its sub-items beneath it."""
    (line,) = published(catalogue.matters["JB01"])
    assert [part.zh for part in line.parts] == [
        "城市维护建设税征收",
        "城镇教育附加费征收",
        "地方教育附加费征收",
    ]


def test_townships_publish_their_own_apart_from_what_is_delegated(catalogue: Catalogue) -> None:
    """The two lists of townships share nothing, and what is their own is in no other list."""
    of = {which: {line.matter for line in published_list(catalogue, which)} for which in LIST_NAMES}
    own, delegated = of[PublishedList.TOWNSHIP_OWN], of[PublishedList.TOWNSHIP_DELEGATED]
    assert own == {"ZH09", "ZH10"}
    assert len(delegated) == 13
    assert not own & delegated
    assert of[PublishedList.DEPARTMENTS] == set(catalogue.matters) - own


def test_a_company_moves_its_files_before_its_registration(catalogue: Catalogue) -> None:
    """Moving a company is one matter of two steps, in their order."""
    steps = [(item.stage, item.name.zh) for item in catalogue.matters["SS03"].sub_items]
    assert steps == [(1, "企业档案迁移"), (2, "企业变更登记")]
