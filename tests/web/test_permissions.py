"""Who may do what: every role on every route, sessions, keys, and pages of others."""

import re
import threading
from typing import Any

import pytest
from fastapi import FastAPI

from hall.web.permissions import Permission, Role
from tests.web.conftest import PASSWORD, Web

pytestmark = pytest.mark.anyio

PUBLIC = None
NEEDED: dict[str, tuple[Permission, ...] | None] = {
    "POST /tickets": (Permission.ISSUE,),
    "GET /tickets": (Permission.ISSUE,),
    "PUT /receipts": (Permission.RECEIPTS,),
    "POST /receipts/forget": (Permission.RECEIPTS,),
    "GET /receipts/{receipt}": (Permission.RECEIPTS, Permission.ISSUE),
    "POST /devices/{printer}/test-page": (Permission.DEVICES_TEST,),
    "GET /appointments/slots": (Permission.BOOK,),
    "POST /appointments": (Permission.BOOK,),
    "GET /appointments/{code}": (Permission.BOOK,),
    "POST /appointments/{code}/move": (Permission.BOOK,),
    "POST /appointments/{code}/cancel": (Permission.BOOK,),
    "POST /appointments/{code}/check-in": (Permission.BOOK,),
    "GET /bookings/{token}": PUBLIC,
    "POST /bookings/{token}/move": PUBLIC,
    "POST /bookings/{token}/cancel": PUBLIC,
    "POST /bookings/{token}/check-in": PUBLIC,
    "GET /tickets/{token}": PUBLIC,
    "POST /visits/{visit}/*": (Permission.ISSUE,),
    "POST /kiosks/{kiosk}/help-given": (Permission.ISSUE,),
    "POST /tickets/{token}/services/{service}/rating": PUBLIC,
    "POST /tickets/{token}/services/{service}/appeal": PUBLIC,
    "POST /tickets/{token}/cancel": PUBLIC,
    "POST /tickets/{token}/late": PUBLIC,
    "POST /tickets/{token}/pass": PUBLIC,
    "POST /services/{service}/rating": (Permission.RATE,),
    "POST /windows/{no}/*": (Permission.WORK, Permission.WORK_ANY),
    "GET /windows": (Permission.READ,),
    "GET /windows/{no}": (Permission.READ,),
    "GET /plan": (Permission.READ,),
    "PUT /plan": (Permission.SET_PLAN,),
    "POST /plan/changes/{change}/drop": (Permission.SET_PLAN,),
    "GET /hall": (Permission.READ,),
    "POST /hall/*": (Permission.RUN_HALL,),
    "GET /day": (Permission.READ,),
    "POST /day/choose": (Permission.RUN_HALL,),
    "POST /day/close": (Permission.RUN_HALL,),
    "POST /day/reopen": (Permission.RUN_HALL,),
    "POST /day/rehearse": (Permission.RUN_HALL,),
    "GET /board": PUBLIC,
    "GET /queue": (Permission.READ,),
    "GET /matters": PUBLIC,
    "GET /matters/{matter}": PUBLIC,
    "GET /devices": (Permission.DEVICES,),
    "GET /problems": PUBLIC,
    "GET /clock": (Permission.READ,),
    "GET /warnings": (Permission.SET_PLAN,),
    "POST /warnings/{kind}/acknowledge": (Permission.SET_PLAN,),
    "PUT /clock": (Permission.SET_PLAN,),
    "GET /events": PUBLIC,
    "GET /advice": (Permission.SET_PLAN,),
    "POST /advice/accept": (Permission.SET_PLAN,),
    "POST /advice/dismiss": (Permission.SET_PLAN,),
    "POST /what-if": (Permission.SET_PLAN,),
    "GET /staffing": (Permission.SET_PLAN,),
}
"""What each route of the API needs, written down a second time on purpose."""

