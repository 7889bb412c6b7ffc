"""The kiosk's words, and texts with the other language beside; see `display.texts` for the rest."""

from pathlib import Path

from display.texts import mark, pick, words_of
from hall.bus.messages import Language, Text

__all__ = ["mark", "other", "pair", "pick", "said", "words"]

words = words_of("kiosk", Path(__file__).parent / "locale")
"""The kiosk's words in a language."""


def other(language: Language) -> Language:
    """The language that stands beside."""
    return "zh" if language == "en" else "en"


def pair(text: Text, language: Language) -> dict[str, str]:
    """A text of the hall, and beside it the same in the other language."""
    return {"main": pick(text, language), "beside": pick(text, other(language))}


def said(text: str, language: Language, **values: object) -> dict[str, str]:
    """A text of the kiosk, and beside it the same in the other language; values filled in."""
    return {
        "main": words(language)(text).format(**values),
        "beside": words(other(language))(text).format(**values),
    }
