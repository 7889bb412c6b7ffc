"""Driver of one ESC/POS ticket printer, alone on its line.

A ticket is proved: the state is asked before a byte of it is sent; after the cut the printer is
asked to say when all of it is printed. Whatever goes wrong in between ends in `unconfirmed`, or
in `failed` when it is certain that no whole ticket came out. Nothing is ever printed again by
itself. What must not live here: layout (see `ticket_layout`), replies (see `printer_status`).
"""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Final

from devices.codecs.escpos import (
    ASK_FIRMWARE,
    ASK_PAPER,
    AUTOMATIC_ON,
    CLEAR_BUFFER,
    Status,
    ask_done,
    ask_status,
    job_id,
)
from devices.codecs.escpos_paper import paper_mm
from devices.driver import Health, Outlet
from devices.errors import DeviceFault, LinkError, LinkStalled
from devices.link import Link
from devices.paper_roll import PRINTED_MM
from devices.printer_models import Asks, Confirms
from devices.printer_status import PrinterStatus
from devices.ticket_layout import Paper, lay_out
from devices.troubles import LINE_LOST, NO_ANSWER, NO_CONFIRMATION, STALLED, UNSUPPORTED
from hall.bus.messages import AnswerOutcome, Command, PrintTicket, Text, TicketDocument

