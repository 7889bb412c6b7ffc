"""A bus on which everything that is asked comes again, late and in another order; and its hearers.

What must not live here: what is asked, and what has to come of it.
"""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random
from typing import Final
from uuid import uuid4

from hall.bus.client import BusClient
from hall.bus.messages import Message, NumberIssued, QueueView, Refused, TakeNumber, Version
from hall.bus.topics import Channel, Kind, Topic, every

_AGAIN_S: Final = 0.4
_TTL_S: Final = 60.0
_NONE: Final = Version(epoch=0, sequence=0)


@contextmanager
def running(client: BusClient) -> Iterator[None]:
    """A client that is connected, or tries to be, until the end of the block."""
    client.start()
    try:
        yield
    finally:
        client.stop()


class Meddler:
    """Sends every request once more, later, shuffled with the others."""

    def __init__(self, url: str, hall: str, chance: Random) -> None:
        self._chance = chance
        self._lock = threading.Lock()
        self._waiting: list[tuple[Topic, Message]] = []
        self.asked: Counter[str] = Counter()
        """How often each request was heard, by its id."""
        self.client = BusClient(
            url,
            client_id=f"meddler-{uuid4().hex[:8]}",
            subscriptions=[every(hall, Channel.REQUEST)],
            on_message=self._heard,
        )

    def _heard(self, topic: Topic, message: Message) -> None:
        ident = getattr(message, "id", "")
        with self._lock:
            self.asked[ident] += 1
            if self.asked[ident] == 1:
                self._waiting.append((topic, message))

    def meddle(self) -> None:
        """Send what was heard since the last time, in any order."""
        with self._lock:
            again, self._waiting = self._waiting, []
        self._chance.shuffle(again)
        for topic, message in again:
            self.client.publish(topic, message)


class Kiosk:
    """Takes one number after the other; asks until it is answered, always under the same id."""

    def __init__(self, url: str, hall: str, name: str) -> None:
        self._topic = Topic(hall, Kind.KIOSK, name, Channel.REQUEST)
        self._answers: dict[str, NumberIssued | Refused] = {}
        self.told: dict[str, NumberIssued] = {}
        """The number that each request was answered with."""
        self.wrong: list[str] = []
        self.client = BusClient(
            url,
            client_id=f"{name}-{uuid4().hex[:8]}",
            subscriptions=[str(Topic(hall, Kind.KIOSK, name, Channel.REPLY))],
            on_message=self._heard,
        )

    def _heard(self, _topic: Topic, message: Message) -> None:
        if not isinstance(message, NumberIssued | Refused):
            return
        before = self._answers.setdefault(message.request, message)
        if before != message:
            self.wrong.append(f"{message.request} was answered in two ways")

    def take(self, matter: str) -> None:
        """One number."""
        ident = uuid4().hex
        asked = TakeNumber(id=ident, ttl_s=_TTL_S, matter=matter)
        while ident not in self._answers:
            self.client.publish(self._topic, asked)
            until_s = time.monotonic() + _AGAIN_S
            while ident not in self._answers and time.monotonic() < until_s:
                time.sleep(0.005)
        answer = self._answers[ident]
        if isinstance(answer, NumberIssued):
            self.told[ident] = answer


class Screen:
    """Hears every view; knows how many numbers it was shown, and whether a view was too old."""

    def __init__(self, url: str, hall: str) -> None:
        self._newest: dict[Topic, Version] = {}
        self.issued = 0
        self.older = 0
        """Views that came after a newer one."""
        self.client = BusClient(
            url,
            client_id=f"screen-{uuid4().hex[:8]}",
            subscriptions=[every(hall, Channel.VIEW)],
            on_message=self._heard,
        )

    def _heard(self, topic: Topic, message: Message) -> None:
        version = getattr(message, "version", None)
        if not isinstance(version, Version):
            return
        newest = self._newest.get(topic, _NONE)
        if (version.epoch, version.sequence) < (newest.epoch, newest.sequence):
            self.older += 1
        self._newest[topic] = version
        if isinstance(message, QueueView):
            self.issued = message.issued
