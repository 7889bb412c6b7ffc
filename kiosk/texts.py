"""The kiosk's own words: Chinese in the code, English beside it in a gettext catalogue.

After a change, with `K="-k t -k said -k mark"`:
`pybabel extract $K -o build/kiosk.pot kiosk`, then in `kiosk/locale` `pybabel update -D kiosk -l en -d .
-i ../../build/kiosk.pot`, fill in `kiosk.po`, and `pybabel compile -D kiosk -d .`.

What must not live here: texts of the hall (names, guides, refusals); they come in its messages.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from hall.bus.messages import Language, Text

LOCALE: Final = Path(__file__).parent / "locale"
Translate = Callable[[str], str]
"""Gives the words for a Chinese text in one language."""


@cache
def words(language: Language) -> Translate:
    """The kiosk's words in a language."""
    if language == "zh":
        return gettext.NullTranslations().gettext
    return gettext.translation("kiosk", LOCALE, [language]).gettext


def mark(text: str) -> str:
    """Mark a text in a table for the catalogue; it is translated where it is shown."""
    return text


def pick(text: Text, language: Language) -> str:
    """A text of the hall in a language."""
    return text[1] if language == "en" else text[0]


def other(language: Language) -> Language:
    """The language that stands beside."""
    return "zh" if language == "en" else "en"


def pair(text: Text, language: Language) -> dict[str, str]:
    """A text of the hall, and beside it the same in the other language."""
    return {"main": pick(text, language), "beside": pick(text, other(language))}


def said(text: str, language: Language) -> dict[str, str]:
    """A text of the kiosk, and beside it the same in the other language."""
    return {"main": words(language)(text), "beside": words(other(language))(text)}