MAY: dict[Role, set[Permission]] = {
    Role.CLERK: {Permission.WORK, Permission.READ},
    Role.SERVICE_DESK: {
        Permission.ISSUE,
        Permission.BOOK,
        Permission.READ,
        Permission.DEVICES,
        Permission.RATINGS,
        Permission.ANSWER,
    },
    Role.MANAGER: {
        Permission.WORK_ANY,
        Permission.READ,
        Permission.SET_PLAN,
        Permission.RULES,
        Permission.CATALOGUE,
        Permission.RUN_HALL,
        Permission.DEVICES,
        Permission.PAIR,
        Permission.JOURNAL,
        Permission.RATINGS,
        Permission.ANSWER,
    },
    Role.AUDITOR: {
        Permission.READ,
        Permission.DEVICES,
        Permission.JOURNAL,
        Permission.RATINGS,
    },
    Role.TECHNICIAN: {
        Permission.READ,
        Permission.DEVICES,
        Permission.DEVICES_TEST,
        Permission.PAIR,
    },
    Role.ADMINISTRATOR: {
        Permission.READ,
        Permission.DEVICES,
        Permission.PAIR,
        Permission.ACCOUNTS,
        Permission.CATALOGUE,
    },
}
BODIES = {
    "/tickets": {"matter": "SS01"},
    "/plan": {"windows": [{"no": 3, "categories": ["SS"]}], "reason": "r"},
    "/plan/changes/{change}/drop": {"reason": "r"},
    "/clock": {"rate": 2},
    "/receipts": {"receipts": [{"receipt": "R-1", "ready": True}]},
    "/receipts/forget": {"receipts": ["R-1"]},
    "/advice/accept": {"proposal": "none"},
    "/advice/dismiss": {"proposal": "none"},
    "/what-if": {"many": 1.2},
    "/appointments": {"matter": "SS01", "starts_at": "2026-03-02T10:00:00Z"},
    "/appointments/{code}/move": {"starts_at": "2026-03-02T10:00:00Z"},
    "/bookings/{token}/move": {"starts_at": "2026-03-02T10:00:00Z"},
    "/hall/pause": {"reason": "r"},
    "/hall/start-emergency": {"reason": "r"},
    "/hall/announce": {"zh": "公告", "en": "News"},
    "/hall/stop-numbers": {"reason": "r"},
    "/day/choose": {"choices": {"v": "code"}},
    "/day/reopen": {"reason": "r"},
    "/day/rehearse": {"reason": "r"},
    "/visits/{visit}/pass": {"count": 1},
    "/visits/{visit}/add-matter": {"matter": "SS02"},
    "/visits/{visit}/class": {"class": "green", "reason": "r"},
    "/visits/{visit}/paper": {"state": "printed"},
    "/visits/{visit}/reprint": {"printer": "printer-1"},
    "/tickets/{token}/pass": {"count": 1},
    "/windows/{no}/note": {"note": "n"},
    "/windows/{no}/park": {"reason": "r"},
    "/windows/{no}/slip": {"visit": "v", "missing": ["m"], "printer": "printer-1"},
    "/windows/{no}/add-matter": {"matter": "SS01"},
    "/windows/{no}/resume": {"number": "C001"},
    "/services/{service}/rating": {"level": 3},
    "/tickets/{token}/services/{service}/rating": {"level": 3},
    "/tickets/{token}/services/{service}/appeal": {"words": "w"},
    "/windows/{no}/call": {"number": "C001", "reason": "r"},
}


def _routes(app: FastAPI) -> list[tuple[str, str]]:
    return sorted(
        (method, path.removeprefix("/api/v1"))
        for path, methods in app.openapi()["paths"].items()
        if path.startswith("/api/v1")
        for method in map(str.upper, methods)
    )


def _needed(method: str, path: str) -> tuple[Permission, ...] | None:
    if method == "POST" and path.startswith("/windows/{no}/"):
        path = "/windows/{no}/*"
    if method == "POST" and path.startswith("/hall/"):
        path = "/hall/*"
    if method == "POST" and path.startswith("/visits/{visit}/"):
        path = "/visits/{visit}/*"
    return NEEDED[f"{method} {path}"]


def _filled(path: str) -> str:
    path = f"{path}?number=C001" if path == "/tickets" else path
    known = {"no": "3", "kind": "long_wait"}
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], "none"), path)


async def _ask(who: Web, method: str, path: str) -> Any:
    return await who.send(method, _filled(path), BODIES.get(path))


def test_every_route_is_in_the_table(app: FastAPI) -> None:
    """A new route must say here what it needs."""
    for method, path in _routes(app):
        assert _needed(method, path) is PUBLIC or _needed(method, path)


@pytest.mark.parametrize("role", list(Role))
async def test_each_role_does_what_it_may_and_nothing_else(
    app: FastAPI, web: Web, role: Role
) -> None:
    """A role is let through where the table says so, and refused everywhere else."""
    person = await web.as_person("somebody", role)
    for method, path in _routes(app):
        if path == "/events":
            continue
        needed = _needed(method, path)
        answer = await _ask(person, method, path)
        let_in = needed is PUBLIC or bool(MAY[role] & set(needed))
        code = answer.json().get("code") if answer.status_code >= 400 else None
        assert (code != "not_allowed") is let_in, f"{role} {method} {path}: {answer.text}"


async def test_nobody_is_let_in_where_something_is_needed(app: FastAPI, web: Web) -> None:
    """Without session or key only public routes answer."""
    nobody = web.as_nobody()
    for method, path in _routes(app):
        if path == "/events":
            continue
        answer = await _ask(nobody, method, path)
        needed = _needed(method, path)
        assert (answer.status_code == 401) is (needed is not PUBLIC), f"{method} {path}"


