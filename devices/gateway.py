"""The gateway between lines and hall: requests until answered, commands once, states retained.

Threads: the client's network thread brings messages, each line has its own, and `tick` is called
by the program. What must not live here: protocols, serial ports, what a message means to a person.
"""

import logging
import threading
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from devices.driver import Driver, Health
from devices.line import Line
from devices.once import Once
from devices.states import States
from devices.troubles import NOT_NOTED, TOO_LATE
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
_COMMANDS: Final = (PrintTicket, ShowText, ShowOnPad, Beep, AskRating, CloseRating, Speak)
_HEARD: Final = (Channel.COMMAND, Channel.REPLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where a device is: what it is to the hall, and who speaks with it."""

    kind: Kind
    line: Line
    driver: Driver


class Gateway:
    """One gateway of one hall; it is the outlet of its drivers."""

    def __init__(self, *, gateway: str, hall: str, broker: str, once: Once) -> None:
        self._id = gateway
        self._hall = hall
        self._broker = broker
        self._once = once
        self._seats: Mapping[str, Seat] = {}
        self._states = States(gateway, ())
        self._lock = threading.Lock()
        self._requests: Unanswered[Request] = Unanswered()
        self._beat_at_s = float("-inf")
        self._known_to_hall = False
        self._bus: BusClient | None = None

    # --- life ----------------------------------------------------------------------------------

    def start(self, seats: Mapping[str, Seat]) -> None:
        """Connect to the hall and open the lines; returns at once."""
        self._seats = seats
        self._states = States(self._id, seats)
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
        """Repeat what is unanswered, give up what is too old, tell counters that are due."""
        now_s = time.monotonic()
        with self._lock:
            due = self._requests.tick(now_s)
        for topic, request in due.repeat:
            self._publish(topic, request)
        for topic, request in due.expired:
            log.warning("%s: no reply to %s in time", topic.id, request.type)
            self._silent(topic.id)
        for device in self._states.due(now_s):
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
        met = self._once.meet(command)
        if isinstance(met, Answer):
            self._publish(self._topic(device, Channel.ANSWER), met)
        elif met:
            until_s = time.monotonic() + command.ttl_s
            self._seats[device].line.errand(
                lambda now_s: self._carry_out(device, command, until_s, now_s)
            )

    def _carry_out(self, device: str, command: Command, until_s: float, now_s: float) -> None:
        if now_s > until_s:
            self.answer(device, command.id, AnswerOutcome.FAILED, TOO_LATE.text)
        elif not self._once.begin(command):
            self.answer(device, command.id, AnswerOutcome.FAILED, NOT_NOTED.text)
        else:
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
        self._once.end(answer, print_job=self._seats[device].kind is Kind.PRINTER)
        self._publish(self._topic(device, Channel.ANSWER), answer)

    def health(self, device: str, health: Health) -> None:
        """How a device is now."""
        if self._states.learn(device, health, time.monotonic()):
            troubles = ", ".join(each.code for each in health.troubles) or "no fault"
            log.info("%s: %s, %s", device, "on line" if health.online else "off line", troubles)
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
        """The broker may have forgotten everything: say again what is retained.

        A gateway that has just started says first that its devices are off line: the hall tells a
        device that comes back what it should show, and this gateway knows nothing of it.
        """
        self._publish(self._own_topic, DeviceState(online=True, gateway=self._id))
        for device in self._seats:
            if not self._known_to_hall:
                self._publish(self._topic(device, Channel.STATE), self._states.offline)
            self._publish_state(device)
        self._known_to_hall = True

    def _publish_state(self, device: str) -> None:
        self._publish(self._topic(device, Channel.STATE), self._states.of(device))

    def _publish(self, topic: Topic, message: Message) -> None:
        if self._bus is not None:
            self._bus.publish(topic, message)

    def _topic(self, device: str, channel: Channel) -> Topic:
        return Topic(self._hall, self._seats[device].kind, device, channel)

    @property
    def _own_topic(self) -> Topic:
        return Topic(self._hall, Kind.GATEWAY, self._id, Channel.STATE)
