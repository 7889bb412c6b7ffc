"""Refusals, keys of idempotency, bad input: a clear problem each time, and nothing changed."""

from typing import Any

import httpx
import pytest

from hall.controller.orders import OutcomeUnknown, StoreAway
from hall.core.refusals import Refused
from hall.web.permissions import Role
from hall.web.problems import REFUSAL_STATUS, every_problem
from tests.fakes.controller import FakeController
from tests.web.conftest import PASSWORD, Web

pytestmark = pytest.mark.anyio


def _is_problem(answer: httpx.Response, status: int, code: str) -> None:
    document = answer.json()
    assert (answer.status_code, document["code"]) == (status, code), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert document["status"] == status
    assert document["text"]["zh"]
    assert document["text"]["en"]


async def test_the_same_key_gives_the_same_answer_and_one_effect(
    web: Web, controller: FakeController
) -> None:
    """A request repeated after a lost answer takes no second number."""
    first = await web.post("/tickets", {"matter": "SS01"}, key="k")
    again = await web.post("/tickets", {"matter": "SS01"}, key="k")
    assert again.json() == first.json()
    assert again.status_code == 201
    assert controller.hall.order == 1


async def test_the_same_key_with_another_request_is_refused(
    web: Web, controller: FakeController
) -> None:
    """A key stands for one request."""
    await web.post("/tickets", {"matter": "SS01"}, key="k")
    answer = await web.post("/tickets", {"matter": "BD01"}, key="k")
    _is_problem(answer, 422, "idempotency_key_reused")
    assert controller.hall.order == 1


async def test_a_key_belongs_to_its_caller(web: Web, controller: FakeController) -> None:
    """Two programs may choose the same key."""
    await web.post("/tickets", {"matter": "SS01"}, key="k")
    secret = await web.accounts.programs.add("another program")
    other = web.as_nobody()
    other.headers["Authorization"] = f"Bearer {secret}"
    assert (await other.post("/tickets", {"matter": "BD01"}, key="k")).status_code == 201
    assert controller.hall.order == 2


@pytest.mark.parametrize("key", ["", " ", "x" * 101, "a b"])
async def test_a_key_that_cannot_be_used_is_named(web: Web, key: str) -> None:
    """A key has a limited length and visible characters."""
    web.headers["Idempotency-Key"] = key
    answer = await web.client.post("/api/v1/windows/3/close", headers=web.headers)
    _is_problem(answer, 400, "idempotency_key_unusable")


async def test_a_change_without_a_key_is_refused(web: Web) -> None:
    """Without a key a repeat could take effect twice."""
    answer = await web.client.post("/api/v1/windows/3/close", headers=web.headers)
    _is_problem(answer, 400, "idempotency_key_missing")


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("/tickets", {"matter": "NO"}, 422, "unknown_matter"),
        ("/tickets", {"category": "SS"}, 422, "matter_needed"),
        ("/tickets", {"category": "NO"}, 422, "unknown_category"),
        ("/tickets", {}, 422, "matter_or_category"),
        ("/tickets", {"matter": 3}, 422, "invalid_request"),
        ("/tickets", {"matter": "SS01", "extra": 1}, 422, "invalid_request"),
        ("/tickets", [], 422, "invalid_request"),
        ("/tickets", None, 422, "invalid_request"),
        ("/windows/3/call-next", None, 409, "window_is_closed"),
        ("/windows/999/call-next", None, 404, "unknown_window"),
        ("/windows/0/call-next", None, 422, "invalid_request"),
        ("/windows/x/call-next", None, 422, "invalid_request"),
        ("/windows/3/fly", None, 404, "not_found"),
        ("/windows/3/finish", {"outcome": "lost"}, 422, "invalid_request"),
        ("/services/none/rating", {"level": 3}, 404, "unknown_service"),
        ("/tickets/none/services/x/rating", {"level": 3}, 404, "unknown_ticket"),
    ],
)
async def test_what_is_wrong_is_said(
    web: Web, controller: FakeController, path: str, body: Any, status: int, code: str
) -> None:
    """Bad input gets its code and changes nothing."""
    before = controller.hall
    _is_problem(await web.post(path, body), status, code)
    assert controller.hall is before


async def test_a_refusal_carries_its_facts_in_both_languages(web: Web) -> None:
    """Programs read facts, people read a sentence in their language."""
    web.headers["Accept-Language"] = "en-GB"
    answer = await web.post("/windows/3/recall")
    document = answer.json()
    assert document["facts"] == {"window": 3}
    assert document["detail"] == "Window 3 is closed. Sign in and open it first."
    assert document["text"]["zh"].startswith("3号窗口没有开窗")


