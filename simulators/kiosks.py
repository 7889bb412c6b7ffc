"""Citizens at kiosks: requests for a number or a time, repeated until the hall answers.

What must not live here: who comes, and what for (see `crowd`).
"""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from hall.bus.asking import Unanswered
from hall.bus.messages import (
    AskSlots,
    BookTime,
    CheckIn,
    Message,
    NumberIssued,
    Refused,
    Request,
    SlotsAnswer,
    TakeNumber,
    TimeBooked,
)
from hall.bus.topics import Channel, Kind, Topic

VISITOR: Final = "visitor-"
"""How the ids of a visitor's requests begin."""

Publish = Callable[[Topic, Message], bool]
Heard = NumberIssued | SlotsAnswer | TimeBooked | Refused
Outcome = Heard | None
"""What became of a request; None when the hall did not answer in its time."""


class Kiosks:
    """All open requests; used on one event loop's thread."""

    def __init__(self, hall: str, publish: Publish) -> None:
        self._hall = hall
        self._publish = publish
        self._unanswered: Unanswered[Request] = Unanswered()
        self._waiting: dict[str, asyncio.Future[Outcome]] = {}

    def ask(self, kiosk: str, request: TakeNumber | AskSlots | BookTime | CheckIn) -> None:
        """Ask for a number or a time, again and again while there is no answer."""
        topic = Topic(self._hall, Kind.KIOSK, kiosk, Channel.REQUEST)
        self._unanswered.asked(topic, request, time.monotonic())
        self._publish(topic, request)

    async def take(self, kiosk: str, request: TakeNumber) -> Outcome:
        """Ask for a number and wait for what becomes of it."""
        future: asyncio.Future[Outcome] = asyncio.get_running_loop().create_future()
        self._waiting[request.id] = future
        self.ask(kiosk, request)
        return await future

    def hear(self, message: Heard) -> None:
        """An answer came."""
        if self._unanswered.answered(message.request) is not None:
            self._settle(message.request, message)

    def tick(self) -> None:
        """Ask again where it is due."""
        due = self._unanswered.tick(time.monotonic())
        for topic, request in due.repeat:
            self._publish(topic, request)
        for _, request in due.expired:
            self._settle(request.id, None)

    def _settle(self, request: str, outcome: Outcome) -> None:
        future = self._waiting.pop(request, None)
        if future is not None and not future.done():
            future.set_result(outcome)
