"""Bulletins: the same journal gives the same bytes; what is shown is what is kept."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine

from hall.bulletins import pdf, xlsx
from hall.bulletins.fonts import NoChineseFont, first_installed
from hall.bulletins.making import Setting, make
from hall.bulletins.reproducing import reproduce
from hall.catalogue import sample
from hall.core.events import ServiceRated
from hall.storage.bulletins import AlreadyKept, BulletinDamaged, BulletinStore, Contents
from hall.storage.engine import make_engine
from hall.storage.facts import Question
from hall.storage.measures import count
from hall.storage.rows import Entry
from hall.storage.store import Store
from hall.supervision.bulletin import Bulletin, from_bytes, to_bytes
from hall.supervision.figures import WHOLE_KEY, By, Period, Thresholds
from hall.supervision.grounds import grounds_of
from hall.supervision.periods import Every, period_before, period_with
from tests.supervision.month import Month

TUESDAY = Period(first=date(2026, 3, 3), last=date(2026, 3, 3))
WEEK = Period(first=date(2026, 3, 2), last=date(2026, 3, 8))
CATALOGUE, SITE = sample()
SETTING = Setting(
    hall=SITE.name,
    zone=ZoneInfo(SITE.time_zone),
    catalogue=CATALOGUE,
    thresholds=Thresholds(wait_target_s=600, service_target_s=240),
)


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Month:
    """A week, lived once."""
    return Month(tmp_path_factory.mktemp("week") / "hall.db").live(last=date(2026, 3, 6))


def made(month: Month, every: Every, period: Period, setting: Setting = SETTING) -> Bulletin:
    """The bulletin of a period."""
    engine = make_engine(month.url, reading=True)
    with engine.connect() as connection, connection.begin():
        bulletin = make(connection, setting, every, period)
    engine.dispose()
    return bulletin


@pytest.fixture(scope="module")
def tuesday(week: Month) -> Bulletin:
    """The bulletin of a day."""
    return made(week, Every.DAY, TUESDAY)


def test_a_bulletin_says_what_was_counted(week: Month, tuesday: Bulletin) -> None:
    """Its figures are the measures' figures, own and delegated apart, and the day before's."""
    engine = make_engine(week.url, reading=True)
    with engine.connect() as connection, connection.begin():
        question = Question(
            period=TUESDAY,
            zone=SETTING.zone,
            grounds=grounds_of(CATALOGUE),
            thresholds=SETTING.thresholds,
        )
        figures = count(connection, question).of(WHOLE_KEY)
        before = count(connection, replace(question, period=WEEK)).of(WHOLE_KEY)
    engine.dispose()
    assert tuesday.whole.all["numbers"] == figures.numbers
    assert tuesday.whole.all["wait_p90"] == figures.wait.p90_s
    parts = (tuesday.whole.own["numbers"] or 0) + (tuesday.whole.delegated["numbers"] or 0)
    assert parts == figures.numbers
    assert (tuesday.before_first, tuesday.before_last) == (date(2026, 3, 2), date(2026, 3, 2))
    assert 0 < (tuesday.before.all["numbers"] or 0) < before.numbers
    assert tuesday.coverage.numbers > tuesday.coverage.numbers_inside > 0


def test_a_bulletin_finds_something_in_sentences(tuesday: Bulletin) -> None:
    """Findings are sentences in both languages and compare with the day before."""
    assert len(tuesday.findings) >= 8
    assert all(each.zh.endswith("。") and each.en.endswith(".") for each in tuesday.findings)
    assert "前一个工作日" in tuesday.findings[0].zh


def test_a_week_without_a_week_before_compares_with_nothing(week: Month) -> None:
    """A first period has no change, and its table shows dashes for the one before."""
    bulletin = made(week, Every.WEEK, WEEK)
    assert not any("前一周" in each.zh for each in bulletin.findings)
    assert {section.by for section in bulletin.sections} >= {By.DAY, By.HOUR, By.DEPARTMENT}


def test_a_bulletin_is_read_back_as_it_was(tuesday: Bulletin) -> None:
    """Its bytes hold all of it."""
    assert from_bytes(to_bytes(tuesday)) == tuesday


def test_the_journal_gives_the_same_bytes_again(week: Month, tuesday: Bulletin) -> None:
    """Even after somebody changed a rating later on, and in records made from the journal anew."""
    kept = to_bytes(tuesday)
    store = Store(week.url)
    store.open()
    engine = make_engine(week.url, reading=True)
    with engine.connect() as connection, connection.begin():
        sql = "SELECT service, visit, window, clerk FROM ratings WHERE day = '2026-03-03'"
        service, visit, window, clerk = connection.exec_driver_sql(sql).all()[0]
    rated = ServiceRated(
        at=datetime(2026, 3, 9, tzinfo=UTC), service=service, visit=visit, window=window,
        clerk=clerk, level=1, reasons=(), words="", channel="phone", superseded=True,
    )  # fmt: skip
    store.append([Entry(event=rated, day="2026-03-09", by_kind="p", by_id="x", command="")], [])
    store.close()
    assert to_bytes(made(week, Every.DAY, TUESDAY)) != kept
    with engine.connect() as connection, connection.begin():
        assert reproduce(connection, SETTING, kept, tuesday).same
    engine.dispose()


def test_another_target_is_another_bulletin(week: Month, tuesday: Bulletin) -> None:
    """What the figures were counted against is in the bytes."""
    other = replace(SETTING, thresholds=Thresholds())
    assert to_bytes(made(week, Every.DAY, TUESDAY, other)) != to_bytes(tuesday)
    assert tuesday.thresholds == SETTING.thresholds


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_workbook_has_numbers_and_is_the_same_each_time(tuesday: Bulletin, language: str) -> None:
    """A sheet for each breakdown, figures as numbers, the same bytes twice."""
    content = xlsx.workbook(tuesday, language)  # type: ignore[arg-type]
    assert xlsx.workbook(tuesday, language) == content  # type: ignore[arg-type]
    book = load_workbook(io.BytesIO(content))
    assert len(book.sheetnames) == 1 + len(tuesday.sections) + 2
    sheet = book.worksheets[2]
    numbers = [row[1].value for row in sheet.iter_rows(min_row=2, max_row=13)]
    assert (
        sum(each for each in numbers if isinstance(each, int | float))
        == (tuesday.whole.all["numbers"])
    )


def test_a_pdf_is_the_same_each_time(tuesday: Bulletin) -> None:
    """The same bulletin with the same font gives the same file."""
    content = pdf.document(tuesday, "zh")
    assert content.startswith(b"%PDF-")
    assert pdf.document(tuesday, "zh") == content


def test_a_missing_font_is_told_with_what_to_install() -> None:
    """Where no font has Chinese, it is said which package brings one."""
    with pytest.raises(NoChineseFont, match="fonts-noto-cjk"):
        first_installed(())


@pytest.fixture
def engine(week: Month) -> Engine:
    """The store's engine."""
    return make_engine(week.url)


