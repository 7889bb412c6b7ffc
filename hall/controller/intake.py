"""Takes in what comes by the bus, on the bus's own thread, and puts it before the controller's.

What must not live here: what a message means (see `exchange`), and what asks for no change (see
`beside`).
"""

import time
from contextlib import suppress
from dataclasses import replace
from functools import partial

from hall.bus.messages import Answer as DeviceAnswer
from hall.bus.messages import DeviceState, Message, Refused, Request
from hall.bus.topics import Channel, Topic
from hall.controller.asides import Aside
from hall.controller.batch import Result
from hall.controller.beside import Beside
from hall.controller.exchange import Exchange
from hall.controller.health import Meters
from hall.controller.inbox import Asked, Inbox
from hall.controller.orders import StoreAway
from hall.controller.outlet import Outlet
from hall.controller.telling import Telling


class Intake:
    """Where messages of devices and screens arrive."""

    def __init__(
        self,
        exchange: Exchange,
        outlet: Outlet,
        inbox: Inbox,
        *,
        beside: Beside,
        telling: Telling,
        meters: Meters,
    ) -> None:
        self._exchange = exchange
        self._outlet = outlet
        self._inbox = inbox
        self._beside = beside
        self._telling = telling
        self._meters = meters

    def received(self, topic: Topic, message: Message) -> None:
        """A message, on the bus's thread: nothing of the exchange is changed here."""
        if isinstance(message, DeviceState):
            self._inbox.put(partial(self._state_heard, topic, message))
        elif self._inbox.crowded:  # both of the others are repeated until they are answered
            self._meters.turned_away += 1
        elif isinstance(message, DeviceAnswer):
            self._inbox.put(partial(self._answer_heard, topic, message))
        elif isinstance(message, Aside):
            self._beside.asked(topic, message)
        elif isinstance(message, Request):
            self._requested(topic, message)

    def _requested(self, topic: Topic, request: Request) -> None:
        order = self._exchange.order(topic, request)
        if isinstance(order, Refused):
            self._meters.unknown_devices += 1
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
            self._inbox.give(order)
        self._telling.fates()

    def _state_heard(self, topic: Topic, state: DeviceState) -> None:
        if state.since is None:  # a will cannot say when it comes true
            state = replace(state, since=self._telling.now)
        self._outlet.tell(
            self._exchange.state_heard(topic, state, self._telling.hall, time.monotonic())
        )
        self._telling.fates()
