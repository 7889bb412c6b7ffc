"""What nights teach: from the records, kept in the store, taken up by the running hall."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Engine, insert

from hall.controller.foresight import Seen
from hall.controller.foretold import Foretold
from hall.core import commands as c
from hall.core.hall import Hall
from hall.forecast.engine.state import spread
from hall.forecast.figures import catalogue_figures
from hall.forecast.ranges import BY_RUNS
from hall.forecast.waits.forecaster import WaitForecaster
from hall.foreseeing.night import Job, Lesson, learn_and_keep, past_stretches
from hall.foreseeing.packing import LEARNT, Learnt, pack_learnt, unpack_learnt
from hall.foreseeing.pupil import Pupil, Recorder
from hall.storage.encoding import moment
from hall.storage.engine import make_engine
from hall.storage.forecasts import Document, ForecastStore, quality
from hall.storage.past import ShiftRow, has_visits
from hall.storage.store import Store
from hall.storage.tables import services, visits
from tests.core.build import Script, at, open_hall
from tests.fakes.switchboard import sample_premises

ZONE = ZoneInfo("Asia/Shanghai")
PREMISES = sample_premises()
BELIEVED = catalogue_figures(PREMISES.catalogue)
MONDAY = date(2026, 3, 2)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A hall's store with its tables."""
    url = f"sqlite:///{tmp_path / 'hall.db'}"
    store = Store(url)
    store.open()
    store.close()
    return url


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    """A second way into the store."""
    engine = make_engine(url)
    yield engine
    engine.dispose()


@dataclass
class FakeJob:
    """A lesson that is over when it is said to be."""

    exitcode: int | None = None


@dataclass
class School:
    """Notes the lessons that were begun."""

    jobs: list[FakeJob] = field(default_factory=list)
    lessons: list[Lesson] = field(default_factory=list)

    def begin(self, lesson: Lesson) -> Job:
        """A lesson that goes on."""
        self.lessons.append(lesson)
        self.jobs.append(FakeJob())
        return self.jobs[-1]


def _pupil(engine: Engine, url: str) -> tuple[Pupil, School, WaitForecaster]:
    forecaster = WaitForecaster(figures=BELIEVED, zone=ZONE, runs=60)
    school = School()
    pupil = Pupil(
        forecaster=forecaster,
        foretold=Foretold(),
        store=ForecastStore(engine),
        premises=lambda: PREMISES,
        begin=school.begin,
        has_past=lambda day: _has_past(engine, day),
        url=url,
        days=60,
    )
    return pupil, school, forecaster


def _has_past(engine: Engine, day: date) -> bool:
    with engine.connect() as connection:
        return has_visits(connection, day.isoformat())


def _slow_day(engine: Engine, day: date, minutes: int) -> None:
    """A hundred visits in social security, each served for so long."""
    opens = datetime(day.year, day.month, day.day, 1, tzinfo=ZoneInfo("UTC"))
    with engine.begin() as connection:
        for at_ in range(100):
            ident = f"{day}-{at_}"
            called = opens + timedelta(minutes=4 * at_ + 5)
            connection.execute(
                insert(visits).values(
                    id=ident,
                    day=day.isoformat(),
                    number=f"S{at_:03}",
                    category="SS",
                    visit_class="ordinary",
                    ahead=0,
                    issued_at=moment(opens + timedelta(minutes=4 * at_)),
                    called_at=moment(called),
                    window=3,
                    wait_s=300.0,
                    calls=1,
                )
            )
            connection.execute(
                insert(services).values(
                    id=ident,
                    visit=ident,
                    day=day.isoformat(),
                    window=3,
                    clerk="ann",
                    category="SS",
                    started_at=moment(called + timedelta(seconds=30)),
                    inferred_start=False,
                    service_s=60.0 * minutes,
                )
            )


def _lesson(url: str) -> Lesson:
    return Lesson(
        url=url, believed=BELIEVED, zone=ZONE.key, last=MONDAY + timedelta(days=4), days=60
    )


def test_a_night_teaches_what_the_records_say(engine: Engine, url: str) -> None:
    """A week of slow services makes the category slower than the catalogue said."""
    for day in range(4):
        _slow_day(engine, MONDAY + timedelta(days=day), minutes=40)
    learn_and_keep(_lesson(url))
    found = ForecastStore(engine).get(LEARNT)
    assert found is not None
    assert found.visits == 400
    figures = unpack_learnt(found.document).figures
    social = figures.categories.index("SS")
    assert figures.services[social].median_s > 1.3 * BELIEVED.services[social].median_s
    assert figures.profile.rates != ()


def test_without_records_the_catalogue_stands(engine: Engine, url: str) -> None:
    """The first night of a hall changes nothing."""
    learn_and_keep(_lesson(url))
    found = ForecastStore(engine).get(LEARNT)
    assert found is not None
    assert unpack_learnt(found.document) == Learnt(figures=BELIEVED)


def test_windows_are_open_until_they_pause_or_close() -> None:
    """What was not ended by the records is not guessed."""
    rows = [
        ShiftRow(day="2026-03-02", window=3, status=status, at=f"2026-03-02T{at_}:00Z")
        for status, at_ in (
            ("open", "00:30"),
            ("paused", "03:30"),
            ("open", "04:15"),
            ("open", "05:00"),
            ("closed", "09:00"),
            ("open", "09:30"),
        )
    ]
    assert [(each.from_s / 3600, each.until_s / 3600) for each in past_stretches(rows, ZONE)] == [
        (8.5, 11.5),
        (12.25, 17.0),
    ]


