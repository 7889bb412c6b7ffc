"""What devices ask of the hall: presses for a few seconds, ratings until they are answered.

A press is worth nothing later: while the hall is away it is told to the person at once, and never
sent; only a gateway that has just begun waits a moment for the hall's first beat. A rating is kept
on the disk before it is sent. Thread-safe. What must not live here: topics, devices, what the hall
makes of it.
"""

import logging
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from devices.outbox import Outbox
from hall.bus.asking import Unanswered
from hall.bus.hearing import STALE_AFTER_S, Hearing
from hall.bus.messages import (
    Accepted,
    AskRating,
    Beat,
    Key,
    Level,
    PressKey,
    RateService,
    Refused,
    Request,
)
from hall.bus.topics import Topic

log = logging.getLogger(__name__)

PRESS_TTL_S: Final = 5.0
"""A clerk does not wait longer for a key."""
RATING_TTL_S: Final = 60.0
"""For one delivery of a rating; then it is delivered again."""
MOST_AT_ONCE: Final = 20
"""So many kept ratings go out with one tick."""
TRY_AGAIN: Final = "hall_unavailable"
"""The refusal of a hall that may accept the same later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """A press that waits for the hall's first beat."""

    device: str
    request: PressKey


class Asking:
    """The requests of a gateway's devices.

    `send` publishes a request of a device; `unheard` is called for a device whose request has not
    reached the hall and never will.
    """

    def __init__(
        self,
        outbox: Outbox,
        topic_of: Callable[[str], Topic | None],
        send: Callable[[Topic, Request], None],
        unheard: Callable[[str], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outbox = outbox
        self._topic_of = topic_of
        self._send = send
        self._unheard = unheard
        self._clock = clock
        self._lock = threading.Lock()
        self._open: Unanswered[Request] = Unanswered()
        self._hearing = Hearing()
        self._held: list[_Held] = []
        self._first_beat_by_s = self._clock() + STALE_AFTER_S

    # --- the hall's beat -----------------------------------------------------------------------

    def beat(self, beat: Beat) -> bool:
        """The hall lives; True when it is heard for the first time."""
        first = self._hearing.beat is None
        self._hearing = self._hearing.with_beat(beat, self._clock())
        for each in self._let_go():
            self._ask(each.device, each.request)
        return first

    @property
    def hall_is_alive(self) -> bool:
        """Whether the hall's beat is fresh."""
        return not self._hearing.is_silent(self._clock())

    def open_s(self, command: AskRating) -> float:
        """How long a question stays open on the machine clock."""
        beat = self._hearing.beat
        return command.open_s / (beat.rate if beat else 1.0)

    def now(self) -> datetime:
        """The hall's time; this machine's before the first beat."""
        return self._hall_time or datetime.now(UTC)

    @property
    def _hall_time(self) -> datetime | None:
        return self._hearing.hall_time(self._clock())

    # --- asking --------------------------------------------------------------------------------

    def press(self, device: str, key: Key, digits: str) -> None:
        """A key was pressed; without a hall it is refused on the spot."""
        request = PressKey(id=_new_id(), ttl_s=PRESS_TTL_S, key=key, digits=digits)
        if self.hall_is_alive:
            self._ask(device, request)
        elif self._hearing.beat is None and self._clock() < self._first_beat_by_s:
            with self._lock:
                self._held.append(_Held(device=device, request=request))
        else:
            self._refuse(device, key)

    def _refuse(self, device: str, key: Key) -> None:
        log.warning("%s: key %s while the hall is away", device, key)
        self._unheard(device)

    def _let_go(self) -> list[_Held]:
        """What was held; each once, whoever comes first."""
        with self._lock:
            held, self._held = self._held, []
            return held

    def rate(self, device: str, service: str, level: Level) -> None:
        """A rating was given; kept first, then sent."""
        request = RateService(
            id=_new_id(),
            ttl_s=RATING_TTL_S,
            service=service,
            level=level,
            given_at=self._hall_time,
        )
        try:
            self._outbox.keep(device, request)
        except OSError:
            log.exception("%s: a rating cannot be kept; it is sent at once or not at all", device)
        if self.hall_is_alive or request.id not in self._outbox:
            self._ask(device, request)

    def _ask(self, device: str, request: Request) -> None:
        topic = self._topic_of(device)
        if topic is None:
            return  # a rating of a device that the file does not name any more waits for its return
        with self._lock:
            self._open.asked(topic, request, self._clock())
        self._send(topic, request)

    def replied(self, reply: Accepted | Refused) -> None:
        """The hall has answered a request; a kept one that it cannot take now goes on."""
        kept = reply.request in self._outbox
        if isinstance(reply, Refused) and kept:
            if reply.code == TRY_AGAIN:
                return
            log.warning("a rating was refused: %s, %s", reply.code, reply.text[1])
        with self._lock:
            self._open.answered(reply.request)
        if kept:
            self._settle(reply.request)

    def _settle(self, request: str) -> None:
        try:
            self._outbox.settle(request)
        except OSError:
            log.exception("an answered rating cannot be noted; it will be asked again, and once")

    def tick(self) -> None:
        """Repeat what is unanswered, deliver what is kept, give up presses that are too old."""
        with self._lock:
            due = self._open.tick(self._clock())
        for topic, request in due.repeat:
            self._send(topic, request)
        for topic, request in due.expired:
            if request.id not in self._outbox:
                log.warning("%s: no reply to %s in time", topic.id, request.type)
                self._unheard(topic.id)
        if self._clock() >= self._first_beat_by_s:
            self._refuse_held()
        if self.hall_is_alive and self.kept:
            self._deliver()

    def _refuse_held(self) -> int:
        held = self._let_go()
        for each in held:
            self._refuse(each.device, each.request.key)
        return len(held)

    @property
    def pressed(self) -> int:
        """How many presses have no answer yet."""
        with self._lock:
            return len(self._held) + len(self._presses())

    def give_up(self) -> int:
        """Tell everybody whose press has no answer, before the gateway ends; how many they are."""
        with self._lock:
            asked = self._presses()
            for _, request in asked:
                self._open.answered(request.id)
        for topic, request in asked:
            self._refuse(topic.id, request.key)
        return len(asked) + self._refuse_held()

    def _presses(self) -> list[tuple[Topic, PressKey]]:
        return [
            (topic, each) for topic, each in self._open.still_open() if isinstance(each, PressKey)
        ]

    @property
    def kept(self) -> int:
        """How many ratings wait for the hall's answer."""
        return len(self._outbox)

    def _deliver(self) -> None:
        with self._lock:
            waiting = [each for each in self._outbox.waiting() if each[1].id not in self._open]
        for device, request in waiting[:MOST_AT_ONCE]:
            self._ask(device, request)


def _new_id() -> str:
    return uuid.uuid4().hex
