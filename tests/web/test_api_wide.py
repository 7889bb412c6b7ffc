"""What a manager says for the whole hall, and how a day ends, through the API."""

from datetime import timedelta

import pytest

from hall.web.documents.values import moment
from hall.web.permissions import Role
from tests.fakes.controller import FakeController
from tests.web.conftest import Machine, Web

pytestmark = pytest.mark.anyio


async def test_a_hall_is_paused_and_goes_on(web: Web) -> None:
    """Nobody is called meanwhile, and the reason is told to whoever tries."""
    manager = await web.as_person("manager", Role.MANAGER)
    assert (await manager.post("/hall/pause", {"reason": " "})).json()["code"] == "reason_needed"
    paused = await manager.post("/hall/pause", {"reason": "消防演习"})
    assert paused.json()["paused"] == "消防演习"
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/tickets", {"matter": "SS01"})
    refused = await web.post("/windows/3/call-next")
    assert refused.json()["code"] == "hall_is_paused"
    assert (await manager.post("/hall/resume")).json()["paused"] is None
    assert (await web.post("/windows/3/call-next")).status_code == 200


async def test_an_emergency_stops_everything_and_shows_the_exits(
    web: Web, controller: FakeController
) -> None:
    """Boards show it at once; ended, the hall goes on."""
    begun = await web.post("/hall/start-emergency", {"reason": "火警"})
    assert begun.json()["emergency_since"] == moment(controller.clock.at)
    board = (await web.as_nobody().get("/board")).json()
    assert "安全出口" in board["hall_wide"]["emergency"][0]
    assert len(board["hall_wide"]["exits"]) == 4
    assert (await web.post("/tickets", {"matter": "SS01"})).json()["code"] == "hall_in_emergency"
    assert (await web.post("/hall/end-emergency")).json()["emergency"] is None
    assert (await web.post("/tickets", {"matter": "SS01"})).status_code == 201


async def test_a_desk_left_in_a_hurry_calls_nobody_back(
    web: Web, controller: FakeController, machine: Machine
) -> None:
    """An emergency begins at once; its end and the day's need the password of a moment ago."""
    manager = await web.as_person("manager", Role.MANAGER)
    machine.ahead = timedelta(minutes=6)
    for path in ("/hall/stop-numbers", "/hall/start-emergency"):
        assert (await manager.post(path, {"reason": "火警"})).status_code == 200
    for path in ("/hall/end-emergency", "/day/close"):
        refused = await manager.post(path, {})
        assert (refused.status_code, refused.json()["code"]) == (403, "confirm_needed")
    assert controller.hall.emergency == "火警"
    manager.accounts.sessions.confirm(manager.client.cookies["hall_session"])
    assert (await manager.post("/hall/end-emergency")).json()["emergency"] is None
    assert (await manager.post("/day/close", {})).json()["day"] is None


async def test_an_announcement_is_on_the_boards_until_it_is_over(
    web: Web, controller: FakeController
) -> None:
    """In both languages; a time that is past is refused."""
    until = moment(controller.clock.at + timedelta(minutes=5))
    body = {"zh": "电梯停运", "en": "Lift closed", "until": until}
    said = await web.post("/hall/announce", body)
    assert said.json()["announcement"] == body
    board = (await web.as_nobody().get("/board")).json()
    assert board["hall_wide"]["announcement"] == board["notice"] == ["电梯停运", "Lift closed"]
    late = await web.post("/hall/announce", {**body, "until": "2026-03-01T00:00:00Z"})
    assert (late.status_code, late.json()["code"]) == (422, "announcement_is_over")
    assert (await web.post("/hall/announce", {"zh": "只有中文", "en": ""})).status_code == 422
    assert (await web.post("/hall/withdraw-announcement")).json()["announcement"] is None
    again = await web.post("/hall/withdraw-announcement")
    assert (again.status_code, again.json()["code"]) == (422, "nothing_announced")


