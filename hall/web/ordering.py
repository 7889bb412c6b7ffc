"""From a request to an order: who asks, may they, and under which id.

Every POST and PUT of the API brings an `Idempotency-Key`; with the caller's name it becomes the
order's id, and method, path and body its fingerprint. What must not live here: single commands.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from math import ceil
from typing import Annotated, Final

from fastapi import Depends, Header, Request

from hall.controller.orders import Answer, Order
from hall.controller.premises import Premises
from hall.core.commands import Command
from hall.core.events import Event
from hall.core.hall import Hall
from hall.supervision.follow_ups import PROFILES, Profile
from hall.web.accounts import Accounts
from hall.web.caller import NOBODY, Caller, CallerKind, by_tablet
from hall.web.closing_choices import ClosingChoices
from hall.web.hub import Hub
from hall.web.numerals import whole_number
from hall.web.pace import Pace
from hall.web.permissions import Permission
from hall.web.port import HallPort
from hall.web.presses import Presses
from hall.web.problems import Problem
from hall.web.settings import WebSettings

SESSION_COOKIE: Final = "hall_session"
TABLET_COOKIE: Final = "hall_tablet"
LONGEST_KEY: Final = 100
_USABLE_KEY: Final = re.compile(f"[!-~]{{1,{LONGEST_KEY}}}")
LOOKS_PER_MINUTE: Final = 120
"""How often one ticket is looked at; a phone asks some fifteen times."""
CHANGES_PER_MINUTE: Final = 240
"""How much one session, or one ticket, changes."""
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rooms:
    """Everything that an endpoint may need, wired once."""

    controller: HallPort
    accounts: Accounts
    settings: WebSettings
    hub: Hub
    presses: Presses
    pace: Pace = field(default_factory=Pace)
    profile: Profile = PROFILES["default"]
    """How this place answers bad ratings."""
    closing_choices: ClosingChoices = field(default_factory=ClosingChoices)
    follow_up_turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever moves a follow-up, from reading where it stands to the commit."""

    @property
    def premises(self) -> Premises:
        """The hall under the catalogue of its open day."""
        return self.controller.premises


def rooms(request: Request) -> Rooms:
    """What the application was made with."""
    wired: Rooms = request.app.state.rooms
    return wired


async def _rooms_here(request: Request) -> Rooms:
    """On the loop itself: what is not a coroutine the framework calls on another thread."""
    return rooms(request)


In = Annotated[Rooms, Depends(_rooms_here)]


# --- who asks -------------------------------------------------------------------------------------


async def caller_of(request: Request) -> Caller:
    """Whoever sent a request; raises `Problem` for a key or a page that is not ours."""
    wired = rooms(request)
    authorization = request.headers.get("authorization", "")
    if authorization:
        return await _program(wired, authorization)
    tablet = request.headers.get("x-rating-tablet") or _listening_tablet(request)
    if tablet is not None:
        return await _tablet(request, wired, tablet)
    token = request.cookies.get(SESSION_COOKIE)
    caller = await wired.accounts.sessions.of(token) if token else None
    if caller is None or caller.kind is not CallerKind.PERSON:
        return NOBODY
    if request.method not in _SAFE:
        check_origin(request)
        if request.headers.get("x-csrf-token") != caller.csrf:
            raise Problem("foreign_page")
        _hold(wired, f"session {token}", CHANGES_PER_MINUTE)
    return caller


def is_confirmed(request: Request) -> bool:
    """Whether whoever is signed in here has given their password a moment ago."""
    token = request.cookies.get(SESSION_COOKIE)
    return token is not None and rooms(request).accounts.sessions.is_confirmed(token)


async def paced(request: Request) -> None:
    """Hold a ticket to its pace; for every route with a ticket's token in its path."""
    token = request.path_params.get("token")
    if token is None:
        return
    looks = request.method in _SAFE
    limit = LOOKS_PER_MINUTE if looks else CHANGES_PER_MINUTE
    _hold(rooms(request), f"{'look' if looks else 'change'} {token}", limit)


