"""Appointments through the API: booked, moved, given up, checked in early, in time and late."""

from datetime import timedelta

import pytest

from hall.core.hall import Quota, Span
from hall.core.settings import VisitClass
from hall.web.permissions import Permission
from tests.fakes.controller import FakeController
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio

HOUR = timedelta(hours=1)


@pytest.fixture
def controller(controller: FakeController) -> FakeController:
    """A hall with two times to book, two and four hours from now, each for one person."""
    now = controller.clock.at
    slots = tuple(
        Quota(category="SS", span=Span(start=now + after, end=now + after + HOUR), maximum=1)
        for after in (2 * HOUR, 4 * HOUR)
    )
    controller.open_day(appointment_slots=slots)
    return controller


async def _free(web: Web) -> list[str]:
    answer = await web.get("/appointments/slots?matter=SS01")
    assert answer.status_code == 200, answer.text
    return [each["starts_at"] for each in answer.json()["slots"]]


async def _book(web: Web, place: int = 0, **more: str) -> dict[str, str]:
    starts_at = (await _free(web))[place]
    answer = await web.post("/appointments", {"matter": "SS01", "starts_at": starts_at, **more})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_a_time_is_booked_until_it_is_used_up(web: Web) -> None:
    """What is free is known before, and the code can be typed at a kiosk."""
    booked = await _book(web)
    assert len(booked["appointment"]) == 8
    assert booked["appointment"].isdigit()
    assert len(await _free(web)) == 1
    again = await web.post("/appointments", {"matter": "SS01", "starts_at": booked["starts_at"]})
    assert (again.status_code, again.json()["code"]) == (409, "slot_is_booked")
    odd = await web.post("/appointments", {"matter": "SS01", "starts_at": "2026-03-02T00:00:00Z"})
    assert (odd.status_code, odd.json()["code"]) == (422, "no_such_slot")


async def test_one_person_books_once_a_day_and_is_never_named(web: Web) -> None:
    """Somebody is told apart by a keyed hash; what looks like a number of an id is not taken."""
    await _book(web, person="c0ffee" * 8)
    body = {"matter": "SS01", "starts_at": (await _free(web))[0], "person": "c0ffee" * 8}
    assert (await web.post("/appointments", body)).json()["code"] == "already_booked"
    plain = await web.post("/appointments", {**body, "person": "110101199001011234"})
    assert (plain.status_code, plain.json()["code"]) == (422, "invalid_request")


async def test_the_holder_moves_and_gives_up_with_the_token_alone(web: Web) -> None:
    """The code opens nothing without a key; what was moved has a new token."""
    booked = await _book(web)
    phone = web.as_nobody()
    assert (await phone.get(f"/bookings/{booked['appointment']}")).status_code == 404
    later = (await _free(web))[0]
    moved = await phone.post(f"/bookings/{booked['token']}/move", {"starts_at": later})
    assert moved.json()["starts_at"] == later
    assert (await phone.get(f"/bookings/{booked['token']}")).status_code == 404
    assert booked["starts_at"] in await _free(web)
    given_up = await phone.post(f"/bookings/{moved.json()['token']}/cancel")
    assert given_up.status_code == 200
    assert len(await _free(web)) == 2


async def test_it_cannot_be_given_up_at_the_last_moment(
    web: Web, controller: FakeController
) -> None:
    """Somebody else could not have it any more."""
    booked = await _book(web)
    controller.clock.advance(60)
    refused = await web.post(f"/appointments/{booked['appointment']}/cancel")
    assert refused.json()["code"] == "too_late_to_cancel"


@pytest.mark.parametrize(
    ("after_min", "standing"), [(60, "early"), (95, "open"), (130, "open"), (140, "late")]
)
async def test_a_check_in_is_early_open_or_late(
    web: Web, controller: FakeController, after_min: int, standing: str
) -> None:
    """Early it says from when, late it offers to queue or the next free time."""
    booked = await _book(web)
    controller.clock.advance(after_min * 60)
    phone, path = web.as_nobody(), f"/bookings/{booked['token']}"
    assert (await phone.get(path)).json()["standing"] == standing
    answer = await phone.post(f"{path}/check-in")
    if standing == "open":
        assert answer.status_code == 201
        assert answer.json()["number"] == "C001"
        visit = controller.hall.visits[answer.json()["visit"]]
        assert visit.visit_class == VisitClass.APPOINTMENT
        return
    assert answer.json()["code"] == f"appointment_too_{standing}"


async def test_who_is_late_queues_or_books_another_time(
    web: Web, controller: FakeController
) -> None:
    """The next free times are told; as a walk-in the number is an ordinary one."""
    booked = await _book(web)
    controller.clock.advance(3 * 3600)
    path = f"/appointments/{booked['appointment']}"
    seen = (await web.get(path)).json()
    assert [each["starts_at"] for each in seen["free"]] == await _free(web)
    walked_in = await web.post(f"{path}/check-in", {"as_walk_in": True})
    visit = controller.hall.visits[walked_in.json()["visit"]]
    assert visit.visit_class == VisitClass.ORDINARY
    assert visit.appointment_at is None
    assert (await web.get(path)).status_code == 404


async def test_a_key_for_appointments_does_nothing_else(web: Web) -> None:
    """An integrator's program books and takes no numbers."""
    secret = await web.accounts.programs.add("portal", frozenset({Permission.BOOK}))
    portal = web.as_nobody()
    portal.headers["Authorization"] = f"Bearer {secret}"
    await _book(portal)
    refused = await portal.post("/tickets", {"matter": "SS01"})
    assert refused.json()["code"] == "not_allowed"
