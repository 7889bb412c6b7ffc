"""The gateway between lines and hall: requests until answered, commands once, states retained.

Threads: the client's network thread brings messages, each line has its own, and `tick` is called
by the program. What must not live here: protocols, serial ports, what a message means to a person.
"""

import logging
import threading
import time
import uuid
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from devices.driver import Driver, Health
from devices.line import Line
from devices.memory import PrintMemory
from devices.troubles import INTERRUPTED, TOO_LATE
from hall.bus.asking import Unanswered
from hall.bus.client import BusClient
from hall.bus.messages import (
    Accepted,
    Answer,
    AnswerOutcome,
    AskRating,
    Beat,
    Beep,
    CloseRating,
    Command,
    DeviceState,
    Fault,
    Key,
    Level,
    Message,
    PressKey,
    PrintTicket,
    RateService,
    Refused,
    Request,
    ShowOnPad,
    ShowText,
    Speak,
    Text,
)
from hall.bus.topics import Channel, Kind, Topic, beat_topic

log = logging.getLogger(__name__)

PRESS_TTL_S: Final = 5.0
"""A clerk does not wait longer for a key."""
RATING_TTL_S: Final = 60.0
"""A rating may outlast a short trouble of the hall."""
BEAT_FRESH_S: Final = 3.0
COUNTERS_S: Final = 10.0
KEPT_ANSWERS: Final = 1000
_COMMANDS: Final = (PrintTicket, ShowText, ShowOnPad, Beep, AskRating, CloseRating, Speak)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where a device is: what it is to the hall, and who speaks with it."""

    kind: Kind
    line: Line
    driver: Driver


@dataclass(slots=True)
class _Told:
    """A device's state as it was last published."""

    health: Health
    state: DeviceState
    counters_due_s: float = 0.0
    stale: bool = True