CHUNK_BYTES: Final = 512
CUT_BYTES: Final = 3
"""GS V 0, the end of a ticket."""
CUT_OFF: Final = b"\x1b@\x1bd\x06\x1dV\x00"
"""Feed and cut, so that what is left of a ticket does not hang on the next one."""
PAUSE_S: Final = 0.2
"""A silence within a reply longer than this has broken it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How long the driver waits for its printer, in seconds."""

    status_s: float = 0.6
    """For the answers to DLE EOT, four of them at 9600 baud."""
    poll_s: float = 5.0
    """Between two questions whether an idle printer is still there."""
    write_s: float = 3.0
    """While the printer takes no data: it prints faster than the line sends."""
    confirm_s: float = 8.0
    """For a confirmation, counted from the end of the job."""
    clear_s: float = 0.6
    """For a buffer to be thrown away."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Printer:
    """The printer on the line."""

    id: str
    paper: Paper = Paper()
    confirms: Confirms = Confirms.JOB
    asks: Asks = Asks.REAL_TIME


@dataclass(frozen=True, slots=True)
class _Result:
    """How a print ended."""

    outcome: AnswerOutcome
    reason: Text | None = None


class PrinterDriver:
    """One printer; printing keeps its line busy until the result is known."""

    patience_s = 0.5

    def __init__(
        self,
        outlet: Outlet,
        printer: Printer,
        timing: Timing = Timing(),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._outlet = outlet
        self._printer = printer
        self._timing = timing
        self._clock = clock
        self._link: Link | None = None
        self._status = PrinterStatus()
        self._heard = 0
        self._errors = 0
        self._jobs = int(time.time())  # another run's confirmation must not confirm this run's job
        self._remnant = False
        """Whether lines of a ticket that was broken off may hang in the printer's mouth."""
        self._cut_sent = False
        """Whether the cut was among them: before it, no whole ticket can have come out."""
        self._job_mm = 0
        self._poll_at_s = 0.0
        self._heard_at_s = 0.0
        self._health = Health()

    # --- line ----------------------------------------------------------------------------------

    def opened(self, link: Link, _now_s: float) -> None:
        """Throw away what an interrupted ticket has left behind, then ask for everything."""
        self._link = link
        self._status.quiet()
        if self._remnant:
            link.write(CLEAR_BUFFER, self._timing.write_s)
        self._ask_state(link)

    def lost(self) -> None:
        """The printer is off line."""
        self._link = None
        self._tell(replace(self._health, online=False, troubles=(LINE_LOST,)))

    def received(self, data: bytes, now_s: float) -> None:
        """What the printer says by itself; now and then ask whether it is still there."""
        self._hear(data)
        if data:
            self._heard_at_s = now_s
        elif now_s - self._heard_at_s >= PAUSE_S:
            self._status.quiet()
        if self._link is not None and now_s >= self._poll_at_s:
            self._ask_state(self._link)

    def unanswered(self, device: str, now_s: float) -> None:
        """A printer asks for nothing."""

    # --- printing ------------------------------------------------------------------------------

    def obey(self, device: str, command: Command, _now_s: float) -> None:
        """Print a ticket and say what became of it."""
        if not isinstance(command, PrintTicket):
            self._outlet.answer(device, command.id, AnswerOutcome.FAILED, UNSUPPORTED.text)
            return
        if self._link is None:
            self._finish(command, _Result(AnswerOutcome.FAILED, LINE_LOST.text))
            return
        try:
            result = self._print(self._link, command.document)
        except DeviceFault as fault:
            result = _Result(AnswerOutcome.FAILED, fault.words)
        except LinkError as error:
            self._finish(command, self._broken_off(error))
            raise
        self._finish(command, result)

    def _print(self, link: Link, document: TicketDocument) -> _Result:
        job_bytes = lay_out(document, self._printer.paper)
        self._job_mm = paper_mm(job_bytes, self._printer.paper.dots)
        if self._remnant:
            job_bytes = CUT_OFF + job_bytes
        self._cut_sent = False
        self._demand_ready(link)
        self._jobs += 1
        job = job_id(self._jobs)
        self._status.expect(sensor=self._printer.confirms is Confirms.BUFFER)
        self._send(link, job_bytes, self._question(job))
        return self._confirmed(link, job)

    def _demand_ready(self, link: Link) -> None:
        """Raise `DeviceFault` when the printer is silent or says that it cannot print now."""
        trouble = self._status.blocked if self._ask_state(link) else NO_ANSWER
        if trouble is not None:
            raise DeviceFault(trouble.code, trouble.text)

    def _send(self, link: Link, job_bytes: bytes, question: bytes) -> None:
        """Send a job and the question behind it; a printer in trouble gets no more of it."""
        self._remnant = True
        data = job_bytes + question
        for at in range(0, len(data), CHUNK_BYTES):
            if self._status.blocked:
                return
            chunk = data[at : at + CHUNK_BYTES]
            self._cut_sent = at + len(chunk) > len(job_bytes) - CUT_BYTES
            link.write(chunk, self._timing.write_s)
            self._hear(link.read(0))

    def _question(self, job: str) -> bytes:
        match self._printer.confirms:
            case Confirms.JOB:
                return ask_done(job)
            case Confirms.BUFFER:
                return ASK_PAPER
            case Confirms.NOTHING:
                return b""

    def _confirmed(self, link: Link, job: str) -> _Result:
        """Wait for the printer's word, given once.

        It is not asked for again: a printer that was switched off and on meanwhile would confirm
        an empty buffer.
        """
        self._hear_until(link, lambda: self._settled(job), self._timing.confirm_s)
        if self._status.blocked and self._proof(job) is None:
            return self._abandoned(link, job)
        return self._judged(job)

    def _judged(self, job: str) -> _Result:
        """Proved, or doubtful for a reason."""
        proof = self._proof(job)
        if proof is None:
            return _Result(self._doubt, (self._status.blocked or NO_CONFIRMATION).text)
        self._remnant = False
        return _Result(proof)

    def _settled(self, job: str) -> bool:
        return self._proof(job) is not None or self._status.blocked is not None

    def _proof(self, job: str) -> AnswerOutcome | None:
        """What the printer's word proves, as well as its model can say it."""
        match self._printer.confirms:
            case Confirms.JOB:
                return AnswerOutcome.PRINTED if self._status.done(job) else None
            case Confirms.BUFFER:
                return AnswerOutcome.WORKED_OFF if self._status.sensed else None
            case Confirms.NOTHING:
                return AnswerOutcome.SENT if self._cut_sent else None

    def _abandoned(self, link: Link, job: str) -> _Result:
        """In trouble half-way: throw away the rest, so that it does not come out hours later.

        Certain failure only where the cut was never sent; else the last lines may just have come
        out before the trouble began.
        """
        link.write(CLEAR_BUFFER, self._timing.write_s)
        self._hear_until(
            link, lambda: bool(self._proof(job)) or self._status.cleared, self._timing.clear_s
        )
        return self._judged(job)

    def _broken_off(self, error: LinkError) -> _Result:
        """The line failed; a stalled one may still say why."""
        if not isinstance(error, LinkStalled) or self._link is None:
            return _Result(self._doubt, LINE_LOST.text)
        with suppress(LinkError):
            self._hear(self._link.read(0))
        return _Result(self._doubt, (self._status.blocked or STALLED).text)

    @property
    def _doubt(self) -> AnswerOutcome:
        return AnswerOutcome.UNCONFIRMED if self._cut_sent else AnswerOutcome.FAILED

    def _finish(self, command: PrintTicket, result: _Result) -> None:
        self._outlet.answer(self._printer.id, command.id, result.outcome, result.reason)
        health = self._health.counted(result.outcome.value)
        if result.outcome is not AnswerOutcome.FAILED:
            health = health.counted(PRINTED_MM, self._job_mm)
        self._tell(health)

    # --- state ---------------------------------------------------------------------------------

    def _ask_state(self, link: Link) -> bool:
        """Ask for the state as the model can be asked; False when not all of it is answered."""
        self._poll_at_s = self._clock() + self._timing.poll_s
        if self._printer.asks is Asks.NOTHING:
            self._tell(replace(self._health, online=True, troubles=()))
            return True
        by_time = self._printer.asks is Asks.REAL_TIME
        answered = self._ask_real_time(link) if by_time else self._ask_sensor(link)
        self._status.quiet()
        troubles = self._status.troubles if answered else (NO_ANSWER,)
        self._tell(replace(self._health, online=answered, troubles=troubles))
        return answered

    def _ask_real_time(self, link: Link) -> bool:
        self._status.ask()
        first = b"" if self._health.online else AUTOMATIC_ON + ASK_FIRMWARE
        link.write(first + b"".join(map(ask_status, Status)), self._timing.write_s)
        self._hear_until(link, lambda: not self._status.unanswered, self._timing.status_s)
        return not self._status.unanswered

    def _ask_sensor(self, link: Link) -> bool:
        self._status.expect(sensor=True)
        link.write(ASK_PAPER, self._timing.write_s)
        self._hear_until(link, lambda: self._status.sensed, self._timing.status_s)
        return self._status.sensed

    def _hear_until(self, link: Link, enough: Callable[[], bool], timeout_s: float) -> None:
        until_s = self._clock() + timeout_s
        while not enough() and (left_s := until_s - self._clock()) > 0:
            self._hear(link.read(left_s))

    def _hear(self, data: bytes) -> None:
        self._status.hear(data)
        health = replace(self._health, firmware=self._status.firmware)
        if self._status.errors > self._errors:
            health = health.counted("wire_errors", self._status.errors - self._errors)
            self._errors = self._status.errors
        if self._status.heard > self._heard and self._status.unanswered == 0:
            self._heard = self._status.heard
            health = replace(health, online=True, troubles=self._status.troubles)
        self._tell(health)

    def _tell(self, health: Health) -> None:
        if health != self._health:
            self._health = health
            self._outlet.health(self._printer.id, health)
