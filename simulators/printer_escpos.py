"""Simulated ESC/POS ticket printer: paper, head, cutter, cover, and the buffer in front of them.

Paper moves on the hall clock. Real-time commands are obeyed when they arrive, all others in
their turn; a full buffer takes nothing more, so that the line stalls as a real one does. What
must not live here: ports, what a ticket should look like.
"""

import re
from collections import deque
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Final

from devices.codecs.escpos import (
    CLEAR_BUFFER,
    AutomaticStatus,
    Cleared,
    Condition,
    Information,
    JobDone,
    PaperSensor,
    RealTimeStatus,
    Reply,
    Status,
)
from devices.codecs.escpos_job import Command, Element, JobDecoder, Op
from devices.codecs.escpos_paper import DOTS_A_MM, Printed, Ticket, Typesetter

SPEED_MM_S: Final = 150.0
CUT_S: Final = 0.3
BOOT_S: Final = 2.0
"""After it is switched on, it hears nothing for so long."""
ROLL_MM: Final = 80_000.0
NEAR_END_MM: Final = 5_000.0
BUFFER_BYTES: Final = 4096
KEPT_TICKETS: Final = 50
_SLICE_BYTES: Final = 64
_REAL_TIME: Final = re.compile(rb"\x10\x04([\x01-\x04])|" + re.escape(CLEAR_BUFFER))


class PrinterStart(Enum):
    """How a simulated printer begins; the value is its paper in millimetres."""

    NEW_ROLL = ROLL_MM
    NEAR_END = NEAR_END_MM - 1
    OUT = 0.0


