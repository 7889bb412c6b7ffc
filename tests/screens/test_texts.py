"""The words of the screens and their English."""

import gettext
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import display
import kiosk

PROGRAMS = {
    "kiosk": Path(str(kiosk.__file__)).parent,
    "display": Path(str(display.__file__)).parent,
}
KEYWORDS = {"t": None, "said": None, "mark": None}
_HAN = re.compile(r"[\u4e00-\u9fff]")


def written(program: str) -> set[str]:
    """Every text of a program's code."""
    found = extract_from_dir(PROGRAMS[program], keywords=KEYWORDS)
    return {str(text) for _, _, text, _, _ in found}


def translated(program: str) -> Iterator[Message]:
    """Every entry of a program's English catalogue."""
    path = PROGRAMS[program] / "locale" / "en" / "LC_MESSAGES" / f"{program}.po"
    with path.open("rb") as file:
        yield from (message for message in read_po(file) if message.id)


@pytest.mark.parametrize("program", PROGRAMS)
def test_every_text_has_its_english_and_none_is_left_over(program: str) -> None:
    """The catalogue and the code hold the same texts."""
    assert {str(message.id) for message in translated(program)} == written(program)
    assert all(message.string and not message.fuzzy for message in translated(program))


@pytest.mark.parametrize("program", PROGRAMS)
def test_english_fills_in_what_chinese_fills_in(program: str) -> None:
    """A place for a value is never lost or invented."""
    for message in translated(program):
        chinese, english = fields(str(message.id)), fields(str(message.string))
        assert english == chinese, message.id
        assert not _HAN.search(str(message.string))


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_compiled_catalogue_is_current(program: str) -> None:
    """What is shipped is what was translated."""
    english = gettext.translation(program, PROGRAMS[program] / "locale", ["en"]).gettext
    assert {message.id: english(str(message.id)) for message in translated(program)} == {
        message.id: message.string for message in translated(program)
    }


@pytest.mark.parametrize("program", PROGRAMS)
def test_no_words_stand_in_scenes(program: str) -> None:
    """Scenes have no text of their own: it could not be translated."""
    for path in (PROGRAMS[program] / "qml").glob("*.qml"):
        assert not _HAN.search(path.read_text(encoding="utf-8")), path.name
