"""The API through a citizen's way: number, call, start, finish, rating."""

from dataclasses import replace

import pytest

from hall.core import commands as c
from hall.core.settings import OrphanRule
from tests.fakes.controller import FakeController
from tests.fakes.live_hall import order_of
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio


async def _issue(web: Web, matter: str = "SS01") -> dict[str, str]:
    answer = await web.post("/tickets", {"matter": matter})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def test_a_number_is_taken_and_followed_by_its_token(web: Web) -> None:
    """A new number says all that a ticket needs; its token alone shows where it stands."""
    issued = await _issue(web)
    assert set(issued) == {"visit", "number", "token", "category", "ahead", "wait", "area"}
    assert issued["number"] == "C001"
    seen = await web.as_nobody().get(f"/tickets/{issued['token']}")
    assert seen.json()["stage"] == "waiting"
    assert seen.json()["ahead"] == 0


async def test_a_visit_goes_from_the_call_to_its_rating(
    web: Web, controller: FakeController
) -> None:
    """Every act at a window answers with the window and its visit."""
    issued = await _issue(web)
    opened = await web.post("/windows/3/open", {"clerk": "clerk03"})
    assert opened.json()["status"] == "open"
    assert [each["number"] for each in opened.json()["next"]] == ["C001"]
    called = await web.post("/windows/3/call-next")
    assert called.json()["visit"]["number"] == issued["number"]
    assert called.json()["visit"]["stage"] == "called"
    controller.clock.advance(20)
    assert (await web.post("/windows/3/recall")).json()["visit"]["calls"] == 2
    started = (await web.post("/windows/3/start")).json()
    service = started["visit"]["service"]
    controller.clock.advance(300)
    finished = (await web.post("/windows/3/finish", {"outcome": "accepted"})).json()
    assert finished["visit"] is None
    assert finished["ended"][0]["service"] == service
    rated = await web.post(f"/services/{service}/rating", {"level": 4, "words": "谢谢"})
    assert rated.status_code == 200
    seen = (await web.get(f"/tickets/{issued['token']}")).json()
    assert seen["services"][0]["rated"] is True
    assert controller.hall.services[service].rating is not None


async def test_the_holder_of_a_ticket_rates_each_of_its_services_and_no_other(web: Web) -> None:
    """A ticket's token rates the services of that ticket."""
    mine, other = await _issue(web), await _issue(web)
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call-next")
    ended = (await web.post("/windows/3/finish")).json()["ended"][0]
    citizen = web.as_nobody()
    path = f"/services/{ended['service']}/rating"
    foreign = await citizen.post(f"/tickets/{other['token']}{path}", {"level": 1})
    assert (foreign.status_code, foreign.json()["code"]) == (403, "not_your_service")
    rated = await citizen.post(f"/tickets/{mine['token']}{path}", {"level": 1})
    assert rated.json() == {"service": ended["service"], "level": 1}


async def test_every_choice_is_explained_to_the_clerk_and_to_who_waits(web: Web) -> None:
    """Before the call and in hand: whom it goes before and why; the class is never said."""
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    mine = await _issue(web)
    await web.post("/tickets", {"matter": "SS01", "green": True})
    said = {"before": "C001", "zh": "C002先于C001：按规定优先"}
    (first, _) = (await web.get("/windows/3")).json()["next"]
    assert said.items() <= first["why"].items()
    assert "class" not in first
    called = (await web.post("/windows/3/call-next")).json()["visit"]
    assert said.items() <= called["why"].items()
    told = (await web.as_nobody().get(f"/tickets/{mine['token']}")).json()["overtaken"]
    assert told["en"] == "C002 before C001: priority by the hall's rule"


async def test_no_show_pause_and_close(web: Web, controller: FakeController) -> None:
    """A called visit that does not come is marked; then the window may pause and close."""
    await _issue(web)
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call", {"number": "C001", "reason": "大厅请求"})
    early = await web.post("/windows/3/no-show")
    assert (early.status_code, early.json()["code"]) == (409, "too_soon_for_no_show")
    controller.clock.advance(90)
    gone = await web.post("/windows/3/no-show")
    assert gone.json()["ended"][0]["ending"] == "no_show"
    paused = await web.post("/windows/3/pause", {"reason": "打印"})
    assert (paused.json()["status"], paused.json()["reason"]) == ("paused", "打印")
    assert (await web.post("/windows/3/close")).json()["status"] == "closed"


async def test_the_plan_is_changed_and_read(web: Web) -> None:
    """Windows that are not named stay as they are."""
    changed = await web.send(
        "PUT", "/plan", {"windows": [{"no": 3, "categories": ["SS", "TZ"]}], "reason": "排队多"}
    )
    assert changed.status_code == 200, changed.text
    plan = (await web.get("/plan")).json()
    assert plan["version"] == 2
    assert {each["no"]: each["categories"] for each in plan["windows"]}[3] == ["SS", "TZ"]
    assert {each["no"]: each["categories"] for each in plan["windows"]}[4] == ["SS"]


