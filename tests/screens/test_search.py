"""Finding a matter by what people type."""

import pytest

from kiosk.catalogue import Catalogue, assemble
from kiosk.search import found_in, initials, search
from tests.screens.hall_messages import catalogue_parts


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return assemble(catalogue_parts())


@pytest.mark.parametrize(
    ("character", "letters"), [("身", "s"), ("阿", "a"), ("座", "z"), ("护", "h"), ("A", "a")]
)
def test_a_character_is_found_by_the_first_letter_of_its_pinyin(
    character: str, letters: str
) -> None:
    """The order of GB 2312 gives the letter; Latin letters stand for themselves."""
    assert initials(character) == letters


@pytest.mark.parametrize("query", ["sfz", "SFZ", "身份", "s份z"])
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


def test_titles_come_before_aliases(catalogue: Catalogue) -> None:
    """Whoever types a tile's words gets that tile first."""
    for matter in catalogue.matters.values():
        assert search(matter.title[0], catalogue.matters.values())[0].id == matter.id


def test_every_matter_is_found_by_the_initials_of_its_title(catalogue: Catalogue) -> None:
    """No matter can be typed only by whoever has a Chinese keyboard."""
    for matter in catalogue.matters.values():
        typed = "".join(initials(character)[:1] for character in matter.title[0])
        assert matter in search(typed, catalogue.matters.values()), matter.title
