"""A ticket of an earlier day: what its holder can still rate."""

from datetime import timedelta

from hall.core import commands as c
from hall.storage.past_tickets import past_ticket
from hall.storage.store import Store
from tests.core.build import DAY, opening
from tests.fakes.journal import Desk, take


def test_every_meeting_of_an_earlier_day_has_an_id_of_its_own(desk: Desk, store: Store) -> None:
    """One was claimed on the day, after a start that was taken back; another was not."""
    for command in (
        take("v1"),
        c.CallNext(window=1),
        c.StartService(window=1),
        c.UndoPress(window=1),
        c.TransferVisit(window=1, to_category="BD"),
        c.RateService(service="v1.met2", level=4),
        c.CallNext(window=2),
        c.ParkVisit(window=2, reason="copy"),
        c.CloseDay(end_waiting=True),
        opening(day=DAY + timedelta(days=1)),
    ):
        desk.now_s += 5
        assert desk.do(command).error is None, command
    with store.engine.connect() as connection, connection.begin():
        ticket = past_ticket(connection, "token-of-v1")
    assert ticket is not None
    assert sorted(each.service for each in ticket.services) == ["v1.met2", "v1.met3"]
