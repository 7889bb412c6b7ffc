"""What returns every week: made into dates, checked at the start, in force on the day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from hall.config import load_config
from hall.controller.category_numbers import CategoryNumbers
from hall.controller.clock import HallClock
from hall.controller.daykeeper import DayKeeper
from hall.controller.editions import Editions
from hall.controller.opening_check import check_opening
from hall.controller.premises import Premises
from hall.controller.timetable import Timetable, WeeklyQuota, WeeklySlots, WeeklyTide
from hall.core import commands as c
from hall.core.hall import Hall
from hall.core.settings import Settings
from hall.errors import ConfigError
from tests.core.build import Script, at
from tests.fakes.switchboard import sample_premises

MONDAY, TUESDAY = date(2026, 3, 2), date(2026, 3, 3)
TEN, NOON = time(10), time(12)
WEEK = Timetable(
    quotas=(WeeklyQuota(category="SS", opens=time(8), closes=TEN, maximum=2),),
    appointments=(
        WeeklySlots(category="SS", opens=TEN, closes=NOON, minutes=50, maximum=3, weekdays=(1, 2)),
    ),
    tides=(
        WeeklyTide(
            reason="Monday rush",
            opens=TEN,
            closes=NOON,
            windows={6: ("BD", "SS")},
            weekdays=(1,),
        ),
    ),
    book_ahead_days=1,
)


def hall_with(week: Timetable) -> Premises:
    return replace(sample_premises(), timetable=week)


HERE = sample_premises()


def local(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """A moment as the hall's people read it, eight hours before UTC."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def test_a_day_has_its_quotas_and_the_times_to_book() -> None:
    """Those of today and of the next open days, as many as can be booked ahead."""
    offer = hall_with(WEEK).offer(MONDAY)
    (quota,) = offer.quotas
    assert (quota.span.start, quota.maximum) == (local(MONDAY, 8), 2)
    starts = [each.span.start for each in offer.appointment_slots]
    assert starts == [
        local(day, hour, minute)
        for day in (MONDAY, TUESDAY)
        for hour, minute in ((10, 0), (10, 50))
    ]
    assert hall_with(WEEK).offer(date(2026, 3, 4)).appointment_slots == ()


def test_a_category_has_numbers_of_its_own() -> None:
    """Where they begin, how wide they are, how many there are, and until when; others have not."""
    said = CategoryNumbers(start=300, width=4, daily_maximum=50, last_at=time(16))
    rules = {
        each.code: each for each in replace(HERE, numbers={"SS": said}).offer(MONDAY).categories
    }
    own, other = rules["SS"], rules["BD"]
    assert (own.number_start, own.number_width, own.daily_maximum) == (300, 4, 50)
    assert own.last_number_at == local(MONDAY, 16)
    assert (other.number_start, other.last_number_at) == (None, None)


def test_a_day_knows_the_days_off_that_follow_it() -> None:
    """Each with its reason, so that who asks for a number on one is told when it opens again."""
    friday = date(2026, 3, 6)
    offer = HERE.offer(friday)
    assert [(each.span.start, each.reason[0]) for each in offer.days_off] == [
        (local(friday + timedelta(days=each)), "休息") for each in (1, 2)
    ]
    assert offer.reopens_at == local(date(2026, 3, 9), 8)
    assert HERE.offer(MONDAY).days_off == ()


def test_a_window_with_a_hearing_loop_suits_who_needs_one() -> None:
    """As the file of the hall says."""
    site = HERE.site
    there = replace(site, windows={**site.windows, 6: replace(site.windows[6], hearing_loop=True)})
    suits = replace(HERE, site=there).offer(MONDAY).windows[6].suits
    assert "hearing_loop" in suits
    assert "hearing_loop" not in HERE.offer(MONDAY).windows[6].suits


def _opened(now: datetime, wall: datetime | None = None) -> list[c.OpenDay]:
    keeper = DayKeeper(
        editions=Editions(hall_with(WEEK)),
        settings=Settings(),
        wall=None if wall is None else lambda: wall,
    )
    commands = [each.make(Hall(), now) for each in keeper.orders(Hall(), HallClock(now))]
    return [each for each in commands if isinstance(each, c.OpenDay)]


def test_a_tide_comes_and_goes_with_the_day() -> None:
    """Window 6 helps on Monday from ten to noon, and gets back what it had."""
    script = Script()
    opening_at = local(MONDAY, 8)
    script.now_s = (opening_at - at(0)).total_seconds()
    for command in _opened(opening_at):
        script.do(command)
    for moment, serves in (
        (local(MONDAY, 9, 59), ("BD",)),
        (local(MONDAY, 10), ("BD", "SS")),
        (local(MONDAY, 12), ("BD",)),
    ):
        script.do(c.LetTimePass(), after_s=(moment - at(script.now_s)).total_seconds())
        assert script.window(6).categories == serves