async def test_a_category_left_without_a_window_is_warned_of_where_set_so(
    web: Web, controller: FakeController
) -> None:
    """The change is made, and its answer names the category; where not, it is refused."""
    change = {"windows": [{"no": 3, "categories": ["TZ"]}], "reason": "r"}
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await _issue(web)
    refused = await web.send("PUT", "/plan", change)
    assert refused.json()["code"] == "category_left_without_window"
    settings = replace(controller.hall.settings, orphan_category=OrphanRule.WARN)
    await controller.carry_out(order_of(c.ChangeSettings(settings=settings, reason="r")))
    assert (await web.send("PUT", "/plan", change)).json()["without_window"] == ["SS"]


async def test_a_plan_comes_at_its_time_and_returns(web: Web, controller: FakeController) -> None:
    """Until then it stands among those to come; afterwards the window has what it had."""
    entry = {"no": 3, "categories": ["SS", "TZ"]}
    times = {"from": "2026-03-02T01:30:00Z", "until": "2026-03-02T02:30:00Z"}
    planned = await web.send("PUT", "/plan", {"windows": [entry], "reason": "早高峰", **times})
    assert planned.status_code == 200, planned.text
    (coming,) = planned.json()["coming"]
    reason = {"reason": "早高峰", "reason_en": None}
    assert coming == {"change": coming["change"], "windows": [entry], **reason, **times}

    async def served() -> list[str]:
        windows = (await web.get("/plan")).json()["windows"]
        return next(each["categories"] for each in windows if each["no"] == 3)

    seen = [await served()]
    for _ in range(2):
        controller.clock.advance(3600)
        await controller.carry_out(order_of(c.LetTimePass()))
        seen.append(await served())
    assert seen == [["SS"], ["SS", "TZ"], ["SS"]]


async def test_a_plan_that_is_to_come_is_given_up(web: Web) -> None:
    """It is not there any more, and needs a reason."""
    later = {"from": "2026-03-02T01:30:00Z", "reason": "r"}
    plan = {"windows": [{"no": 3, "categories": ["TZ"]}], **later}
    change = (await web.send("PUT", "/plan", plan)).json()["coming"][0]["change"]
    assert (await web.post(f"/plan/changes/{change}/drop", {"reason": " "})).status_code == 422
    left = await web.post(f"/plan/changes/{change}/drop", {"reason": "不需要了"})
    assert left.json()["coming"] == []


async def test_a_clerk_acknowledges_what_the_window_serves_now(
    web: Web, controller: FakeController
) -> None:
    """Where it is set so, the next call waits for it."""
    settings = replace(controller.hall.settings, plan_acknowledged=True)
    await controller.carry_out(order_of(c.ChangeSettings(settings=settings, reason="r")))
    await web.post("/tickets", {"matter": "SS01"})
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    plan = {"windows": [{"no": 3, "categories": ["SS", "TZ"]}], "reason": "r"}
    await web.send("PUT", "/plan", plan)
    assert (await web.get("/windows/3")).json()["unacknowledged"] == 2
    assert (await web.post("/windows/3/call-next")).json()["code"] == "plan_not_acknowledged"
    assert (await web.post("/windows/3/acknowledge-plan")).json()["unacknowledged"] is None
    assert (await web.post("/windows/3/call-next")).status_code == 200


@pytest.mark.parametrize(
    "path", ["/board", "/board?zone=E1", "/queue", "/matters", "/devices", "/windows", "/windows/3"]
)
async def test_what_the_hall_shows_can_be_read(web: Web, path: str) -> None:
    """Every view answers with JSON."""
    answer = await web.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()


async def test_one_number_comes_for_several_matters(web: Web, controller: FakeController) -> None:
    """Named when it is taken or added at the desk; a clerk may end it as a whole."""
    body = {"matter": "SS01", "further": ["SS02"], "green": True}
    issued = (await web.post("/tickets", body)).json()
    added = await web.post(f"/visits/{issued['visit']}/add-matter", {"matter": "BD01"})
    assert added.status_code == 200
    visit = controller.hall.visits[issued["visit"]]
    assert [each.matter for each in visit.further] == ["SS02", "BD01"]
    assert visit.visit_class == "green"
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call-next")
    went_on = (await web.post("/windows/3/finish")).json()
    assert went_on["visit"]["matter"] == "SS02"
    ended = (await web.post("/windows/3/finish", {"whole": True})).json()
    assert ended["visit"] is None
    assert controller.hall.visits[issued["visit"]].ending == "served"


async def test_a_window_that_is_left_hands_its_visit_over(web: Web) -> None:
    """Refused without saying so; the citizen waits for another window."""
    await _issue(web)
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call-next")
    assert (await web.post("/windows/3/close")).status_code == 409
    closed = await web.post("/windows/3/close", {"hand_over": True})
    assert closed.json()["visit"] is None
    await web.post("/windows/4/open", {"clerk": "clerk04"})
    assert (await web.post("/windows/4/call-next")).json()["visit"]["number"] == "C001"