class SimulatedPrinter:
    """A printer; `tickets` are the last ones it cut off, `unfinished` is still in its mouth."""

    def __init__(
        self,
        *,
        start: PrinterStart = PrinterStart.NEW_ROLL,
        paper_dots: int = 576,
        confirms: bool = True,
        answers: bool = True,
        firmware: str = "1.02 SIM",
        speed_mm_s: float = SPEED_MM_S,
    ) -> None:
        self.powered = True
        self.paper_mm: float = start.value
        self.tickets: deque[Ticket] = deque(maxlen=KEPT_TICKETS)
        self.printed = 0
        """Tickets cut off since the start."""
        self._confirms = confirms
        self._answers = answers
        self._firmware = firmware
        self._speed_mm_s = speed_mm_s
        self._faults: set[Condition] = set()
        self._cover_open = False
        self._automatic = False
        self._told: frozenset[Condition] = frozenset()
        self._buffer = bytearray()
        self._tail = b""
        self._decoder = JobDecoder()
        self._elements: deque[Element] = deque()
        self._setter = Typesetter(paper_dots)
        self._paper: list[Printed] = []
        self._spare_s = 0.0
        self._booting_s = 0.0
        self._out = bytearray()

    # --- pokes ---------------------------------------------------------------------------------

    def open_cover(self) -> None:
        """A person opens the cover."""
        self._cover_open = True

    def close_cover(self) -> None:
        """A person closes the cover."""
        self._cover_open = False

    def load_paper(self) -> None:
        """A person puts in a new roll."""
        self.paper_mm = ROLL_MM

    def leave_paper(self, millimetres: float) -> None:
        """Only this much paper is left."""
        self.paper_mm = millimetres

    def fail(self, fault: Condition) -> None:
        """The cutter jams, the head is hot, or the like."""
        self._faults.add(fault)

    def repair(self) -> None:
        """A person clears every fault."""
        self._faults.clear()

    def switch(self, *, on: bool) -> None:
        """Cut or give power; what was in the buffer is lost."""
        if on == self.powered:
            return
        self.powered = on
        self._booting_s = BOOT_S
        self._automatic = False
        self._drop_buffer()

    # --- what it shows -------------------------------------------------------------------------

    @property
    def unfinished(self) -> tuple[Printed, ...]:
        """What is printed and not yet cut off."""
        return tuple(self._paper)

    @property
    def conditions(self) -> frozenset[Condition]:
        """What it would say about itself."""
        found = set(self._faults)
        found |= {Condition.COVER_OPEN} if self._cover_open else set()
        found |= {Condition.PAPER_NEAR_END} if self.paper_mm < NEAR_END_MM else set()
        found |= {Condition.PAPER_OUT} if self.paper_mm <= 0 else set()
        if found - {Condition.PAPER_NEAR_END}:
            found.add(Condition.OFFLINE)
        if found & _ERRORS:
            found.add(Condition.ERROR)
        return frozenset(found)

    # --- wire ----------------------------------------------------------------------------------

    def room(self) -> int:
        """What the buffer still takes; a printer without power takes everything and loses it."""
        return BUFFER_BYTES - len(self._buffer) if self._alive else BUFFER_BYTES

    def receive(self, data: bytes) -> None:
        """Obey real-time commands now, keep the rest for its turn."""
        if not self._alive:
            return
        self._buffer += data
        fresh = self._tail + data
        end = 0
        for found in _REAL_TIME.finditer(fresh):
            self._obey_at_once(found[1])
            end = found.end()
        self._tail = fresh[max(end, len(fresh) - len(CLEAR_BUFFER) + 1) :]

    def transmit(self) -> bytes:
        """What it says now."""
        sent = bytes(self._out)
        self._out.clear()
        return sent if self._answers else b""

    def tick(self, dt_s: float, hall_dt_s: float) -> None:
        """Print what the time allows, and tell what has changed."""
        self._booting_s = max(0.0, self._booting_s - dt_s)
        if not self._alive:
            return
        self._spare_s = min(self._spare_s, 0.0) + hall_dt_s
        while self._spare_s > 0 and Condition.OFFLINE not in self.conditions and self._load():
            self._work(self._elements.popleft())
        self._tell()

    @property
    def _alive(self) -> bool:
        return self.powered and not self._booting_s

    def _load(self) -> bool:
        """Whether there is an element to work on."""
        while not self._elements and self._buffer:
            self._elements += self._decoder.feed(bytes(self._buffer[:_SLICE_BYTES]))
            del self._buffer[:_SLICE_BYTES]
        return bool(self._elements)

    def _work(self, element: Element) -> None:
        for piece in self._setter.set(element):
            self._paper.append(piece)
            self.paper_mm -= piece.dots / DOTS_A_MM
            self._spare_s -= piece.dots / DOTS_A_MM / self._speed_mm_s
        act = _ACTS.get(element.op) if isinstance(element, Command) else None
        if act and isinstance(element, Command):
            act(self, element)

    def _cut(self, _command: Command) -> None:
        self._spare_s -= CUT_S
        if self._paper:
            self.tickets.append(Ticket(printed=tuple(self._paper)))
            self.printed += 1
        self._paper = []

    def _confirm(self, command: Command) -> None:
        if self._confirms:
            self._say(JobDone(job=command.args[-4:].decode("ascii", errors="replace")))

    def _sense(self, _command: Command) -> None:
        self._say(PaperSensor(conditions=self.conditions & _SENSED))

    def _inform(self, _command: Command) -> None:
        self._say(Information(text=self._firmware))

    def _watch(self, command: Command) -> None:
        self._automatic = bool(command.args[0])
        self._told = self.conditions
        if self._automatic:
            self._say(AutomaticStatus(conditions=self._told))

    def _tell(self) -> None:
        if self._automatic and self.conditions != self._told:
            self._told = self.conditions
            self._say(AutomaticStatus(conditions=self._told))

    def _obey_at_once(self, status: bytes | None) -> None:
        if status is not None:
            self._say(RealTimeStatus.of(Status(status[0]), self.conditions))
            return
        self._drop_buffer()
        self._say(Cleared())

    def _drop_buffer(self) -> None:
        self._buffer.clear()
        self._elements.clear()
        self._decoder = JobDecoder()
        self._setter.reset()

    def _say(self, reply: Reply) -> None:
        self._out += reply.to_bytes()


_SENSED: Final = frozenset({Condition.PAPER_NEAR_END, Condition.PAPER_OUT})
_ERRORS: Final = frozenset(
    {Condition.CUTTER, Condition.RECOVERABLE, Condition.UNRECOVERABLE, Condition.HEAD_HOT}
)
_ACTS: Final[Mapping[Op, Callable[[SimulatedPrinter, Command], None]]] = {
    Op.CUT: SimulatedPrinter._cut,  # noqa: SLF001 - one table of its own methods
    Op.ASK_DONE: SimulatedPrinter._confirm,  # noqa: SLF001
    Op.ASK_PAPER: SimulatedPrinter._sense,  # noqa: SLF001
    Op.ASK_INFORMATION: SimulatedPrinter._inform,  # noqa: SLF001
    Op.AUTOMATIC_STATUS: SimulatedPrinter._watch,  # noqa: SLF001
}
