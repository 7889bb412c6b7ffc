"""What a citizen lacks, on paper with a way back; the next matter; a call for support."""

from typing import Any

import pytest

from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio

MISSING = ["场所平面布局图", "经营场所使用证明"]


async def _lacking(web: Web) -> Any:
    """A visit that was finished with materials missing."""
    await web.post("/tickets", {"matter": "SS02"})
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call-next")
    await web.post("/windows/3/start")
    done = await web.post("/windows/3/finish", {"outcome": "materials_missing"})
    return done.json()["ended"][0]


async def test_a_slip_says_what_is_missing_and_how_to_come_back(
    web: Web, controller: FakeController
) -> None:
    """In the citizen's words, with a code that can be typed; sent again, it is printed once."""
    visit = await _lacking(web)
    code = visit["return_code"]["code"]
    assert len(code) == 8
    body = {"visit": visit["visit"], "missing": MISSING, "printer": "printer-1"}
    for _ in range(2):
        answer = await web.post("/windows/3/slip", body, key="slip")
        assert answer.json() == {"printer": "printer-1", "paper": "printing"}
    (page,) = controller.pages.values()
    said = [getattr(block, "text", "") for block in page.blocks]
    assert {code, "一次性告知单", "□ 1. 场所平面布局图", "□ 2. 经营场所使用证明"} <= set(said)
    controller.clock.advance(24 * 3600)
    assert controller.hall.returns[code].valid_until.isoformat() == visit["return_code"]["until"]


async def test_a_return_code_is_taken_in_for_a_number(web: Web, controller: FakeController) -> None:
    """It stands for its matter, and once only."""
    code = (await _lacking(web))["return_code"]["code"]
    again = await web.post("/tickets", {"return_code": code})
    assert again.status_code == 201
    assert controller.hall.visits[again.json()["visit"]].matter == "SS02"
    assert (await web.post("/tickets", {"return_code": code})).status_code == 409


async def test_slips_are_of_ones_own_window_and_for_what_was_finished_so(web: Web) -> None:
    """Nobody prints for another's citizen, nor without a code."""
    visit = await _lacking(web)
    clerk = await web.as_person("clerk04", Role.CLERK)
    body = {"visit": visit["visit"], "missing": MISSING, "printer": "printer-1"}
    assert (await clerk.post("/windows/3/slip", body)).json()["code"] == "not_your_window"
    await web.post("/tickets", {"matter": "SS01"})
    await web.post("/windows/3/call-next")
    done = (await web.post("/windows/3/finish", {"outcome": "done"})).json()["ended"][0]
    body["visit"] = done["visit"]
    assert (await web.post("/windows/3/slip", body)).json()["code"] == "no_return_code"
    body["printer"] = "none"
    assert (await web.post("/windows/3/slip", body)).json()["code"] == "unknown_printer"


async def test_one_more_matter_is_served_under_the_same_number(web: Web) -> None:
    """It begins when the first is finished, at the same window if it serves it."""
    await web.post("/tickets", {"matter": "SS02"})
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call-next")
    await web.post("/windows/3/start")
    added = await web.post("/windows/3/add-matter", {"matter": "SS01"})
    assert added.json()["visit"]["further"] == ["SS01"]
    after = (await web.post("/windows/3/finish", {"outcome": "done"})).json()["visit"]
    assert (after["matter"], after["stage"], after["number"]) == ("SS01", "serving", "C001")


async def test_a_call_for_support_is_seen_where_somebody_can_come(
    web: Web, controller: FakeController
) -> None:
    """At the desk and by the manager; it stands until somebody goes there."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    await clerk.post("/windows/3/open")
    asked = (await clerk.post("/windows/3/help")).json()
    assert asked["help_since"] is not None
    again = await clerk.post("/windows/3/help")
    assert (again.status_code, again.json()["help_since"]) == (200, asked["help_since"])
    assert list(controller.hall.help_wanted) == ["window-3"]
    desk = await web.as_person("desk", Role.SERVICE_DESK)
    assert (await desk.post("/kiosks/window-3/help-given")).status_code == 200
    assert (await clerk.get("/windows/3")).json()["help_since"] is None
