"""How often a ticket and a session may ask."""

from dataclasses import replace

import pytest
from fastapi import FastAPI

from hall.web.ordering import CHANGES_PER_MINUTE, LOOKS_PER_MINUTE
from hall.web.pace import MOST_KEPT, Pace
from hall.web.permissions import Role
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio


@pytest.fixture
def standing_still(app: FastAPI) -> None:
    """The application on a machine clock that stands still."""
    app.state.rooms = replace(app.state.rooms, pace=Pace(lambda: 0.0))


def test_a_minutes_worth_at_once_and_then_at_a_steady_rate() -> None:
    """Whoever asks too often is told for how long; others are not held up."""
    now_s = 0.0
    pace = Pace(lambda: now_s)
    assert [pace.wait_s("one", 3) for _ in range(4)] == [0, 0, 0, 20]
    assert pace.wait_s("two", 3) == 0
    now_s = 20.0
    assert [pace.wait_s("one", 3) for _ in range(2)] == [0, 20]


def test_only_so_many_are_remembered() -> None:
    """Guessed tokens do not fill the memory; the quietest is forgotten."""
    pace = Pace(lambda: 0.0)
    assert [pace.wait_s("one", 1) for _ in range(2)] == [0, 60]
    for place in range(MOST_KEPT):
        pace.wait_s(str(place), 1)
    assert pace.wait_s("one", 1) == 0


@pytest.mark.usefixtures("standing_still")
async def test_a_ticket_that_asks_too_often_is_told_to_wait(web: Web) -> None:
    """By its token: another ticket from the same address goes on."""
    tokens = [(await web.post("/tickets", {"matter": "SS01"})).json()["token"] for _ in range(2)]
    phone = web.as_nobody()
    for _ in range(LOOKS_PER_MINUTE):
        assert (await phone.get(f"/tickets/{tokens[0]}")).status_code == 200
    held = await phone.get(f"/tickets/{tokens[0]}")
    assert (held.status_code, held.json()["code"]) == (429, "too_fast")
    assert int(held.headers["retry-after"]) >= 1
    assert (await phone.client.get(f"/t/{tokens[0]}")).status_code == 429
    assert (await phone.get(f"/tickets/{tokens[1]}")).status_code == 200


@pytest.mark.usefixtures("standing_still")
async def test_a_session_that_changes_too_much_is_told_to_wait(web: Web) -> None:
    """A page that has gone wrong cannot keep the hall busy; another session goes on."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    for _ in range(CHANGES_PER_MINUTE):
        assert (await clerk.post("/windows/3/close")).status_code != 429
    assert (await clerk.post("/windows/3/close")).json()["code"] == "too_fast"
    other = await web.as_person("clerk04", Role.CLERK)
    assert (await other.post("/windows/4/open")).status_code == 200