def test_a_kept_bulletin_does_not_change(engine: Engine, tuesday: Bulletin) -> None:
    """It is kept once with its hashes; a damaged one is told, not shown."""
    store = BulletinStore(engine)
    contents = Contents(document=to_bytes(tuesday), xlsx=b"x", pdf=None)
    store.keep("day/2026-03-03", "2026-03-03", "2026-03-04T00:00:00Z", contents)
    with pytest.raises(AlreadyKept):
        store.keep("day/2026-03-03", "2026-03-03", "2026-03-05T00:00:00Z", contents)
    assert [each.id for each in store.kept()] == ["day/2026-03-03"]
    assert store.contents("day/2026-03-03") == contents
    assert store.contents("day/2026-03-04") is None
    with engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("UPDATE bulletins SET document = x'00'")
    with pytest.raises(BulletinDamaged):
        store.contents("day/2026-03-03")
    engine.dispose()


@pytest.mark.parametrize(
    ("every", "day", "first", "last", "before"),
    [
        (Every.DAY, date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1), date(2026, 2, 28)),
        (Every.WEEK, date(2026, 3, 1), date(2026, 2, 23), date(2026, 3, 1), date(2026, 2, 16)),
        (Every.MONTH, date(2026, 3, 31), date(2026, 3, 1), date(2026, 3, 31), date(2026, 2, 1)),
        (Every.MONTH, date(2026, 1, 5), date(2026, 1, 1), date(2026, 1, 31), date(2025, 12, 1)),
    ],
)
def test_periods_and_the_ones_before(
    every: Every, day: date, first: date, last: date, before: date
) -> None:
    """Days, weeks from Monday to Sunday, months, also over the turn of a year."""
    period = period_with(every, day)
    assert (period.first, period.last) == (first, last)
    assert period_before(every, period).first == before
