"""Words of the screens: Chinese in the code, English beside it in gettext catalogues.

After a change of words, with `K="-k t -k said -k mark"` and a program's name for `P`:
`pybabel extract $K -o build/$P.pot $P`, `pybabel update -D $P -l en -d $P/locale -i build/$P.pot`,
fill in the `.po` file, `pybabel compile -D $P -d $P/locale`.

What must not live here: texts of the hall (names, guides, refusals); they come in its messages.
"""

import gettext
from collections.abc import Callable
from functools import cache
from pathlib import Path

from hall.bus.messages import Language, Text

Translate = Callable[[str], str]
"""Gives the words for a Chinese text in one language."""


def words_of(domain: str, folder: Path) -> Callable[[Language], Translate]:
    """A program's words, by language."""

    @cache
    def words(language: Language) -> Translate:
        if language == "zh":
            return gettext.NullTranslations().gettext
        return gettext.translation(domain, folder, [language]).gettext

    return words


words = words_of("display", Path(__file__).parent / "locale")
"""The board's words in a language."""


def mark(text: str) -> str:
    """Mark a text in a table for the catalogue; it is translated where it is shown."""
    return text


def pick(text: Text, language: Language) -> str:
    """A text of the hall in a language."""
    return text[1] if language == "en" else text[0]
