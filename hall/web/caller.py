"""Who asks: a person with a session, a program with a key, a tablet, a ticket, or nobody known."""

from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from hall.controller.orders import Actor, ActorKind
from hall.web.permissions import Permission


class CallerKind(StrEnum):
    """How somebody showed who they are."""

    PERSON = "person"
    PROGRAM = "program"
    TABLET = "tablet"
    TICKET = "ticket"
    NOBODY = "nobody"


_ACTORS = {
    CallerKind.PERSON: ActorKind.PERSON,
    CallerKind.PROGRAM: ActorKind.PROGRAM,
    CallerKind.TABLET: ActorKind.DEVICE,
    CallerKind.TICKET: ActorKind.PERSON,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever sent a request, and what they may do."""

    kind: CallerKind
    id: str
    permissions: frozenset[Permission] = frozenset()
    shown_as: str = ""
    roles: tuple[str, ...] = ()
    csrf: str | None = None
    """What a page of this session must send along with each change."""
    window: int | None = None
    """The window that a tablet stands at."""

    @property
    def actor(self) -> Actor:
        """As the journal names them."""
        return Actor(_ACTORS[self.kind], self.id)

    def may(self, permission: Permission) -> bool:
        """Whether they may do it."""
        return permission in self.permissions


NOBODY = Caller(kind=CallerKind.NOBODY, id="nobody")


def by_ticket(visit: str) -> Caller:
    """A citizen who holds the ticket of a visit."""
    return Caller(
        kind=CallerKind.TICKET, id=f"ticket:{visit}", permissions=frozenset({Permission.RATE})
    )


def by_booking(token: str) -> Caller:
    """A citizen who holds the token of an appointment; the journal does not have the token."""
    return Caller(kind=CallerKind.TICKET, id=f"booking:{sha256(token.encode()).hexdigest()[:16]}")


def by_tablet(window: int) -> Caller:
    """A citizen at the rating tablet of a window."""
    return Caller(
        kind=CallerKind.TABLET,
        id=f"tablet-{window:02d}",
        permissions=frozenset({Permission.RATE}),
        window=window,
    )
