"""Makes the bulletin of a period from the records, in one state of them.

What must not live here: keeping it (see `hall.storage.bulletins`), how it looks (`xlsx`, `pdf`).
"""

from dataclasses import dataclass, field
from datetime import date, tzinfo

from sqlalchemy import Connection, func, select

from hall.catalogue.model import Catalogue
from hall.catalogue.text import Text
from hall.storage.facts import Question
from hall.storage.measures import count
from hall.storage.tables import journal, visits
from hall.supervision.bulletin import (
    Bulletin,
    Line,
    coverage_lines,
    line,
    section,
    sign_lines,
)
from hall.supervision.coverage import coverage
from hall.supervision.figures import WHOLE_KEY, Breakdown, By, Period, Thresholds
from hall.supervision.gaming import suspicions
from hall.supervision.grounds import grounds_of
from hall.supervision.periods import Every, period_before
from hall.supervision.sentences import sentences

_SECTIONS = {
    Every.DAY: (By.HOUR, By.CATEGORY, By.DEPARTMENT, By.MATTER, By.WINDOW, By.CLERK),
    Every.WEEK: (By.DAY, By.HOUR, By.CATEGORY, By.DEPARTMENT, By.MATTER, By.WINDOW, By.CLERK),
    Every.MONTH: (By.DAY, By.HOUR, By.CATEGORY, By.DEPARTMENT, By.MATTER, By.WINDOW, By.CLERK),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a bulletin needs to know of its hall."""

    hall: Text
    zone: tzinfo
    catalogue: Catalogue
    thresholds: Thresholds = field(default_factory=Thresholds)

    def question(self, period: Period, by: By) -> Question:
        """A question about this hall."""
        return Question(
            period=period,
            zone=self.zone,
            by=by,
            grounds=grounds_of(self.catalogue),
            thresholds=self.thresholds,
        )


def make(connection: Connection, setting: Setting, every: Every, period: Period) -> Bulletin:
    """The bulletin of a period, from everything that the journal holds now."""
    before = _before(connection, every, period)
    found = {
        by: count(connection, setting.question(period, by)) for by in (By.WHOLE, *_SECTIONS[every])
    }
    then = count(connection, setting.question(before, By.WHOLE))
    sections = {by: section(found[by], setting.catalogue) for by in _SECTIONS[every]}
    whole, was = _line(found[By.WHOLE]), _line(then)
    covered = coverage_lines(coverage(setting.catalogue, _numbers(found[By.MATTER])))
    signs = sign_lines(suspicions(found[By.CLERK]))
    seq, digest = _seal(connection)
    return Bulletin(
        hall=setting.hall,
        every=every,
        first=period.first,
        last=period.last,
        before_first=before.first,
        before_last=before.last,
        journal_seq=seq,
        journal_hash=digest,
        catalogue=setting.catalogue.version,
        thresholds=setting.thresholds,
        whole=whole,
        before=was,
        sections=tuple(sections.values()),
        coverage=covered,
        signs=signs,
        findings=sentences(
            every=every, whole=whole, before=was, sections=sections, coverage=covered, signs=signs
        ),
    )


def _line(found: Breakdown) -> Line:
    return line(WHOLE_KEY, Text("全部", "All"), found.rows.get(WHOLE_KEY, {}))


def _numbers(by_matter: Breakdown) -> dict[str, int]:
    return {matter: by_matter.of(matter).numbers for matter in by_matter.rows}


def _before(connection: Connection, every: Every, period: Period) -> Period:
    """The period before; before a day comes the last day on which the hall was open."""
    if every is not Every.DAY:
        return period_before(every, period)
    last_open = connection.execute(
        select(func.max(visits.c.day)).where(visits.c.day < period.first.isoformat())
    ).scalar()
    if last_open is None:
        return period_before(every, period)
    day = date.fromisoformat(last_open)
    return Period(first=day, last=day)


def _seal(connection: Connection) -> tuple[int, str]:
    newest = connection.execute(
        select(journal.c.seq, journal.c.hash).order_by(journal.c.seq.desc()).limit(1)
    ).first()
    return (newest.seq, bytes(newest.hash).hex()) if newest else (0, "")
