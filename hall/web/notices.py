"""Notices to elsewhere: a citizen will be called soon, is called, or was moved; for SMS or WeChat.

Theory of operation. What was committed is told to a listener, which makes notices of it and returns
at once; a task of its own sends them one after the other, each again and again until the other side
has taken it or its time is over. So the hall waits for nobody. Each has an id that follows from
what happened and never changes: the other side drops what it has had. After a restart whoever
stands near the front is told again under the same id; a call of before the restart stands on the
boards and is not sent any more. What must not live here: sending (see `sender`).
"""

import asyncio
import json
import logging
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any, Final

import httpx

from hall.controller.orders import Change
from hall.core.events import (
    DayOpened,
    Event,
    VisitCalled,
    VisitLedOn,
    VisitRecalled,
    VisitTransferred,
)
from hall.core.hall import Hall, Visit
from hall.core.stages import Stage
from hall.web.documents.tickets import ahead_of
from hall.web.documents.values import moment
from hall.web.notice_settings import NoticeSettings
from hall.web.port import HallPort
from hall.web.sender import TIMEOUT_S, NotSent, Sender

log = logging.getLogger(__name__)

MOST_WAITING: Final = 10_000
"""Notices that wait for the other side; beyond it the oldest go."""
LONGEST_PAUSE_S: Final = 30.0
_KINDS: Final[dict[type, str]] = {
    VisitCalled: "called",
    VisitRecalled: "called",
    VisitTransferred: "moved",
    VisitLedOn: "moved",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice; the same id is the same notice."""

    id: str
    made_s: float
    body: dict[str, Any]


@dataclass(slots=True)
class Notices:
    """Makes notices of what is committed, and sends them."""

    controller: HallPort
    settings: NoticeSettings
    client: httpx.AsyncClient
    machine: Callable[[], float] = time.monotonic
    most: int = MOST_WAITING
    _waiting: deque[Notice] = field(default_factory=deque)
    _more: asyncio.Event = field(default_factory=asyncio.Event)
    _told_soon: set[str] = field(default_factory=set)

    async def run(self) -> None:
        """Listen and send until cancelled."""
        stop = self.controller.listen(self._changed)
        try:
            while True:
                await self._more.wait()
                self._more.clear()
                while self._waiting:
                    await self._deliver(self._waiting.popleft())
        finally:
            stop()

    def _changed(self, change: Change) -> None:
        """Make the notices of a commit; never waits."""
        for fact in change.facts:
            if isinstance(fact.event, DayOpened):
                self._told_soon.clear()
            kind = _KINDS.get(type(fact.event))
            if kind is not None and not change.hall.rehearsal:
                self._add(f"{kind}/{fact.seq}", kind, change.hall, _visit(fact.event), fact.event)
        for visit in self._soon(change.hall):
            self._told_soon.add(visit.id)
            self._add(f"soon/{visit.id}", "soon", change.hall, visit.id, None)

    def _soon(self, hall: Hall) -> Iterator[Visit]:
        """Who stands near the front and was not told yet."""
        if not self.settings.soon or hall.rehearsal:
            return
        for line in hall.lines.values():
            for _, _, ident in line.first(self.settings.soon):
                visit = hall.visits[ident]
                near = ident not in self._told_soon and visit.stage is Stage.WAITING
                if near and ahead_of(hall, visit) < self.settings.soon:
                    yield visit

    def _add(self, ident: str, kind: str, hall: Hall, visit: str, event: Event | None) -> None:
        known = hall.visits[visit]
        at = event.at if event is not None else hall.last_at
        window = getattr(event, "window", None) if kind == "called" else known.for_window
        body = {
            "id": ident,
            "kind": kind,
            "at": moment(at),
            "day": None if hall.last_day is None else hall.last_day.isoformat(),
            "number": known.number,
            "token": known.token,
            "window": window,
            "category": known.category,
            "ahead": ahead_of(hall, known) if known.stage is Stage.WAITING else 0,
            "language": known.language,
        }
        if len(self._waiting) >= self.most:
            log.error("notice %s was not sent: too many wait", self._waiting.popleft().id)
        self._waiting.append(Notice(id=ident, made_s=self.machine(), body=body))
        self._more.set()

    async def _deliver(self, notice: Notice) -> None:
        """Send until it is taken, or nobody is helped by it any more."""
        left_s = notice.made_s + self.settings.give_up_s - self.machine()
        if left_s <= 0:
            log.warning("notice %s was not taken in time", notice.id)
            return
        body = json.dumps(notice.body, ensure_ascii=False, separators=(",", ":")).encode()
        try:
            await self._sender().send(notice.id, body, for_s=left_s)
        except NotSent as error:
            log.warning("notice %s was not taken: %s", notice.id, error)

    def _sender(self) -> Sender:
        return Sender(
            client=self.client,
            url=self.settings.url or "",
            secret=self.settings.secret,
            again_s=self.settings.again_s,
            longest_pause_s=LONGEST_PAUSE_S,
        )


def _visit(event: Any) -> str:
    return str(event.visit)


def send_notices(settings: NoticeSettings, controller: HallPort, parts: ExitStack) -> None:
    """Send notices from now on, where a hall wants them; needs a running loop."""
    if settings.url is None:
        return

    async def run() -> None:
        async with httpx.AsyncClient(timeout=TIMEOUT_S) as client:
            await Notices(controller, settings, client).run()

    sending = asyncio.create_task(run())
    parts.callback(sending.cancel)
