"""Takes up what the nights have taught, and keeps what came of each forecast.

Both go with the looks of the foresight, on its thread. Without what was learnt, or where it is of
another catalogue, the catalogue's own figures answer; the method says so.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from hall.controller.foresight import Seen
from hall.controller.foretold import Foretold
from hall.controller.premises import Premises
from hall.errors import HallError
from hall.forecast.figures import catalogue_figures
from hall.forecast.ranges import Outcome
from hall.forecast.waits.boosting import read
from hall.forecast.waits.forecaster import WaitForecaster
from hall.foreseeing.night import Job, Lesson
from hall.foreseeing.packing import (
    CALIBRATION,
    LEARNT,
    Scores,
    pack_outcomes,
    pack_scores,
    unpack_learnt,
    unpack_scores,
)
from hall.storage.encoding import moment
from hall.storage.forecasts import Document, ForecastStore

log = logging.getLogger(__name__)

KEEP_EVERY_S: Final = 60.0
MOST_HELD: Final = 20_000


@dataclass(slots=True)
class Pupil:
    """Learns each night, as a companion of the looks; `begin` starts a lesson."""

    forecaster: WaitForecaster
    foretold: Foretold
    store: ForecastStore
    premises: Callable[[], Premises]
    begin: Callable[[Lesson], Job]
    has_past: Callable[[date], bool]
    """Whether anything is on record from before a day."""
    url: str
    days: int
    learns: bool = True
    _taught: Premises | None = None
    _day: date | None = None
    _job: Job | None = None

    def __call__(self, seen: Seen) -> None:
        """Take up a new catalogue, the end of a day, the end of a lesson."""
        if self._taught is not self.premises():
            self._taught = self.premises()
            self._take_up()
            self._catch_up(seen.hall.day)
        if self._day is not None and seen.hall.day != self._day:
            self._day_is_over(self._day)
        self._day = seen.hall.day
        if self._job is not None and self._job.exitcode is not None:
            self._lesson_is_over(self._job.exitcode)

    def _day_is_over(self, day: date) -> None:
        scores = Scores(
            categories=self.forecaster.figures.categories,
            method=self.forecaster.method,
            kept=self.forecaster.calibration.kept(),
        )
        now = moment(datetime.now(UTC))
        self.store.put(CALIBRATION, Document(at=now, visits=0, document=pack_scores(scores)))
        self._learn(day)

    def _catch_up(self, day: date | None) -> None:
        """A hall with a past that nothing is known of learns at once: the extra may be new here."""
        if day is not None and self.foretold.state.learnt_at is None and self.has_past(day):
            self._learn(day - timedelta(days=1))

    def _learn(self, last: date) -> None:
        """Begin a lesson, unless one is under way."""
        if not self.learns or self._job is not None:
            return
        premises = self.premises()
        self._job = self.begin(
            Lesson(
                url=self.url,
                believed=catalogue_figures(premises.catalogue),
                zone=premises.zone.key,
                last=last,
                days=self.days,
            )
        )

    def _lesson_is_over(self, status: int) -> None:
        self._job = None
        if status == 0:
            self._take_up()
        else:
            log.error("nothing was learnt this night: the lesson ended with %s", status)

    def _take_up(self) -> None:
        """Use what is kept, as far as it is of this catalogue; else what the catalogue says."""
        believed = catalogue_figures(self.premises().catalogue)
        self.forecaster.relearn(believed, None)
        found = self.store.get(LEARNT)
        if found is None:
            return
        try:
            learnt = unpack_learnt(found.document)
            if learnt.figures.categories != believed.categories:
                log.warning("what was learnt is of another catalogue; it is learnt anew tonight")
                return
            trees = read(learnt.trees) if learnt.trees else None
            self.forecaster.relearn(learnt.figures, trees)
            self._calibrate()
        except HallError as error:
            log.warning("%s; the catalogue's figures are used until the next night", error)
        self.foretold.state = replace(
            self.foretold.state,
            learnt_at=datetime.fromisoformat(found.at),
            learnt_from=found.visits,
        )

    def _calibrate(self) -> None:
        found = self.store.get(CALIBRATION)
        if found is None:
            return
        scores = unpack_scores(found.document)
        same = (self.forecaster.figures.categories, self.forecaster.method)
        if (scores.categories, scores.method) == same:
            self.forecaster.calibration.restore(scores.kept)


@dataclass(slots=True)
class Recorder:
    """Keeps first forecasts with what came of them, a few at a time."""

    forecaster: WaitForecaster
    store: ForecastStore
    stopwatch: Callable[[], float]
    _held: list[tuple[str, Outcome]] = field(default_factory=list)
    _day: str = ""
    _kept_s: float = 0.0

    def __call__(self, seen: Seen) -> None:
        """Take what has ended, and write it when it is time; a rehearsal leaves no records."""
        day = self._day
        self._day = seen.hall.day.isoformat() if seen.hall.day else day
        ended = self.forecaster.outcomes()
        if not seen.hall.rehearsal:
            self._held += [(day or self._day, each) for each in ended]
        if self._held and self.stopwatch() - self._kept_s >= KEEP_EVERY_S:
            self.keep()

    def keep(self) -> None:
        """Write what is held; what cannot be written is held on, within bounds."""
        self._kept_s = self.stopwatch()
        del self._held[:-MOST_HELD]
        self.store.keep([row for day, each in self._held for row in pack_outcomes(day, [each])])
        self._held.clear()
