"""Tests of the days on which the hall opens."""

from datetime import date

import pytest

from hall.controller.open_days import OpenDays

WEEK = OpenDays(weekdays=(1, 2, 3, 4, 5))


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2025, 3, 3), True),  # a Monday
        (date(2025, 3, 8), False),  # a Saturday
        (date(2025, 10, 1), False),  # National Day, a Wednesday
        (date(2025, 10, 11), True),  # a Saturday worked for the holiday
        (date(2099, 1, 5), True),  # a Monday that no calendar knows yet
        (date(2099, 1, 4), False),  # a Sunday likewise
    ],
)
def test_the_week_follows_the_national_calendar(day: date, opens: bool) -> None:
    """Holidays close a weekday, make-up days open a Saturday, unknown years go by the week."""
    assert WEEK.is_open(day) is opens


def test_what_the_hall_says_counts_before_the_calendar() -> None:
    """A hall may close on a working day, and open on a holiday."""
    own = OpenDays(
        weekdays=WEEK.weekdays,
        closed_on=frozenset({date(2025, 3, 3)}),
        open_on=frozenset({date(2025, 10, 1)}),
    )
    assert not own.is_open(date(2025, 3, 3))
    assert own.is_open(date(2025, 10, 1))


def test_a_closed_day_has_a_reason() -> None:
    """The holiday by its name, the hall's own day off, or just no working day."""
    own = OpenDays(weekdays=WEEK.weekdays, closed_on=frozenset({date(2025, 3, 3)}))
    assert own.why_closed(date(2025, 10, 1)) == ("国庆节放假", "National Day")
    assert own.why_closed(date(2025, 3, 3))[0] == "本大厅休息"
    assert own.why_closed(date(2025, 3, 8))[0] == "休息"
    assert own.why_closed(date(2099, 1, 4))[0] == "休息"


def test_the_next_days_leave_holidays_out() -> None:
    """From the eve of National Day, the next open day is after the holidays."""
    assert WEEK.after(date(2025, 9, 30), 2) == (date(2025, 10, 9), date(2025, 10, 10))
