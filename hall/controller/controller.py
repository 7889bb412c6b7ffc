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
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final

from hall.bus.messages import CallFate, DeviceState, Message, PrintOutcome, TicketDocument, Version
from hall.bus.topics import Topic
from hall.catalogue.model import Catalogue
from hall.catalogue.site import Site
from hall.controller.asides import NoReceipts, Receipts
from hall.controller.batch import Result
from hall.controller.beside import Beside
from hall.controller.calls import Calls
from hall.controller.clock import HallClock
from hall.controller.daykeeper import DayKeeper
from hall.controller.editions import Editions
from hall.controller.exchange import Exchange
from hall.controller.foretold import Foretold
from hall.controller.health import Health, Meters
from hall.controller.inbox import Asked, Inbox, Item, own
from hall.controller.intake import Intake
from hall.controller.orders import SCHEDULE, Answer, Order, OutcomeUnknown, TooLate
from hall.controller.outlet import Bus, Outlet
from hall.controller.premises import Premises
from hall.controller.reports import ticket_report
from hall.controller.telling import Listener, Telling
from hall.controller.views import Views
from hall.controller.watch import Watch
from hall.controller.writer import Writer
from hall.core.commands import LetTimePass
from hall.core.hall import Hall, PrintState

log = logging.getLogger(__name__)

TICK_S: Final = 0.2
REST_S: Final = 0.1
"""How long nobody has asked for anything when the next is not to be expected at once."""
BEAT_S: Final = 1.0


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
        at_rest: Callable[[], None],
        receipts: Receipts | None = None,
    ) -> None:
        self.hall_id = hall_id
        self.epoch = epoch
        self.clock = clock
        self.editions = editions
        self.watch = Watch()
        self.meters = Meters()
        self._writer = writer
        self._exchange = exchange
        self._day_keeper = day_keeper
        self._on_death = on_death
        self._at_rest = at_rest
        self._inbox = Inbox()
        self._calls = Calls()
        self._thread = threading.Thread(target=self._run, name="hall writer", daemon=True)
        self._outlet = Outlet(self.meters)
        way = (exchange, self._outlet, self._inbox)
        self._telling = Telling(*way, clock, calls=self._calls, editions=editions, writer=writer)
        self._in_turn: Sequence[Asked] = ()
        self._taken: deque[Item] = deque()
        """What is out of the inbox and has not had its turn."""
        self._next_tick_s = 0.0
        self._next_beat_s = 0.0
        self.beside = Beside(
            *way,
            clock,
            hall=lambda: self.hall,
            premises=lambda: self.premises,
            receipts=receipts or NoReceipts(),
        )
        """What is asked beside the writer."""
        self._intake = Intake(*way, beside=self.beside, telling=self._telling, meters=self.meters)

    # --- ports --------------------------------------------------------------------------------

    @property
    def hall(self) -> Hall:
        """The hall as it was last committed."""
        return self._writer.hall

    @property
    def premises(self) -> Premises:
        """The building and the catalogue of the day that was last told of."""
        return self._telling.premises

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
    def asked_s(self) -> float:
        """When the last order came, by the machine's clock."""
        return self._inbox.asked_s

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
        """Finish what is queued, then end the threads."""
        self._inbox.close()
        self._thread.join()
        self.beside.close()

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
        self._inbox.give(order)

    def tell_of_desk(self, is_open: Callable[[], bool]) -> None:
        """From now on screens are told whether the desk's page is open; asked on this thread."""
        self._exchange.is_desk_open = is_open

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Hear of each commit on the running loop's thread; gives back what ends it."""
        return self._telling.listen(listener)

    def received(self, topic: Topic, message: Message) -> None:
        """A message from the bus, on the bus's own thread."""
        self._intake.received(topic, message)

    def connected(self) -> None:
        """The broker is back: everything retained is published again."""
        self._inbox.put(self._telling.everything)

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
        behind = (each for each in self._taken if isinstance(each, Asked))
        for each in (*self._in_turn, *behind, *self._inbox.drop()):
            self._safely(each.settle, Result(order=each.order, error=unknown))
        self._safely(self._calls.hand_over)
        self._on_death()

    def _turn(self) -> bool:
        """Take what has queued up and work it off; False when it is time to end."""
        orders: list[Asked] = []
        self._taken.extend(self._inbox.take(self._next_tick_s))
        while self._taken:
            item = self._taken.popleft()
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
        by_time = self._brought_by_time()
        results, change = self._writer.carry_out([*by_time, *(each.order for each in asked)])
        if change is not None:
            self.meters.commits.add(time.monotonic() - began_s)
            self._safely(self._telling.announce, change, began_s)
        for each, result in zip(asked, results[len(by_time) :], strict=True):
            self._safely(each.settle, result)
        self._in_turn = ()
        self._measure(asked)
        if change is not None:
            self._safely(self._telling.pass_on, change)
        self._calls.hand_over()
        if change is not None:
            self._safely(self._telling.show, change)
        if was_away and not self._writer.away:
            self._safely(self._telling.everything)

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

    # --- time ---------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Prints of before the start are unknown now: nobody prints them again by itself."""
        for visit in self.hall.prints:
            self._inbox.give(ticket_report(visit, PrintState.UNCONFIRMED, SCHEDULE))
        self._inbox.put(self._telling.everything)

    def _tick(self) -> None:
        """What the clock brings; not more often under load, and not less."""
        now_s = time.monotonic()
        if now_s < self._next_tick_s:
            return
        self._next_tick_s = now_s + TICK_S
        orders: list[Order] = []
        self._safely(self._repeat, now_s, orders)
        self._safely(self._telling.fates)
        self._safely(self._telling.views)
        if now_s >= self._next_beat_s:
            self._next_beat_s = now_s + BEAT_S
            self._safely(self._keep_day, orders)
            self._safely(self._beat)
        self._carry_out([own(order, now_s) for order in orders])
        if self._inbox.asked_s < now_s - REST_S:
            self._safely(self._at_rest)

    def _repeat(self, now_s: float, orders: list[Order]) -> None:
        repeats, unconfirmed = self._exchange.due(now_s)
        orders += unconfirmed
        self._outlet.publish(*repeats)
        self._outlet.tell(self._exchange.pads_due(self.hall, now_s))

    def _brought_by_time(self) -> list[Order]:
        """What is due by the clock; nothing of a day left over, which is closed as it stood."""
        left_over = self._day_keeper.is_left_over(self.hall, self.clock.now())
        return [] if left_over else [_LET_TIME_PASS]

    def _keep_day(self, orders: list[Order]) -> None:
        orders += self._day_keeper.orders(self.hall, self.clock)

    def _beat(self) -> None:
        self._telling.beat(self.hall_id, self.epoch)


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
