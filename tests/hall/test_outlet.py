"""The way to the bus: what is wrong with one message is nobody else's trouble."""

from collections.abc import Iterator

import pytest

from hall.bus.messages import Beep, Message
from hall.bus.topics import Channel, Kind, Topic
from hall.controller.announcements import Told
from hall.controller.health import Meters
from hall.controller.outlet import Outlet
from hall.errors import MessageRejected

PAD = Topic("h01", Kind.PAD, "pad-1", Channel.COMMAND)


class FailingOnce:
    """A bus that fails on its first message."""

    def __init__(self, error: Exception) -> None:
        self._error: Exception | None = error
        self.sent: list[Message] = []

    def publish(self, _topic: Topic, message: Message) -> bool:
        error, self._error = self._error, None
        if error is not None:
            raise error
        self.sent.append(message)
        return True


@pytest.mark.parametrize("error", [MessageRejected("too large"), RuntimeError("no bus")], ids=str)
def test_a_message_that_cannot_be_sent_stops_no_other(error: Exception) -> None:
    """It is counted, the next one goes out, and whoever makes them comes to the end."""
    bus, meters, over = FailingOnce(error), Meters(), []

    def told() -> Iterator[Told]:
        for ident in ("first", "second"):
            yield Told(topic=PAD, command=Beep(id=ident, ttl_s=1.0, times=1))
        over.append(True)

    outlet = Outlet(meters)
    outlet.bus = bus
    outlet.tell(told())
    assert [getattr(each, "id", "") for each in bus.sent] == ["second"]
    assert (meters.faults, over) == (1, [True])