def test_a_tide_that_is_over_is_not_brought_by_a_late_start() -> None:
    """A hall that is started in the afternoon has its plan as it is."""
    (opening,) = _opened(local(MONDAY, 13))
    assert opening.tides == ()
    (opening,) = _opened(local(MONDAY, 11))
    assert len(opening.tides) == 1
    (opening,) = _opened(local(TUESDAY, 8))
    assert opening.tides == ()
    (opening,) = _opened(local(MONDAY, 8), wall=local(MONDAY, 13))
    assert opening.tides == (), "by the time the clock was put forward to"


WRONG = [
    (
        Timetable(quotas=(replace(WEEK.quotas[0], category="XX"),)),
        "quotas.1: XX: expected",
    ),
    (Timetable(quotas=(replace(WEEK.quotas[0], maximum=0),)), "maximum: expected at least 1"),
    (Timetable(quotas=(replace(WEEK.quotas[0], closes=time(7)),)), "closes: expected"),
    (Timetable(appointments=(replace(WEEK.appointments[0], minutes=0),)), "minutes: expected"),
    (Timetable(tides=(replace(WEEK.tides[0], windows={99: ("SS",)}),)), "tides.1: unknown_window"),
    (Timetable(tides=(replace(WEEK.tides[0], windows={6: ("XX",)}),)), "unknown_category"),
    (Timetable(tides=(replace(WEEK.tides[0], windows={6: ()}),)), "window_serves_nothing"),
    (Timetable(tides=(replace(WEEK.tides[0], windows={}),)), "windows: expected"),
    (Timetable(tides=(replace(WEEK.tides[0], reason=" "),)), "reason: expected"),
    (Timetable(tides=(replace(WEEK.tides[0], weekdays=(0,)),)), "weekdays: expected"),
]


@pytest.mark.parametrize(("week", "said"), WRONG, ids=[said for _, said in WRONG])
def test_a_week_that_does_not_fit_its_hall_is_told_at_the_start(week: Timetable, said: str) -> None:
    """With the entry and what was expected."""
    with pytest.raises(ConfigError, match=said.replace(".", r"\.")):
        check_opening(hall_with(week), Settings())


def test_wrong_numbers_of_a_category_are_told_at_the_start() -> None:
    """With the category and what was expected."""
    for code, numbers, said in (
        ("XX", CategoryNumbers(), "numbers.XX: expected the code"),
        ("SS", CategoryNumbers(daily_maximum=0), "numbers.SS.daily_maximum: expected at least 1"),
        ("SS", CategoryNumbers(width=0), "numbers.SS.width: expected at least 1"),
    ):
        with pytest.raises(ConfigError, match=said):
            check_opening(replace(HERE, numbers={code: numbers}), Settings())


def test_equal_digits_are_refused_where_a_panel_shows_digits_only() -> None:
    """In the plan that the hall is built with, and in a tide; apart they are good."""
    premises = hall_with(Timetable())
    check_opening(premises, Settings())
    site = premises.site
    for no, week in ((2, Timetable()), (6, Timetable(tides=WEEK.tides))):
        window = replace(site.windows[no], digits_only=True)
        there = replace(site, windows={**site.windows, no: window})
        with pytest.raises(ConfigError, match="digits_clash"):
            check_opening(replace(premises, site=there, timetable=week), Settings())
    apart = {"BD": CategoryNumbers(daily_maximum=300), "SS": CategoryNumbers(start=301)}
    check_opening(replace(premises, site=there, timetable=week, numbers=apart), Settings())


FILE = """
[hall]
id = "h01"
[store]
url = "sqlite:////var/lib/hall/hall.db"
[numbers.SS]
start = 301
last_at = 16:30:00
[timetable]
book_ahead_days = 5
[[timetable.quotas]]
category = "SS"
opens = 08:00:00
closes = 10:00:00
maximum = 60
[[timetable.tides]]
reason = "Monday rush"
weekdays = [1]
opens = 10:00:00
closes = 12:00:00
windows = {6 = ["BD", "SS"]}
"""


def test_the_week_is_read_from_the_configuration(tmp_path: Path) -> None:
    """Keys that are not known are told with those that are."""
    path = tmp_path / "hall.toml"
    path.write_text(FILE)
    config = load_config(path)
    assert config.numbers["SS"] == CategoryNumbers(start=301, last_at=time(16, 30))
    week = config.timetable
    assert week.tides[0].windows == {6: ("BD", "SS")}
    assert week.quotas[0].maximum == 60
    path.write_text(FILE.replace("maximum = 60", "limit = 60"))
    with pytest.raises(ConfigError) as wrong:
        load_config(path)
    assert "limit: unknown key; expected one of category, closes, maximum" in str(wrong.value)
    path.write_text(FILE.replace("start = 301", "from = 301"))
    with pytest.raises(ConfigError) as wrong:
        load_config(path)
    assert "from: unknown key; expected one of daily_maximum, last_at, start" in str(wrong.value)
