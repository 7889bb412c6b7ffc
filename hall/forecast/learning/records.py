"""The past as the forecast reads it: visits that are over, and when windows called.

Times are seconds since midnight in the hall's zone. What must not live here: files and tables; who
keeps the records hands them over as these values.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from hall.core.settings import VisitClass


@dataclass(frozen=True, slots=True, kw_only=True)
class PastVisit:
    """One number and what became of it."""

    day: date
    visit: str
    category: str
    issued_s: float
    called_s: float | None
    """None when it was never called."""
    started_s: float | None = None
    """None when nobody came."""
    finished_s: float | None = None
    window: int | None = None
    matter: str | None = None
    visit_class: VisitClass = VisitClass.ORDINARY
    left_s: float | None = None
    """When it was seen to leave the line."""

    @property
    def wait_s(self) -> float | None:
        """How long it waited to be called."""
        return None if self.called_s is None else self.called_s - self.issued_s

    @property
    def service_s(self) -> float | None:
        """How long it was served."""
        if self.started_s is None or self.finished_s is None:
            return None
        return self.finished_s - self.started_s


@dataclass(frozen=True, slots=True, kw_only=True)
class PastStretch:
    """A stretch of a day in which a window was open."""

    day: date
    window: int
    from_s: float
    until_s: float
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """The records of some days."""

    visits: tuple[PastVisit, ...]
    stretches: tuple[PastStretch, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """The days that have visits, in order."""
        return tuple(sorted({visit.day for visit in self.visits}))

    def until(self, day: date) -> "Past":
        """What was known before a day began."""
        return Past(
            visits=tuple(each for each in self.visits if each.day < day),
            stretches=tuple(each for each in self.stretches if each.day < day),
        )


def by_day(visits: Iterable[PastVisit]) -> Mapping[date, list[PastVisit]]:
    """Visits of each day in the order of issue."""
    days: dict[date, list[PastVisit]] = {}
    for visit in sorted(visits, key=lambda each: (each.day, each.issued_s, each.visit)):
        days.setdefault(visit.day, []).append(visit)
    return days
