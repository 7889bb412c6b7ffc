"""What everybody is told of the hall: devices, screens, and who listens in this process.

All of it happens on the controller's thread. What must not live here: what a message says (see
`exchange`), and when something is due (see `controller`).
"""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Final

from hall.bus.messages import Beat
from hall.bus.topics import beat_topic
from hall.controller.calls import Calls
from hall.controller.clock import HallClock
from hall.controller.editions import Editions
from hall.controller.exchange import Exchange
from hall.controller.inbox import Inbox
from hall.controller.orders import Change
from hall.controller.outlet import Outlet
from hall.controller.premises import Premises
from hall.controller.writer import Writer
from hall.core.hall import Hall

Listener = Callable[[Change], None]

COUNTS_S: Final = 0.1
"""How soon views are published again when only counts of people have changed."""


class Telling:
    """Tells of the committed hall; which premises everybody was last told of is its one memory."""

    def __init__(
        self,
        exchange: Exchange,
        outlet: Outlet,
        inbox: Inbox,
        clock: HallClock,
        *,
        calls: Calls,
        editions: Editions,
        writer: Writer,
    ) -> None:
        self.premises = editions.of(writer.hall)
        self._exchange = exchange
        self._outlet = outlet
        self._inbox = inbox
        self._clock = clock
        self._calls = calls
        self._editions = editions
        self._writer = writer
        self._listeners: list[Listener] = []
        self._next_counts_s = 0.0

    @property
    def hall(self) -> Hall:
        """The hall as it was last committed."""
        return self._writer.hall

    @property
    def now(self) -> datetime:
        """The moment in the hall."""
        return self._clock.now()

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Have each commit told on the running loop's thread; gives back what ends it."""
        loop = asyncio.get_running_loop()

        def hear(change: Change) -> None:
            self._calls.add(loop, partial(listener, change))

        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def announce(self, change: Change, now_s: float) -> None:
        """Devices first: the panel must not wait for the pages."""
        self._take_up(self._editions.of(change.hall))
        self._outlet.tell(self._exchange.announce(change, now_s))

    def _take_up(self, premises: Premises) -> None:
        """With its day comes its catalogue: every screen is given the new one."""
        if premises is not self.premises:
            self.premises = premises
            self._exchange.use(premises)
            self._inbox.put(self.everything)

    def pass_on(self, change: Change) -> None:
        """Let the pages hear of a commit, with the next calls that are handed over."""
        for listener in tuple(self._listeners):
            listener(change)

    def show(self, change: Change) -> None:
        """Let kiosks and screens know of a commit; counts alone are not shown after each."""
        self._outlet.publish(*self._exchange.progress(change.facts))
        if self._exchange.has_news or time.monotonic() >= self._next_counts_s:
            self.views()

    def views(self) -> None:
        """Publish the views of all that no view shows yet."""
        for each in self._exchange.views_due(self.hall, self._clock.now()):
            self._next_counts_s = time.monotonic() + COUNTS_S
            self._outlet.publish(each)

    def everything(self) -> None:
        """Publish all that is retained, and what stands at the devices."""
        self._outlet.publish(*self._exchange.all_views(self.hall, self._clock.now()))
        self._outlet.tell(self._exchange.standing(self.hall, time.monotonic()))

    def fates(self) -> None:
        """What became of calls; the pages hear of it as of a change without events."""
        before = self._exchange.call_fates
        now_s = time.monotonic()
        self._outlet.publish(*self._exchange.fates_due(self.hall, self._clock.now(), now_s))
        if self._exchange.call_fates != before:
            self.pass_on(Change(hall=self.hall, facts=()))
            self._calls.hand_over()

    def beat(self, hall_id: str, epoch: int) -> None:
        """Say that the hall lives, and show what changes by time alone."""
        now = self._clock.now()
        beat = Beat(epoch=epoch, utc=datetime.now(UTC), hall_time=now, rate=self._clock.rate)
        self._outlet.publish((beat_topic(hall_id), beat))
        self._outlet.publish(*self._exchange.views_on_beat(self.hall, now))
