"""The account tables from the loop: one question at a time, each in a thread of its own."""

import asyncio
from collections.abc import Callable
from hashlib import sha256
from typing import ParamSpec, TypeVar

from hall.storage.accounts import AccountStore

Asked = ParamSpec("Asked")
Given = TypeVar("Given")


class Vault:
    """Where accounts are kept; what is asked of the store blocks, and so leaves the loop."""

    def __init__(self, store: AccountStore) -> None:
        self.store = store
        self._one_at_a_time = asyncio.Lock()

    async def ask(
        self, act: Callable[Asked, Given], *args: Asked.args, **kwargs: Asked.kwargs
    ) -> Given:
        """Have the store do something."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(act, *args, **kwargs)


def fingerprint_of(secret: str) -> str:
    """How a random secret is kept; it is long enough to need no salt."""
    return sha256(secret.encode()).hexdigest()
