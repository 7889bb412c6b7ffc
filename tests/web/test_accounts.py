"""Accounts over their tables: sessions, keys, hashing."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pwdlib import PasswordHash
from sqlalchemy import Engine, inspect

from hall.storage.accounts import AccountStore
from hall.storage.engine import make_engine
from hall.storage.migrate import upgrade
from hall.storage.tables import metadata
from hall.web.account_refusals import AccountLocked, AccountRefused, WrongNameOrPassword
from hall.web.accounts import Accounts
from hall.web.permissions import EVERYTHING, Permission, Role
from hall.web.settings import WebSettings
from tests.fakes.hashing import Plain, plain_hashing
from tests.web.conftest import PASSWORD

pytestmark = pytest.mark.anyio
TABLES = ("users", "sessions", "api_keys")


class Clock:
    """Machine time that is moved by hand."""

    def __init__(self) -> None:
        self.at = datetime(2026, 3, 2, 8, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Engine]:
    """A file with the schema that the migrations make."""
    engine = make_engine(f"sqlite:///{tmp_path}/hall.db")
    with engine.connect() as connection:
        upgrade(connection)
        connection.commit()
    yield engine
    engine.dispose()


def _accounts(database: Engine, now: Clock) -> Accounts:
    return Accounts(AccountStore(database), WebSettings(), now, plain_hashing())


def test_the_migration_makes_what_the_tables_say(database: Engine) -> None:
    """Columns, keys and unique names are those of the code."""
    with database.connect() as connection:
        found = inspect(connection)
        for name in TABLES:
            columns = {each["name"]: each["nullable"] for each in found.get_columns(name)}
            table = metadata.tables[name]
            assert columns == {each.name: bool(each.nullable) for each in table.columns}


async def test_a_session_outlives_the_program_and_ends_in_time(database: Engine) -> None:
    """After a restart people are still known by name and signed in, until their time is over."""
    now = Clock()
    before = _accounts(database, now)
    await before.add_user("clerk03", PASSWORD, (Role.CLERK,), "王芳")
    token, caller = await before.sign_in("clerk03", PASSWORD)
    after = _accounts(database, now)
    await after.learn_names()
    assert [each.called("clerk03") for each in (before, after)] == ["王芳", "王芳"]
    assert after.called("pad-03") == "pad-03"
    again = await after.sessions.of(token)
    assert again == caller
    now.at += timedelta(hours=13)
    assert await after.sessions.of(token) is None
    assert await after.sessions.of("nonsense") is None


async def test_a_session_that_ends_while_it_is_looked_up_is_over(database: Engine) -> None:
    """After a restart, with the first request of somebody whose password changes just now."""
    now = Clock()
    before = _accounts(database, now)
    user = await before.add_user("clerk03", PASSWORD, (Role.CLERK,))
    token, _ = await before.sign_in("clerk03", PASSWORD)
    after = _accounts(database, now)
    busy, looked_up = after.users(), after.sessions.of(token)
    await asyncio.gather(busy, looked_up, after.sessions.end_all_of(user))
    assert await after.sessions.of(token) is None


async def test_what_hangs_on_a_session_ends_with_its_time(database: Engine) -> None:
    """An open stream is told though nobody asks, and no other one; nothing stays in memory."""
    now = Clock()
    accounts = _accounts(database, now)
    await accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    old, _ = await accounts.sign_in("clerk03", PASSWORD)
    now.at += timedelta(hours=11)
    young, caller = await accounts.sign_in("clerk03", PASSWORD)
    told: list[str] = []
    sessions = accounts.sessions
    with (
        sessions.watched(old, lambda: told.append("old")),
        sessions.watched(young, lambda: told.append("young")),
    ):
        now.at += timedelta(hours=2)
        sessions.sweep()
        assert told == ["old"]
    assert sessions.remembered == 1
    assert await sessions.of(young) == caller


async def test_a_clerk_is_known_by_the_digits_of_the_accounts_name(database: Engine) -> None:
    """Of two with the same digits neither, and nobody who is no clerk or may not sign in."""
    accounts, store = _accounts(database, Clock()), AccountStore(database)
    for name in ("clerk03", "lin12", "wang012", "clerk05"):
        await accounts.add_user(name, PASSWORD, (Role.CLERK,))
    await accounts.add_user("desk4", PASSWORD, (Role.SERVICE_DESK,))
    gone = store.user_named("clerk05")
    assert gone is not None
    store.replace_user(replace(gone, disabled=True))
    known = {
        number: user and user.name
        for number in ("3", "003", "12", "4", "5", "")
        for user in (store.clerk_numbered(number),)
    }
    assert known == {"3": "clerk03", "003": "clerk03", "12": None, "4": None, "5": None, "": None}


async def test_a_lock_ends_in_time(database: Engine) -> None:
    """A locked account opens again by itself; a right password clears what was counted."""
    now = Clock()
    accounts = _accounts(database, now)
    await accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    for _ in range(4):
        with pytest.raises(WrongNameOrPassword):
            await accounts.sign_in("clerk03", "wrong")
    await accounts.sign_in("clerk03", PASSWORD)
    for _ in range(4):
        with pytest.raises(WrongNameOrPassword):
            await accounts.sign_in("clerk03", "wrong")
    with pytest.raises(AccountLocked):
        await accounts.sign_in("clerk03", "wrong")
    now.at += timedelta(minutes=16)
    _, caller = await accounts.sign_in("clerk03", PASSWORD)
    assert caller.id == "clerk03"


async def test_a_name_is_taken_once_and_a_password_has_its_length(database: Engine) -> None:
    """What cannot be made is refused with a code."""
    accounts = _accounts(database, Clock())
    await accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    with pytest.raises(AccountRefused, match="name_is_taken"):
        await accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    with pytest.raises(AccountRefused, match="password_too_short"):
        await accounts.add_user("clerk04", "short", (Role.CLERK,))


async def test_a_key_of_a_name_can_be_renewed(database: Engine) -> None:
    """The key before is void at once; the new one has the new scopes."""
    accounts = _accounts(database, Clock())
    first = await accounts.programs.renew("demo", frozenset({Permission.READ}))
    known = await accounts.programs.known(first)
    assert known is not None
    assert known.permissions == {Permission.READ}
    second = await accounts.programs.renew("demo")
    assert await accounts.programs.known(first) is None
    renewed = await _accounts(database, Clock()).programs.known(second)
    assert renewed is not None
    assert renewed.permissions == EVERYTHING
    with pytest.raises(AccountRefused, match="name_is_taken"):
        await accounts.programs.add("demo")


async def test_passwords_are_hashed_with_argon2(database: Engine) -> None:
    """What is kept is no password, and differs for equal ones."""
    accounts = Accounts(AccountStore(database), WebSettings())
    first = await accounts.hash_password(PASSWORD)
    second = await accounts.hash_password(PASSWORD)
    assert first.startswith("$argon2id$")
    assert first != second


def test_secrets_are_kept_as_hashes_only(database: Engine) -> None:
    """No column could hold a token or a key itself."""
    del database
    columns = {column.name for name in TABLES for column in metadata.tables[name].columns}
    assert {"token_hash", "key_hash", "password_hash"} <= columns
    assert not {"token", "key", "password", "secret"} & columns


async def _let_in(accounts: Accounts, password: str) -> str:
    """What becomes of one attempt of clerk03 to sign in."""
    try:
        await accounts.sign_in("clerk03", password)
    except (AccountLocked, WrongNameOrPassword) as refusal:
        return type(refusal).__name__
    return "in"


async def test_wrong_passwords_at_the_same_time_are_all_counted(database: Engine) -> None:
    """Who tries many passwords at once is locked out as soon as who tries one after the other."""
    accounts = _accounts(database, Clock())
    await accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    attempts = WebSettings().failures_allowed
    came = await asyncio.gather(*(_let_in(accounts, f"wrong-{no:04d}") for no in range(attempts)))
    assert came.count("AccountLocked") == 1
    assert await _let_in(accounts, PASSWORD) == "AccountLocked"


@pytest.mark.parametrize("password", ["wrong", PASSWORD])
async def test_a_password_does_not_undo_what_an_administrator_does(
    database: Engine, password: str
) -> None:
    """An account that is closed while a password of it is looked at stays closed."""
    store = AccountStore(database)

    class Slow(Plain):
        """While a password is looked at, the account is closed."""

        def verify(self, password: str | bytes, hash: str | bytes) -> bool:  # noqa: A002 - as there
            user = store.user_named("clerk03")
            assert user is not None
            store.replace_user(replace(user, disabled=True))
            return super().verify(password, hash)

    accounts = Accounts(store, WebSettings(), Clock(), PasswordHash((Slow(),)))
    await accounts.add_user("clerk03", PASSWORD, (Role.CLERK,))
    assert await _let_in(accounts, password) == "WrongNameOrPassword"
    closed = store.user_named("clerk03")
    assert closed is not None
    assert closed.disabled
