"""Appointments in the records: what became of each, and how many were missed."""

from collections import Counter
from dataclasses import replace

from sqlalchemy import select

from hall.core import commands as c
from hall.core.hall import Quota, Span
from hall.storage.store import Store
from hall.storage.tables import appointments
from hall.storage.verify import verify
from tests.core.build import OFFER, at, opening
from tests.fakes.journal import Desk

HOUR_S = 3600.0
SLOTS = tuple(
    Quota(category="SS", span=Span(start=at(hour * HOUR_S), end=at((hour + 1) * HOUR_S)), maximum=9)
    for hour in (1, 4)
)


def test_what_became_of_each_appointment_is_recorded(store: Store, url: str) -> None:
    """One came, one was moved and missed, one was given up; nobody's name is there."""
    desk = Desk(store)
    desk.do(opening(offer=replace(OFFER, appointment_slots=SLOTS)))
    for ident in ("a1", "a2", "a3"):
        booked = c.BookAppointment(
            appointment=ident,
            token=f"t-{ident}",
            starts_at=SLOTS[1 if ident == "a3" else 0].span.start,
            matter="SS01",
            person=f"somebody-{ident}",
        )
        assert desk.do(booked).error is None
    moved = c.BookAppointment(
        appointment="a4",
        token="t-a4",
        starts_at=SLOTS[1].span.start,
        matter="SS01",
        replaces="a2",
    )
    assert desk.do(moved).error is None
    assert desk.do(c.CancelAppointment(appointment="a3")).error is None
    desk.now_s = HOUR_S
    assert desk.do(c.CheckIn(appointment="a1", visit="v1", token="t-v1")).error is None
    desk.now_s = 6 * HOUR_S
    desk.do(c.CloseDay(end_waiting=True))
    with store.reader.connect() as connection, connection.begin():
        rows = list(connection.execute(select(appointments).order_by(appointments.c.id)))
    states = {each.id: each.state for each in rows}
    assert states == {"a1": "checked_in", "a2": "moved", "a3": "cancelled", "a4": "missed"}
    assert rows[0].visit == "v1"
    assert Counter(states.values())["missed"] == 1
    assert "somebody" not in str(rows)
    assert verify(url).good
