"""A rehearsal is in the journal and leaves the records as they were."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Connection, func, select

from hall.core import commands as c
from hall.core.hall import Quota, Span
from hall.core.stages import Ending
from hall.storage.follow_ups import all_cases
from hall.storage.rebuild import RECORDS
from hall.storage.store import Store
from hall.storage.tables import appointments
from hall.storage.verify import verify
from tests.core.build import DAY, OFFER, at, opening
from tests.fakes.journal import Desk, take


def _counted(store: Store) -> dict[str, int]:
    def count(connection: Connection, table: object) -> int:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())  # type: ignore[arg-type]

    with store.engine.connect() as connection, connection.begin():
        return {table.name: count(connection, table) for table in RECORDS}


def _practise(desk: Desk) -> None:
    desk.do(opening(rehearsal=True))
    desk.do(c.OpenWindow(window=1, clerk="ann"))
    assert desk.do(take("r1")).error is None
    desk.do(c.CallNext(window=1))
    desk.do(c.FinishService(window=1))
    desk.do(c.RateService(service="r1.1", level=1))
    desk.do(c.SetPlan(windows={1: ("SS", "BD")}, reason="try"))
    desk.do(c.CloseDay(end_waiting=True))


def test_the_same_numbers_of_a_rehearsal_do_not_reach_the_records(
    desk: Desk, store: Store, url: str
) -> None:
    """The day before it and the day after it are recorded, and the store can be trusted."""
    desk.do(take("v1"))
    desk.do(c.CloseDay(end_waiting=True))
    before = _counted(store)
    _practise(desk)
    assert _counted(store) == before
    assert verify(url).good
    desk.now_s += 86_400
    desk.do(opening(day=DAY + timedelta(days=1)))
    assert desk.do(take("w1")).error is None
    assert _counted(store)["visits"] == before["visits"] + 1
    assert verify(url).good


def test_a_hall_that_dies_in_a_rehearsal_goes_on_with_it(
    desk: Desk, store: Store, url: str
) -> None:
    """What happens after the restart is of the rehearsal too."""
    desk.do(c.CloseDay())
    desk.do(opening(rehearsal=True))
    desk.do(take("r1"))
    desk.writer = desk.restarted()
    assert desk.hall.rehearsal
    before = _counted(store)
    desk.do(c.CancelVisit(visit="r1"))
    assert desk.hall.visits["r1"].ending == Ending.CANCELLED
    assert _counted(store) == before
    assert verify(url).good


def test_what_concerns_an_earlier_day_is_recorded_during_a_rehearsal(
    desk: Desk, store: Store, url: str
) -> None:
    """A citizen rates Friday's service while the hall practises on Saturday."""
    desk.do(take("v1"))
    desk.do(c.CallNext(window=1))
    desk.do(c.FinishService(window=1))
    desk.do(c.CloseDay())
    desk.do(opening(rehearsal=True))
    desk.do(
        c.RateEarlierService(
            day=DAY,
            service="v1.1",
            visit="v1",
            window=1,
            clerk="ann",
            level=1,
            followed_up=False,
            until=desk.now() + timedelta(days=1),
        )
    )
    counted = _counted(store)
    assert (counted["ratings"], counted["follow_ups"]) == (1, 1)
    assert verify(url).good


def test_a_meeting_of_an_earlier_day_is_claimed_during_a_rehearsal(
    desk: Desk, store: Store, url: str
) -> None:
    """A bad rating of it is followed up like any other: its service is in the records."""
    desk.do(take("v1"))
    desk.do(c.CallNext(window=1))
    called_at = desk.hall.visits["v1"].called_at
    desk.do(c.ParkVisit(window=1, reason="copy"))
    desk.do(c.CloseDay(end_waiting=True))
    assert desk.do(opening(rehearsal=True)).error is None
    done = desk.do(
        c.RateEarlierService(
            day=DAY,
            service="v1.met1",
            visit="v1",
            window=1,
            clerk="ann",
            category="SS",
            level=1,
            followed_up=False,
            called_at=called_at,
            until=desk.now() + timedelta(days=1),
        )
    )
    assert done.error is None
    with store.engine.connect() as connection, connection.begin():
        assert [each.follow_up.service for each in all_cases(connection)] == ["v1.met1"]
    assert verify(url).good


def test_what_is_booked_during_a_rehearsal_is_recorded(desk: Desk, store: Store, url: str) -> None:
    """It is for a day to come, and can be given up after the rehearsal."""
    span = Span(start=at(86_400), end=at(88_200))
    slots = (Quota(category="SS", span=span, maximum=1),)
    offer = replace(OFFER, appointment_slots=slots)
    desk.do(c.CloseDay())
    desk.do(opening(offer=offer, rehearsal=True))
    for ident, replaces in (("booked", None), ("moved", "booked")):
        booking = c.BookAppointment(
            appointment=ident,
            token=f"t-{ident}",
            starts_at=span.start,
            matter="SS01",
            replaces=replaces,
        )
        assert desk.do(booking).error is None
    desk.do(c.CloseDay())
    with store.engine.connect() as connection, connection.begin():
        kept = connection.execute(select(appointments.c.id, appointments.c.state)).all()
    assert {tuple(each) for each in kept} == {("booked", "moved"), ("moved", "booked")}
    assert verify(url).good
