"""A controller in memory: the real rules, no journal, no bus; fits the port of the pages."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from hall.bus.messages import CallFate, DeviceState, PrintOutcome, TicketDocument, Version
from hall.catalogue.model import Catalogue
from hall.catalogue.site import Site
from hall.controller.editions import Editions
from hall.controller.foretold import Foretold
from hall.controller.orders import Answer, Change, Fact, IdUsedBefore, Order
from hall.controller.premises import Premises
from hall.controller.views import Views
from hall.controller.watch import Watch
from hall.core import commands as c
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.hall import Hall, Quota
from hall.core.settings import Settings

NINE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@dataclass(slots=True)
class FakeClock:
    """Hall time that stands still until it is moved."""

    at: datetime = NINE
    rate: float = 1.0

    def now(self) -> datetime:
        """The hall's time."""
        return self.at

    def advance(self, seconds: float) -> None:
        """Let hall time pass."""
        self.at += timedelta(seconds=seconds)


@dataclass(slots=True)
class FakeController:
    """Carries out orders at once."""

    site: Site
    catalogue: Catalogue
    epoch: int = 1
    clock: FakeClock = field(default_factory=FakeClock)
    hall: Hall = field(default_factory=Hall)
    device_states: Mapping[str, DeviceState] = field(default_factory=dict)
    call_fates: Mapping[int, CallFate] = field(default_factory=dict)
    fails_with: Exception | None = None
    pages: dict[str, TicketDocument] = field(default_factory=dict)
    foretold: Foretold = field(default_factory=Foretold)
    _answers: dict[str, tuple[str, Answer]] = field(default_factory=dict)
    _listeners: list[Callable[[Change], None]] = field(default_factory=list)
    _seq: int = 0
    is_desk_open: Callable[[], bool] = lambda: False
    editions: Editions = field(init=False)
    watch: Watch = field(default_factory=Watch)

    def __post_init__(self) -> None:
        self.editions = Editions(Premises(self.catalogue, self.site))

    @property
    def answered(self) -> tuple[str, ...]:
        """The ids of all orders that were carried out."""
        return tuple(self._answers)

    @property
    def premises(self) -> Premises:
        """The hall's premises."""
        return self.editions.of(self.hall)

    def open_day(
        self, settings: Settings | None = None, appointment_slots: tuple[Quota, ...] = ()
    ) -> None:
        """Begin the day with the plan that the hall was built with; numbers at any hour."""
        premises, today = self.premises, self.clock.at.date()
        offer = premises.offer(today)
        command = c.OpenDay(
            day=today,
            offer=replace(offer, number_hours=(), appointment_slots=appointment_slots),
            settings=settings or Settings(),
            plan=premises.plan,
        )
        self.hall = apply_all(Hall(), decide(Hall(), command, self.clock.at))

    @property
    def views(self) -> Views:
        """What screens are shown."""
        version = Version(epoch=self.epoch, sequence=self._seq)
        return Views(self.hall, self.premises, version, self.clock.at, self.foretold.latest)

    async def print_page(self, printer: str, request: str, page: TicketDocument) -> PrintOutcome:
        """Keep what would be printed, once for its request."""
        self.pages.setdefault(f"{printer}/{request}", page)
        return PrintOutcome.PRINTING

    async def print_test_page(self, printer: str, request: str) -> PrintOutcome:
        """Every printer is slow here."""
        assert printer in self.site.devices
        assert request
        return PrintOutcome.PRINTING

    async def set_rate(self, rate: float) -> None:
        """Set the clock's rate."""
        self.clock.rate = rate

    async def carry_out(self, order: Order) -> Answer:
        """Decide and apply; the same id gives the same answer."""
        if self.fails_with is not None:
            raise self.fails_with
        known = self._answers.get(order.id)
        if known is not None:
            fingerprint, answer = known
            if fingerprint != order.fingerprint:
                raise IdUsedBefore(order.id)
            return answer
        events = decide(self.hall, order.make(self.hall, self.clock.at), self.clock.at)
        self.hall = apply_all(self.hall, events)
        answer = order.answer(self.hall, events)
        self._answers[order.id] = (order.fingerprint, answer)
        facts = tuple(
            Fact(seq=self._seq + place, by=order.by, command=order.id, event=event)
            for place, event in enumerate(events, start=1)
        )
        self._seq += len(events)
        for listener in list(self._listeners):
            listener(Change(hall=self.hall, facts=facts))
        return answer

    async def tell_fates(self, fates: Mapping[int, CallFate]) -> None:
        """Something is known of calls now."""
        self.call_fates = fates
        for listener in list(self._listeners):
            listener(Change(hall=self.hall, facts=()))

    def tell_of_desk(self, is_open: Callable[[], bool]) -> None:
        """There are no screens to tell."""
        self.is_desk_open = is_open

    def listen(self, listener: Callable[[Change], None]) -> Callable[[], None]:
        """Hear of each commit."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)
