"""Signing in: passwords, lock-out, sessions, keys of programs.

Hashing and the store leave the loop's thread. Sessions and keys that were seen once are kept in
memory: this process is the only one that changes them. What must not live here: HTTP.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final, ParamSpec, TypeVar
from uuid import uuid4

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy.exc import IntegrityError

from hall.errors import HallError
from hall.storage.accounts import AccountStore, ApiKey, Session, User
from hall.web.caller import Caller, CallerKind, by_tablet
from hall.web.permissions import EVERYTHING, Permission, Role, granted
from hall.web.settings import WebSettings

Asked = ParamSpec("Asked")
Given = TypeVar("Given")

LEAST_PASSWORD: Final = 10
_HASHERS_AT_ONCE: Final = 2


class SignInRefused(HallError):
    """Somebody is not let in.

    SignInRefused
    ├── WrongNameOrPassword   which of the two is not told
    └── AccountLocked         too many wrong passwords
    """


class WrongNameOrPassword(SignInRefused):
    """No such name, or not its password."""


class AccountLocked(SignInRefused):
    """Too many wrong passwords; nobody signs in to this account until `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__(f"locked until {until.isoformat()}")
        self.until = until


class AccountRefused(HallError):
    """An account that cannot be made: `reason` is a stable code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _utc_now() -> datetime:
    return datetime.now(UTC)


def fingerprint_of(secret: str) -> str:
    """How a random secret is kept; it is long enough to need no salt."""
    return sha256(secret.encode()).hexdigest()


class Accounts:
    """Everybody who may sign in, and who has."""

    def __init__(
        self,
        store: AccountStore,
        settings: WebSettings,
        now: Callable[[], datetime] = _utc_now,
        hashing: PasswordHash | None = None,
    ) -> None:
        self._store = store
        self._settings = settings
        self._now = now
        self._hashing = hashing or PasswordHash((Argon2Hasher(),))
        self._one_at_a_time = asyncio.Lock()
        self._hashers = asyncio.Semaphore(_HASHERS_AT_ONCE)
        self._signed_in: dict[str, tuple[Session, Caller]] = {}
        self._keys: dict[str, Caller] = {}
        self._first_code: str | None = None
        self._nobody_hash: str | None = None

    # --- people ---------------------------------------------------------------------------------

    async def sign_in(self, name: str, password: str) -> tuple[str, Caller]:
        """A new session's token and who it is; raises `SignInRefused`."""
        user = await self._stored(self._store.user_named, name)
        right = await self._verify(password, user)
        now = self._now()
        if user is not None and user.locked_until is not None and now < user.locked_until:
            raise AccountLocked(user.locked_until)
        if user is None or user.disabled or not right:
            raise await self._failed(user, now)
        if user.failures or user.locked_until:
            user = replace(user, failures=0, locked_until=None)
            await self._stored(self._store.replace_user, user)
        await self._stored(self._store.end_sessions_expired, now)
        return await self._begin(user=user, lasts=self._settings.session_lasts)

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
            await self._stored(self._store.replace_user, replace(user, failures=failures))
            return WrongNameOrPassword()
        until = now + self._settings.locked_for
        locked = replace(user, failures=0, locked_until=until)
        await self._stored(self._store.replace_user, locked)
        return AccountLocked(until)

    async def hash_password(self, password: str) -> str:
        """A password as it is kept."""
        async with self._hashers:
            return await asyncio.to_thread(self._hashing.hash, password)

    async def add_user(
        self, name: str, password: str, roles: tuple[Role, ...], shown_as: str = ""
    ) -> User:
        """A new account; raises `AccountRefused`."""
        if len(password) < LEAST_PASSWORD:
            raise AccountRefused("password_too_short")
        return await self.add_user_hashed(name, await self.hash_password(password), roles, shown_as)

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
            await self._stored(self._store.add_user, user)
        except IntegrityError as error:
            raise AccountRefused("name_is_taken") from error
        return user

    async def users(self) -> tuple[User, ...]:
        """Everybody who has an account."""
        return await self._stored(self._store.users)

    # --- the first administrator ----------------------------------------------------------------

    async def first_administrator_code(self) -> str | None:
        """A one-time code to make the first administrator with; None once there is an account."""
        if await self.users():
            return None
        self._first_code = self._first_code or secrets.token_hex(4)
        return self._first_code

    async def make_first_administrator(self, code: str, name: str, password: str) -> User:
        """The first account, with the code that was shown at the start; the code is then void."""
        if self._first_code is None or not secrets.compare_digest(
            code.strip().encode(), self._first_code.encode()
        ):
            raise AccountRefused("wrong_code")
        roles = (Role.ADMINISTRATOR, Role.MANAGER, Role.TECHNICIAN)
        user = await self.add_user(name, password, roles)
        self._first_code = None
        return user

    # --- sessions -------------------------------------------------------------------------------

    async def pair_tablet(self, window: int) -> tuple[str, Caller]:
        """A session for the rating tablet of a window."""
        return await self._begin(window=window, lasts=self._settings.tablet_lasts)

    async def _begin(
        self, *, lasts: timedelta, user: User | None = None, window: int | None = None
    ) -> tuple[str, Caller]:
        token = secrets.token_urlsafe(32)
        now = self._now()
        session = Session(
            token_hash=fingerprint_of(token),
            user=user.id if user else None,
            window=window,
            csrf=secrets.token_urlsafe(24),
            created_at=now,
            expires_at=now + lasts,
        )
        await self._stored(self._store.add_session, session)
        caller = _caller_of(session, user)
        self._signed_in[session.token_hash] = (session, caller)
        return token, caller

    async def signed_in(self, token: str) -> Caller | None:
        """Whose session a token is of; None when it is over or was never begun."""
        token_hash = fingerprint_of(token)
        known = self._signed_in.get(token_hash) or await self._recollect(token_hash)
        if known is None:
            return None
        session, caller = known
        if session.expires_at <= self._now():
            await self.sign_out(token)
            return None
        return caller

    async def _recollect(self, token_hash: str) -> tuple[Session, Caller] | None:
        session = await self._stored(self._store.session, token_hash)
        if session is None:
            return None
        user = await self._stored(self._store.user, session.user) if session.user else None
        if session.user and (user is None or user.disabled):
            return None
        known = (session, _caller_of(session, user))
        self._signed_in[token_hash] = known
        return known

    async def sign_out(self, token: str) -> None:
        """End a session."""
        token_hash = fingerprint_of(token)
        self._signed_in.pop(token_hash, None)
        await self._stored(self._store.end_session, token_hash)

    # --- programs -------------------------------------------------------------------------------

    async def add_api_key(self, name: str, scopes: frozenset[Permission] = EVERYTHING) -> str:
        """A new key for a program, shown this once; raises `AccountRefused`."""
        secret = f"hall_{secrets.token_urlsafe(32)}"
        key = ApiKey(
            id=str(uuid4()),
            name=name,
            key_hash=fingerprint_of(secret),
            scopes=tuple(sorted(scopes)),
            created_at=self._now(),
        )
        try:
            await self._stored(self._store.add_api_key, key)
        except IntegrityError as error:
            raise AccountRefused("name_is_taken") from error
        return secret

    async def renew_api_key(self, name: str, scopes: frozenset[Permission] = EVERYTHING) -> str:
        """A key under a name that may have had one; the one before is void."""
        for key in await self.api_keys():
            if key.name == name:
                secret = f"hall_{secrets.token_urlsafe(32)}"
                renewed = replace(
                    key,
                    key_hash=fingerprint_of(secret),
                    scopes=tuple(sorted(scopes)),
                    revoked_at=None,
                )
                await self._stored(self._store.replace_api_key, renewed)
                self._keys.pop(key.key_hash, None)
                return secret
        return await self.add_api_key(name, scopes)

    async def program(self, secret: str) -> Caller | None:
        """Whose key this is; None when it was never given or is revoked."""
        key_hash = fingerprint_of(secret)
        known = self._keys.get(key_hash)
        if known is not None:
            return known
        key = await self._stored(self._store.api_key, key_hash)
        if key is None or key.revoked_at is not None:
            return None
        caller = Caller(
            kind=CallerKind.PROGRAM,
            id=key.name,
            shown_as=key.name,
            permissions=frozenset(map(Permission, key.scopes)),
        )
        self._keys[key_hash] = caller
        return caller

    async def api_keys(self) -> tuple[ApiKey, ...]:
        """All keys that were ever given."""
        return await self._stored(self._store.api_keys)

    async def revoke_api_key(self, ident: str) -> None:
        """Let a program in no longer."""
        for key in await self.api_keys():
            if key.id == ident:
                revoked = replace(key, revoked_at=self._now())
                await self._stored(self._store.replace_api_key, revoked)
                self._keys.pop(key.key_hash, None)

    async def _stored(
        self, act: Callable[Asked, Given], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Given:
        async with self._one_at_a_time:
            return await asyncio.to_thread(act, *args, **kwargs)


def _caller_of(session: Session, user: User | None) -> Caller:
    if user is None:
        return by_tablet(session.window or 0)
    return Caller(
        kind=CallerKind.PERSON,
        id=user.name,
        shown_as=user.shown_as,
        roles=user.roles,
        permissions=granted(user.roles),
        csrf=session.csrf,
    )
