"""What the pages need of the controller; the real one and the one of the tests both fit."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from hall.bus.messages import (
    BoardView,
    CallFate,
    DeviceState,
    PrintOutcome,
    QueueView,
    TicketDocument,
)
from hall.catalogue.model import Catalogue
from hall.catalogue.site import Site
from hall.controller.editions import Editions
from hall.controller.foretold import Foretold
from hall.controller.orders import Answer, Change, Order
from hall.controller.premises import Premises
from hall.controller.watch import Watch
from hall.core.hall import Hall


class Clock(Protocol):
    """The hall's clock."""

    @property
    def rate(self) -> float:
        """How many hall seconds pass in a real one."""

    def now(self) -> datetime:
        """The hall's time, in UTC."""


class Views(Protocol):
    """What screens are shown of the hall as it was last committed."""

    def board(self, zone: str) -> BoardView:
        """What a zone's board shows; `main` for the whole hall."""

    def queue(self) -> QueueView:
        """All queues."""


class HallPort(Protocol):
    """The running hall."""

    @property
    def epoch(self) -> int:
        """Which run of the controller this is."""

    @property
    def site(self) -> Site:
        """The hall as it is built."""

    @property
    def catalogue(self) -> Catalogue:
        """What people come for."""

    @property
    def premises(self) -> Premises:
        """The hall under the catalogue of its open day."""

    @property
    def editions(self) -> Editions:
        """The hall under every version of its catalogue."""

    @property
    def watch(self) -> Watch:
        """The warnings that stand."""

    @property
    def clock(self) -> Clock:
        """The hall's clock."""

    @property
    def hall(self) -> Hall:
        """The hall as it was last committed."""

    @property
    def foretold(self) -> Foretold:
        """What is foretold of waits."""

    @property
    def views(self) -> Views:
        """What screens are shown."""

    @property
    def device_states(self) -> Mapping[str, DeviceState]:
        """What devices last said of themselves, by `<kind>/<id>`."""

    @property
    def call_fates(self) -> Mapping[int, CallFate]:
        """How far the last call to each window has come."""

    async def carry_out(self, order: Order) -> Answer:
        """Carry out an order durably; raises `Refused`, `OrderNotRecorded` or `OutcomeUnknown`."""

    async def print_page(self, printer: str, request: str, page: TicketDocument) -> PrintOutcome:
        """Have a page that is no ticket printed, once for its request."""

    async def print_test_page(self, printer: str, request: str) -> PrintOutcome:
        """Have a test page printed, or hear how far the one of the same request has come."""

    def tell_of_desk(self, is_open: Callable[[], bool]) -> None:
        """Tell screens whether the service desk's page is open; may be asked on any thread."""

    async def set_rate(self, rate: float) -> None:
        """Let the hall clock go at another rate from now on."""

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Hear of each commit on the loop's thread; gives back how to stop listening."""