def _hold(wired: Rooms, who: str, per_minute: int) -> None:
    wait_s = wired.pace.wait_s(who, per_minute)
    if wait_s:
        raise Problem("too_fast", seconds=ceil(wait_s))


def _listening_tablet(request: Request) -> str | None:
    """A tablet's stream says who it is in its address: streams of browsers have no headers."""
    return request.query_params.get("tablet") if request.method in _SAFE else None


async def _program(wired: Rooms, authorization: str) -> Caller:
    scheme, _, secret = authorization.partition(" ")
    caller = (
        await wired.accounts.programs.known(secret.strip()) if scheme.lower() == "bearer" else None
    )
    if caller is None:
        raise Problem("key_unknown")
    return caller


async def _tablet(request: Request, wired: Rooms, window: str) -> Caller:
    """The tablet at a window; a page of another origin cannot send its header."""
    check_origin(request)
    number = whole_number(window)
    if not wired.settings.tablets_need_pairing and number is not None:
        return by_tablet(number)
    token = request.cookies.get(TABLET_COOKIE)
    caller = await wired.accounts.sessions.of(token) if token else None
    if caller is None or str(caller.window) != window:
        return NOBODY
    return caller


def check_origin(request: Request) -> None:
    """Refuse what a browser sent from a page that is not ours."""
    origin = request.headers.get("origin")
    if origin is None:
        if request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}:
            return
        raise Problem("foreign_page")
    known = rooms(request).settings.origins
    if origin.partition("://")[2] != request.headers.get("host") and origin not in known:
        raise Problem("foreign_page")


Asking = Annotated[Caller, Depends(caller_of)]
Check = Callable[[Request], Awaitable[Caller]]


def allowed(*any_of: Permission) -> Check:
    """The dependency that lets a caller through who may do one of these things."""

    async def check(request: Request) -> Caller:
        caller = await caller_of(request)
        if any(map(caller.may, any_of)):
            return caller
        if caller.kind is CallerKind.NOBODY:
            raise Problem("sign_in_needed")
        raise Problem("not_allowed", permission=any_of[0])

    return check


def present(*any_of: Permission) -> Check:
    """As `allowed`, for what cannot be taken back: a person has given their password just now.

    A program's scope is its word.
    """
    may = allowed(*any_of)

    async def check(request: Request) -> Caller:
        caller = await may(request)
        if caller.kind is CallerKind.PERSON and not is_confirmed(request):
            raise Problem("confirm_needed")
        return caller

    return check


# --- the order ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Envelope:
    """What makes a request one order: its key and its fingerprint."""

    key: str
    fingerprint: str

    def order(
        self,
        caller: Caller,
        make: Callable[[Hall, datetime], Command],
        answer: Callable[[Hall, tuple[Event, ...]], Answer],
    ) -> Order:
        """The order of a caller."""
        return Order(
            id=self.id_of(caller),
            fingerprint=self.fingerprint,
            by=caller.actor,
            make=make,
            answer=answer,
        )

    def id_of(self, caller: Caller) -> str:
        """The request's id: its key is its caller's own."""
        return f"{caller.kind}:{caller.id}:{self.key}"


async def envelope(
    request: Request,
    _idempotency_key: Annotated[
        str | None,
        Header(
            alias="idempotency-key",
            description="A new one for each act; the same one when the same request is repeated.",
            examples=["7f3b1c9e-1"],
        ),
    ] = None,
) -> Envelope:
    """The key and fingerprint of a request; raises `Problem` when there is no usable key.

    The header is read from the request itself; it is named for the description of the API.
    """
    given = request.headers.get("idempotency-key")
    if given is None:
        raise Problem("idempotency_key_missing")
    key = given.strip()
    if _USABLE_KEY.fullmatch(key) is None:
        raise Problem("idempotency_key_unusable", longest=LONGEST_KEY)
    head = f"{request.method}\n{request.scope['path']}\n".encode()
    return Envelope(key, sha256(head + await request.body()).hexdigest())


Enveloped = Annotated[Envelope, Depends(envelope)]