@pytest.mark.parametrize("topic", ["queue", "window/3", "windows", "plan", "devices", "rate/3"])
async def test_a_stream_needs_what_its_topics_need(web: Web, topic: str) -> None:
    """Nobody listens to more than the board on the wall."""
    answer = await web.as_nobody().get(f"/events?topics={topic}")
    assert answer.status_code == 401
    clerk = await web.as_person("clerk03", Role.CLERK)
    allowed = topic not in {"devices", "rate/3"}
    if not allowed:
        assert (await clerk.get(f"/events?topics={topic}")).status_code == 403


async def test_a_scope_is_all_that_a_key_may(web: Web) -> None:
    """A key for numbers takes numbers and changes no window."""
    secret = await web.accounts.programs.add("app", frozenset({Permission.ISSUE}))
    program = web.as_nobody()
    program.headers["Authorization"] = f"Bearer {secret}"
    assert (await program.post("/tickets", {"matter": "SS01"})).status_code == 201
    assert (await program.post("/windows/3/close")).json()["code"] == "not_allowed"


async def test_who_asks_is_found_out_on_the_loop_itself(web: Web) -> None:
    """A number costs no change of threads: what is not a coroutine would be called on another."""
    secret = await web.accounts.programs.add("app", frozenset({Permission.ISSUE}))
    program = web.as_nobody()
    program.headers["Authorization"] = f"Bearer {secret}"
    ticket = (await program.post("/tickets", {"matter": "SS01"})).json()
    assert (await program.get(f"/tickets/{ticket['token']}")).status_code == 200
    assert not [each.name for each in threading.enumerate() if each.name.startswith("AnyIO")]


@pytest.mark.parametrize("header", ["Bearer nonsense", "Bearer ", "Basic abc", "nonsense"])
async def test_a_wrong_key_is_told(web: Web, header: str) -> None:
    """A wrong key is never taken for nobody."""
    program = web.as_nobody()
    program.headers["Authorization"] = header
    answer = await program.get("/board")
    assert answer.status_code == 200
    answer = await program.get("/queue")
    assert (answer.status_code, answer.json()["code"]) == (401, "key_unknown")
    assert answer.headers["www-authenticate"] == "Bearer"


async def test_a_revoked_key_lets_nobody_in(web: Web, accounts: Any) -> None:
    """A revoked key ends at once."""
    secret = await accounts.programs.add("app")
    program = web.as_nobody()
    program.headers["Authorization"] = f"Bearer {secret}"
    assert (await program.get("/queue")).status_code == 200
    (ident,) = [each.id for each in await accounts.programs.keys() if each.name == "app"]
    await accounts.programs.revoke(ident)
    assert (await program.get("/queue")).status_code == 401


async def test_a_clerk_works_at_their_own_window_and_in_their_own_name(web: Web) -> None:
    """A clerk opens a window for themselves and cannot touch another's."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    other_name = await clerk.post("/windows/3/open", {"clerk": "clerk04"})
    assert other_name.json()["code"] == "not_your_name"
    assert (await clerk.post("/windows/3/open")).json()["clerk"] == "clerk03"
    await web.post("/windows/4/open", {"clerk": "clerk04"})
    foreign = await clerk.post("/windows/4/close")
    assert (foreign.status_code, foreign.json()["code"]) == (403, "not_your_window")
    closed = await clerk.post("/windows/3/close", key="closing")
    again = await clerk.post("/windows/3/close", key="closing")
    assert (again.status_code, again.json()) == (200, closed.json())


@pytest.mark.parametrize(
    "headers",
    [
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "guess"},
        {"Origin": "http://evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
async def test_a_page_of_others_changes_nothing(web: Web, headers: dict[str, str]) -> None:
    """A session's cookie alone is not enough to change something."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    clerk.headers.update(headers)
    answer = await clerk.post("/windows/3/open")
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_page")


async def test_our_own_page_is_known_by_its_origin(web: Web) -> None:
    """A browser names the page's origin; ours is the host that was asked."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    clerk.headers["Origin"] = "http://hall"
    assert (await clerk.post("/windows/3/open")).status_code == 200


async def test_a_session_ends_when_signed_out(web: Web) -> None:
    """A token that was signed out is worth nothing."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    token, _ = await web.accounts.sign_in("clerk03", PASSWORD)
    await web.accounts.sessions.end(token)
    clerk.client.cookies.clear()
    clerk.client.cookies.set("hall_session", token)
    assert (await clerk.get("/queue")).status_code == 401
