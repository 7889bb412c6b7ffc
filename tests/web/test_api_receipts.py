"""Another program tells which results are ready; the desk can look; a printer is tried."""

import pytest
from fastapi import FastAPI
from sqlalchemy import Engine, create_engine

from hall.web.api.receipts import open_receipts
from hall.web.permissions import Permission, Role
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio


async def _ready(web: Web, receipt: str) -> object:
    answer = await web.get(f"/receipts/{receipt}")
    assert answer.status_code == 200, answer.text
    return answer.json()["ready"]


async def test_a_program_tells_and_the_desk_looks(web: Web, app: FastAPI, engine: Engine) -> None:
    """Its key does nothing else, and the desk can tell a citizen what the kiosk says."""
    open_receipts(app, engine)
    secret = await web.accounts.programs.add("cases", frozenset({Permission.RECEIPTS}))
    cases = web.as_nobody()
    cases.headers["Authorization"] = f"Bearer {secret}"
    told = [{"receipt": "R-1", "ready": True}, {"receipt": "R-2", "ready": False}]
    answer = await cases.send("PUT", "/receipts", {"receipts": told})
    assert answer.json() == {"told": 2}
    desk = await web.as_person("desk", Role.SERVICE_DESK)
    assert [await _ready(desk, each) for each in ("R-1", "R-2", "R-3")] == [True, False, None]
    assert (await cases.post("/receipts/forget", {"receipts": ["R-1"]})).json() == {"forgotten": 1}
    assert await _ready(desk, "R-1") is None
    told_of = [
        (await desk.get(f"/receipts/{each}")).json()["handed_out"] for each in ("R-1", "R-3")
    ]
    assert told_of == [True, False]
    assert (await cases.get("/queue")).json()["code"] == "not_allowed"
    assert (await desk.send("PUT", "/receipts", {"receipts": told})).status_code == 403
    assert (await cases.send("PUT", "/receipts", {"receipts": []})).status_code == 422


async def test_a_store_that_is_away_is_not_a_fault(web: Web, app: FastAPI) -> None:
    """Whoever tells or asks hears that it is away, and when to come again."""
    away = create_engine("sqlite:////no/such/folder/hall.db")
    open_receipts(app, away)
    told = {"receipts": [{"receipt": "R-1", "ready": True}]}
    answers = [
        await web.send("PUT", "/receipts", told),
        await web.post("/receipts/forget", {"receipts": ["R-1"]}),
        await web.get("/receipts/R-1"),
    ]
    assert [each.json()["code"] for each in answers] == ["store_away"] * 3
    assert all(each.headers["retry-after"] for each in answers)


async def test_a_technician_has_a_test_page_printed(web: Web) -> None:
    """By a printer of the hall; others are not known."""
    technician = await web.as_person("tech", Role.TECHNICIAN)
    answer = await technician.post("/devices/printer-1/test-page")
    assert answer.json() == {"printer": "printer-1", "outcome": "printing"}
    unknown = await technician.post("/devices/pad-03/test-page")
    assert unknown.json()["code"] == "unknown_printer"


async def test_a_thousand_of_the_longest_receipts_are_told_at_once(
    web: Web, app: FastAPI, engine: Engine
) -> None:
    """As many as may be told fit into one request."""
    open_receipts(app, engine)
    secret = await web.accounts.programs.add("cases", frozenset({Permission.RECEIPTS}))
    cases = web.as_nobody()
    cases.headers["Authorization"] = f"Bearer {secret}"
    receipts = [f"{no:064}" for no in range(1_000)]
    told = {"receipts": [{"receipt": each, "ready": True} for each in receipts]}
    assert (await cases.send("PUT", "/receipts", told)).json() == {"told": 1_000}
    forgotten = await cases.post("/receipts/forget", {"receipts": receipts})
    assert forgotten.json() == {"forgotten": 1_000}
