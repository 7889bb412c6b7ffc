"""Records of visits that were parked, transferred or came for several matters."""

from typing import Any

import pytest
from sqlalchemy import select

from hall.core import commands as c
from hall.core.hall import Outcome
from hall.core.stages import Ending
from hall.storage.store import Store
from hall.storage.tables import calls, ratings, services, visits
from hall.storage.verify import verify
from tests.fakes.journal import Desk, take

MINUTE = 60


def rows(store: Store, table: Any) -> list[Any]:
    """All rows of a table, in order."""
    order = table.primary_key.columns
    with store.reader.connect() as connection, connection.begin():
        return list(connection.execute(select(table).order_by(*order)))


@pytest.fixture
def after(desk: Desk) -> Any:
    """Does one thing after another, some minutes later each."""

    def do(minutes: float, command: c.Command) -> None:
        desk.now_s += minutes * MINUTE
        error = desk.do(command).error
        assert error is None, error

    return do


def test_parked_time_counts_neither_as_wait_nor_as_service(
    after: Any, store: Store, url: str
) -> None:
    """Four minutes of service around half an hour away are four minutes."""
    after(0, take("v1"))
    after(5, c.CallNext(window=1))
    after(1, c.StartService(window=1))
    after(3, c.ParkVisit(window=1, reason="copies"))
    after(30, c.ResumeVisit(window=1, number="C001"))
    after(1, c.FinishService(window=1))
    (service,) = rows(store, services)
    assert (service.service_s, service.outcome) == (4 * MINUTE, "done")
    (visit,) = rows(store, visits)
    assert (visit.wait_s, visit.ending) == (5 * MINUTE, Ending.SERVED)
    assert verify(url).good


def test_a_transfer_ends_one_service_and_each_call_has_its_own_wait(
    after: Any, store: Store, url: str
) -> None:
    """The first window referred it; the second finished it; the wait before each is known."""
    after(0, take("v1"))
    after(5, c.CallNext(window=1))
    after(1, c.StartService(window=1))
    after(2, c.TransferVisit(window=1, to_window=2, keep_arrival=False, note="see a colleague"))
    after(7, c.CallNext(window=2))
    after(0, c.StartService(window=2))
    after(6, c.FinishService(window=2, outcome=Outcome.ACCEPTED))
    first, second = rows(store, services)
    assert (first.window, first.service_s, first.outcome) == (1, 2 * MINUTE, "referred")
    assert (second.window, second.service_s, second.outcome) == (2, 6 * MINUTE, "accepted")
    assert [each.wait_s for each in rows(store, calls)] == [5 * MINUTE, 7 * MINUTE]
    assert verify(url).good


def test_each_service_of_several_matters_is_timed_and_rated_by_itself(
    after: Any, store: Store, url: str
) -> None:
    """Under one number: two categories, two windows, two times, two ratings."""
    after(0, c.SetPlan(windows={2: ("BD",)}, reason="one each"))
    after(
        0,
        c.IssueNumber(visit="v1", token="t-v1", matter="SS01", further=("BD01",)),
    )
    after(4, c.CallNext(window=1))
    after(0, c.StartService(window=1))
    after(3, c.FinishService(window=1))
    after(0, c.RateService(service="v1.1", level=5))
    after(2, c.CallNext(window=2))
    after(0, c.StartService(window=2))
    after(8, c.FinishService(window=2))
    after(0, c.RateService(service="v1.2", level=2))
    found = [
        (each.category, each.matter, each.window, each.service_s) for each in rows(store, services)
    ]
    assert found == [("SS", "SS01", 1, 3 * MINUTE), ("BD", "BD01", 2, 8 * MINUTE)]
    assert [(each.window, each.level) for each in rows(store, ratings)] == [(1, 5), (2, 2)]
    (visit,) = rows(store, visits)
    assert (visit.number, visit.category, visit.ending) == ("C001", "SS", Ending.SERVED)
    assert verify(url).good


def test_a_handed_over_visit_waits_again_and_is_served_elsewhere(
    after: Any, store: Store, url: str
) -> None:
    """What the first clerk did ends there."""
    after(0, take("v1"))
    after(1, c.CallNext(window=1))
    after(0, c.StartService(window=1))
    after(2, c.CloseWindow(window=1, hand_over=True))
    after(1, c.CallNext(window=2))
    after(1, c.FinishService(window=2))
    assert [each.window for each in rows(store, services)] == [1, 2]
    assert all(each.finished_at is not None for each in rows(store, services))
    assert verify(url).good
