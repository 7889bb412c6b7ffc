"""Finding a matter by what people type."""

import pytest

from kiosk.catalogue import Catalogue, assemble
from kiosk.pinyin import letters, toned
from kiosk.search import found_in, nearly_in, search
from tests.screens.hall_messages import catalogue_parts


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return assemble(catalogue_parts())


@pytest.mark.parametrize(
    ("text", "pinyin"), [("办护照", "banhuzhao"), ("银行", "yinhang"), ("ID card", "idcard")]
)
def test_a_text_is_typed_as_it_is_read(text: str, pinyin: str) -> None:
    """A character with two readings is read by the word it stands in."""
    assert letters(text) == pinyin


def test_a_text_is_said_with_its_tones() -> None:
    """Each syllable with the number of its tone, for a voice."""
    assert toned("请到三号窗口") == "qing3 dao4 san1 hao4 chuang1 kou3"


@pytest.mark.parametrize(
    "query", ["sfz", "SFZ", "身份", "s份z", "shenfenzheng", "shenfz", "sfzheng", "shenfenzh"]
)
def test_letters_and_characters_may_be_mixed(query: str) -> None:
    """身份证 is found by its initials, by its characters, and by both together."""
    assert found_in(query, "办身份证")


def test_nothing_is_found_for_nothing() -> None:
    """An empty field lists nothing."""
    assert not found_in("", "办身份证")
    assert not found_in("  ", "办身份证")


@pytest.mark.parametrize(
    ("query", "matter"),
    [
        ("sfz", "GA01"),
        ("身份证", "GA01"),
        ("passport", "GA04"),
        ("hz", "GA04"),
        ("营业执照", "SS01"),
    ],
)
def test_what_people_say_finds_the_matter(query: str, matter: str, catalogue: Catalogue) -> None:
    """Initials, Chinese, English and everyday aliases lead to the matter."""
    assert matter in [found.id for found in search(query, catalogue.matters.values())]


@pytest.mark.parametrize(
    ("query", "matter"),
    [
        ("shenfengzheng", "GA01"),
        ("hushao", "GA04"),
        ("huzao", "GA04"),
        ("pasport", "GA04"),
        ("gongjijing", "JB03"),
    ],
)
def test_a_wrong_letter_is_forgiven(query: str, matter: str, catalogue: Catalogue) -> None:
    """As it is said in the south, or as the finger slipped."""
    assert matter in [found.id for found in search(query, catalogue.matters.values())]


@pytest.mark.parametrize("query", ["hz", "xyz", "qqq"])
def test_a_short_query_is_taken_at_its_word(query: str) -> None:
    """With three letters, one forgiven would find anything."""
    assert not nearly_in(query, "办身份证")


def test_nothing_near_is_nothing_found(catalogue: Catalogue) -> None:
    """Nonsense finds no matter."""
    assert search("wwwwwwqqqq", catalogue.matters.values()) == ()


def test_titles_come_before_aliases(catalogue: Catalogue) -> None:
    """Whoever types a tile's words gets that tile first."""
    for matter in catalogue.matters.values():
        assert search(matter.title[0], catalogue.matters.values())[0].id == matter.id


def test_every_matter_is_found_by_the_initials_of_its_title(catalogue: Catalogue) -> None:
    """No matter can be typed only by whoever has a Chinese keyboard."""
    for matter in catalogue.matters.values():
        typed = "".join(letters(character)[:1] for character in matter.title[0])
        assert matter in search(typed, catalogue.matters.values()), matter.title
