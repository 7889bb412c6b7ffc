"""Keys of programs: given once, kept as hashes, scoped, renewed, revoked."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from sqlalchemy.exc import IntegrityError

from hall.storage.accounts import ApiKey
from hall.web.account_refusals import AccountRefused
from hall.web.caller import Caller, CallerKind
from hall.web.noted import Note, unnoted
from hall.web.permissions import EVERYTHING, Permission
from hall.web.vault import Vault, fingerprint_of


class Programs:
    """Every program that may ask the hall."""

    def __init__(self, vault: Vault, now: Callable[[], datetime]) -> None:
        self._vault = vault
        self._now = now
        self._known: dict[str, Caller] = {}

    async def add(
        self, name: str, scopes: frozenset[Permission] = EVERYTHING, note: Note = unnoted
    ) -> str:
        """A new key for a program, shown this once; raises `AccountRefused`."""
        if any(key.name == name for key in await self.keys()):
            raise AccountRefused("name_is_taken")
        await note("key_given", name, " ".join(sorted(scopes)))
        secret = f"hall_{secrets.token_urlsafe(32)}"
        key = ApiKey(
            id=str(uuid4()),
            name=name,
            key_hash=fingerprint_of(secret),
            scopes=tuple(sorted(scopes)),
            created_at=self._now(),
        )
        try:
            await self._vault.ask(self._vault.store.add_api_key, key)
        except IntegrityError as error:
            raise AccountRefused("name_is_taken") from error
        return secret

    async def renew(self, name: str, scopes: frozenset[Permission] = EVERYTHING) -> str:
        """A key under a name that may have had one; the one before is void."""
        for key in await self.keys():
            if key.name == name:
                secret = f"hall_{secrets.token_urlsafe(32)}"
                renewed = replace(
                    key,
                    key_hash=fingerprint_of(secret),
                    scopes=tuple(sorted(scopes)),
                    revoked_at=None,
                )
                await self._vault.ask(self._vault.store.replace_api_key, renewed)
                self._known.pop(key.key_hash, None)
                return secret
        return await self.add(name, scopes)

    async def known(self, secret: str) -> Caller | None:
        """Whose key this is; None when it was never given or is revoked."""
        key_hash = fingerprint_of(secret)
        known = self._known.get(key_hash)
        if known is not None:
            return known
        key = await self._vault.ask(self._vault.store.api_key, key_hash)
        if key is None or key.revoked_at is not None:
            return None
        caller = Caller(
            kind=CallerKind.PROGRAM,
            id=key.name,
            shown_as=key.name,
            permissions=frozenset(map(Permission, key.scopes)),
        )
        self._known[key_hash] = caller
        return caller

    async def keys(self) -> tuple[ApiKey, ...]:
        """All keys that were ever given."""
        return await self._vault.ask(self._vault.store.api_keys)

    async def revoke(self, ident: str, note: Note = unnoted) -> None:
        """Let a program in no longer."""
        for key in await self.keys():
            if key.id == ident:
                await note("key_revoked", key.name, "")
                revoked = replace(key, revoked_at=self._now())
                await self._vault.ask(self._vault.store.replace_api_key, revoked)
                self._known.pop(key.key_hash, None)
