"""A whole hall in one thread on virtual time: the real writer, rules, translation and views.

The simulated people meet it as they meet a hall over the bus: messages go in, messages come out.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import count
from pathlib import Path

from hall.bus.messages import (
    DeviceState,
    Message,
    PressKey,
    PrintTicket,
    RateService,
    Refused,
    Request,
)
from hall.bus.topics import Channel, Kind, Topic
from hall.catalogue import DeviceKind, sample
from hall.controller.batch import Result
from hall.controller.exchange import Exchange, Outgoing
from hall.controller.ids import Ids
from hall.controller.orders import SCHEDULE, Actor, ActorKind, Change, Order
from hall.controller.premises import MAIN_BOARD, Premises
from hall.controller.writer import Writer
from hall.core import commands as c
from hall.core.hall import Hall, Visit
from hall.core.refusals import Refused as RefusedByRule
from hall.core.settings import Settings
from hall.core.stages import Stage
from hall.storage.store import Store
from simulators.crowd.actions import (
    Action,
    BookAtKiosk,
    CloseWindow,
    OpenWindow,
    PressPad,
    TakeAtKiosk,
)
from simulators.crowd.crowd import Crowd
from simulators.crowd.world import World

HALL = "h01"
DAY = date(2026, 3, 2)
"""A Monday."""
CROWD = Actor(ActorKind.PROGRAM, "crowd")
STEP = timedelta(seconds=2)
_TTL_S = 10.0

Hears = Callable[[Topic, Message], None]


class VirtualHall:
    """The sample hall; its store is a real file, its clock is moved by whoever holds it."""

    def __init__(self, database: Path, start: time, first_id: int = 1) -> None:
        catalogue, site = sample()
        self.premises = Premises(catalogue, site)
        self.now = datetime.combine(DAY, start, self.premises.zone)
        self.refused: Counter[str] = Counter()
        self.printed = 0
        self._numbers = count(first_id)
        self._listeners: list[Hears] = []
        self.store = Store(f"sqlite:///{database}")
        self._writer = Writer(self.store, now=lambda: self.now, machine=lambda: 0.0)
        ids = Ids(visit=self._new_id, token=self._new_id)
        self._exchange = Exchange(HALL, self.premises, ids, self._new_id, epoch=1)

    @property
    def hall(self) -> Hall:
        """As it was last committed."""
        return self._writer.hall

    def open(self) -> None:
        """Open the store, and the business day unless it is open."""
        self.store.open()
        self._writer.recover()
        if self.hall.day is None:
            self._order("open", lambda _h, _n: self._open_day(), SCHEDULE)

    def _open_day(self) -> c.Command:
        offer = self.premises.offer(DAY)
        return c.OpenDay(day=DAY, offer=offer, settings=Settings(), plan=self.premises.plan)

    def listen(self, hears: Hears) -> None:
        """Tell somebody everything that is retained, and all that follows."""
        self._listeners.append(hears)
        self._tell(*self._exchange.all_views(self.hall, self.now))

    def plug_in_boards(self) -> None:
        """Every zone has a board with a voice, and it is online."""
        for zone in (MAIN_BOARD, *self.premises.site.areas):
            topic = Topic(HALL, Kind.BOARD, zone, Channel.STATE)
            self._exchange.state_heard(topic, DeviceState(online=True), self.hall, 0.0)

    def ask(self, kind: Kind, device: str, request: Request) -> None:
        """One request as it comes over the bus; its outcome goes to the listeners."""
        topic = Topic(HALL, kind, device, Channel.REQUEST)
        order = self._exchange.order(topic, request)
        assert not isinstance(order, Refused), f"{topic}: {order}"
        result = self._carry_out(order)
        if isinstance(result.error, RefusedByRule):
            self.refused[result.error.code] += 1
        self._tell(*self._exchange.replies(topic, request, result))

    def do(self, action: Action) -> None:
        """What one of the simulated people does."""
        match action:
            case TakeAtKiosk() | BookAtKiosk():
                self.ask(Kind.KIOSK, action.kiosk, action.request)
            case OpenWindow(window=no, clerk=clerk):
                self._order(self._new_id(), lambda _h, _n: c.OpenWindow(window=no, clerk=clerk))
            case CloseWindow(window=no):
                self._order(self._new_id(), lambda _h, _n: c.CloseWindow(window=no))
            case PressPad():
                self._press(action)
            case _:
                request = RateService(
                    id=self._new_id(), ttl_s=_TTL_S, service=action.service, level=action.level
                )
                self.ask(Kind.RATER, self._at(action.window, DeviceKind.RATER), request)

    def _press(self, action: PressPad) -> None:
        request = PressKey(id=self._new_id(), ttl_s=_TTL_S, key=action.key)
        self.ask(Kind.PAD, self._at(action.window, DeviceKind.PAD), request)

    def let_pass(self, step: timedelta) -> None:
        """Move the clock, and let the hall do what the clock alone brings."""
        self.now += step
        if any(each.stage is Stage.CALLED for each in self._in_hand()):
            self._order(self._new_id(), lambda _h, _n: c.LetTimePass(), SCHEDULE)

    def _in_hand(self) -> Iterator[Visit]:
        for window in self.hall.windows.values():
            visit = self.hall.in_hand(window)
            if visit is not None:
                yield visit

    def _order(
        self, ident: str, make: Callable[[Hall, datetime], c.Command], by: Actor = CROWD
    ) -> None:
        self._carry_out(Order(id=ident, fingerprint="", by=by, make=make))

    def _carry_out(self, order: Order) -> Result:
        (result,), change = self._writer.carry_out([order])
        if change is not None and change.facts:
            self._announce(change)
        return result

    def _announce(self, change: Change) -> None:
        for told in self._exchange.announce(change, 0.0):
            self.printed += isinstance(told.command, PrintTicket)
            self._tell((told.topic, told.command))
        self._tell(*self._exchange.views_due(change.hall, self.now))

    def _tell(self, *messages: Outgoing) -> None:
        for hears in self._listeners:
            for topic, message in messages:
                hears(topic, message)

    def _at(self, window: int, kind: DeviceKind) -> str:
        return self.premises.at_window[window, kind][0]

    def _new_id(self) -> str:
        return f"v{next(self._numbers):05}"


def live_through(
    hall: VirtualHall, crowd: Crowd, world: World, until: time, step: timedelta = STEP
) -> None:
    """Let the people and the hall live until a time of day."""
    while hall.now.time() < until:
        for action in crowd.tick(hall.now, world):
            hall.do(action)
        hall.let_pass(step)
