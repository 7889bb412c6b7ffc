"""The hall controller: one thread that decides, commits, answers and tells.

Everything comes to that thread through one queue: orders from the web, messages from the bus, and
the ticks of a timer. So nothing needs a lock, and a press is answered in the order it arrived.
When the thread dies the process must end: nobody may wait for an answer that cannot come.
"""

import asyncio
import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final, Protocol

from hall.bus.messages import Answer as DeviceAnswer
from hall.bus.messages import (
    AskHelp,
    Beat,
    DeviceState,
    Message,
    PressKey,
    RateService,
    Refused,
    Request,
    TakeNumber,
    Version,
)
from hall.bus.topics import Channel, Topic, beat_topic
from hall.catalogue.model import Catalogue
from hall.catalogue.site import Site
from hall.controller.clock import HallClock
from hall.controller.daykeeper import DayKeeper
from hall.controller.exchange import Exchange, Outgoing, ticket_report
from hall.controller.orders import SCHEDULE, Answer, Change, Order, StoreAway
from hall.controller.premises import Premises
from hall.controller.views import Views
from hall.controller.writer import Result, Writer
from hall.core.commands import LetTimePass
from hall.core.hall import Hall, PrintState
from hall.errors import HallError

log = logging.getLogger(__name__)

TICK_S: Final = 0.2
BEAT_S: Final = 1.0
_MOST_IN_A_BATCH: Final = 256


