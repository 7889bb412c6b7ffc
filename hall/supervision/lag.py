"""Which departments lag behind, by a rule that is written on the page; pure.

The rule: first the share of bad ratings that were not answered in time, then the share of services
that took longer than the target, then the share of waits over theirs. Who has kept to everything is
not in the list. What must not live here: counting (see `hall.storage.measures`), the promised days
of cases.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from hall.catalogue.text import Text
from hall.supervision.figures import Breakdown, Figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One thing that a department may lag behind with: how many, of how many."""

    code: str
    name: Text
    part: Callable[[Figures], int]
    of: Callable[[Figures], int]


GROUNDS: Final = (
    Ground(
        code="unanswered",
        name=Text("差评未按期答复", "Bad ratings not answered in time"),
        part=lambda f: f.follow_ups - f.answered_in_time,
        of=lambda f: f.follow_ups,
    ),
    Ground(
        code="overlong",
        name=Text("超时办理", "Overlong services"),
        part=lambda f: f.service.count - f.service.within,
        of=lambda f: f.service.count,
    ),
    Ground(
        code="long_waits",
        name=Text("等候未达标", "Waits over target"),
        part=lambda f: f.wait.count - f.wait.within,
        of=lambda f: f.wait.count,
    ),
)
"""In the order in which they weigh."""
RULE: Final = Text(
    "先比差评未按期答复的比例，再比超时办理的比例，最后比等候未达标的比例；全部达标的不列。",
    "By the share of bad ratings not answered in time, then of overlong services, then of waits "
    "over target; who has kept to all of them is not listed.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging:
    """A department in the ranking, with its part and whole by each ground."""

    rank: int
    """From 1; those whose shares are all the same share it."""
    department: str
    counts: tuple[tuple[int, int], ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """Its share by each ground."""
        return tuple(part / of if of else 0.0 for part, of in self.counts)


def lagging(by_department: Breakdown) -> tuple[Lagging, ...]:
    """The departments that lag behind, the furthest first."""
    found = [
        Lagging(rank=0, department=key, counts=_counts(by_department.of(key)))
        for key in by_department.rows
    ]
    behind = sorted(
        (each for each in found if any(part for part, _ in each.counts)),
        key=lambda each: ([-share for share in each.shares], each.department),
    )
    ranks = {each.shares: place for place, each in reversed(list(enumerate(behind, start=1)))}
    return tuple(
        Lagging(rank=ranks[each.shares], department=each.department, counts=each.counts)
        for each in behind
    )


def _counts(figures: Figures) -> tuple[tuple[int, int], ...]:
    return tuple((ground.part(figures), ground.of(figures)) for ground in GROUNDS)
