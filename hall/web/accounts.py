"""Who may sign in: passwords, lock-out, roles; every change is noted before it is made.

Hashing and the store leave the loop's thread. What must not live here: sessions (see `sessions`),
HTTP.
"""

import asyncio
import secrets
from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final
from uuid import uuid4

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.exc import IntegrityError

from hall.storage.accounts import AccountStore, User
from hall.web.account_refusals import (
    AccountLocked,
    AccountRefused,
    SignInRefused,
    WrongNameOrPassword,
)
from hall.web.caller import Caller
from hall.web.noted import Note, unnoted
from hall.web.permissions import Role
from hall.web.programs import Programs
from hall.web.sessions import Sessions
from hall.web.settings import WebSettings
from hall.web.vault import Vault

LEAST_PASSWORD: Final = 10
_HASHERS_AT_ONCE: Final = 2


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Accounts:
    """Everybody who may sign in, and who has."""

    def __init__(
        self,
        store: AccountStore,
        settings: WebSettings,
        now: Callable[[], datetime] = _utc_now,
        hashing: PasswordHash | None = None,
    ) -> None:
        vault = Vault(store)
        self.programs = Programs(vault, now)
        self.sessions = Sessions(vault, settings, now)
        self._store = store
        self._ask = vault.ask
        self._settings = settings
        self._now = now
        self._hashing = hashing or PasswordHash((Argon2Hasher(),))
        self._hashers = asyncio.Semaphore(_HASHERS_AT_ONCE)
        self._turn = asyncio.Lock()
        """Held by whoever changes an account, from reading it to the change."""
        self._shown: dict[str, str] = {}
        self._first_code: str | None = None
        self._nobody_hash: str | None = None

    # --- what people are called -------------------------------------------------------------------

    @property
    def names(self) -> Mapping[str, str]:
        """What each account's holder is called in the hall."""
        return self._shown

    def called(self, account: str) -> str:
        """What people in the hall call somebody; what is no account is called what it is."""
        return self._shown.get(account, account)

    async def learn_names(self) -> None:
        """Know everybody's name from now on; only here accounts are made."""
        self._shown.update({each.name: each.shown_as for each in await self.users()})

    # --- people ---------------------------------------------------------------------------------

    async def sign_in(self, name: str, password: str) -> tuple[str, Caller]:
        """A new session's token and who it is; raises `SignInRefused`."""
        hashed = await self._verified(name, password)
        async with self._turn:
            return await self.sessions.begin(await self._admitted(name, hashed))

    async def confirm(self, token: str, name: str, password: str) -> None:
        """Hear the password of somebody signed in once more; raises `SignInRefused`."""
        hashed = await self._verified(name, password)
        async with self._turn:
            await self._admitted(name, hashed)
        self.sessions.confirm(token)

    async def _verified(self, name: str, password: str) -> str | None:
        """The kept password that somebody's is the same as; None for a wrong one."""
        user = await self._ask(self._store.user_named, name)
        right = await self._verify(password, user)
        return user.password_hash if user is not None and right else None

    async def _admitted(self, name: str, hashed: str | None) -> User:
        """Whoever gave the right password, as the account is by now."""
        user = await self._ask(self._store.user_named, name)
        now = self._now()
        if user is not None and user.locked_until is not None and now < user.locked_until:
            raise AccountLocked(user.locked_until)
        if user is None or user.disabled or hashed != user.password_hash:
            raise await self._failed(user, now)
        if user.failures or user.locked_until:
            user = replace(user, failures=0, locked_until=None)
            await self._ask(self._store.replace_user, user)
        return user

    async def _verify(self, password: str, user: User | None) -> bool:
        """Whether the password is right; takes as long for a name that nobody has."""
        if self._nobody_hash is None:
            self._nobody_hash = await self.hash_password(secrets.token_urlsafe())
        kept = user.password_hash if user else self._nobody_hash
        async with self._hashers:
            return await asyncio.to_thread(self._hashing.verify, password, kept)

    async def _failed(self, user: User | None, now: datetime) -> SignInRefused:
        if user is None or user.disabled:
            return WrongNameOrPassword()
        failures = user.failures + 1
        if failures < self._settings.failures_allowed:
            await self._ask(self._store.replace_user, replace(user, failures=failures))
            return WrongNameOrPassword()
        until = now + self._settings.locked_for
        locked = replace(user, failures=0, locked_until=until)
        await self._ask(self._store.replace_user, locked)
        return AccountLocked(until, just_now=True)

    async def hash_password(self, password: str) -> str:
        """A password as it is kept."""
        async with self._hashers:
            return await asyncio.to_thread(self._hashing.hash, password)

    async def add_user(
        self,
        name: str,
        password: str,
        roles: tuple[Role, ...],
        shown_as: str = "",
        note: Note = unnoted,
    ) -> User:
        """A new account; raises `AccountRefused`."""
        _check_length(password)
        kept = await self.hash_password(password)
        if await self._ask(self._store.user_named, name) is not None:
            raise AccountRefused("name_is_taken")
        await note("account_added", name, " ".join(roles))
        return await self.add_user_hashed(name, kept, roles, shown_as)

    async def add_user_hashed(
        self, name: str, password_hash: str, roles: tuple[Role, ...], shown_as: str = ""
    ) -> User:
        """A new account whose password was hashed before; raises `AccountRefused`."""
        user = User(
            id=str(uuid4()),
            name=name,
            shown_as=shown_as or name,
            password_hash=password_hash,
            roles=tuple(roles),
            created_at=self._now(),
        )
        try:
            await self._ask(self._store.add_user, user)
        except IntegrityError as error:
            raise AccountRefused("name_is_taken") from error
        self._shown[user.name] = user.shown_as
        return user

    async def users(self) -> tuple[User, ...]:
        """Everybody who has an account."""
        return await self._ask(self._store.users)

    async def set_roles(self, name: str, roles: tuple[Role, ...], note: Note = unnoted) -> None:
        """What somebody is in the hall from now on; raises `AccountRefused`."""
        async with self._turn:
            user = await self._known(name)
            if Role.ADMINISTRATOR in user.roles and Role.ADMINISTRATOR not in roles:
                await self._check_not_last(user)
            await note("roles_changed", name, " ".join(roles))
            await self._change(replace(user, roles=tuple(roles)))

    async def set_skills(
        self, name: str, skills: tuple[str, ...], known: Container[str], note: Note = unnoted
    ) -> None:
        """Which of the known categories somebody may serve from the next time they sit down.

        None named is all. Raises `AccountRefused`.
        """
        if not all(each in known for each in skills):
            raise AccountRefused("unknown_category")
        async with self._turn:
            user = await self._known(name)
            await note("skills_changed", name, " ".join(skills))
            await self._ask(self._store.replace_user, replace(user, skills=skills))

    async def skills_of(self, name: str) -> frozenset[str] | None:
        """The categories that somebody may serve; None is all, as for a name without an account."""
        user = await self._ask(self._store.user_named, name)
        return user.may_serve if user else None

    async def set_password(self, name: str, password: str, note: Note = unnoted) -> None:
        """A new password, which also opens a lock; raises `AccountRefused`."""
        await self._known(name)
        _check_length(password)
        kept = await self.hash_password(password)
        async with self._turn:
            user = await self._known(name)
            await note("password_changed", name, "")
            await self._change(replace(user, password_hash=kept, failures=0, locked_until=None))

    async def set_disabled(self, name: str, *, disabled: bool, note: Note = unnoted) -> None:
        """Let somebody in no longer, or again; raises `AccountRefused`."""
        async with self._turn:
            user = await self._known(name)
            if disabled:
                await self._check_not_last(user)
            await note("account_disabled" if disabled else "account_enabled", name, "")
            await self._change(replace(user, disabled=disabled))

    async def _known(self, name: str) -> User:
        user = await self._ask(self._store.user_named, name)
        if user is None:
            raise AccountRefused("nobody_of_that_name")
        return user

    async def _check_not_last(self, user: User) -> None:
        """A hall without an administrator could never get one again."""
        others = [
            each
            for each in await self.users()
            if each.id != user.id and not each.disabled and Role.ADMINISTRATOR in each.roles
        ]
        if Role.ADMINISTRATOR in user.roles and not others:
            raise AccountRefused("last_administrator")

    async def _change(self, user: User) -> None:
        """Keep a changed account; whoever was signed in with it signs in again."""
        await self._ask(self._store.replace_user, user)
        await self.sessions.end_all_of(user)

    # --- the first administrator ----------------------------------------------------------------

    async def first_administrator_code(self) -> str | None:
        """A one-time code to make the first administrator with; None once there is an account."""
        if await self.users():
            return None
        self._first_code = self._first_code or secrets.token_hex(4)
        return self._first_code

    async def make_first_administrator(
        self, code: str, name: str, password: str, note: Note = unnoted
    ) -> User:
        """The first account, with the code that was shown at the start; the code is then void."""
        if self._first_code is None or not secrets.compare_digest(
            code.strip().encode(), self._first_code.encode()
        ):
            raise AccountRefused("wrong_code")
        roles = (Role.ADMINISTRATOR, Role.MANAGER, Role.TECHNICIAN)
        user = await self.add_user(name, password, roles, note=note)
        self._first_code = None
        return user


def _check_length(password: str) -> None:
    if len(password) < LEAST_PASSWORD:
        raise AccountRefused("password_too_short")
