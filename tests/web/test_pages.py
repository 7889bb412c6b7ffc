"""Pages without a browser: who gets them, signing in, languages, what is not there."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import hall.web
from hall.catalogue.site import Site
from hall.web.accounts import Accounts
from hall.web.demo_accounts import DEMO_PASSWORD, seed_demo_accounts
from hall.web.permissions import Permission, Role
from tests.web.conftest import PASSWORD, Machine, Web

pytestmark = pytest.mark.anyio

WEB = Path(hall.web.__file__).parent
OWN = {"Origin": "http://hall"}
PAGES: dict[str, set[Role]] = {
    "/clerk": {Role.CLERK, Role.MANAGER},
    "/manager": set(Role),
    "/accounts": {Role.ADMINISTRATOR},
    "/rules": {Role.MANAGER},
    "/desk": {Role.SERVICE_DESK},
    "/devices": set(Role) - {Role.CLERK},
}


async def _form(client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    return await client.post(path, data=fields, headers=OWN)


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("path", list(PAGES))
async def test_each_role_gets_its_pages(web: Web, role: Role, path: str) -> None:
    """A role that may not open a page is told so; nobody is sent to sign in."""
    person = await web.as_person("somebody", role)
    answer = await person.client.get(path)
    assert answer.status_code == (200 if role in PAGES[path] else 403)
    nobody = await web.as_nobody().client.get(path)
    assert (nobody.status_code, nobody.headers["location"]) == (303, f"/sign-in?to={path}")


async def test_signing_in_leads_on_and_signing_out_ends_it(web: Web) -> None:
    """The session is in a cookie that no script can read."""
    await web.accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    client = web.as_nobody().client
    answer = await _form(client, "/sign-in", name="clerk03", password=PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/clerk")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    page = (await client.get("/clerk")).text
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    assert (await _form(client, "/sign-out", csrf="wrong")).status_code == 403
    await _form(client, "/sign-out", csrf=found[1])
    assert (await client.get("/clerk")).status_code == 303


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "x",
        "//[",
        "http://[",
        "//\u2100.example",
    ],
)
async def test_signing_in_leads_to_our_pages_only(web: Web, to: str) -> None:
    """An address that somebody else put into the form is not followed."""
    await web.accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    client = web.as_nobody().client
    answer = await _form(client, "/sign-in", name="clerk03", password=PASSWORD, to=to)
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("origin", ["http://evil.example", "http://[", "null", ""])
async def test_a_foreign_page_signs_nobody_in(web: Web, origin: str) -> None:
    """The form is taken from our own pages only."""
    client = web.as_nobody().client
    form = {"name": "a", "password": "b"}
    foreign = {"Origin": origin}
    assert (await client.post("/sign-in", data=form, headers=foreign)).status_code == 403


@pytest.mark.parametrize(
    ("role", "to", "home"),
    [
        (Role.CLERK, "/desk", "/clerk"),
        (Role.SERVICE_DESK, "/clerk", "/desk"),
        (Role.MANAGER, "/clerk", "/manager"),
        (Role.ADMINISTRATOR, "/desk", "/accounts"),
        (Role.MANAGER, "/rate/3", "/rate/3"),
        (Role.CLERK, "/manager", "/manager"),
    ],
)
async def test_everybody_begins_at_a_page_of_their_own(
    web: Web, role: Role, to: str, home: str
) -> None:
    """A page of somebody else's work is not where one lands; one's own, or a public one, is."""
    await web.accounts.add_user("somebody", PASSWORD, (role,))
    client = web.as_nobody().client
    answer = await _form(client, "/sign-in", name="somebody", password=PASSWORD, to=to)
    assert answer.headers["location"] == home


async def test_too_many_wrong_passwords_lock_the_account(web: Web) -> None:
    """After the fifth the right one does not help either; other accounts are not touched."""
    for name in ("clerk03", "clerk04"):
        await web.accounts.add_user(name, PASSWORD, (Role.CLERK,))
    client = web.as_nobody().client
    for _ in range(4):
        wrong = await _form(client, "/sign-in", name="clerk03", password="wrong")
        assert (wrong.status_code, "账号或密码不对" in wrong.text) == (401, True)
    assert (await _form(client, "/sign-in", name="clerk03", password="x")).status_code == 429
    right = await _form(client, "/sign-in", name="clerk03", password=PASSWORD)
    assert (right.status_code, "锁定" in right.text) == (429, True)
    other = await _form(client, "/sign-in", name="clerk04", password=PASSWORD)
    assert other.status_code == 303


async def test_a_tablet_is_paired_by_somebody_who_may(web: Web) -> None:
    """Before pairing a tablet asks for it; afterwards it rates, at its window only."""
    technician = await web.as_person("tech", Role.TECHNICIAN)
    page = (await technician.client.get("/rate/3")).text
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found is not None
    paired = await _form(technician.client, "/rate/3/pair", csrf=found[1])
    assert paired.headers["location"] == "/rate/3"
    tablet = technician.client
    assert "data-level" in (await tablet.get("/rate/3")).text
    assert "data-level" not in (await tablet.get("/rate/4")).text
    assert (await tablet.get("/manager")).status_code == 303
    headers = {"X-Rating-Tablet": "4", "Idempotency-Key": "k", **OWN}
    path = "/api/v1/services/x/rating"
    answer = await tablet.post(path, json={"level": 3}, headers=headers)
    assert answer.json()["code"] == "sign_in_needed"
    headers["X-Rating-Tablet"] = "3"
    answer = await tablet.post(path, json={"level": 3}, headers=headers)
    assert answer.json()["code"] == "unknown_service"


async def test_a_browser_left_open_pairs_no_tablet(web: Web, machine: Machine) -> None:
    """A pairing lasts for a year: the password is asked for first, and leads back."""
    technician = await web.as_person("tech", Role.TECHNICIAN)
    machine.ahead = timedelta(minutes=6)
    csrf = technician.headers["X-CSRF-Token"]
    asked = await _form(technician.client, "/rate/3/pair", csrf=csrf)
    assert asked.headers["location"] == "/confirm?to=/rate/3"
    assert "data-level" not in (await technician.client.get("/rate/3")).text


async def test_a_clerk_pairs_no_tablet(web: Web) -> None:
    """A clerk cannot become the rater of a window."""
    clerk = await web.as_person("clerk03", Role.CLERK)
    assert "/rate/3/pair" not in (await clerk.client.get("/rate/3")).text
    csrf = clerk.headers["X-CSRF-Token"]
    assert (await _form(clerk.client, "/rate/3/pair", csrf=csrf)).status_code == 403


@pytest.mark.parametrize("path", ["/sign-in", "/rate/3"])
async def test_public_pages_in_both_languages(web: Web, path: str) -> None:
    """Chinese whatever the browser asks for; English once somebody chose it."""
    client = web.as_nobody().client
    asked = await client.get(path, headers={"Accept-Language": "en-US,en"})
    assert '<html lang="zh-CN">' in asked.text
    chosen = await client.get(f"/language/en?back={path}")
    assert chosen.headers["location"] == path
    assert '<html lang="en">' in (await client.get(path)).text


@pytest.mark.parametrize("path", ["/board/main", "/board/E1"])
async def test_a_board_shows_both_languages_to_everybody(web: Web, path: str) -> None:
    """A television has no switch: Chinese with English beside it, whatever was chosen."""
    client = web.as_nobody().client
    await client.get("/language/en?back=/")
    page = (await client.get(path)).text
    assert '<html lang="zh-CN">' in page
    assert '约等 <small lang="en">' in page


@pytest.mark.parametrize("path", ["/board/X9", "/t/none", "/rate/99", "/nowhere", "/rate/x"])
async def test_what_is_not_there_is_said_on_a_page(web: Web, path: str) -> None:
    """People get a page, not JSON."""
    answer = await web.as_nobody().client.get(path)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"].startswith("text/html")


async def test_a_ticket_opens_by_its_token(web: Web) -> None:
    """The page holds the number and nothing of other tickets."""
    issued = (await web.post("/tickets", {"matter": "SS01"})).json()
    page = await web.as_nobody().client.get(f"/t/{issued['token']}")
    assert issued["number"] in page.text


async def test_an_unknown_ticket_leads_nobody_to_the_staff(web: Web) -> None:
    """A citizen with an old or mistyped address is told what to do, and not to sign in."""
    page = await web.as_nobody().client.get("/t/nothing-of-the-kind")
    assert page.status_code == 404
    assert "服务台" in page.text
    assert 'href="/"' not in page.text


async def test_every_answer_forbids_what_is_not_ours(web: Web) -> None:
    """No page runs foreign scripts, and none but the files of everybody is kept by a browser."""
    for path in ("/sign-in", "/board/main", "/api/v1/board", "/static/hall.css", "/nowhere"):
        headers = (await web.client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert (headers.get("cache-control") == "no-store") != path.startswith("/static/")


def test_templates_hold_no_script_style_or_address_of_elsewhere() -> None:
    """What the policy forbids is not there in the first place."""
    for template in (WEB / "templates").glob("*.html"):
        html = template.read_text(encoding="utf-8")
        assert not re.search(r"\son\w+=|\sstyle=|https?://", html), template.name
        for tag in re.findall(r"<script[^>]*>", html):
            assert "src=" in tag or "application/json" in tag, template.name


def test_every_text_has_its_english() -> None:
    """No text of a page is left without its translation, and none is translated in vain."""
    used = {
        str(text)
        for _, _, text, _, _ in extract_from_dir(
            WEB,
            method_map=[("**.py", "python"), ("**/templates/**.html", "jinja2")],
            options_map={"**/templates/**.html": {"trimmed": "true"}},
            keywords={"_": None, "N_": None},
        )
    }
    with (WEB / "locale" / "en.po").open("rb") as source:
        translated = {str(each.id): str(each.string) for each in read_po(source) if each.id}
    assert set(translated) == used
    for text, english in translated.items():
        assert english, text
        assert set(re.findall(r"\{\w+\}", text)) == set(re.findall(r"\{\w+\}", english)), text


async def test_the_demo_seeds_its_accounts_once(accounts: Accounts, premises: Any) -> None:
    """A clerk for each window and one of each desk; a second start adds nobody."""
    site: Site = premises[1]
    await seed_demo_accounts(accounts, site)
    await seed_demo_accounts(accounts, site)
    users = {each.name: each.roles for each in await accounts.users()}
    assert len(users) == len(site.windows) + 3
    assert users["clerk03"] == (Role.CLERK,)
    _, caller = await accounts.sign_in("manager", DEMO_PASSWORD)
    assert caller.may(Permission.SET_PLAN)
