"""A bad rating is taken up in the moment it is given, on the day or after it."""

from datetime import date, timedelta

import pytest

from hall.core import commands as c
from hall.core import events as e
from hall.core.refusals import LevelOutOfRange, RatingIsOver
from tests.core.build import DAY, Script, at, open_hall


def _served() -> Script:
    script = open_hall(1)
    script.take()
    script.call()
    script.serve()
    script.do(c.FinishService(window=1))
    return script


def _earlier(script: Script, level: int, **more: object) -> c.RateEarlierService:
    values: dict[str, object] = {
        "day": date(2026, 2, 27),
        "service": "old.1",
        "visit": "old",
        "window": 3,
        "clerk": "clerk3",
        "level": level,
        "until": at(script.now_s) + timedelta(hours=1),
        "followed_up": False,
    }
    return c.RateEarlierService(**(values | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(("level", "opens"), [(1, True), (2, True), (3, False), (5, False)])
def test_the_last_two_levels_open_a_follow_up(level: int, *, opens: bool) -> None:
    """In the same decision as the rating, so that none can be lost."""
    events = _served().do(c.RateService(service="v1.1", level=level))
    assert [type(each) for each in events] == [e.ServiceRated, e.FollowUpOpened][: 1 + opens]


def test_a_follow_up_is_due_some_working_days_later_and_names_whom_it_is_about() -> None:
    """Weekends do not count."""
    _, opened = _served().do(c.RateService(service="v1.1", level=1))
    assert isinstance(opened, e.FollowUpOpened)
    assert (opened.window, opened.clerk, opened.level) == (1, "clerk1", 1)
    assert opened.due == DAY + timedelta(days=7)


def test_a_service_is_followed_up_once_whatever_is_said_later() -> None:
    """A better rating does not close it, and a worse one opens no second."""
    script = _served()
    script.do(c.RateService(service="v1.1", level=2))
    assert script.hall.services["v1.1"].followed_up
    assert len(script.do(c.RateService(service="v1.1", level=5))) == 1
    assert len(script.do(c.RateService(service="v1.1", level=1))) == 1


def test_a_service_of_an_earlier_day_is_rated_and_followed_up() -> None:
    """The rating keeps the day of its service; the open day is untouched."""
    script = _served()
    before = script.hall
    rated, opened = script.do(_earlier(script, 1))
    assert isinstance(rated, e.EarlierServiceRated)
    assert isinstance(opened, e.FollowUpOpened)
    assert (rated.day, opened.day) == (date(2026, 2, 27), date(2026, 2, 27))
    assert opened.due > DAY
    assert script.hall.services == before.services
    assert len(script.do(_earlier(script, 1, followed_up=True))) == 1


def test_the_time_to_rate_an_earlier_service_runs_out() -> None:
    """Afterwards it is refused, and the desk listens."""
    script = _served()
    with pytest.raises(RatingIsOver):
        script.do(_earlier(script, 5, until=at(script.now_s)))
    with pytest.raises(LevelOutOfRange):
        script.do(_earlier(script, 0))


def test_an_act_on_a_follow_up_is_kept_as_it_was_decided() -> None:
    """It changes nothing of the open day."""
    script = _served()
    before = script.hall
    (moved,) = script.do(
        c.MoveFollowUp(
            service="v1.1", visit="v1", step=1, act="take", state="taken", owner="desk", due=DAY
        )
    )
    assert isinstance(moved, e.FollowUpMoved)
    assert (moved.act, moved.state, moved.owner, moved.step) == ("take", "taken", "desk", 1)
    assert script.hall.services == before.services
