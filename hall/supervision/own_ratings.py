"""A clerk's own ratings, so that no single one can be told: whole days, in groups of five or more.

Theory of operation. Ratings of a year are read in the order of the days on which they were given.
A group ends with the first day on which it has enough; what a day adds is never split, and a group
that has ended never changes, so that looking twice tells no more than looking once. The day that
is open is left out, and so is whatever is not enough yet.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

LEAST: Final = 5
"""How many ratings make a group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """One rating, as it stood at the end of the day on which it was given."""

    day: date
    level: int
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingGroup:
    """Some days' ratings together; never their order, never their words."""

    first: date
    last: date
    count: int
    levels: Counter[int]
    reasons: Counter[str]

    @property
    def mean(self) -> float:
        """The mean level."""
        return sum(level * count for level, count in self.levels.items()) / self.count


def rating_groups(given: Iterable[Given], before: date) -> Iterator[RatingGroup]:
    """The groups of what was given before a day, in order."""
    held: list[Given] = []
    ordered = sorted((each for each in given if each.day < before), key=lambda each: each.day)
    for _, of_day in groupby(ordered, key=lambda each: (each.day.year, each.day)):
        today = list(of_day)
        if held and held[0].day.year != today[0].day.year:
            held = []
        held += today
        if len(held) >= LEAST:
            yield _group(held)
            held = []


def _group(held: list[Given]) -> RatingGroup:
    return RatingGroup(
        first=held[0].day,
        last=held[-1].day,
        count=len(held),
        levels=Counter(each.level for each in held),
        reasons=Counter(reason for each in held for reason in each.reasons),
    )
