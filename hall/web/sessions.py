"""Who is signed in at which browser, and until when; what hangs on a session ends with it.

Sessions that were seen once are kept in memory, until they end: this process is the only one that
changes them.
What must not live here: passwords (see `accounts`), HTTP.
"""

import asyncio
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from hall.storage.accounts import AccountStore, Session, User
from hall.web.caller import Caller, CallerKind, by_tablet
from hall.web.permissions import granted
from hall.web.settings import WebSettings
from hall.web.vault import Vault, fingerprint_of

CONFIRMED_FOR: Final = timedelta(minutes=5)
"""How long after their password somebody may do what is dangerous."""
SWEEP_S: Final = 10.0


class Sessions:
    """Every browser that is signed in."""

    def __init__(self, vault: Vault, settings: WebSettings, now: Callable[[], datetime]) -> None:
        self._store: AccountStore = vault.store
        self._ask = vault.ask
        self._settings = settings
        self._now = now
        self._known: dict[str, tuple[Session, Caller]] = {}
        self._confirmed: dict[str, datetime] = {}
        self._watched: dict[str, set[Callable[[], None]]] = {}

    async def begin(self, user: User) -> tuple[str, Caller]:
        """A person's new session: its token, and who it is."""
        token, caller = await self._begin(user=user, lasts=self._settings.session_lasts)
        self.confirm(token)
        return token, caller

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
        await self._ask(self._store.end_sessions_expired, now)
        await self._ask(self._store.add_session, session)
        caller = _caller_of(session, user)
        self._known[session.token_hash] = (session, caller)
        return token, caller

    async def of(self, token: str) -> Caller | None:
        """Whose session a token is of; None when it is over or was never begun."""
        token_hash = fingerprint_of(token)
        known = self._known.get(token_hash) or await self._recollect(token_hash)
        if known is None:
            return None
        session, caller = known
        if session.expires_at <= self._now():
            await self.end(token)
            return None
        return caller

    async def _recollect(self, token_hash: str) -> tuple[Session, Caller] | None:
        session, user = await self._ask(self._kept, token_hash)
        if session is None or (session.user and (user is None or user.disabled)):
            return None
        known = (session, _caller_of(session, user))
        self._known[token_hash] = known
        return known

    def _kept(self, token_hash: str) -> tuple[Session | None, User | None]:
        """A session and whose it is, in one turn at the store: it may be ended meanwhile."""
        session = self._store.session(token_hash)
        user = self._store.user(session.user) if session and session.user else None
        return session, user

    async def end(self, token: str) -> None:
        """End a session."""
        token_hash = fingerprint_of(token)
        self._forget(token_hash)
        await self._ask(self._store.end_session, token_hash)

    async def end_all_of(self, user: User) -> None:
        """End every session of a person."""
        await self._ask(self._store.end_sessions_of, user.id)
        for token_hash, (session, _) in list(self._known.items()):
            if session.user == user.id:
                self._forget(token_hash)

    @property
    def remembered(self) -> int:
        """How many sessions are kept in memory."""
        return len(self._known)

    def sweep(self) -> None:
        """Forget the sessions whose time is over, and end what hangs on them."""
        now = self._now()
        for token_hash, (session, _) in list(self._known.items()):
            if session.expires_at <= now:
                self._forget(token_hash)

    async def keep_swept(self) -> None:
        """Sweep again and again, until cancelled; nobody has to ask for a session to end."""
        while True:
            await asyncio.sleep(SWEEP_S)
            self.sweep()

    def _forget(self, token_hash: str) -> None:
        self._known.pop(token_hash, None)
        self._confirmed.pop(token_hash, None)
        for tell in self._watched.pop(token_hash, ()):
            tell()

    def confirm(self, token: str) -> None:
        """Note that the person at this browser has just given their password."""
        self._confirmed[fingerprint_of(token)] = self._now()

    def is_confirmed(self, token: str) -> bool:
        """Whether that was a moment ago; a browser left open does nothing dangerous."""
        at = self._confirmed.get(fingerprint_of(token))
        return at is not None and self._now() - at < CONFIRMED_FOR

    @contextmanager
    def watched(self, token: str, ended: Callable[[], None]) -> Iterator[None]:
        """Hear once when the session ends before this is left."""
        token_hash = fingerprint_of(token)
        group = self._watched.setdefault(token_hash, set())
        group.add(ended)
        try:
            yield
        finally:
            group.discard(ended)
            if not group and self._watched.get(token_hash) is group:
                del self._watched[token_hash]


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
