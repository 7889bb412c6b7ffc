"""What visits were told, followed until they are called: for calibration, and for the record.

The record judges what a citizen was told with the number, whether or not the hall was looked at
while they waited. Calibration and trees learn from the first look at those who still waited then.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hall.core.hall import Hall, Visit, Wait
from hall.core.stages import Stage
from hall.forecast.engine.state import CLASSES
from hall.forecast.figures import MINUTE_S
from hall.forecast.ranges import Outcome
from hall.forecast.waits.asked import Asked
from hall.forecast.waits.conformal import Calibration
from hall.forecast.waits.features import log_wait
from hall.forecast.waits.recent import Recent
from hall.forecast.waits.steady import Band


@dataclass(frozen=True, slots=True, kw_only=True)
class First:
    """The first forecast of a visit."""

    asked: Asked
    category: str
    at: datetime
    at_s: float
    method: str
    raw: tuple[float, float, float]
    """The band before calibration, as logarithms."""
    band: Band
    middle_s: float
    naive_s: float
    run_log: float
    row: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Guess:
    """The likeliest wait of somebody who took a number then, and what is usually sold."""

    middle_s: float
    naive_s: float


@dataclass(slots=True)
class Followed:
    """The visits of a day whose waits have not ended."""

    recent: Recent = field(default_factory=Recent)
    """By how much those that ended lately differed."""
    guesses: Mapping[str, Guess] = field(default_factory=dict)
    """Those of the last look, by category."""
    _day: date | None = None
    _first: dict[str, First] = field(default_factory=dict)
    _recorded: set[str] = field(default_factory=set)
    _ended: list[Outcome] = field(default_factory=list)

    def __contains__(self, visit: str) -> bool:
        """Whether a visit is followed already."""
        return visit in self._first

    def follow(self, first: First) -> None:
        """A visit was forecast for the first time."""
        self._first[first.asked.key] = first

    def note(self, hall: Hall, now: datetime, now_s: float, calibration: Calibration) -> None:
        """Learn from those whose wait has ended since the last time."""
        if hall.day != self._day:
            self._begin(hall)
        for first, called_s in list(self._over(hall, now, now_s)):
            del self._first[first.asked.key]
            came_s = None if called_s is None else max(called_s - first.at_s, 0.0)
            self._record(_outcome(first, hall.visits.get(first.asked.key), came_s))
            if called_s is not None and came_s is not None and first.row:
                came = log_wait(came_s)
                calibration.note(first.asked.group, first.raw[0], first.raw[2], came)
                self.recent.ends(called_s, first.asked.line.category, came - first.run_log)
        for visit, told in self._unseen(hall):
            self._record(_unseen_outcome(visit, told, self.guesses.get(visit.category)))

    def take_ended(self) -> tuple[Outcome, ...]:
        """What has come of forecasts since this was last asked."""
        ended, self._ended = tuple(self._ended), []
        return ended

    def _begin(self, hall: Hall) -> None:
        """A new day, or a start in its middle: what was called by then is on record, or lost."""
        self._day, self.recent = hall.day, Recent()
        self._first.clear()
        self._recorded = {
            each.id for each in hall.visits.values() if each.calls or each.stage != Stage.WAITING
        }

    def _record(self, outcome: Outcome) -> None:
        """Once for each visit: what was told with the number is for its first call."""
        if outcome.visit not in self._recorded:
            self._recorded.add(outcome.visit)
            self._ended.append(outcome)

    def _unseen(self, hall: Hall) -> Iterator[tuple[Visit, Wait]]:
        """Who took a number and was called since the last look, with what they were told."""
        return (
            (each, each.told)
            for each in hall.visits.values()
            if each.id not in self._recorded
            and each.id not in self._first
            and each.stage != Stage.WAITING
            and each.told is not None
        )

    def _over(
        self, hall: Hall, now: datetime, now_s: float
    ) -> Iterator[tuple[First, float | None]]:
        for visit, first in self._first.items():
            known = hall.visits.get(visit)
            if known is not None and known.stage == Stage.WAITING:
                continue
            called_at = known.called_at if known else None
            if called_at is None:
                yield first, None
            else:
                yield first, now_s + (called_at - now).total_seconds()


def _outcome(first: First, visit: Visit | None, came_s: float | None) -> Outcome:
    """What came of somebody who was seen waiting: judged by what they were told, if anything."""
    told = visit.told if visit else None
    after_s = (first.at - visit.issued_at).total_seconds() if visit and told else 0.0
    return Outcome(
        visit=first.asked.key,
        category=first.category,
        visit_class=CLASSES[first.asked.line.visit_class].value,
        made_at=first.at - timedelta(seconds=after_s),
        method=told.method if told else first.method,
        low_s=told.low_min * MINUTE_S if told else first.band.low_s,
        middle_s=first.middle_s + after_s,
        high_s=told.high_min * MINUTE_S if told else first.band.high_s,
        naive_s=first.naive_s + after_s,
        came_s=None if came_s is None else came_s + after_s,
        seen_after_s=after_s,
        run_log=first.run_log,
        row=first.row,
    )


def _unseen_outcome(visit: Visit, told: Wait, guess: Guess | None) -> Outcome:
    """What came of somebody who never waited while the hall was looked at; trees learn nothing."""
    called_at = visit.called_at
    low_s, high_s = told.low_min * MINUTE_S, told.high_min * MINUTE_S
    known = guess or Guess((low_s + high_s) / 2, (low_s + high_s) / 2)
    return Outcome(
        visit=visit.id,
        category=visit.category,
        visit_class=visit.visit_class.value,
        made_at=visit.issued_at,
        method=told.method,
        low_s=low_s,
        middle_s=known.middle_s,
        high_s=high_s,
        naive_s=known.naive_s,
        came_s=None if called_at is None else (called_at - visit.issued_at).total_seconds(),
        seen_after_s=0.0,
        run_log=0.0,
        row=(),
    )
