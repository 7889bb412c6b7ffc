"""What every refusal has: a stable code, facts, and a sentence in Chinese and in English.

A sentence says what is wrong, until when, and what to do instead. Facts that are moments are
given to the sentence as `HH:MM` in the hall's zone.
"""

from dataclasses import fields
from datetime import datetime, tzinfo
from typing import Any, ClassVar

from hall.errors import Refusal


class Refused(Refusal):
    """A refusal by the rules; the fields of its subclasses are its facts."""

    code: ClassVar[str]
    zh: ClassVar[str]
    en: ClassVar[str]

    @property
    def facts(self) -> dict[str, Any]:
        """The facts by name, as plain values."""
        return {each.name: getattr(self, each.name) for each in fields(self)}  # type: ignore[arg-type]

    def sentence(self, zone: tzinfo) -> tuple[str, str]:
        """What to tell a person, in Chinese and in English."""
        spoken = {name: _spoken(value, zone) for name, value in self.facts.items()}
        return self.zh.format(**spoken), self.en.format(**spoken)

    def __str__(self) -> str:
        return f"{self.code} {self.facts}"


def _spoken(value: object, zone: tzinfo) -> object:
    return f"{value.astimezone(zone):%H:%M}" if isinstance(value, datetime) else value
