"""What an ESC/POS printer has said about itself and its jobs; no bytes are sent here.

What must not live here: asking, printing, waiting (see `printer_escpos`).
"""

from collections import deque
from collections.abc import Collection, Mapping
from typing import Final

from devices.codecs.escpos import (
    AUTOMATIC_BITS,
    REAL_TIME_BITS,
    SENSOR_BITS,
    AutomaticStatus,
    Cleared,
    Condition,
    Information,
    JobDone,
    PaperSensor,
    RealTimeStatus,
    Reply,
    ReplyDecoder,
    Status,
)
from devices.driver import Trouble
from devices.troubles import (
    BROKEN,
    COVER_OPEN,
    CUTTER,
    HEAD_HOT,
    OFFLINE,
    PAPER_NEAR_END,
    PAPER_OUT,
    RECOVERABLE,
)

TROUBLES: Final[Mapping[Condition, Trouble]] = {
    Condition.PAPER_OUT: PAPER_OUT,
    Condition.COVER_OPEN: COVER_OPEN,
    Condition.CUTTER: CUTTER,
    Condition.HEAD_HOT: HEAD_HOT,
    Condition.UNRECOVERABLE: BROKEN,
    Condition.RECOVERABLE: RECOVERABLE,
    Condition.OFFLINE: OFFLINE,
    Condition.PAPER_NEAR_END: PAPER_NEAR_END,
}
"""What a person is told, the most telling first."""
_AUTOMATIC_KNOWS: Final = frozenset().union(*AUTOMATIC_BITS)
_EXPLAINS_NOTHING: Final = frozenset({Condition.OFFLINE, Condition.PAPER_NEAR_END})


class PrinterStatus:
    """The sum of a printer's replies."""

    def __init__(self) -> None:
        self._decoder = ReplyDecoder()
        self._asked: deque[Status] = deque()
        self._conditions: frozenset[Condition] = frozenset()
        self._asked_sensor = False
        self._done: set[str] = set()
        self.sensed = False
        """Whether the paper sensor has answered in its turn since the last `expect`."""
        self.cleared = False
        """Whether the printer has thrown its buffer away since the last `expect`."""
        self.heard = 0
        """How many states it has told."""
        self.firmware = ""

    @property
    def errors(self) -> int:
        """Bytes and replies that could not be read."""
        return self._decoder.errors

    @property
    def unanswered(self) -> int:
        """How many of the asked real-time states are still to come."""
        return len(self._asked)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What a person should know; off line is told only when nothing else explains it."""
        told = self._conditions & TROUBLES.keys()
        if told - _EXPLAINS_NOTHING:
            told -= {Condition.OFFLINE}
        return tuple(TROUBLES[each] for each in TROUBLES if each in told)

    @property
    def blocked(self) -> Trouble | None:
        """What keeps it from printing."""
        return next((each for each in self.troubles if each is not PAPER_NEAR_END), None)

    def ask(self) -> None:
        """The four real-time states are asked for, in their order."""
        self._asked = deque(Status)

    def expect(self, *, sensor: bool) -> None:
        """A job begins, or the sensor is asked: what was confirmed before no longer counts."""
        self._done.clear()
        self._asked_sensor = sensor
        self.sensed = self.cleared = False

    def done(self, job: str) -> bool:
        """Whether the printer has said that all of the job is printed."""
        return job in self._done

    def hear(self, data: bytes) -> None:
        """Bytes from the printer."""
        for reply in self._decoder.feed(data):
            self._take(reply)

    def quiet(self) -> None:
        """The printer has been silent: what was asked and is broken off will not come."""
        self._asked.clear()
        self._decoder.quiet()

    def _take(self, reply: Reply) -> None:
        match reply:
            case RealTimeStatus() if self._asked:
                status = self._asked.popleft()
                self._learn(REAL_TIME_BITS[status], reply.conditions(status))
            case AutomaticStatus():
                self._learn(_AUTOMATIC_KNOWS, reply.conditions)
            case JobDone():
                self._done.add(reply.job)
            case PaperSensor() if self._asked_sensor:
                self._asked_sensor, self.sensed = False, True
                self._learn(SENSOR_BITS, reply.conditions)
            case Cleared():
                self.cleared = True
            case Information():
                self.firmware = reply.text

    def _learn(self, about: Collection[Condition], found: frozenset[Condition]) -> None:
        """Replace what was known about some conditions."""
        self.heard += 1
        self._conditions = self._conditions - frozenset(about) | found
