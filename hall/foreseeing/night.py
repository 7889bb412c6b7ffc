"""The lesson of a night: figures and trees from the hall's own records, in a process of its own.

It reads the records, learns, and keeps the result in the store; the hall takes it up from there.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from typing import Final, Protocol
from zoneinfo import ZoneInfo

from hall.core.settings import VisitClass
from hall.forecast.figures import Figures
from hall.forecast.learning.learning import learn
from hall.forecast.learning.records import Past, PastStretch, PastVisit
from hall.forecast.snapshot import seconds_of_day
from hall.forecast.waits.boosting import grow
from hall.forecast.waits.features import NAMES, log_wait
from hall.foreseeing.packing import LEARNT, Learnt, pack_learnt, unpack_features
from hall.storage.archive import Archive
from hall.storage.encoding import moment
from hall.storage.engine import make_engine
from hall.storage.forecasts import Document, ForecastStore, Kept
from hall.storage.past import ShiftRow, VisitRow, shift_rows, visit_rows

_NICE: Final = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What is to be learnt from: some days up to one that is over."""

    url: str
    believed: Figures
    zone: str
    last: date
    days: int


class Job(Protocol):
    """A lesson under way; its exit code is there when it is over."""

    @property
    def exitcode(self) -> int | None:
        """0 for a good end."""


def begin(lesson: Lesson) -> Job:
    """Learn in a process of its own, at low priority."""
    process = get_context("spawn").Process(
        target=_learn_patiently, args=(lesson,), name="learning", daemon=True
    )
    process.start()
    return process


def _learn_patiently(lesson: Lesson) -> None:
    os.nice(_NICE)
    learn_and_keep(lesson)


def learn_and_keep(lesson: Lesson) -> None:
    """Learn in this process; what was learnt takes the place of what was kept."""
    archive, engine = Archive(lesson.url), make_engine(lesson.url)
    try:
        past = read_past(archive, lesson)
        store = ForecastStore(engine)
        since = (lesson.last - timedelta(days=lesson.days)).isoformat()
        learnt = Learnt(
            figures=learn(lesson.believed, past),
            trees=_trees(lesson.believed, store.learn_from(since)),
        )
        store.forget_features(since)
        document = Document(
            at=moment(datetime.now(UTC)), visits=len(past.visits), document=pack_learnt(learnt)
        )
        store.put(LEARNT, document)
    finally:
        archive.close()
        engine.dispose()


def read_past(archive: Archive, lesson: Lesson) -> Past:
    """The past of a lesson, from the records."""
    zone = ZoneInfo(lesson.zone)
    since = (lesson.last - timedelta(days=lesson.days)).isoformat()
    before = (lesson.last + timedelta(days=1)).isoformat()
    rows = archive.read(lambda connection: visit_rows(connection, since, before))
    shifts = archive.read(lambda connection: shift_rows(connection, since, before))
    return Past(
        visits=tuple(past_visit(row, zone) for row in rows),
        stretches=tuple(past_stretches(shifts, zone)),
    )


def past_visit(row: VisitRow, zone: ZoneInfo) -> PastVisit:
    """A row of the records as the forecast reads the past.

    It counts from when the visit entered the line it was called from. Who left a line is not taken
    from the records: few say so, and the others would count as patient.
    """
    called_s = _seconds(row.called_at, zone)
    started_s = _seconds(row.started_at, zone)
    issued_s = _seconds(row.issued_at, zone) or 0.0
    return PastVisit(
        day=date.fromisoformat(row.day),
        visit=row.id,
        category=row.category,
        matter=row.matter,
        visit_class=VisitClass(row.visit_class),
        issued_s=issued_s
        if called_s is None or row.wait_s is None
        else max(called_s - row.wait_s, 0.0),
        called_s=called_s,
        started_s=started_s,
        finished_s=None
        if started_s is None or row.service_s is None
        else started_s + row.service_s,
        window=row.window,
    )


def past_stretches(rows: Iterable[ShiftRow], zone: ZoneInfo) -> Iterator[PastStretch]:
    """When windows were open: from each opening to the next pause or closing of the day."""
    since: dict[tuple[str, int], float] = {}
    for row in rows:
        key, at_s = (row.day, row.window), _seconds(row.at, zone) or 0.0
        if row.status == "open":
            since.setdefault(key, at_s)
        elif key in since:
            yield PastStretch(
                day=date.fromisoformat(row.day),
                window=row.window,
                from_s=since.pop(key),
                until_s=at_s,
            )


def _seconds(text: str | None, zone: ZoneInfo) -> float | None:
    return None if text is None else seconds_of_day(datetime.fromisoformat(text), zone)


def _trees(figures: Figures, rows: Sequence[Kept]) -> tuple[str, ...]:
    """What the trees learn from forecasts and what came of them; nothing from few."""
    known = [
        (row, features)
        for row in rows
        if row.category in figures.categories
        and len(features := unpack_features(row.features)) == len(NAMES)
    ]
    grown = grow(
        [features for _, features in known],
        [log_wait(_still_s(row)) - row.run_log for row, _ in known],
        [row.run_log for row, _ in known],
    )
    return grown.texts if grown else ()


def _still_s(row: Kept) -> float:
    """How long it still waited when the hall was looked at for it."""
    return max((row.came_s or 0.0) - row.seen_after_s, 0.0)
