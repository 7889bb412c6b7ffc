"""The gateway between lines and hall: commands once, states retained, requests passed on.

Threads: the client's network thread brings messages, each line has its own, and `tick` is called
by the program. What must not live here: protocols, serial ports, what a message means to a person.
"""

import logging
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from devices.asking import Asking
from devices.driver import Driver, Health
from devices.fault_log import FaultLog
from devices.line import Line
from devices.once import Once
from devices.outbox import Outbox
from devices.paper_roll import PaperRolls
from devices.states import States
from devices.troubles import NOT_NOTED, TOO_LATE
from hall.bus.client import BusClient
from hall.bus.messages import (
    Accepted,
    AgeFrom,
    Answer,
    AnswerOutcome,
    AskRating,
    Beat,
    Beep,
    CardRead,
    CloseRating,
    Command,
    DeviceState,
    Key,
    Level,
    Message,
    PrintTicket,
    Refused,
    Scanned,
    ShowOnPad,
    ShowText,
    Speak,
    Text,
)
from hall.bus.topics import Channel, Kind, Topic, beat_topic

log = logging.getLogger(__name__)

_COMMANDS: Final = (PrintTicket, ShowText, ShowOnPad, Beep, AskRating, CloseRating, Speak)
REPLY_S: Final = 0.5
"""How long a gateway that ends waits for the hall's answer to a press."""
BEEPS_S: Final = 1.0
"""What a pad needs for its three beeps."""
_LOOK_S: Final = 0.02
_HEARD: Final = (Channel.COMMAND, Channel.REPLY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Where a device is: what it is to the hall, and who speaks with it."""

    kind: Kind
    line: Line
    driver: Driver
    reads_cards: bool = False


class Gateway:
    """One gateway of one hall; it is the outlet of its drivers."""

    def __init__(
        self,
        *,
        gateway: str,
        hall: str,
        broker: str,
        once: Once,
        outbox: Outbox,
        fault_log: FaultLog | None = None,
        rolls: PaperRolls | None = None,
    ) -> None:
        self._id = gateway
        self._hall = hall
        self._broker = broker
        self._once = once
        self._fault_log = fault_log
        self._rolls = rolls
        self._seats: Mapping[str, Seat] = {}
        self._states = States(gateway, ())
        self._asking = Asking(outbox, self._request_topic, self._publish, self._unheard)
        self._kept_told = 0
        self._known_to_hall = False
        self._bus: BusClient | None = None

    # --- life ----------------------------------------------------------------------------------

    def start(self, seats: Mapping[str, Seat]) -> None:
        """Connect to the hall and open the lines; returns at once."""
        self._seats = seats
        card_readers = {device for device, seat in seats.items() if seat.reads_cards}
        self._states = States(self._id, seats, self._rolls, self._asking.now, card_readers)
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
        """Close the lines and tell the hall that this gateway is gone.

        A press that the hall has not answered yet is waited for, and then told to the person.
        """
        until_s = time.monotonic() + REPLY_S
        while self._asking.pressed and time.monotonic() < until_s:
            time.sleep(_LOOK_S)
        if self._asking.give_up():
            time.sleep(BEEPS_S)
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
        """Repeat and deliver what is unanswered, tell counters that are due."""
        self._asking.tick()
        for device in self._states.due(time.monotonic()):
            self._publish_state(device)
        if self._asking.kept != self._kept_told:
            self._publish_own()

    # --- hall to devices -----------------------------------------------------------------------

    def _heard(self, topic: Topic, message: Message) -> None:
        match message:
            case Beat():
                self._beat(message)
            case Accepted() | Refused():
                self._asking.replied(message)
            case _ if isinstance(message, _COMMANDS):
                self._commanded(topic.id, message)

    def _beat(self, beat: Beat) -> None:
        """The hall lives; with its first beat its clock is known, and the states are told by it."""
        ahead = beat.hall_time - self._asking.now()
        first = self._asking.beat(beat)
        if first:
            self._states.shift(ahead)
            for device in self._seats:
                self._publish_state(device)

    def _unheard(self, device: str) -> None:
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
        elif isinstance(command, AskRating):
            open_s = self._asking.open_s(command)
            self._seats[device].driver.obey(device, replace(command, open_s=open_s), now_s)
        else:
            self._seats[device].driver.obey(device, command, now_s)

    # --- devices to hall: the outlet of the drivers --------------------------------------------

    def press(self, device: str, key: Key, digits: str = "") -> None:
        """A key was pressed, and digits before it."""
        self._asking.press(device, key, digits)

    def rate(self, device: str, service: str, level: Level) -> None:
        """A rating was given."""
        self._asking.rate(device, service, level)

    def scanned(self, device: str, code: str) -> None:
        """A code was read; said once, to the screens near it."""
        self._publish(self._topic(device, Channel.EVENT), Scanned(id=uuid.uuid4().hex, code=code))

    def card_read(self, device: str, person: str, age_from: AgeFrom) -> None:
        """An identity card was read; said once, to the screens near it."""
        event = CardRead(id=uuid.uuid4().hex, person=person, age_from=age_from)
        self._publish(self._topic(device, Channel.EVENT), event)

    def answer(
        self, device: str, command: str, outcome: AnswerOutcome, reason: Text | None = None
    ) -> None:
        """What became of a command; kept for repeats of it."""
        answer = Answer(command=command, outcome=outcome, reason=reason)
        self._once.end(answer, print_job=self._seats[device].kind is Kind.PRINTER)
        self._publish(self._topic(device, Channel.ANSWER), answer)

    def health(self, device: str, health: Health) -> None:
        """How a device is now."""
        before = self._states.of(device)
        if self._states.learn(device, health, time.monotonic()):
            if self._fault_log is not None:
                self._fault_log.changed(device, before, self._states.of(device))
            troubles = ", ".join(each.code for each in health.troubles) or "no fault"
            log.info("%s: %s, %s", device, "on line" if health.online else "off line", troubles)
            self._publish_state(device)

    def hall_is_alive(self) -> bool:
        """Whether the hall's beat is fresh."""
        return self._asking.hall_is_alive

    # --- publishing ----------------------------------------------------------------------------

    def _connected(self) -> None:
        """The broker may have forgotten everything: say again what is retained.

        A gateway that has just started says first that its devices are off line: the hall tells a
        device that comes back what it should show, and this gateway knows nothing of it.
        """
        self._publish_own()
        for device in self._seats:
            if not self._known_to_hall:
                self._publish(self._topic(device, Channel.STATE), self._states.offline)
            self._publish_state(device)
        self._known_to_hall = True

    def _publish_own(self) -> None:
        """This gateway is there; it says how many ratings it keeps for the hall."""
        kept = self._kept_told = self._asking.kept
        counters = {"ratings_kept": kept} if kept else None
        state = DeviceState(online=True, gateway=self._id, counters=counters)
        self._publish(self._own_topic, state)

    def _publish_state(self, device: str) -> None:
        self._publish(self._topic(device, Channel.STATE), self._states.of(device))

    def _publish(self, topic: Topic, message: Message) -> None:
        if self._bus is not None:
            self._bus.publish(topic, message)

    def _request_topic(self, device: str) -> Topic | None:
        return self._topic(device, Channel.REQUEST) if device in self._seats else None

    def _topic(self, device: str, channel: Channel) -> Topic:
        return Topic(self._hall, self._seats[device].kind, device, channel)

    @property
    def _own_topic(self) -> Topic:
        return Topic(self._hall, Kind.GATEWAY, self._id, Channel.STATE)
