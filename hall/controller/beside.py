"""Answers what is asked beside the writer: times at once, pages through the writer's inbox.

Receipts and codes are looked up in the database by a thread of their own: a database that is slow
holds up no message of the bus.

What must not live here: what is answered (see `asides`), what stands on a page (see `proofs` and
`guides`).
"""

import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from functools import partial
from threading import Semaphore
from typing import Final

from hall.bus.messages import (
    AskCode,
    AskReceipt,
    AskSlots,
    PrintBooking,
    PrintGuide,
    PrintOutcome,
    PrintTestPage,
    Refused,
    Reply,
    TicketDocument,
)
from hall.bus.topics import Channel, Topic
from hall.controller.asides import Aside, Receipts, code_answer, receipt_answer, slots_answer
from hall.controller.bookings import booking_page
from hall.controller.clock import HallClock
from hall.controller.exchange import Exchange
from hall.controller.guides import guide_page
from hall.controller.inbox import Inbox
from hall.controller.orders import StoreAway
from hall.controller.outlet import Outlet
from hall.controller.premises import Premises
from hall.controller.proofs import proof_page
from hall.controller.requests import NotOfThisHall, kiosk_of, refused_by_hall
from hall.core.hall import Hall
from hall.core.lookups import appointment_of
from hall.core.refusals import Refused as RuleRefused
from hall.errors import HallError

log = logging.getLogger(__name__)

MOST_LOOKED_UP: Final = 256
"""So many questions wait for the database; a kiosk that has one more hears at once what to do."""
_Printed = PrintTestPage | PrintGuide | PrintBooking
"""What is answered by the progress of its paper."""
_NO_PRINTER: Final = NotOfThisHall(
    "no_printer",
    (
        "这台取号机没有打印机。请到能打印的取号机上打印，或找服务台。",
        "This machine has no printer. Print it at a machine that has one, or ask the service desk.",
    ),
)


class Beside:
    """What kiosks and pages ask that changes nothing in the hall."""

    def __init__(
        self,
        exchange: Exchange,
        outlet: Outlet,
        inbox: Inbox,
        clock: HallClock,
        *,
        hall: Callable[[], Hall],
        premises: Callable[[], Premises],
        receipts: Receipts,
    ) -> None:
        self._exchange = exchange
        self._outlet = outlet
        self._inbox = inbox
        self._clock = clock
        self._hall = hall
        self._premises = premises
        self._receipts = receipts
        self._reading = ThreadPoolExecutor(1, "receipts")
        self._room = Semaphore(MOST_LOOKED_UP)

    def close(self) -> None:
        """Look nothing up any more; whoever asked asks again."""
        self._reading.shutdown(cancel_futures=True)

    def asked(self, topic: Topic, request: Aside) -> None:
        """A request of a kiosk, on the bus's thread."""
        if not isinstance(request, AskReceipt | AskCode):
            self._reply(topic, request)
        elif self._room.acquire(blocking=False):
            with suppress(RuntimeError):  # the hall is stopping
                self._reading.submit(self._look_up, topic, request)
        else:
            away = StoreAway("too much is looked up already")
            self._tell(topic, refused_by_hall(request.id, away))

    def _look_up(self, topic: Topic, request: Aside) -> None:
        try:
            self._reply(topic, request)
        except Exception:  # one question must not silence those after it
            log.exception("%s of %s was not answered", request.type, topic.id)
        finally:
            self._room.release()

    def _reply(self, topic: Topic, request: Aside) -> None:
        reply: Reply
        try:
            kiosk = kiosk_of(topic, self._premises())
            if isinstance(request, _Printed):
                if kiosk.printer is None:
                    raise _NO_PRINTER
                page = self._page(request, kiosk.printer)
                self._inbox.put(partial(self._print, kiosk.printer, request.id, page, topic))
                return
            reply = self._answer(request)
        except RuleRefused as error:
            text = error.sentence(self._premises().zone, self._premises().spoken)
            reply = Refused(request=request.id, code=error.code, text=text)
        except HallError as error:
            reply = refused_by_hall(request.id, error)
        self._tell(topic, reply)

    def _tell(self, topic: Topic, reply: Reply) -> None:
        self._outlet.publish((replace(topic, channel=Channel.REPLY), reply))

    def _answer(self, request: AskReceipt | AskCode | AskSlots) -> Reply:
        if isinstance(request, AskSlots):
            return slots_answer(request, self._hall(), self._clock.now())
        if isinstance(request, AskCode):
            return code_answer(request, self._hall(), self._receipts)
        return receipt_answer(request, self._receipts)

    def _page(self, request: _Printed, printer: str) -> TicketDocument:
        """What is printed; refused for a guide or an appointment that there is not."""
        now = self._clock.now()
        if isinstance(request, PrintBooking):
            known, hall = appointment_of(self._hall(), request.code), self._hall()
            return booking_page(known, hall, request.language, self._premises(), now)
        if isinstance(request, PrintGuide):
            return guide_page(request.matter, request.language, self._premises(), now)
        return proof_page(printer, self._premises(), now)

    async def print_test_page(self, printer: str, request: str) -> PrintOutcome:
        """Have a test page printed, or hear how far the one of the same request has come."""
        page = proof_page(printer, self._premises(), self._clock.now())
        return await self.print_page(printer, request, page)

    async def print_page(self, printer: str, request: str, page: TicketDocument) -> PrintOutcome:
        """Have a page printed once for its request, or hear how far it has come."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[PrintOutcome] = loop.create_future()

        def ask() -> None:
            self._print(printer, request, page, None)
            outcome = self._exchange.proofs.outcome(printer, request)
            loop.call_soon_threadsafe(_tell, future, outcome)

        if not self._inbox.put(ask):
            raise StoreAway("the hall is stopping")
        return await future

    def _print(self, printer: str, request: str, page: TicketDocument, asker: Topic | None) -> None:
        told = list(self._exchange.proofs.ask(printer, request, page, asker))
        self._outlet.tell(self._exchange.tell(told, time.monotonic()))


def _tell(future: asyncio.Future[PrintOutcome], outcome: PrintOutcome) -> None:
    if not future.done():  # whoever asked has gone
        future.set_result(outcome)