class Gateway:
    """One gateway of one hall; it is the outlet of its drivers."""

    def __init__(self, *, gateway: str, hall: str, broker: str, memory: PrintMemory) -> None:
        self._id = gateway
        self._hall = hall
        self._memory = memory
        self._seats: Mapping[str, Seat] = {}
        self._lock = threading.RLock()
        self._requests: Unanswered[Request] = Unanswered()
        self._begun: set[str] = set()
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._told: dict[str, _Told] = {}
        self._beat_at_s = float("-inf")
        self._broker = broker
        self._bus: BusClient | None = None

    # --- life ----------------------------------------------------------------------------------

    def start(self, seats: Mapping[str, Seat]) -> None:
        """Connect to the hall, then open the lines; returns at once."""
        self._seats = seats
        topics = [self._topic(device, each) for device in seats for each in _HEARD]
        self._bus = BusClient(
            self._broker,
            client_id=f"gateway-{self._hall}-{self._id}",
            subscriptions=[str(beat_topic(self._hall)), *map(str, topics)],
            on_message=self._heard,
            on_connected=self._connected,
            will=(self._own_topic, DeviceState(online=False, gateway=self._id)),
        )
        self._bus.start()
        for line in self._lines:
            line.start()

    def stop(self) -> None:
        """Close the lines and tell the hall that this gateway is gone."""
        for line in self._lines:
            line.stop()
        if self._bus is not None:
            self._bus.publish(self._own_topic, DeviceState(online=False, gateway=self._id))
            self._bus.stop()

    @property
    def healthy(self) -> bool:
        """Whether every line's thread lives."""
        return all(line.alive for line in self._lines)

    @property
    def _lines(self) -> list[Line]:
        return list(dict.fromkeys(seat.line for seat in self._seats.values()))

    def tick(self) -> None:
        """Repeat what is unanswered, give up what is too old, publish states that changed."""
        now_s = time.monotonic()
        with self._lock:
            due = self._requests.tick(now_s)
            stale = [device for device, told in self._told.items() if _due(told, now_s)]
        for topic, request in due.repeat:
            self._publish(topic, request)
        for topic, request in due.expired:
            log.warning("%s: no reply to %s in time", topic.id, request.type)
            self._silent(topic.id)
        for device in stale:
            self._publish_state(device)

    # --- hall to devices -----------------------------------------------------------------------

    def _heard(self, topic: Topic, message: Message) -> None:
        match message:
            case Beat():
                self._beat_at_s = time.monotonic()
            case Accepted() | Refused():
                with self._lock:
                    self._requests.answered(message.request)
            case _ if isinstance(message, _COMMANDS):
                self._commanded(topic.id, message)

    def _silent(self, device: str) -> None:
        seat = self._seats[device]
        seat.line.errand(lambda now_s: seat.driver.unanswered(device, now_s))

    def _commanded(self, device: str, command: Command) -> None:
        """A command is carried out once; a repeat gets the same answer."""
        with self._lock:
            if command.id in self._begun:
                return
            answer = self._answers.get(command.id) or self._remembered(command)
            if answer is None:
                self._begun.add(command.id)
        if answer is not None:
            self._publish(self._topic(device, Channel.ANSWER), answer)
        else:
            until_s = time.monotonic() + command.ttl_s
            self._seats[device].line.errand(
                lambda now_s: self._carry_out(device, command, until_s, now_s)
            )

    def _remembered(self, command: Command) -> Answer | None:
        """The answer to a print of a run before this one."""
        if not isinstance(command, PrintTicket):
            return None
        outcome = self._memory.outcome(command.id)
        if outcome is None:
            return None
        reason = INTERRUPTED.text if outcome is AnswerOutcome.UNCONFIRMED else None
        return Answer(command=command.id, outcome=outcome, reason=reason)

    def _carry_out(self, device: str, command: Command, until_s: float, now_s: float) -> None:
        if now_s > until_s:
            self.answer(device, command.id, AnswerOutcome.FAILED, TOO_LATE.text)
            return
        if isinstance(command, PrintTicket):
            self._memory.begun(command.id)
        self._seats[device].driver.obey(device, command, now_s)

    # --- devices to hall: the outlet of the drivers --------------------------------------------

    def press(self, device: str, key: Key) -> None:
        """A key was pressed."""
        self._ask(device, PressKey(id=uuid.uuid4().hex, ttl_s=PRESS_TTL_S, key=key))

    def rate(self, device: str, service: str, level: Level) -> None:
        """A rating was given."""
        request = RateService(id=uuid.uuid4().hex, ttl_s=RATING_TTL_S, service=service, level=level)
        self._ask(device, request)

    def answer(
        self, device: str, command: str, outcome: AnswerOutcome, reason: Text | None = None
    ) -> None:
        """What became of a command; kept for repeats of it."""
        answer = Answer(command=command, outcome=outcome, reason=reason)
        with self._lock:
            self._begun.discard(command)
            self._answers[command] = answer
            while len(self._answers) > KEPT_ANSWERS:
                self._answers.popitem(last=False)
        if self._seats[device].kind is Kind.PRINTER:
            self._memory.ended(command, outcome)
        self._publish(self._topic(device, Channel.ANSWER), answer)

    def health(self, device: str, health: Health) -> None:
        """How a device is now; published at once unless only its counters have changed."""
        with self._lock:
            before = self._told.get(device)
            state = _state(self._id, health, before.state.faults if before else ())
            same = before and replace(before.state, counters=None) == replace(state, counters=None)
            if before and same:
                before.health, before.state, before.stale = health, state, True
                return
            self._told[device] = _Told(health, state)
        self._publish_state(device)

    def hall_is_alive(self) -> bool:
        """Whether the hall's beat is fresh."""
        return time.monotonic() - self._beat_at_s < BEAT_FRESH_S

    # --- publishing ----------------------------------------------------------------------------

    def _ask(self, device: str, request: Request) -> None:
        topic = self._topic(device, Channel.REQUEST)
        with self._lock:
            self._requests.asked(topic, request, time.monotonic())
        self._publish(topic, request)

    def _connected(self) -> None:
        """The broker may have forgotten everything: say again what is retained."""
        self._publish(self._own_topic, DeviceState(online=True, gateway=self._id))
        for device in list(self._told):
            self._publish_state(device)

    def _publish_state(self, device: str) -> None:
        with self._lock:
            told = self._told[device]
            told.stale, told.counters_due_s = False, time.monotonic() + COUNTERS_S
            state = told.state
        self._publish(self._topic(device, Channel.STATE), state)

    def _publish(self, topic: Topic, message: Message) -> None:
        if self._bus is not None:
            self._bus.publish(topic, message)

    def _topic(self, device: str, channel: Channel) -> Topic:
        return Topic(self._hall, self._seats[device].kind, device, channel)

    @property
    def _own_topic(self) -> Topic:
        return Topic(self._hall, Kind.GATEWAY, self._id, Channel.STATE)


_HEARD: Final = (Channel.COMMAND, Channel.REPLY)


def _due(told: _Told, now_s: float) -> bool:
    return told.stale and now_s >= told.counters_due_s


def _state(gateway: str, health: Health, before: tuple[Fault, ...]) -> DeviceState:
    """A device's state; a fault that goes on keeps the time it began."""
    since = {fault.code: fault.since for fault in before}
    now = datetime.now(UTC)
    return DeviceState(
        online=health.online,
        gateway=gateway,
        faults=tuple(
            Fault(code=each.code, text=each.text, since=since.get(each.code, now))
            for each in health.troubles
        ),
        firmware=health.firmware,
        counters=dict(health.counters) if health.counters else None,
    )
