"""Signs that figures were made to look better than the work was; for the inspector. Pure.

A sign is a share that is much higher for one clerk than for the others together. It is a reason to
look, never a proof: the visits behind it are what counts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import sqrt
from typing import Final

from hall.catalogue.text import Text
from hall.supervision.figures import Breakdown, Figures

_LEAST_SEEN: Final = 20
"""Of fewer cases nothing is said."""
_FAR: Final = 3.0
"""How many standard errors above the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing to look for: how often it happened, of how many."""

    code: str
    name: Text
    meaning: Text
    part: Callable[[Figures], int]
    of: Callable[[Figures], int]


SIGNS: Final = (
    Sign(
        code="quick_no_shows",
        name=Text("过快过号", "Quick no-shows"),
        meaning=Text("呼叫后不到60秒就记过号", "given up within 60 seconds of the call"),
        part=lambda f: f.quick_no_shows,
        of=lambda f: f.calls,
    ),
    Sign(
        code="quick_services",
        name=Text("过短办理", "Quick services"),
        meaning=Text("不到30秒就办结", "finished within 30 seconds"),
        part=lambda f: f.quick_services,
        of=lambda f: f.service.count,
    ),
    Sign(
        code="quick_ratings",
        name=Text("过快评价", "Quick ratings"),
        meaning=Text("办结后2秒内就有评价", "rated within 2 seconds of the finish"),
        part=lambda f: f.quick_ratings,
        of=lambda f: f.ratings,
    ),
    Sign(
        code="unrated",
        name=Text("未评价", "Unrated"),
        meaning=Text("办结后没有评价", "finished without a rating"),
        part=lambda f: f.service.count - f.ratings,
        of=lambda f: f.service.count,
    ),
    Sign(
        code="out_of_turn",
        name=Text("插队呼叫", "Out of turn"),
        meaning=Text("不按顺序的呼叫", "calls out of turn"),
        part=lambda f: f.out_of_turn,
        of=lambda f: f.calls,
    ),
    Sign(
        code="inferred",
        name=Text("推定开始", "Inferred starts"),
        meaning=Text("没有按“开始办理”，由系统推定", "starts that nobody keyed"),
        part=lambda f: f.inferred,
        of=lambda f: f.service.count,
    ),
)
SIGN: Final = {sign.code: sign for sign in SIGNS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A sign at one clerk."""

    key: str
    sign: str
    part: int
    of: int
    others: float
    """The share of all others together."""

    @property
    def share(self) -> float:
        """The clerk's own share."""
        return self.part / self.of


def shares_of(figures: Figures) -> tuple[float | None, ...]:
    """The share of each sign, in their order; None where there is nothing to count."""
    counted = [(sign.part(figures), sign.of(figures)) for sign in SIGNS]
    return tuple(part / whole if whole else None for part, whole in counted)


def suspicions(by_clerk: Breakdown) -> tuple[Suspicion, ...]:
    """What stands out, the most striking first within each sign."""
    return tuple(each for sign in SIGNS for each in _of(sign, by_clerk))


def _of(sign: Sign, by_clerk: Breakdown) -> Iterator[Suspicion]:
    counted = {
        key: (sign.part(by_clerk.of(key)), sign.of(by_clerk.of(key))) for key in by_clerk.rows
    }
    parts = sum(part for part, _ in counted.values())
    wholes = sum(whole for _, whole in counted.values())
    found = []
    for key, (part, whole) in counted.items():
        others = wholes - whole
        if whole < _LEAST_SEEN or others < _LEAST_SEEN:
            continue
        share = (parts - part) / others
        if _errors_above(part / whole, share, whole, others) >= _FAR:
            found.append(Suspicion(key=key, sign=sign.code, part=part, of=whole, others=share))
    yield from sorted(found, key=lambda each: (-each.share, each.key))


def _errors_above(one: float, others: float, count: int, count_others: int) -> float:
    """How many standard errors lie between two shares, by their common share."""
    common = (one * count + others * count_others) / (count + count_others)
    error = sqrt(common * (1 - common) * (1 / count + 1 / count_others))
    return (one - others) / error if error else 0.0
