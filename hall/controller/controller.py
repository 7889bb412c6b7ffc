"""The hall controller: one thread that decides, commits, answers and tells.

Everything comes to that thread through one inbox: orders from the web, messages from the bus, and
errands. So nothing needs a lock, and a press is answered in the order it arrived. What the clock
brings is looked at every `TICK_S`, however much waits.

A fault while telling somebody is survived and counted: what is committed stands. A fault of the
writer itself is not: then everybody who waits is told that the outcome is unknown, and the process
must end.
"""

import asyncio
import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Final

from hall.bus.messages import Answer as DeviceAnswer
from hall.bus.messages import (
    Beat,
    CallFate,
    DeviceState,
    Message,
    PrintOutcome,
    Refused,
    Request,
    TicketDocument,
    Version,
)
from hall.bus.topics import Channel, Topic, beat_topic
from hall.catalogue.model import Catalogue
from hall.catalogue.site import Site
from hall.controller.asides import Aside, NoReceipts, Receipts
from hall.controller.batch import Result
from hall.controller.beside import Beside
from hall.controller.calls import Calls
from hall.controller.clock import HallClock
from hall.controller.daykeeper import DayKeeper
from hall.controller.editions import Editions
from hall.controller.exchange import Exchange
from hall.controller.foretold import Foretold
from hall.controller.health import Health, Meters
from hall.controller.inbox import Asked, Inbox
from hall.controller.orders import (
    SCHEDULE,
    Answer,
    Change,
    Order,
    OutcomeUnknown,
    StoreAway,
    TooLate,
)
from hall.controller.outlet import Bus, Outlet
from hall.controller.premises import Premises
from hall.controller.reports import ticket_report
from hall.controller.views import Views
from hall.controller.watch import Watch
from hall.controller.writer import Writer
from hall.core.commands import LetTimePass
from hall.core.hall import Hall, PrintState
from hall.errors import HallError

log = logging.getLogger(__name__)

TICK_S: Final = 0.2
BEAT_S: Final = 1.0


Listener = Callable[[Change], None]


