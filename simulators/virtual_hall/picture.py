"""What the page shows, in named pieces, each sent only when it has changed.

What must not live here: where the pieces come from (see `drawing`), HTTP (see `pages`).
"""

import asyncio
from collections.abc import Mapping
from typing import Any

Piece = Any
"""Plain JSON values."""


class Picture:
    """The pieces by name; used on one event loop's thread, until it is closed."""

    def __init__(self) -> None:
        self.closed = False
        self._pieces: dict[str, tuple[int, Piece]] = {}
        self._revision = 0
        self._changed = asyncio.Event()

    def put(self, name: str, piece: Piece) -> None:
        """Show a piece; nothing happens when it looks as before."""
        known = self._pieces.get(name)
        if known is not None and known[1] == piece:
            return
        self._revision += 1
        self._pieces[name] = (self._revision, piece)
        self._changed.set()

    def put_all(self, pieces: Mapping[str, Piece]) -> None:
        """Show several pieces."""
        for name, piece in pieces.items():
            self.put(name, piece)

    def since(self, revision: int) -> tuple[int, dict[str, Piece]]:
        """The pieces that changed after a revision, and the revision now."""
        fresh = {name: piece for name, (at, piece) in self._pieces.items() if at > revision}
        return self._revision, fresh

    async def change(self, revision: int) -> None:
        """Wait until something has changed after a revision, or nothing ever will."""
        while self._revision <= revision and not self.closed:
            self._changed.clear()
            await self._changed.wait()

    def close(self) -> None:
        """Let go of everybody who waits for a change."""
        self.closed = True
        self._changed.set()
