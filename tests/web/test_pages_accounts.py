"""Pages that change accounts: who may, once more confirmed, and what stands in the journal."""

import logging
import re
from datetime import timedelta

import httpx
import pytest

from hall.controller.orders import Fact, StoreAway
from hall.core.events import AccessChanged
from hall.web.account_refusals import WrongNameOrPassword
from hall.web.permissions import Role
from tests.fakes.controller import NINE, FakeController
from tests.web.conftest import PASSWORD, Machine, Web

pytestmark = pytest.mark.anyio
OWN = {"Origin": "http://hall"}


async def _form(client: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    return await client.post(path, data=fields, headers=OWN)


async def test_the_first_administrator_needs_the_code_of_the_start(web: Web) -> None:
    """The code works once, and only while nobody has an account."""
    code = await web.accounts.first_administrator_code()
    assert code is not None
    client = web.as_nobody().client
    assert (await client.get("/first")).status_code == 200
    fields = {"name": "root", "password": "long enough"}
    assert (await _form(client, "/first", code="guess", **fields)).status_code == 422
    made = await _form(client, "/first", code=code, **fields)
    assert (made.status_code, made.headers["location"]) == (303, "/manager")
    assert (await client.get("/first")).headers["location"] == "/sign-in"
    again = await _form(client, "/first", code=code, name="other", password="long enough")
    assert again.status_code == 422
    assert await web.accounts.first_administrator_code() is None


async def _keeper(web: Web) -> tuple[httpx.AsyncClient, str]:
    admin = await web.as_person("root", Role.ADMINISTRATOR)
    return admin.client, admin.headers["X-CSRF-Token"]


async def test_the_administrator_makes_and_changes_accounts(web: Web) -> None:
    """A new clerk signs in; a changed password and a disabled account end what was begun."""
    client, csrf = await _keeper(web)
    clerk = {"name": "clerk09", "shown_as": "小李", "password": PASSWORD, "roles": "clerk"}
    made = await _form(client, "/accounts", csrf=csrf, **clerk)
    assert "已保存" in made.text
    assert "小李" in made.text
    token, caller = await web.accounts.sign_in("clerk09", PASSWORD)
    assert caller.roles == ("clerk",)
    await _form(client, "/accounts/clerk09/roles", csrf=csrf, roles="service_desk")
    assert await web.accounts.sessions.of(token) is None
    await _form(client, "/accounts/clerk09/password", csrf=csrf, password="another one!")
    _, caller = await web.accounts.sign_in("clerk09", "another one!")
    assert caller.roles == ("service_desk",)
    await _form(client, "/accounts/clerk09/disable", csrf=csrf)
    with pytest.raises(WrongNameOrPassword):
        await web.accounts.sign_in("clerk09", "another one!")
    await _form(client, "/accounts/clerk09/enable", csrf=csrf)
    await web.accounts.sign_in("clerk09", "another one!")


async def test_what_is_done_to_accounts_stands_in_the_journal(
    web: Web, controller: FakeController
) -> None:
    """Who did it, what, and to whom; what was refused was not done and is not there."""
    heard: list[Fact] = []
    controller.listen(lambda change: heard.extend(change.facts))
    client, csrf = await _keeper(web)
    clerk = {"name": "clerk09", "password": PASSWORD, "roles": "clerk"}
    await _form(client, "/accounts", csrf=csrf, **clerk)
    await _form(client, "/accounts", csrf=csrf, **clerk)
    await _form(client, "/accounts/clerk09/disable", csrf=csrf)
    await _form(client, "/accounts/root/disable", csrf=csrf)
    await _form(client, "/accounts/keys", csrf=csrf, name="app", scopes="hall:read")
    told = [(each.by.id, each.event) for each in heard]
    assert told == [
        ("root", AccessChanged(at=NINE, deed=deed, account=account, about=about))
        for deed, account, about in (
            ("account_added", "clerk09", "clerk"),
            ("account_disabled", "clerk09", ""),
            ("key_given", "app", "hall:read"),
        )
    ]


async def test_nothing_is_done_to_accounts_without_the_journal(
    web: Web, controller: FakeController
) -> None:
    """While the store is away no account is made."""
    client, csrf = await _keeper(web)
    controller.fails_with = StoreAway("away")
    answer = await _form(client, "/accounts", csrf=csrf, name="clerk09", password=PASSWORD)
    assert answer.status_code == 503
    assert "clerk09" not in {each.name for each in await web.accounts.users()}


async def test_a_lock_out_stands_in_the_journal(web: Web, controller: FakeController) -> None:
    """Once, when it happens, so that somebody can ask why."""
    heard: list[Fact] = []
    controller.listen(lambda change: heard.extend(change.facts))
    await web.accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    for _ in range(7):
        await _form(web.as_nobody().client, "/sign-in", name="clerk03", password="wrong one")
    assert [each.event for each in heard] == [
        AccessChanged(at=NINE, deed="account_locked", account="clerk03", about="")
    ]


async def test_accounts_are_changed_after_the_password_was_given_once_more(
    web: Web, machine: Machine
) -> None:
    """A browser that was left open changes nothing; the right password opens it again."""
    client, csrf = await _keeper(web)
    machine.ahead = timedelta(minutes=6)
    page = await client.get("/accounts")
    assert page.headers["location"] == "/confirm?to=/accounts"
    made = await _form(client, "/accounts", csrf=csrf, name="clerk09", password=PASSWORD)
    assert made.status_code == 403
    assert "再输一次自己的密码" in made.text
    wrong = await _form(client, "/confirm", csrf=csrf, password="wrong", to="/accounts")
    assert wrong.status_code == 401
    assert (await client.get("/accounts")).status_code == 303
    right = await _form(client, "/confirm", csrf=csrf, password=PASSWORD, to="/accounts")
    assert right.headers["location"] == "/accounts"
    assert (await client.get("/accounts")).status_code == 200


async def test_a_foreign_page_cannot_confirm_for_somebody(web: Web) -> None:
    """Nor can somebody who is not signed in."""
    client, _ = await _keeper(web)
    assert (await _form(client, "/confirm", csrf="guess", password=PASSWORD)).status_code == 403
    nobody = web.as_nobody().client
    answer = await _form(nobody, "/confirm", csrf="guess", password=PASSWORD)
    assert answer.headers["location"] == "/sign-in"


async def test_the_last_administrator_stays_one(web: Web) -> None:
    """Nobody can lock everybody out."""
    client, csrf = await _keeper(web)
    for path, fields in (("disable", {}), ("roles", {"roles": "clerk"})):
        answer = await _form(client, f"/accounts/root/{path}", csrf=csrf, **fields)
        assert "最后一个系统管理员" in answer.text
    unknown = await _form(client, "/accounts/nobody/disable", csrf=csrf)
    assert "没有这个账号" in unknown.text


async def test_a_key_is_shown_once_and_revoked(web: Web) -> None:
    """A program gets its key from the page, with its scopes, and loses it there."""
    client, csrf = await _keeper(web)
    given = await _form(client, "/accounts/keys", csrf=csrf, name="app", scopes="hall:read")
    found = re.search(r"<code>(hall_[\w-]+)</code>", given.text)
    assert found is not None
    assert found[1] not in (await client.get("/accounts")).text
    program = web.as_nobody()
    program.headers["Authorization"] = f"Bearer {found[1]}"
    assert (await program.get("/queue")).status_code == 200
    (ident,) = [each.id for each in await web.accounts.programs.keys() if each.name == "app"]
    await _form(client, f"/accounts/keys/{ident}/revoke", csrf=csrf)
    assert (await program.get("/queue")).status_code == 401


@pytest.mark.parametrize("path", ["", "/root/roles", "/root/password", "/root/disable", "/keys"])
async def test_accounts_are_changed_by_administrators_from_our_page_only(
    web: Web, path: str
) -> None:
    """A manager may not, and a page of others cannot."""
    fields = {"name": "evil", "password": "long enough", "roles": "administrator"}
    client, csrf = await _keeper(web)
    assert (await _form(client, f"/accounts{path}", csrf="guess", **fields)).status_code == 403
    foreign = {"Origin": "http://evil.example"}
    data = {"csrf": csrf, **fields}
    answer = await client.post(f"/accounts{path}", data=data, headers=foreign)
    assert answer.status_code == 403
    manager = await web.as_person("boss", Role.MANAGER)
    token = manager.headers["X-CSRF-Token"]
    answer = await _form(manager.client, f"/accounts{path}", csrf=token, **fields)
    assert answer.status_code == 403
    assert {each.name for each in await web.accounts.users()} == {"root", "boss"}


async def test_no_secret_is_ever_logged(
    web: Web, controller: FakeController, caplog: pytest.LogCaptureFixture
) -> None:
    """Passwords, tokens and keys: not when they are right, wrong, confirmed or when we fail."""
    caplog.set_level(logging.DEBUG)
    client, csrf = await _keeper(web)
    mistyped = "a passwrd mistyped"
    nobody = web.as_nobody()
    await _form(nobody.client, "/sign-in", name="root", password=mistyped)
    await _form(client, "/confirm", csrf=csrf, password=PASSWORD, to="/accounts")
    made = await _form(client, "/accounts/keys", csrf=csrf, name="app", scopes="tickets:issue")
    key = re.search(r"hall_[\w-]{20,}", made.text)
    assert key is not None
    controller.fails_with = RuntimeError("a fault of ours")
    nobody.headers["Authorization"] = f"Bearer {key[0]}"
    with pytest.raises(RuntimeError):
        await nobody.post("/tickets", {"matter": "SS01"})
    assert "a fault of ours" in caplog.text
    for secret in (PASSWORD, mistyped, key[0], csrf, client.cookies["hall_session"]):
        assert secret not in caplog.text
