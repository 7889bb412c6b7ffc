"""Text in the hall's two languages, as a pair; what must not live here: any particular text."""

from typing import Literal, NamedTuple

Language = Literal["zh", "en"]


class Text(NamedTuple):
    """One text in Chinese and in English; an ordinary pair for whoever publishes it."""

    zh: str
    en: str
