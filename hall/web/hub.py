"""The stream of changes: one hub, pre-encoded bytes, the latest state wins.

Theory of operation. A topic (`queue`, `window/3`, `board/E1`, …) has a state that can be made at
any time from the committed hall. A commit marks all topics that somebody listens to as stale; one
task then makes and encodes each of them once, and marks it at the clients that listen and whose
last bytes differ. Each client's own task sends what is marked, so a slow client skips states and
delays nobody. Clients are woken in slices, between which the loop serves others.

An event's id is `<epoch>-<sequence>`, the sequence of the change that brought it. Who comes back
with such an id is sent the topics that changed after it, and everything after a restart.
"""

import asyncio
import json
import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import count
from math import inf
from typing import Any, Final

from hall.controller.orders import Change
from hall.web.port import HallPort

log = logging.getLogger(__name__)

SLICE: Final = 100
BEAT_S: Final = 1.0
LOOK_S: Final = 5.0
COMES_BACK_S: Final = 5.0
"""So long a topic whose last listener has left counts as heard."""

State = Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Shown:
    """What a topic showed last."""

    body: bytes
    event: bytes
    sequence: int


@dataclass(slots=True, eq=False)
class Listener:
    """One open stream: what it wants, and what it has not been sent yet."""

    topics: frozenset[str]
    beat_s: int = 1
    """How often it is told the hall's time; a phone needs it only to be found gone."""
    due: dict[str, bytes] = field(default_factory=dict)
    woken: asyncio.Event = field(default_factory=asyncio.Event)
    closed: bool = False

    def give(self, topic: str, event: bytes) -> None:
        """Have an event sent; a newer one of the same topic replaces it."""
        self.due[topic] = event
        self.woken.set()

    def close(self) -> None:
        """End the stream."""
        self.closed = True
        self.woken.set()

    def take(self) -> bytes:
        """All that is due, in one piece."""
        self.woken.clear()
        due, self.due = self.due, {}
        return b"".join(due.values())


class Hub:
    """All open streams of one program."""

    def __init__(
        self,
        controller: HallPort,
        make: Callable[[str], State | None],
        machine: Callable[[], float] = time.monotonic,
    ) -> None:
        self._controller = controller
        self._make = make
        self._machine = machine
        self._states: dict[str, State] = {}
        self._shown: dict[str, Shown] = {}
        self._listeners: dict[str, set[Listener]] = {}
        self._left_s: dict[str, float] = {}
        self._sequence = 0
        self._stale = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._stop_listening: Callable[[], None] | None = None

    def start(self) -> None:
        """Begin to hear of commits; needs a running loop."""
        self._stop_listening = self._controller.listen(self._changed)
        self._tasks = [asyncio.create_task(self._spread()), asyncio.create_task(self._beat())]

    async def stop(self) -> None:
        """End all streams."""
        if self._stop_listening is not None:
            self._stop_listening()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.close_streams()

    def close_streams(self) -> None:
        """Tell all open streams to end, so that the server can."""
        for listener in {each for group in self._listeners.values() for each in group}:
            listener.close()

    def knows(self, topic: str) -> bool:
        """Whether there is such a topic."""
        return topic in self._states or self._make(topic) is not None

    def is_heard(self, topic: str) -> bool:
        """Whether somebody listens, or did until just now: a page may only be loading again."""
        left_s = self._left_s.get(topic, -inf)
        return topic in self._listeners or self._machine() - left_s < COMES_BACK_S

    def refresh(self) -> None:
        """Look again at all topics, because something beside the hall has changed."""
        self._sequence += 1
        self._stale.set()

    def join(self, topics: Iterable[str], last_event_id: str | None, beat_s: int = 1) -> Listener:
        """A new stream, with the states that it has not seen already due."""
        listener = Listener(frozenset(topics), beat_s)
        seen = self._seen(last_event_id)
        listener.give("beat", self._beat_event())
        for topic in sorted(listener.topics):
            shown = self._show(topic)
            self._listeners.setdefault(topic, set()).add(listener)
            if shown.sequence > seen:
                listener.give(topic, shown.event)
        return listener

    def leave(self, listener: Listener) -> None:
        """A stream is over."""
        for topic in listener.topics:
            group = self._listeners[topic]
            group.discard(listener)
            if not group:
                del self._listeners[topic]
                self._left_s[topic] = self._machine()

    def _seen(self, last_event_id: str | None) -> int:
        epoch, _, sequence = (last_event_id or "").partition("-")
        far = len(sequence) > len(str(self._sequence))
        if epoch != str(self._controller.epoch) or far or not sequence.isdecimal():
            return -1
        return int(sequence) if int(sequence) <= self._sequence else -1

    def _changed(self, _change: Change) -> None:
        self.refresh()

    async def _spread(self) -> None:
        while True:
            await self._stale.wait()
            self._stale.clear()
            for topic in list(self._listeners):
                try:
                    await self._spread_topic(topic)
                except Exception:  # one topic must not stop the others
                    log.exception("the state of %s could not be made; the others go on", topic)
                await asyncio.sleep(0)

    async def _spread_topic(self, topic: str) -> None:
        before = self._shown.get(topic)
        shown = self._show(topic, again=True)
        if shown is before:
            return
        await _in_slices(list(self._listeners.get(topic, ())), topic, shown.event)

    def _show(self, topic: str, *, again: bool = False) -> Shown:
        """What a topic shows now; the same object as before when nothing has changed."""
        before = self._shown.get(topic)
        if before is not None and not again and topic in self._listeners:
            return before
        body = encode(self._state_of(topic)())
        if before is not None and before.body == body:
            return before
        event = self._event(topic, body, self._sequence)
        self._shown[topic] = shown = Shown(body, event, self._sequence)
        return shown

    def _state_of(self, topic: str) -> State:
        state = self._states.get(topic) or self._make(topic)
        if state is None:
            raise KeyError(topic)
        self._states[topic] = state
        return state

    def _event(self, topic: str, body: bytes, sequence: int) -> bytes:
        ident = f"{self._controller.epoch}-{sequence}"
        return b"id: %s\nevent: %s\ndata: %s\n\n" % (ident.encode(), topic.encode(), body)

    async def _beat(self) -> None:
        for beats in count(1):
            await asyncio.sleep(BEAT_S)
            if beats % int(LOOK_S / BEAT_S) == 0:
                self.refresh()  # devices and the order of the queue change without a commit
            event = self._beat_event()
            await _in_slices(self.told_at(beats), "beat", event)

    def told_at(self, beats: int) -> tuple[Listener, ...]:
        """Who is told the hall's time at a beat, counted from the start."""
        everybody = {each for group in self._listeners.values() for each in group}
        return tuple(each for each in everybody if beats % each.beat_s == 0)

    def _beat_event(self) -> bytes:
        clock = self._controller.clock
        body = encode(
            {
                "epoch": self._controller.epoch,
                "hall_time": clock.now().isoformat().replace("+00:00", "Z"),
                "rate": clock.rate,
            }
        )
        return b"event: beat\ndata: %s\n\n" % body


async def _in_slices(listeners: Iterable[Listener], topic: str, event: bytes) -> None:
    for place, listener in enumerate(listeners):
        listener.give(topic, event)
        if place % SLICE == SLICE - 1:
            await asyncio.sleep(0)


def encode(state: Any) -> bytes:
    """A state as JSON on one line; what is JSON already stays as it is."""
    if isinstance(state, bytes):
        return state
    return json.dumps(state, ensure_ascii=False, separators=(",", ":")).encode()
