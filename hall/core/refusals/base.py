"""What every refusal has: a stable code, facts, and a sentence in Chinese and in English.

A sentence says what is wrong, until when, and what to do instead. Facts that are moments are
given to the sentence as `HH:MM` in the hall's zone, those of another day with their date; facts in
two languages and days are given as people read them.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, tzinfo
from typing import Any, ClassVar, Final

from hall.errors import Refusal

Names = Mapping[str, tuple[str, str]]
"""What people call each category, each matter and each clerk, in Chinese and in English."""

_NAMED: Final = frozenset({"category", "matter", "first", "second", "clerk"})
"""Facts that are the code of a category or of a matter, or a clerk's account."""

_MONTHS: Final = [
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "May",
    "Jun",
    "Jul",
    "Aug",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
]
_SOON: Final = ("下一个工作日", "the next working day")
"""What is said where a moment is not known."""


class Refused(Refusal):
    """A refusal by the rules; the fields of its subclasses are its facts."""

    code: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]
    dated: ClassVar[frozenset[str]] = frozenset()
    """Which of its facts are moments of another day."""

    @property
    def facts(self) -> dict[str, Any]:
        """The facts by name, as plain values."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]

    def sentence(self, zone: tzinfo, names: Names | None = None) -> tuple[str, str]:
        """What to tell a person, in Chinese and in English, with the `names` that they know."""
        spoken = {name: self._spoken(name, zone, names or {}) for name in self.facts}
        zh = {name: words[0] for name, words in spoken.items()}
        en = {name: words[1] for name, words in spoken.items()}
        in_chinese, in_english = self.templates()
        return in_chinese.format(**zh), in_english.format(**en)

    def templates(self) -> tuple[str, str]:
        """The sentences as they are written, for the facts that there are."""
        return self.zh, self.en

    def _spoken(self, name: str, zone: tzinfo, names: Names) -> tuple[object, object]:
        value = getattr(self, name)
        if name in _NAMED and value in names:
            return names[value]
        if name in self.dated:
            return _with_date(value.astimezone(zone)) if value else _SOON
        if isinstance(value, datetime):
            return (f"{value.astimezone(zone):%H:%M}",) * 2
        if isinstance(value, date):
            return _day(value)
        return value if isinstance(value, tuple) else (value, value)

    def __str__(self) -> str:
        return f"{self.code} {self.facts}"


def _with_date(moment: datetime) -> tuple[str, str]:
    clock, (zh, en) = f"{moment:%H:%M}", _day(moment)
    return f"{zh}{clock}", f"{clock} on {en}"


def _day(day: date) -> tuple[str, str]:
    return f"{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]}"