def test_a_day_that_is_over_is_learnt_from_and_taken_up(engine: Engine, url: str) -> None:
    """The lesson begins at the close; when it has ended well, its figures are used."""
    pupil, school, forecaster = _pupil(engine, url)
    pupil(Seen(open_hall(3).hall, at(0)))
    assert school.lessons == []
    pupil(Seen(Hall(), at(60)))
    assert [each.last for each in school.lessons] == [MONDAY]
    slower = replace(BELIEVED, services=(spread(999, 0.5),) * len(BELIEVED.categories))
    ForecastStore(engine).put(
        LEARNT,
        Document(at="2026-03-02T15:00:00Z", visits=7, document=pack_learnt(Learnt(figures=slower))),
    )
    school.jobs[0].exitcode = 0
    pupil(Seen(Hall(), at(120)))
    assert forecaster.figures.services[0].median_s == pytest.approx(999)
    assert pupil.foretold.state.learnt_from == 7


def test_a_hall_with_a_past_learns_when_the_forecast_is_new_to_it(engine: Engine, url: str) -> None:
    """It does not wait for the night; once learnt from, it does."""
    _slow_day(engine, MONDAY - timedelta(days=3), minutes=25)
    pupil, school, _ = _pupil(engine, url)
    pupil(Seen(open_hall(3).hall, at(0)))
    assert [each.last for each in school.lessons] == [MONDAY - timedelta(days=1)]
    learn_and_keep(_lesson(url))
    again, later, _ = _pupil(engine, url)
    again(Seen(open_hall(3).hall, at(60)))
    assert later.lessons == []


def test_a_lesson_that_failed_leaves_what_is_known(engine: Engine, url: str) -> None:
    """The next day begins with the figures of the day before, and the next night tries again."""
    pupil, school, forecaster = _pupil(engine, url)
    pupil(Seen(open_hall(3).hall, at(0)))
    pupil(Seen(Hall(), at(60)))
    school.jobs[0].exitcode = 1
    pupil(Seen(open_hall(3).hall, at(120)))
    assert forecaster.figures == BELIEVED
    pupil(Seen(Hall(), at(180)))
    assert len(school.lessons) == 2


@pytest.mark.parametrize(
    "document",
    [
        b"not ours",
        pack_learnt(
            Learnt(figures=replace(BELIEVED, categories=("X",), services=BELIEVED.services[:1]))
        ),
    ],
    ids=["damaged", "of another catalogue"],
)
def test_what_cannot_be_used_falls_back_to_the_catalogue(
    engine: Engine, url: str, document: bytes
) -> None:
    """The hall starts all the same and says by which method it answers."""
    ForecastStore(engine).put(
        LEARNT, Document(at="2026-03-02T15:00:00Z", visits=7, document=document)
    )
    pupil, _, forecaster = _pupil(engine, url)
    pupil(Seen(open_hall(3).hall, at(0)))
    assert forecaster.figures == BELIEVED
    assert forecaster.method == BY_RUNS


def test_calibration_outlives_a_restart(engine: Engine, url: str) -> None:
    """What a day has shown of bands is known the next morning, to another process too."""
    ForecastStore(engine).put(
        LEARNT,
        Document(
            at="2026-03-01T15:00:00Z", visits=7, document=pack_learnt(Learnt(figures=BELIEVED))
        ),
    )
    pupil, _, forecaster = _pupil(engine, url)
    pupil(Seen(open_hall(3).hall, at(0)))
    for _ in range(40):
        forecaster.calibration.note((0, 0), 5.0, 6.0, 6.4)
    known = forecaster.calibration.margin((0, 0))
    pupil(Seen(Hall(), at(60)))
    again, _, fresh = _pupil(engine, url)
    again(Seen(open_hall(3).hall, at(120)))
    assert fresh.calibration.margin((0, 0)) == known > 0


def test_what_came_of_forecasts_is_on_record(engine: Engine) -> None:
    """What visits were told is kept with when they were called, a minute at a time."""
    forecaster = WaitForecaster(figures=BELIEVED, zone=ZONE, runs=60)
    clock = iter([0.0, 30.0, 61.0, 61.0, 62.0])
    recorder = Recorder(
        forecaster=forecaster, store=ForecastStore(engine), stopwatch=lambda: next(clock)
    )
    script = _crowd()
    for _ in range(4):
        forecaster.forecast(script.hall, at(script.now_s))
        recorder(Seen(script.hall, at(script.now_s)))
        script.call(1, after_s=400)
        script.do(c.StartService(window=1))
        script.do(c.FinishService(window=1, ask_rating=False))
    with engine.connect() as connection:
        whole = quality(connection, MONDAY.isoformat(), MONDAY.isoformat())[0]
    assert whole.count >= 1
    assert whole.methods == (BY_RUNS,)


def _crowd() -> Script:
    script = open_hall(1)
    for _ in range(6):
        script.take("SS01", after_s=20)
    return script
