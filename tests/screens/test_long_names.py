"""The longest official names, where names are shown."""

from dataclasses import replace
from typing import Final

import pytest

from hall.bus.messages import CatalogueView, Message
from hall.bus.topics import Kind, Topic
from tests.screens.conftest import OpenKiosk
from tests.screens.hall_messages import catalogue_parts, view_topic, whole_hall
from tests.screens.kiosk_stage import LANDSCAPE, PORTRAIT

LONGEST: Final = (
    "建设工程施工许可办理（施工图设计文件联合审查、建筑工程施工许可）",
    "Construction permit (joint review of construction drawings, building works permit)",
)
BY_HABIT: Final = (
    "教育类民办非企业单位登记（民办非企业单位登记）",
    "Registration of private non-enterprise education units (private non-enterprise units)",
)
WAYS: Final = {
    "list": ("all", "category:ZH"),
    "guide": ("all", "category:ZH", "matter:ZH02"),
    "search": ("search", "type:M", "type:B", "type:X"),
}


def with_names(name: tuple[str, str]) -> list[tuple[Topic, Message]]:
    """A hall in which every matter bears a name."""
    parts = [renamed(part, name) for part in catalogue_parts()]
    views = [(view_topic(Kind.CATALOGUE, str(part.part)), part) for part in parts]
    return [*(m for m in whole_hall() if m[0].kind is not Kind.CATALOGUE), *views]


def renamed(part: CatalogueView, name: tuple[str, str]) -> CatalogueView:
    return replace(part, matters=tuple(replace(card, name=name) for card in part.matters))


@pytest.mark.parametrize("name", [LONGEST, BY_HABIT])
@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("way", WAYS)
def test_a_long_name_is_shown_whole(
    open_kiosk: OpenKiosk, way: str, language: str, size: tuple[int, int], name: tuple[str, str]
) -> None:
    """Wrapped where it must be, never cut."""
    kiosk = open_kiosk(size)
    kiosk.hears(with_names(name))
    if language == "en":
        kiosk.touch("language")
    for touch in WAYS[way]:
        kiosk.touch(touch)
    assert kiosk.says(name[1] if language == "en" else name[0])
    assert [item.property("text") for item in kiosk.items() if item.property("truncated")] == []
