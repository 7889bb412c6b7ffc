"""Routes that are called straight answer like the framework, whatever is sent."""

from typing import Any

import pytest
from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.routing import APIRoute

from hall.web.api import tickets, windows
from hall.web.ordering import In
from hall.web.straight import plan_of
from tests.web.conftest import Web

pytestmark = pytest.mark.anyio

JSON = {"Content-Type": "application/json"}
TICKET, PAUSE, RECALL = "/tickets", "/windows/3/pause", "/windows/3/recall"
REQUESTS: list[tuple[str, bytes, dict[str, Any]]] = [
    (TICKET, b'{"matter": "SS01"}', JSON),
    (TICKET, b'{"matter": "SS01"}', {"Content-Type": "application/json; charset=utf-8"}),
    (TICKET, b'{"matter": "SS01"}', {"Content-Type": "application/vnd.hall+json"}),
    (TICKET, b'{"matter": "SS01"}', {"Content-Type": "text/plain"}),
    (TICKET, b'{"matter": "SS01"}', {}),
    (TICKET, '{"matter": "SS01"}'.encode("utf-16"), JSON),
    (TICKET, b'{"matter": "SS01"}', {**JSON, "Authorization": "Bearer guess"}),
    (TICKET, b'{"matter": "SS01"}', {**JSON, "Authorization": ""}),
    (TICKET, b'{"matter": "SS01"}', {**JSON, "Idempotency-Key": None}),
    (TICKET, b'{"matter": "SS01"}', {**JSON, "Idempotency-Key": "a b"}),
    (TICKET, b'{"matter": "SS01"}', {**JSON, "Idempotency-Key": "x" * 101}),
    (TICKET, b'{"matter": 3}', {**JSON, "Idempotency-Key": None}),
    (TICKET, b'{"matter": 3}', {**JSON, "Authorization": "Bearer guess"}),
    (TICKET, b'{"matter": 3}', JSON),
    (TICKET, b'{"matter": "SS01", "colour": "red"}', JSON),
    (TICKET, b'{"matter": "nowhere"}', JSON),
    (TICKET, b'{"matter": "SS01", "printer": "none"}', JSON),
    (TICKET, b"", JSON),
    (TICKET, b"null", JSON),
    (TICKET, b"[]", JSON),
    (TICKET, b'"text"', JSON),
    (TICKET, b'{"matter"', JSON),
    (TICKET, b'{"matter": "SS01"}}', JSON),
    (TICKET, b"\xff\xfe\xfd", JSON),
    (TICKET, b"[" * 60_000, JSON),
    (TICKET, b" " * 64_001, JSON),
    (TICKET, b" " * 64_001, {**JSON, "Authorization": "Bearer guess"}),
    (RECALL, b"", {}),
    (RECALL, b"{}", JSON),
    (RECALL, b'{"a": 1}', JSON),
    ("/windows/0/recall", b"", {}),
    ("/windows/x/recall", b"{}", JSON),
    ("/windows/x/recall", b'{"a": 1}', JSON),
    ("/windows/9999/recall", b"{}", JSON),
    (PAUSE, b"", {}),
    (PAUSE, b"", JSON),
    (PAUSE, b"{}", JSON),
    (PAUSE, b"null", JSON),
    (PAUSE, b'{"reason": 1}', JSON),
    ("/windows/3/call", b"", JSON),
]


@pytest.fixture
def by_framework(app: FastAPI) -> str:
    """Where the same endpoints are answered by the framework alone."""
    for router in (tickets.router, windows.router):
        plain = APIRouter()
        for route in router.routes:
            assert isinstance(route, APIRoute)
            plain.add_api_route(
                route.path,
                route.endpoint,
                methods=list(route.methods or ()),
                dependencies=route.dependencies,
                response_model=None,
            )
        app.include_router(plain, prefix="/api/plain")
    return "/api/plain"


async def _answer(web: Web, address: str, body: bytes, headers: dict[str, Any], key: str) -> Any:
    sent = {**web.headers, "Idempotency-Key": key, **headers}
    sent = {name: value for name, value in sent.items() if value is not None}
    answer = await web.client.post(address, content=body, headers=sent)
    said = answer.json()
    if answer.status_code == 201:
        said = sorted(said)
    return answer.status_code, answer.headers["content-type"], said


async def test_every_answer_is_that_of_the_framework(web: Web, by_framework: str) -> None:
    """Good or bad, a request is told the same, and the same mistake comes first."""
    await web.post("/windows/3/open", {"clerk": "clerk03"})
    await web.post("/tickets", {"matter": "SS01"})
    await web.post("/windows/3/call-next")
    for place, (path, body, headers) in enumerate(REQUESTS):
        straight = await _answer(web, f"/api/v1{path}", body, headers, f"one-{place}")
        other = await _answer(web, f"{by_framework}{path}", body, headers, f"another-{place}")
        assert straight == other, (path, body[:40], headers)


@pytest.mark.parametrize("router", [tickets.router, windows.router])
def test_numbers_and_presses_are_called_straight(router: APIRouter) -> None:
    """Every change that hurries is one whose needs are known at the start."""
    routes = [each for each in router.routes if isinstance(each, APIRoute)]
    changes = [each for each in routes if "POST" in (each.methods or ())]
    assert changes
    for each in changes:
        assert plan_of(each.endpoint, [need.dependency for need in each.dependencies]), each.path


async def _gives_later(_request: Request, limit: int = 3) -> int:
    return limit


async def _of_no_known_kind(number: str, _wired: In) -> Response:
    return Response(number)


async def _of_another_answer(_wired: In) -> dict[str, str]:
    return {}


async def _straight(_wired: In) -> Response:
    return Response()


def test_what_is_not_known_is_left_to_the_framework() -> None:
    """A query, an answer to be encoded, a dependency with needs of its own: not called straight."""
    assert plan_of(_of_no_known_kind, []) is None
    assert plan_of(_of_another_answer, []) is None
    assert plan_of(_straight, [_gives_later]) is None
    assert plan_of(_straight, [lambda request: request]) is None
    assert plan_of(_straight, []) is not None
