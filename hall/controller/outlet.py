"""What leaves the controller for the bus; a message that cannot be sent stops no other."""

import logging
import os
from collections.abc import Iterable
from typing import Protocol

from hall.bus.messages import Message
from hall.bus.topics import Topic
from hall.controller.announcements import Told
from hall.controller.health import Meters
from hall.errors import MessageRejected

log = logging.getLogger(__name__)


class Bus(Protocol):
    """What the controller needs of the bus."""

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send once; False when the link is down."""


class Outlet:
    """The way to the bus, once there is one."""

    def __init__(self, meters: Meters) -> None:
        self._meters = meters
        self.bus: Bus | None = None

    def publish(self, *messages: tuple[Topic, Message]) -> None:
        """Send messages in order; what cannot be sent is counted and left out."""
        for topic, message in messages:
            self._publish(topic, message)

    def tell(self, told: Iterable[Told]) -> None:
        """Send commands to devices, each as soon as it comes."""
        for each in told:
            self._publish(each.topic, each.command)

    def _publish(self, topic: Topic, message: Message) -> None:
        if self.bus is None:
            return
        try:
            self.bus.publish(topic, message)
        except MessageRejected as error:
            self._meters.faults += 1
            log.error("not published on %s: %s", topic, error)  # noqa: TRY400 - says it all
        except Exception:  # half of what a change brings must not be lost with one message
            self._meters.faults += 1
            log.exception("not published on %s", topic)
        os.sched_yield()  # on a machine of few processors, who was told goes first
