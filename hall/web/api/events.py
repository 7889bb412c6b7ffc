"""`/events`: changes as server-sent events, one stream a browser."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Header, Query, Request, Response
from starlette.types import Receive, Scope, Send

from hall.web.api.answers import problems
from hall.web.caller import Caller, CallerKind
from hall.web.hub import Hub, Listener
from hall.web.ordering import SESSION_COOKIE, TABLET_COOKIE, Asking, In
from hall.web.problems import Problem
from hall.web.topics import permission_of

router = APIRouter(tags=["events"])

Watched = Callable[[Callable[[], None]], AbstractContextManager[None]]
"""Hears of the end of the session that a stream rests on."""

_COOKIES: Final[dict[str, str]] = {
    CallerKind.PERSON: SESSION_COOKIE,
    CallerKind.TABLET: TABLET_COOKIE,
}
MOST_TOPICS = 64
RETRY_MS = 1_000


@router.get(
    "/events",
    summary="Listen to changes",
    response_model=None,
    responses={**problems(422), 200: {"content": {"text/event-stream": {}}}},
)
async def events(
    request: Request,
    wired: In,
    caller: Asking,
    *,
    topics: Annotated[
        str, Query(max_length=1_000, description="Topics with commas: queue,window/3,board/main")
    ] = "board/main",
    beat_s: Annotated[
        int, Query(ge=1, le=30, description="How often the hall's time is told.")
    ] = 1,
    last_event_id: Annotated[str | None, Header()] = None,
) -> Response:
    """The latest state of each topic, at once and after each change; `beat` tells the hall time."""
    wanted = [each for each in topics.split(",") if each][:MOST_TOPICS]
    for topic in wanted:
        _check(wired.hub, caller, topic)
    token = request.cookies.get(_COOKIES.get(caller.kind, ""))
    watched = partial(wired.accounts.sessions.watched, token) if token else _for_everybody
    join = partial(wired.hub.join, wanted, last_event_id, beat_s)
    return EventStream(join, wired.hub.leave, watched)


def _for_everybody(_ended: Callable[[], None]) -> AbstractContextManager[None]:
    """A stream that rests on no session, or on a key."""
    return nullcontext()


def _check(hub: Hub, caller: Caller, topic: str) -> None:
    if not hub.knows(topic):
        raise Problem("unknown_topic", topic=topic)
    permission = permission_of(topic)
    if permission is None or caller.may(permission):
        own = caller.kind is not CallerKind.TABLET or topic == f"rate/{caller.window}"
        if permission is None or own:
            return
    if caller.kind is CallerKind.NOBODY:
        raise Problem("sign_in_needed")
    raise Problem("not_allowed", permission=permission)


class EventStream(Response):
    """An answer that goes on until the client or the server leaves, or the session ends."""

    media_type = "text/event-stream"

    def __init__(
        self, join: Callable[[], Listener], leave: Callable[[Listener], None], watched: Watched
    ) -> None:
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        super().__init__(headers=headers)
        del self.headers["content-length"]
        self._join = join
        self._leave = leave
        self._watched = watched

    async def __call__(self, _scope: Scope, receive: Receive, send: Send) -> None:
        """Send what is due, until the client or the server leaves."""
        listener = self._join()
        watch = asyncio.create_task(_watch(listener, receive))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": self.raw_headers})
            await _say(send, b"retry: %d\n\n" % RETRY_MS, more=True)
            with self._watched(listener.close):
                await _go_on(listener, send)
        finally:
            watch.cancel()
            self._leave(listener)


async def _go_on(listener: Listener, send: Send) -> None:
    while True:
        await listener.woken.wait()
        if listener.closed:
            break
        await _say(send, listener.take(), more=True)
    await _say(send, b"", more=False)


async def _say(send: Send, body: bytes, *, more: bool) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": more})


async def _watch(listener: Listener, receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    listener.close()