class Controller:
    """The single writer's thread, and the ports through which everybody reaches it."""

    def __init__(
        self,
        *,
        hall_id: str,
        writer: Writer,
        exchange: Exchange,
        editions: Editions,
        clock: HallClock,
        day_keeper: DayKeeper,
        epoch: int,
        on_death: Callable[[], None],
        receipts: Receipts | None = None,
    ) -> None:
        self.hall_id = hall_id
        self.epoch = epoch
        self.clock = clock
        self.editions = editions
        self.watch = Watch()
        self.premises = editions.of(writer.hall)
        self.meters = Meters()
        self._writer = writer
        self._exchange = exchange
        self._day_keeper = day_keeper
        self._on_death = on_death
        self._inbox = Inbox()
        self._calls = Calls()
        self._thread = threading.Thread(target=self._run, name="hall writer", daemon=True)
        self._listeners: list[Callable[[Change], None]] = []
        self._outlet = Outlet(self.meters)
        self._in_turn: Sequence[Asked] = ()
        self._next_tick_s = 0.0
        self._next_beat_s = 0.0
        self.beside = Beside(
            exchange,
            self._outlet,
            self._inbox,
            clock,
            premises=lambda: self.premises,
            receipts=receipts or NoReceipts(),
        )
        """What is asked beside the writer."""

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
    def device_states(self) -> Mapping[str, DeviceState]:
        """The last state of each device, by `<kind>/<id>`; a value that does not change."""
        return self._exchange.device_states

    @property
    def foretold(self) -> Foretold:
        """What is foretold of waits; whoever looks ahead writes it."""
        return self._exchange.foretold

    @property
    def call_fates(self) -> Mapping[int, CallFate]:
        """How far the last call to each window has come; a value that does not change."""
        return self._exchange.call_fates

    @property
    def views(self) -> Views:
        """The views of the committed hall at this moment; their version is not for the bus."""
        now = self.clock.now()
        version = Version(epoch=self.epoch, sequence=0)
        return Views(self.hall, self.premises, version, now, self.foretold.latest)

    @property
    def health(self) -> Health:
        """How well the hall keeps up."""
        return self.meters.health(store_away=self._writer.away, waiting=len(self._inbox))

    def attach_bus(self, bus: Bus) -> None:
        """Say where messages go; before `start`."""
        self._outlet.bus = bus

    def start(self) -> None:
        """Open the day if none is open, then take orders."""
        self._inbox.put(self._begin)
        self._thread.start()

    def stop(self) -> None:
        """Finish what is queued, then end the thread."""
        self._inbox.close()
        self._thread.join()

    async def carry_out(self, order: Order) -> Answer:
        """Carry out an order; raises its refusal, or why nothing can be said of it."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Answer] = loop.create_future()

        def settle(result: Result) -> None:
            self._calls.add(loop, partial(_settle, future, result))

        self._inbox.ask(Asked(order, settle, time.monotonic()))
        return await future

    async def print_page(self, printer: str, request: str, page: TicketDocument) -> PrintOutcome:
        """Have a page that is no ticket printed, once for its request."""
        return await self.beside.print_page(printer, request, page)

    async def print_test_page(self, printer: str, request: str) -> PrintOutcome:
        """Have a test page printed, or hear how far the one of the same request has come."""
        return await self.beside.print_test_page(printer, request)

    async def set_rate(self, rate: float) -> None:
        """Let the hall clock go at another rate from now on, and say so at once."""
        loop = asyncio.get_running_loop()
        done = asyncio.Event()

        def change() -> None:
            self.clock.set_rate(rate)
            self._beat()
            loop.call_soon_threadsafe(done.set)

        if self._inbox.put(change):
            await done.wait()

    def give(self, order: Order) -> None:
        """Queue an order of the hall's own, on any thread; a refusal is logged."""
        self._later(order)

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of each commit on the running loop's thread; gives back what ends it."""
        loop = asyncio.get_running_loop()

        def hear(change: Change) -> None:
            self._calls.add(loop, partial(listener, change))

        self._listeners.append(hear)
        return lambda: self._listeners.remove(hear)

    def received(self, topic: Topic, message: Message) -> None:
        """A message from the bus, on the bus's own thread."""
        if isinstance(message, DeviceState):
            self._inbox.put(partial(self._state_heard, topic, message))
        elif self._inbox.crowded:  # both of the others are repeated until they are answered
            self.meters.turned_away += 1
        elif isinstance(message, DeviceAnswer):
            self._inbox.put(partial(self._answer_heard, topic, message))
        elif isinstance(message, Aside):
            self.beside.asked(topic, message)
        elif isinstance(message, Request):
            self._requested(topic, message)

    def connected(self) -> None:
        """The broker is back: everything retained is published again."""
        self._inbox.put(self._publish_everything)

    # --- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        try:
            while self._turn():
                pass
        except BaseException:  # a panic of a compiled part too: a silent death hangs everybody
            log.critical("the writer died; the process ends", exc_info=True)
            self._die()

    def _die(self) -> None:
        """Nobody may wait for an answer that cannot come."""
        unknown = OutcomeUnknown("the hall program failed; send it again when it is back")
        for each in (*self._in_turn, *self._inbox.drop()):
            self._safely(each.settle, Result(order=each.order, error=unknown))
        self._safely(self._calls.hand_over)
        self._on_death()

    def _turn(self) -> bool:
        """Take what has queued up and work it off; False when it is time to end."""
        orders: list[Asked] = []
        for item in self._inbox.take(self._next_tick_s):
            if isinstance(item, Asked):
                orders.append(item)
                continue
            self._work_off(orders)
            orders = []
            if item is None:
                return False
            self._safely(item)
        self._work_off(orders)
        self._tick()
        return True

    def _work_off(self, asked: Sequence[Asked]) -> None:
        now_s = time.monotonic()
        timely = [each for each in asked if self._is_timely(each, now_s)]
        if timely:
            self._carry_out(timely)

    def _carry_out(self, asked: Sequence[Asked]) -> None:
        """Carry out orders as one batch, after what the clock alone has brought by now."""
        self._in_turn = asked
        was_away, began_s = self._writer.away, time.monotonic()
        results, change = self._writer.carry_out([_LET_TIME_PASS, *(each.order for each in asked)])
        if change is not None:
            self.meters.commits.add(time.monotonic() - began_s)
            self._safely(self._announce, change, began_s)
        for each, result in zip(asked, results[1:], strict=True):
            self._safely(each.settle, result)
        self._in_turn = ()
        self._measure(asked)
        self._calls.hand_over()
        if change is not None:
            self._safely(self._show, change)
        if was_away and not self._writer.away:
            self._safely(self._publish_everything)

    def _is_timely(self, asked: Asked, now_s: float) -> bool:
        """Whether somebody still waits for an order; else it is not carried out any more."""
        if now_s <= asked.until_s:
            return True
        self.meters.too_late += 1
        late = TooLate("its time to live was over before its turn came; nothing was changed")
        self._safely(asked.settle, Result(order=asked.order, error=late))
        return False

    def _measure(self, answered: Sequence[Asked]) -> None:
        now_s = time.monotonic()
        if answered:
            self.meters.answered.add(*(now_s - each.since_s for each in answered))

    def _safely(self, work: Callable[..., object], *arguments: object) -> None:
        """Do what must not harm anybody else when it fails."""
        try:
            work(*arguments)
        except Exception:  # telling one must not harm the others, nor what is committed
            self.meters.faults += 1
            log.exception("a fault was survived; what is committed stands")

    def _later(self, order: Order) -> None:
        """Queue an order of the hall's own."""
        with suppress(StoreAway):  # the hall is stopping
            self._inbox.ask(Asked(order, _log_error, time.monotonic()))

    # --- telling ------------------------------------------------------------------------------

    def _announce(self, change: Change, now_s: float) -> None:
        """Devices first: the panel must not wait for the pages."""
        self._take_up(self.editions.of(change.hall))
        self._outlet.tell(self._exchange.announce(change, now_s))

    def _take_up(self, premises: Premises) -> None:
        """With its day comes its catalogue: every screen is given the new one."""
        if premises is not self.premises:
            self.premises = premises
            self._exchange.use(premises)
            self._inbox.put(self._publish_everything)

    def _show(self, change: Change) -> None:
        for listener in tuple(self._listeners):
            listener(change)
        self._calls.hand_over()
        self._outlet.publish(*self._exchange.progress(change.facts))
        self._outlet.publish(*self._exchange.views_after(change, self.clock.now()))

    def _publish_everything(self) -> None:
        self._outlet.publish(*self._exchange.all_views(self.hall, self.clock.now()))
        self._outlet.tell(self._exchange.standing(self.hall, time.monotonic()))

    # --- messages -----------------------------------------------------------------------------

    def _requested(self, topic: Topic, request: Request) -> None:
        """A request, on the bus's thread: nothing of the exchange is changed here."""
        order = self._exchange.order(topic, request)
        if isinstance(order, Refused):
            self.meters.unknown_devices += 1
            self._outlet.publish((Topic(topic.hall, topic.kind, topic.id, Channel.REPLY), order))
            return
        now_s = time.monotonic()
        answer = partial(self._reply, topic, request)
        with suppress(StoreAway):  # the hall is stopping: it is asked again
            self._inbox.ask(Asked(order, answer, now_s, now_s + request.ttl_s))

    def _reply(self, topic: Topic, request: Request, result: Result) -> None:
        self._outlet.publish(*self._exchange.replies(topic, request, result))

    def _answer_heard(self, topic: Topic, answer: DeviceAnswer) -> None:
        order = self._exchange.answered(topic, answer)
        if order is not None:
            self._later(order)
        self._show_fates()

    def _state_heard(self, topic: Topic, state: DeviceState) -> None:
        if state.since is None:  # a will cannot say when it comes true
            state = replace(state, since=datetime.now(UTC))
        self._outlet.tell(self._exchange.state_heard(topic, state, self.hall, time.monotonic()))
        self._show_fates()

    def _show_fates(self) -> None:
        """What became of calls; the pages hear of it as of a change without events."""
        before = self._exchange.call_fates
        now_s = time.monotonic()
        self._outlet.publish(*self._exchange.fates_due(self.hall, self.clock.now(), now_s))
        if self._exchange.call_fates == before:
            return
        for listener in tuple(self._listeners):
            listener(Change(hall=self.hall, facts=()))
        self._calls.hand_over()

    # --- time ---------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Prints of before the start are unknown now: nobody prints them again by itself."""
        for visit in self.hall.prints:
            self._later(ticket_report(visit, PrintState.UNCONFIRMED, SCHEDULE))
        self._inbox.put(self._publish_everything)

    def _tick(self) -> None:
        """What the clock brings; not more often under load, and not less."""
        now_s = time.monotonic()
        if now_s < self._next_tick_s:
            return
        self._next_tick_s = now_s + TICK_S
        orders: list[Order] = []
        self._safely(self._repeat, now_s, orders)
        self._safely(self._show_fates)
        if now_s >= self._next_beat_s:
            self._next_beat_s = now_s + BEAT_S
            self._safely(self._keep_day, orders)
            self._safely(self._beat)
        self._carry_out([Asked(order, _log_error, now_s) for order in orders])

    def _repeat(self, now_s: float, orders: list[Order]) -> None:
        repeats, unconfirmed = self._exchange.due(now_s)
        orders += unconfirmed
        self._outlet.publish(*repeats)
        self._outlet.tell(self._exchange.pads_due(self.hall, now_s))

    def _keep_day(self, orders: list[Order]) -> None:
        orders += self._day_keeper.orders(self.hall, self.clock)

    def _beat(self) -> None:
        now = self.clock.now()
        beat = Beat(epoch=self.epoch, utc=datetime.now(UTC), hall_time=now, rate=self.clock.rate)
        self._outlet.publish((beat_topic(self.hall_id), beat))
        self._outlet.publish(*self._exchange.views_on_beat(self.hall, now))


_LET_TIME_PASS: Final = Order(
    id="time",
    fingerprint="time",
    by=SCHEDULE,
    make=lambda _hall, _now: LetTimePass(),
)


def _settle(future: asyncio.Future[Answer], result: Result) -> None:
    if future.done():  # whoever asked has gone
        return
    if result.error is not None:
        future.set_exception(result.error)
    else:
        future.set_result(result.answer or {})


def _log_error(result: Result) -> None:
    if isinstance(result.error, HallError):
        log.warning("%s was not carried out: %s", result.order.id, result.error)