async def test_a_refusal_calls_a_clerk_what_people_call_them(web: Web) -> None:
    """The fact stays the account, for programs; the sentence has the name."""
    await web.accounts.add_user("clerk04", PASSWORD, (Role.CLERK,), "王芳")
    await web.post("/windows/3/open", {"clerk": "clerk04"})
    answer = (await web.post("/windows/3/open", {"clerk": "clerk03"})).json()
    assert answer["facts"] == {"window": 3, "clerk": "clerk04"}
    assert answer["text"]["zh"].startswith("3号窗口由王芳使用中")


async def test_a_level_out_of_range_is_refused(web: Web) -> None:
    """Five levels, no more."""
    await web.post("/tickets", {"matter": "SS01"})
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/windows/3/call-next")
    ended = (await web.post("/windows/3/finish")).json()["ended"][0]
    answer = await web.post(f"/services/{ended['service']}/rating", {"level": 6})
    _is_problem(answer, 422, "level_out_of_range")


async def test_a_plan_that_ends_before_it_begins_is_refused(web: Web) -> None:
    """The time of return comes after the time from when it is in force."""
    times = {"from": "2030-01-01T09:00:00Z", "until": "2030-01-01T08:00:00Z"}
    plan = {"windows": [{"no": 3, "categories": ["SS"]}], "reason": "r", **times}
    _is_problem(await web.send("PUT", "/plan", plan), 422, "plan_ends_too_soon")
    drop = await web.post("/plan/changes/7/drop", {"reason": "r"})
    _is_problem(drop, 409, "unknown_plan_change")


@pytest.mark.parametrize(
    ("error", "code"), [(StoreAway("full"), "store_away"), (OutcomeUnknown("?"), "outcome_unknown")]
)
async def test_a_store_that_fails_is_told_apart(
    web: Web, controller: FakeController, error: Exception, code: str
) -> None:
    """Whoever asked learns whether to repeat; both times with the same key."""
    controller.fails_with = error
    answer = await web.post("/tickets", {"matter": "SS01"})
    _is_problem(answer, 503, code)
    assert answer.headers["retry-after"] == "1"


async def test_bodies_that_are_no_json_or_too_large(web: Web) -> None:
    """Both are refused before anything is read as an order."""
    headers = {**web.headers, "Idempotency-Key": "k", "Content-Type": "application/json"}
    broken = await web.client.post("/api/v1/tickets", content=b"{", headers=headers)
    _is_problem(broken, 400, "malformed_json")
    lone = b'{"matter": "\\ud800"}'
    surrogate = await web.client.post("/api/v1/tickets", content=lone, headers=headers)
    _is_problem(surrogate, 422, "invalid_request")
    huge = await web.client.post("/api/v1/tickets", content=b" " * 70_000, headers=headers)
    _is_problem(huge, 413, "too_large")


async def test_a_fault_of_ours_is_a_problem_too(app: Any, controller: FakeController) -> None:
    """An error that nobody foresaw is answered without its inside."""
    controller.fails_with = RuntimeError("secret")
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
        secret = await app.state.rooms.accounts.programs.add("p")
        headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "k"}
        answer = await client.post("/api/v1/windows/3/close", headers=headers)
    _is_problem(answer, 500, "fault")
    assert "secret" not in answer.text


async def test_the_description_names_every_act_and_every_problem(web: Web) -> None:
    """openapi.json can be read by a program that never saw this one."""
    document = (await web.get("/openapi.json")).json()
    acts = {path.rsplit("/", 1)[1] for path in document["paths"] if "/windows/{no}/" in path}
    assert {"open", "pause", "close", "call-next", "call", "recall", "start", "finish"} <= acts
    operation = document["paths"]["/api/v1/windows/{no}/finish"]["post"]
    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert schema["$ref"].endswith("/Finish")
    assert "Problem" in document["components"]["schemas"]
    codes = {each["code"] for each in every_problem()}
    assert {each["code"] for each in (await web.get("/problems")).json()["problems"]} == codes


def test_every_refusal_has_its_own_code_and_a_status() -> None:
    """The mapping names refusals that exist, and no two refusals share a code."""
    known = Refused.__subclasses__()
    assert set(REFUSAL_STATUS) <= set(known)
    assert len({each.code for each in known}) == len(known)