class Bus(Protocol):
    """What the controller needs of the bus."""

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send once; False when the link is down."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """An order in the queue, and what to do with its result."""

    order: Order
    settle: Callable[[Result], None]


_Errand = Callable[[], None]
Listener = Callable[[Change], None]


class Controller:
    """The single writer's thread, and the ports through which everybody reaches it."""

    def __init__(
        self,
        *,
        hall_id: str,
        writer: Writer,
        exchange: Exchange,
        premises: Premises,
        clock: HallClock,
        day_keeper: DayKeeper,
        epoch: int,
        on_death: Callable[[], None],
    ) -> None:
        self.hall_id = hall_id
        self.epoch = epoch
        self.clock = clock
        self.premises = premises
        self._writer = writer
        self._exchange = exchange
        self._day_keeper = day_keeper
        self._on_death = on_death
        self._queue: queue.SimpleQueue[_Asked | _Errand | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="hall writer", daemon=True)
        self._listeners: list[Listener] = []
        self._bus: Bus | None = None
        self._next_beat_s = 0.0
        self._stopped = False

    # --- ports --------------------------------------------------------------------------------

    @property
    def hall(self) -> Hall:
        """The hall as it was last committed."""
        return self._writer.hall

    @property
    def site(self) -> Site:
        """The hall as it is built."""
        return self.premises.site

    @property
    def catalogue(self) -> Catalogue:
        """What people come for."""
        return self.premises.catalogue

    @property
    def away(self) -> bool:
        """Whether the store is out of reach."""
        return self._writer.away

    @property
    def device_states(self) -> Mapping[str, DeviceState]:
        """The last state of each device, by `<kind>/<id>`."""
        return self._exchange.device_states

    @property
    def views(self) -> Views:
        """The views of the committed hall at this moment; their version is not for the bus."""
        now = self.clock.now()
        return Views(self.hall, self.premises, Version(epoch=self.epoch, sequence=0), now)

    def attach_bus(self, bus: Bus) -> None:
        """Say where messages go; before `start`."""
        self._bus = bus

    def start(self) -> None:
        """Open the day if none is open, then take orders."""
        self._thread.start()
        self._queue.put(self._begin)

    def stop(self) -> None:
        """Finish what is queued, then end the thread."""
        self._stopped = True
        self._queue.put(None)
        self._thread.join()

    async def carry_out(self, order: Order) -> Answer:
        """Carry out an order; raises its refusal, or why nothing can be said of it."""
        return (await asyncio.wrap_future(self.submit(order))) or {}

    def submit(self, order: Order) -> Future[Answer]:
        """Queue an order from any thread; the future holds the answer or the error."""
        future: Future[Answer] = Future()
        if self._stopped:
            future.set_exception(StoreAway("the hall is stopping; send it again"))
            return future
        self._queue.put(_Asked(order, lambda result: _settle(future, result)))
        return future

    async def set_rate(self, rate: float) -> None:
        """Let the hall clock go at another rate from now on, and say so at once."""
        done: Future[None] = Future()

        def change() -> None:
            self.clock.set_rate(rate)
            self._beat()
            done.set_result(None)

        self._queue.put(change)
        await asyncio.wrap_future(done)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of each commit on the running loop's thread; gives back what ends it."""
        loop = asyncio.get_running_loop()

        def hear(change: Change) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(listener, change)

        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def received(self, topic: Topic, message: Message) -> None:
        """A message from the bus, from any thread."""
        if topic.channel == Channel.REQUEST:
            self._requested(topic, message)
        elif isinstance(message, DeviceAnswer):
            self._queue.put(lambda: self._answered(topic, message))
        elif isinstance(message, DeviceState):
            self._queue.put(lambda: self._state_heard(topic, message))

    def connected(self) -> None:
        """The broker is back: everything retained is published again."""
        self._queue.put(self._publish_everything)

    # --- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while self._turn():
                pass
        except Exception:
            log.critical("the writer died; the process ends", exc_info=True)
            self._stopped = True
            self._on_death()

    def _turn(self) -> bool:
        """Take what has queued up and work it off; False when it is time to end."""
        orders: list[_Asked] = []
        for item in self._drain():
            if isinstance(item, _Asked):
                orders.append(item)
                continue
            self._carry_out(orders)
            orders = []
            if item is None:
                return False
            item()
        self._carry_out(orders)
        self._tick()
        return True

    def _drain(self) -> list[_Asked | _Errand | None]:
        try:
            items = [self._queue.get(timeout=TICK_S)]
        except queue.Empty:
            return []
        while len(items) < _MOST_IN_A_BATCH:
            try:
                items.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return items

    def _carry_out(self, asked: list[_Asked]) -> Change | None:
        if not asked:
            return None
        was_away = self._writer.away
        results, change = self._writer.carry_out([each.order for each in asked])
        if was_away and not self._writer.away:
            self._publish_everything()
        if change is not None:
            self._tell(change)
        for each, result in zip(asked, results, strict=True):
            each.settle(result)
        if change is not None:
            self._show(change)
        return change

    def _tell(self, change: Change) -> None:
        """Devices first: the panel must not wait for the pages."""
        for told in self._exchange.announce(change, time.monotonic()):
            self._publish((told.topic, told.command))

    def _show(self, change: Change) -> None:
        self._publish(*self._exchange.progress(change.facts))
        self._publish(*self._exchange.views_after(change, self.clock.now()))
        for listener in list(self._listeners):
            listener(change)

    def _publish(self, *messages: Outgoing) -> None:
        if self._bus is not None:
            for topic, message in messages:
                self._bus.publish(topic, message)

    # --- messages -----------------------------------------------------------------------------

    def _requested(self, topic: Topic, message: Message) -> None:
        if not isinstance(message, TakeNumber | PressKey | RateService | AskHelp):
            return
        request: Request = message
        order = self._exchange.order(topic, request)
        if isinstance(order, Refused):
            self._publish((Topic(topic.hall, topic.kind, topic.id, Channel.REPLY), order))
            return
        self._queue.put(
            _Asked(
                order,
                lambda result: self._publish(*self._exchange.replies(topic, request, result)),
            )
        )

    def _answered(self, topic: Topic, answer: DeviceAnswer) -> None:
        order = self._exchange.answered(topic, answer)
        if order is not None:
            self._do(order)

    def _state_heard(self, topic: Topic, state: DeviceState) -> None:
        for told in self._exchange.state_heard(topic, state, self.hall, time.monotonic()):
            self._publish((told.topic, told.command))

    def _do(self, *orders: Order) -> None:
        """Carry out orders of the hall's own."""
        self._carry_out([_Asked(order, _log_error) for order in orders])

    # --- time ---------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Prints of before the start are unknown now: nobody prints them again by itself."""
        self._do(
            *(
                ticket_report(visit, PrintState.UNCONFIRMED, SCHEDULE)
                for visit in self.hall.prints
            )
        )
        self._keep_day()
        self._publish_everything()

    def _tick(self) -> None:
        now_s = time.monotonic()
        repeats, orders = self._exchange.due(now_s)
        self._publish(*repeats)
        self._do(*orders, _LET_TIME_PASS)
        if now_s >= self._next_beat_s:
            self._next_beat_s = now_s + BEAT_S
            self._beat()

    def _beat(self) -> None:
        self._keep_day()
        now = self.clock.now()
        beat = Beat(
            epoch=self.epoch, utc=datetime.now(UTC), hall_time=now, rate=self.clock.rate
        )
        self._publish((beat_topic(self.hall_id), beat))
        self._publish(*self._exchange.hourly_views(self.hall, now))

    def _keep_day(self) -> None:
        for order in self._day_keeper.orders(self.hall, self.clock):
            self._do(order)

    def _publish_everything(self) -> None:
        self._publish(*self._exchange.all_views(self.hall, self.clock.now()))
        for told in self._exchange.standing(self.hall, time.monotonic()):
            self._publish((told.topic, told.command))


_LET_TIME_PASS: Final = Order(
    id="time",
    fingerprint="time",
    by=SCHEDULE,
    make=lambda _hall, _now: LetTimePass(),
)


def _settle(future: Future[Answer], result: Result) -> None:
    if not future.set_running_or_notify_cancel():
        return
    if result.error is not None:
        future.set_exception(result.error)
    else:
        future.set_result(result.answer or {})


def _log_error(result: Result) -> None:
    if isinstance(result.error, HallError):
        log.warning("%s was not carried out: %s", result.order.id, result.error)
