"""What is done to accounts, keys and tablets stands in the journal before it is done.

A note is taken first: without the journal nothing is changed. What must not live here: the changes.
"""

from collections.abc import Awaitable, Callable
from uuid import uuid4

from hall.controller.orders import Actor, Order
from hall.core.commands import NoteAccess
from hall.web.port import HallPort

Note = Callable[[str, str, str], Awaitable[None]]
"""Notes for good what is about to be done: the deed, to which account or key, and with what."""


async def unnoted(_deed: str, _account: str, _about: str) -> None:
    """Notes nothing: for what the program does by itself."""


def noted_by(by: Actor, controller: HallPort) -> Note:
    """Notes in the journal, in somebody's name; raises what `carry_out` raises."""

    async def note(deed: str, account: str, about: str) -> None:
        command = NoteAccess(deed=deed, account=account, about=about)
        ident = uuid4().hex
        await controller.carry_out(
            Order(
                id=f"access:{ident}",
                fingerprint=ident,
                by=by,
                make=lambda _hall, _now: command,
                remembered=False,
            )
        )

    return note
