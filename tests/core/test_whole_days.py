"""Some hundreds of whole days in every run of the tests; thousands by `make soak`."""

from datetime import timedelta, timezone

import pytest

from hall.core import events as e
from hall.core.stages import Ending
from tests.core.hall_days import HallDay
from tests.core.soak import played

DAYS_AT_ONCE = 20
ZONE = timezone(timedelta(hours=8))


@pytest.mark.parametrize("first", range(0, 300, DAYS_AT_ONCE))
def test_whole_days_come_to_their_end(first: int) -> None:
    """Everybody is served or accounted for, fairly, and the journal gives the hall again."""
    for seed in range(first, first + DAYS_AT_ONCE):
        assert played(seed).visits > 0


def test_the_same_seed_plays_the_same_day() -> None:
    """A failing seed can be played again to the very event."""
    assert HallDay(7).play().script.journal == HallDay(7).play().script.journal


def test_midnight_steps_of_the_clock_and_the_next_day_are_among_them() -> None:
    """Whoever is given a code comes back, whatever the date and the clock did meanwhile."""
    days = [HallDay(seed).play() for seed in range(20)]
    assert any(
        len({each.at.astimezone(ZONE).date() for each in _first_day(day)}) > 1 for day in days
    )
    assert any(day.wrong_s < 0 for day in days)
    issued = [
        each for day in days for each in day.script.journal if isinstance(each, e.VisitIssued)
    ]
    assert any(each.return_code for each in issued)


def _first_day(day: HallDay) -> list[e.Event]:
    """Up to its close."""
    closed = next(n for n, each in enumerate(day.script.journal) if isinstance(each, e.DayClosed))
    return day.script.journal[:closed]


def test_the_days_are_not_idle() -> None:
    """What the days are to prove does happen in them."""
    days = [HallDay(seed).play() for seed in range(20)]
    events = [event for day in days for event in day.script.journal]
    kinds = {type(event) for event in events}
    assert {e.VisitParked, e.VisitTransferred, e.VisitLedOn, e.ServiceRated, e.PlanSet} <= kinds
    endings = {each.ending for day in days for each in day.hall.visits.values()}
    assert {Ending.SERVED, Ending.NO_SHOW, Ending.CANCELLED} <= endings
    served = sum(isinstance(event, e.ServiceFinished) for event in events)
    issued = sum(isinstance(event, e.VisitIssued) for event in events)
    assert served > issued / 2
