"""Garbage at every route of the API: a clear answer each time, and never a fault of ours."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hall.web.accounts import Accounts

WORDS = st.text(max_size=12) | st.sampled_from(["SS01", "SS", "C001", "3", "done", "main"])
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
NAMES = st.sampled_from(
    ["matter", "category", "needs", "clerk", "reason", "number", "outcome", "windows", "level"]
)
BODIES = st.fixed_dictionaries(
    {"json": st.dictionaries(NAMES, VALUES, max_size=4) | VALUES}
) | st.fixed_dictionaries({"content": st.binary(max_size=20)})
SEGMENT = st.text(
    alphabet=st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="/?#%\\."),
    min_size=1,
    max_size=8,
)


KEYS = st.just("k") | st.text(
    alphabet=st.characters(min_codepoint=33, max_codepoint=126), max_size=20
)


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    """One loop for all examples."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def routes(app: FastAPI) -> list[tuple[str, str]]:
    """Every route of the API but the endless one."""
    return sorted(
        (method, path)
        for path, methods in app.openapi()["paths"].items()
        for method in methods
        if not path.endswith("/events")
    )


@pytest.fixture
def key(runner: asyncio.Runner, accounts: Accounts) -> str:
    """A key for everything."""
    return runner.run(accounts.programs.add("garbage"))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_request_is_a_fault_of_ours(
    app: FastAPI,
    runner: asyncio.Runner,
    routes: list[tuple[str, str]],
    key: str,
    data: st.DataObject,
) -> None:
    """Whatever is sent, the answer is of the contract: success, or a problem below 500.

    Nothing is foreseen in this hall, and what asks for it is told so.
    """
    method, path = data.draw(st.sampled_from(routes))
    for name in ("no", "token", "service", "matter", "visit", "kiosk"):
        path = path.replace(f"{{{name}}}", data.draw(st.just("3") | SEGMENT))
    headers = {"Authorization": f"Bearer {key}", "Idempotency-Key": data.draw(KEYS)}
    body = {} if method == "get" else data.draw(BODIES)
    answer = runner.run(_ask(app, method, path, headers, body))
    foreseen = answer.status_code != 503 or answer.json()["code"] != "no_forecasts"
    assert answer.status_code < 500 or not foreseen, answer.text
    if answer.status_code >= 400:
        assert answer.json()["code"]


async def _ask(
    app: FastAPI, method: str, path: str, headers: dict[str, str], body: dict[str, Any]
) -> httpx.Response:
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hall") as client:
        return await client.request(method, path, headers=headers, **body)
