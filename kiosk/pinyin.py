"""How Chinese is typed and said: the syllables of each character; pure.

Readings come from `pypinyin`, which chooses among several by the words around a character.
"""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin, pinyin


def _one_by_one(text: str) -> str:
    return list(text)  # type: ignore[return-value] # pypinyin takes a list, as its manual says


@lru_cache(maxsize=4096)
def typed(text: str) -> tuple[frozenset[str], ...]:
    """For each character that is no blank, all that it may be typed as, in small letters."""
    held = "".join(text.split())
    readings = pinyin(held, style=Style.NORMAL, heteronym=True, errors=_one_by_one)
    return tuple(
        frozenset({character.lower(), *(each.lower() for each in some)})
        for character, some in zip(held, readings, strict=True)
    )


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """A text written in pinyin without tones and blanks, as it is most often read."""
    return "".join(lazy_pinyin("".join(text.split()), errors=_one_by_one)).lower()


def toned(text: str) -> str:
    """A text in pinyin with tone numbers, a blank between syllables, for a voice."""
    syllables = lazy_pinyin(text, style=Style.TONE3, neutral_tone_with_five=True)
    return " ".join(syllables)
