"""First forecasts followed until their visits are called: for calibration, and for the record."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from hall.core.hall import Hall
from hall.core.stages import Stage
from hall.forecast.engine.state import CLASSES
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


@dataclass(slots=True)
class Followed:
    """The forecasts of a day whose waits have not ended."""

    recent: Recent = field(default_factory=Recent)
    """By how much those that ended lately differed."""
    _day: date | None = None
    _first: dict[str, First] = field(default_factory=dict)
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
            self._day, self.recent = hall.day, Recent()
            self._first.clear()
        for first, called_s in list(self._over(hall, now, now_s)):
            del self._first[first.asked.key]
            came_s = None if called_s is None else max(called_s - first.at_s, 0.0)
            self._ended.append(_outcome(first, came_s))
            if called_s is not None and came_s is not None and first.row:
                came = log_wait(came_s)
                calibration.note(first.asked.group, first.raw[0], first.raw[2], came)
                self.recent.ends(called_s, first.asked.line.category, came - first.run_log)

    def take_ended(self) -> tuple[Outcome, ...]:
        """What has come of forecasts since this was last asked."""
        ended, self._ended = tuple(self._ended), []
        return ended

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


def _outcome(first: First, came_s: float | None) -> Outcome:
    return Outcome(
        visit=first.asked.key,
        category=first.category,
        visit_class=CLASSES[first.asked.line.visit_class].value,
        made_at=first.at,
        method=first.method,
        low_s=first.band.low_s,
        middle_s=first.middle_s,
        high_s=first.band.high_s,
        naive_s=first.naive_s,
        came_s=came_s,
        run_log=first.run_log,
        row=first.row,
    )