async def test_numbers_of_one_category_are_stopped(web: Web) -> None:
    """The others are given, and the hall says what is stopped and why."""
    stopped = await web.post("/hall/stop-numbers", {"reason": "系统维护", "category": "SS"})
    assert stopped.json()["stopped"] == [{"category": "SS", "reason": "系统维护"}]
    assert (await web.post("/tickets", {"matter": "SS01"})).json()["code"] == "numbers_are_stopped"
    assert (await web.post("/tickets", {"matter": "BD01"})).status_code == 201
    assert (await web.post("/hall/resume-numbers", {"category": "SS"})).json()["stopped"] == []


async def test_before_closing_the_manager_sees_and_decides_for_each(web: Web) -> None:
    """Somebody in hand is served on; one comes back tomorrow, two end; undecided, it stays open.

    What was chosen is there for every manager; who was not in anybody's list is never ended.
    """
    taken = [(await web.post("/tickets", {"matter": "SS01"})).json() for _ in range(4)]
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call-next")
    seen = (await web.get("/day")).json()
    assert [each["number"] for each in seen["in_hand"]] == ["C001"]
    assert [each["number"] for each in seen["unreached"]] == ["C002", "C003", "C004"]
    assert all(each["before_closing"] for each in seen["unreached"])
    refused = await web.post("/day/close", {"end_rest": True})
    assert refused.json()["code"] == "people_still_wait"
    await web.post("/windows/3/finish")
    come_back = {"come_back": [taken[1]["visit"]]}
    assert (await web.post("/day/close", come_back)).json()["code"] == "people_still_wait"
    choices = {taken[1]["visit"]: "code", taken[2]["visit"]: "end"}
    chosen = (await web.post("/day/choose", {"choices": choices})).json()
    assert [each["choice"] for each in chosen["unreached"]] == ["code", "end", None]
    assert (await web.get("/day")).json() == chosen
    lists = {**come_back, "end": [taken[2]["visit"]]}
    assert (await web.post("/day/close", lists)).json()["code"] == "people_still_wait"
    lists["end"].append(taken[3]["visit"])
    closed = await web.post("/day/close", lists)
    assert closed.json()["day"] is None
    kept = [(await web.get(f"/tickets/{each['token']}")).json() for each in taken]
    ends = [each["ending"] for each in kept]
    assert ends == ["served", "not_reached", "not_reached", "not_reached"]
    assert [bool(each["return_until"]) for each in kept] == [False, True, False, False]


async def test_who_is_not_called_before_closing_is_shown(
    web: Web, controller: FakeController
) -> None:
    """Late in the day a long wait ends after the windows close."""
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    for _ in range(12):
        await web.post("/tickets", {"matter": "SS01"})
    controller.clock.advance(7.5 * 3600)
    await web.post("/tickets", {"matter": "SS01"})
    seen = (await web.get("/day")).json()["unreached"]
    assert not seen[-1]["before_closing"]
    assert seen[0]["before_closing"]


async def test_a_day_closed_by_mistake_goes_on(web: Web) -> None:
    """Its numbers go on where they stopped."""
    await web.post("/tickets", {"matter": "SS01"})
    await web.post("/day/close", {"end_rest": True})
    reopened = await web.post("/day/reopen", {"reason": "按错了"})
    assert reopened.json()["day"] == "2026-03-02"
    assert (await web.post("/tickets", {"matter": "SS01"})).json()["number"] == "C002"


async def test_a_rehearsal_is_held_after_hours_and_leaves_no_trace(web: Web) -> None:
    """Numbers begin anew and are marked; while a day is open there is none."""
    assert (await web.post("/day/rehearse", {"reason": "培训"})).json()["code"] == "day_is_open"
    await web.post("/day/close", {"end_rest": True})
    opened = await web.post("/day/rehearse", {"reason": "培训"})
    assert opened.json()["rehearsal"] is True
    assert (await web.post("/tickets", {"matter": "SS01"})).json()["number"] == "C001"
    assert (await web.as_nobody().get("/board")).json()["hall_wide"]["rehearsal"] is True
    assert (await web.post("/day/close", {"end_rest": True})).json()["day"] is None
