"""Which language a page is in, and its texts; Chinese is the text itself, English its translation.

What must not live here: texts. Those of templates stand in the templates, those of scripts in
`page_texts`; `locale/en.po` translates both.
"""

import gettext
import io
from functools import cache
from importlib.resources import files
from typing import Final

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from fastapi import Request

from hall.catalogue.text import Language, Text

LANGUAGE_COOKIE: Final = "hall_language"
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """The texts of a language."""
    if language == "zh":
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    with (files("hall.web") / "locale" / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def language_of(request: Request) -> Language:
    """What was chosen on a page, else Chinese, whatever the browser was set up with."""
    return "en" if request.cookies.get(LANGUAGE_COOKIE) == "en" else "zh"


def wants_english(request: Request) -> bool:
    """Whether a program asks for English first."""
    return request.headers.get("accept-language", "").strip().lower().startswith("en")


def told(text: Text, language: Language) -> str:
    """A text of the catalogue or the site in one language."""
    return text.en if language == "en" else text.zh
