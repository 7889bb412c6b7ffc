"""The driver of ESC/POS printers against a simulated printer over a pty, with its faults."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.codecs.escpos import Condition, PaperSensor
from devices.printer_escpos import Printer, PrinterDriver, Timing
from devices.printer_models import Asks, Confirms
from devices.printer_status import PrinterStatus
from devices.troubles import PAPER_OUT
from hall.bus.messages import (
    Align,
    AnswerOutcome,
    Beep,
    CutBlock,
    PrintTicket,
    QrBlock,
    RuleBlock,
    Size,
    TextBlock,
    TicketDocument,
)
from simulators.printer_escpos import SPEED_MM_S, PrinterStart, SimulatedPrinter
from simulators.wire import Fault, bit_flip, garbage, silence, truncation, twice
from tests.fakes.lines import Stage, stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until

QUICK = Timing(poll_s=600, write_s=0.5, confirm_s=2.5)
"""Without polls in between, so that the first questions a test sees are those of its print."""
POLLING = Timing(poll_s=0.3)
TICKET = TicketDocument(
    blocks=(
        TextBlock(text="市政务服务中心", align=Align.CENTRE),
        TextBlock(text="C014", size=Size.HUGE, bold=True, align=Align.CENTRE),
        RuleBlock(),
        TextBlock(text="前面还有6位，约等20–35分钟。"),
        QrBlock(data="http://hall.example/t/abc"),
        CutBlock(),
    )
)

SHORT_LINES = ("市政务服务中心", "C014", "-" * 48, "前面还有6位，约等20–35分钟。")


@dataclass(frozen=True, slots=True)
class Kiosk:
    """One printer on its line."""

    stage: Stage
    outlet: FakeOutlet
    printer: SimulatedPrinter

    def print(self, command: str = "p1", document: TicketDocument = TICKET) -> None:
        self.stage.obey("printer-1", PrintTicket(id=command, ttl_s=30, document=document))

    def outcome(self, command: str = "p1") -> AnswerOutcome:
        until(lambda: command in self.outlet.answers, "the print is answered")
        return self.outlet.answers[command]

    def poke(self, act: Callable[[], None]) -> None:
        with self.stage.ports.lock:
            act()


@contextmanager
def kiosk(
    folder: Path,
    *,
    start: PrinterStart = PrinterStart.NEW_ROLL,
    confirms: Confirms = Confirms.JOB,
    asks: Asks = Asks.REAL_TIME,
    answers: bool = True,
    can_confirm: bool = True,
    timing: Timing = QUICK,
) -> Iterator[Kiosk]:
    """A printer of a kind in a state, and its driver."""
    outlet = FakeOutlet()
    driver = PrinterDriver(outlet, Printer(id="printer-1", confirms=confirms, asks=asks), timing)
    printer = SimulatedPrinter(
        start=start, answers=answers, confirms=can_confirm, speed_mm_s=10 * SPEED_MM_S
    )
    with stage(folder, driver, [printer]) as made:
        until(lambda: "printer-1" in outlet.states, "the printer was asked")
        yield Kiosk(made, outlet, printer)


@pytest.fixture
def ready(tmp_path: Path) -> Iterator[Kiosk]:
    with kiosk(tmp_path) as made:
        until(lambda: made.outlet.online("printer-1"), "it answers")
        yield made


def test_a_ticket_is_printed_cut_and_confirmed(ready: Kiosk) -> None:
    """The paper shows the document, and the result is proved."""
    ready.print()
    assert ready.outcome() is AnswerOutcome.PRINTED
    (ticket,) = ready.printer.tickets
    assert ticket.lines == SHORT_LINES
    assert ticket.codes == ("http://hall.example/t/abc",)
    assert ready.outlet.count("printer-1", "printed") == 1


def test_the_firmware_is_known(ready: Kiosk) -> None:
    """The printer is asked who it is when its line opens."""
    until(lambda: ready.outlet.states["printer-1"].firmware == "1.02 SIM", "it has answered")


@pytest.mark.parametrize(
    ("poke", "code"),
    [
        (lambda printer: printer.leave_paper(0.0), "paper_out"),
        (lambda printer: printer.open_cover(), "cover_open"),
        (lambda printer: printer.fail(Condition.CUTTER), "cutter"),
        (lambda printer: printer.fail(Condition.HEAD_HOT), "head_hot"),
        (lambda printer: printer.fail(Condition.RECOVERABLE), "recoverable"),
        (lambda printer: printer.fail(Condition.UNRECOVERABLE), "broken"),
    ],
)
def test_a_printer_in_trouble_gets_no_ticket(
    ready: Kiosk, poke: Callable[[SimulatedPrinter], None], code: str
) -> None:
    """The trouble is told by itself; a print fails for certain, and nothing comes out later."""
    ready.poke(lambda: poke(ready.printer))
    until(lambda: ready.outlet.codes("printer-1")[:1] == [code], "the trouble is known")
    ready.print()
    assert ready.outcome() is AnswerOutcome.FAILED
    assert ready.outlet.reasons["p1"] is not None
    ready.poke(lambda: mend(ready.printer))
    until(lambda: ready.outlet.codes("printer-1") == [], "the trouble is over")
    assert ready.printer.printed == 0
    ready.print("p2")
    assert ready.outcome("p2") is AnswerOutcome.PRINTED


def mend(printer: SimulatedPrinter) -> None:
    """What a person does to a printer in trouble."""
    printer.load_paper()
    printer.close_cover()
    printer.repair()


def test_paper_near_its_end_is_told_and_still_prints(tmp_path: Path) -> None:
    """The technician hears early; the citizen gets the ticket."""
    with kiosk(tmp_path, start=PrinterStart.NEAR_END) as low:
        until(lambda: low.outlet.codes("printer-1") == ["paper_near_end"], "it is told")
        low.print()
        assert low.outcome() is AnswerOutcome.PRINTED


@pytest.mark.parametrize(
    ("document", "outcome"),
    [("short", AnswerOutcome.UNCONFIRMED), ("long", AnswerOutcome.FAILED)],
)
def test_paper_that_ends_half_way_never_gives_a_whole_ticket(
    ready: Kiosk, document: str, outcome: AnswerOutcome
) -> None:
    """The rest is thrown away, so that it cannot come out when paper is loaded later.

    Doubtful when all of it had been sent, certain when the cut had not.
    """
    ready.poke(lambda: ready.printer.leave_paper(10.0))
    ready.print(document=TICKET if document == "short" else long_ticket())
    assert ready.outcome() is outcome
    ready.poke(ready.printer.load_paper)
    until(lambda: ready.outlet.codes("printer-1") == [], "paper is loaded")
    assert ready.printer.printed == 0
    ready.print("p2")
    assert ready.outcome("p2") is AnswerOutcome.PRINTED
    remnant, ticket = ready.printer.tickets
    assert ticket.lines == SHORT_LINES, "what was left is cut off before the next ticket"
    assert len(remnant.lines) < len(long_ticket().blocks)


def test_a_printer_that_answers_nothing_gets_no_ticket(tmp_path: Path) -> None:
    """Silence is no paper status: the print fails before a byte of it is sent."""
    with kiosk(tmp_path, answers=False) as silent:
        until(lambda: silent.outlet.codes("printer-1") == ["no_answer"], "the silence is told")
        silent.print()
        assert silent.outcome() is AnswerOutcome.FAILED
        assert silent.printer.printed == 0


def test_a_model_that_cannot_confirm_jobs_leaves_it_unconfirmed(tmp_path: Path) -> None:
    """Set up as confirming but not doing so: nobody can tell, and nothing is printed again."""
    with kiosk(tmp_path, can_confirm=False) as mute:
        until(lambda: mute.outlet.online("printer-1"), "it answers")
        mute.print()
        assert mute.outcome() is AnswerOutcome.UNCONFIRMED
        assert mute.printer.printed == 1


@pytest.mark.parametrize(
    ("confirms", "asks"),
    [
        (Confirms.BUFFER, Asks.REAL_TIME),
        (Confirms.BUFFER, Asks.SENSOR),
        (Confirms.NOTHING, Asks.REAL_TIME),
        (Confirms.NOTHING, Asks.NOTHING),
    ],
)
def test_lesser_proofs_are_told_apart(tmp_path: Path, confirms: Confirms, asks: Asks) -> None:
    """A worked-off buffer, or no wire back, never counts as printed."""
    with kiosk(tmp_path, confirms=confirms, asks=asks) as plain:
        until(lambda: plain.outlet.online("printer-1"), "it is ready")
        plain.print()
        worked_off = confirms is Confirms.BUFFER
        assert plain.outcome() is (AnswerOutcome.WORKED_OFF if worked_off else AnswerOutcome.SENT)
        until(lambda: plain.printer.printed == 1, "the ticket comes out")


@pytest.mark.parametrize(
    "fault", [garbage(b"\xff\x80\x90"), twice, bit_flip(7), truncation(1), silence]
)
def test_noise_on_the_way_back_never_prints_twice(ready: Kiosk, fault: Fault) -> None:
    """One disturbed reply: at worst the print is doubtful or refused, never doubled."""
    ready.stage.wire.disturb(fault, times=1)
    ready.print()
    outcome = ready.outcome()
    assert ready.printer.printed == (outcome in {AnswerOutcome.PRINTED, AnswerOutcome.UNCONFIRMED})
    ready.print("p2")
    assert ready.outcome("p2") is AnswerOutcome.PRINTED


def test_a_model_without_real_time_states_is_asked_by_its_paper_sensor(tmp_path: Path) -> None:
    """GS r alone tells that it lives and that paper is nearly used up; no job is begun for it."""
    start = PrinterStart.NEAR_END
    with kiosk(tmp_path, start=start, confirms=Confirms.BUFFER, asks=Asks.SENSOR) as old:
        until(lambda: old.outlet.online("printer-1"), "it answers")
        assert old.outlet.codes("printer-1") == ["paper_near_end"]
        assert old.printer.printed == 0


def test_a_sensor_that_nobody_asked_is_noise() -> None:
    """One stray byte must not say that paper is out; the answer to a question may."""
    status = PrinterStatus()
    stray = PaperSensor(conditions=frozenset({Condition.PAPER_OUT})).to_bytes()
    status.hear(stray)
    assert (status.sensed, status.troubles) == (False, ())
    status.expect(sensor=True)
    status.hear(stray)
    assert status.sensed
    assert status.blocked is PAPER_OUT


def test_a_lost_confirmation_leaves_the_print_in_doubt(ready: Kiosk) -> None:
    """Who asked again could be told of an empty buffer after a power cut: a person decides."""
    ready.stage.wire.disturb(without_confirmation(times=1))
    ready.print()
    assert ready.outcome() is AnswerOutcome.UNCONFIRMED
    assert ready.printer.printed == 1


def without_confirmation(times: int) -> Fault:
    """Loses the first confirmations of jobs alone."""
    left = [times]

    def lose(data: bytes) -> bytes:
        at = data.find(b'7"')
        if at < 0 or not left[0]:
            return data
        left[0] -= 1
        return data[:at] + data[at + 7 :]

    return lose


@pytest.mark.parametrize(
    ("document", "outcome"),
    [("short", AnswerOutcome.UNCONFIRMED), ("long", AnswerOutcome.FAILED)],
)
def test_a_stalled_line_ends_within_bounds(
    ready: Kiosk, document: str, outcome: AnswerOutcome
) -> None:
    """A port that takes nothing is given up, not waited for; certain when the cut was not sent."""
    outlet = ready.outlet
    outlet.lost.clear()
    ready.stage.wire.disturb(stall_after_questions(ready), times=1)
    ready.print(document=TICKET if document == "short" else long_ticket())
    assert ready.outcome() is outcome
    ready.poke(ready.stage.wire.calm)
    goes_down = outcome is AnswerOutcome.FAILED
    until(
        lambda: outlet.online("printer-1") and (bool(outlet.lost) or not goes_down),
        "it can be spoken to again",
    )
    ready.print("p2")
    assert ready.outcome("p2") is AnswerOutcome.PRINTED
    assert last_lines(ready) == SHORT_LINES


def last_lines(kiosk: Kiosk) -> tuple[str, ...]:
    """The ticket that came out last."""
    return kiosk.printer.tickets[-1].lines


def stall_after_questions(kiosk: Kiosk) -> Fault:
    """The line takes the questions before the job, and then nothing more."""

    def stall(data: bytes) -> bytes:
        kiosk.stage.wire.stalled = True
        return data

    return stall


def long_ticket() -> TicketDocument:
    """More than all the buffers of a pty."""
    return TicketDocument(blocks=(*[TextBlock(text="政" * 24)] * 900, CutBlock()))


@pytest.mark.parametrize(
    ("document", "outcome"),
    [("short", AnswerOutcome.UNCONFIRMED), ("long", AnswerOutcome.FAILED)],
)
def test_unplugged_while_printing_is_not_printed_again(
    ready: Kiosk, document: str, outcome: AnswerOutcome
) -> None:
    """The line goes while the job is under way; the next ticket comes out alone."""
    ready.stage.wire.disturb(unplug_within_the_job(ready), to_host=False)
    ready.print(document=TICKET if document == "short" else long_ticket())
    assert ready.outcome() is outcome
    until(lambda: ready.outlet.codes("printer-1") == ["line_lost"], "the loss is told")
    ready.print("while-lost")
    assert ready.outcome("while-lost") is AnswerOutcome.FAILED
    ready.stage.wire.calm()
    ready.poke(ready.stage.port.plug)
    until(lambda: ready.outlet.online("printer-1"), "it is back")
    ready.print("p2")
    assert ready.outcome("p2") is AnswerOutcome.PRINTED
    assert last_lines(ready) == SHORT_LINES


def unplug_within_the_job(kiosk: Kiosk) -> Fault:
    """The plug is pulled when the first bytes of the job have arrived."""

    def unplug(data: bytes) -> bytes:
        if b"\x1b@" in data:
            kiosk.stage.port.unplug()
        return data

    return unplug


def test_a_power_cut_is_noticed_without_a_print(tmp_path: Path) -> None:
    """A printer that is switched off is found by asking now and then."""
    with kiosk(tmp_path, timing=POLLING) as idle:
        until(lambda: idle.outlet.online("printer-1"), "it answers")
        idle.poke(lambda: idle.printer.switch(on=False))
        until(lambda: idle.outlet.codes("printer-1") == ["no_answer"], "the silence is told")
        idle.poke(lambda: idle.printer.switch(on=True))
        until(lambda: idle.outlet.online("printer-1"), "it is back")


def test_what_a_printer_cannot_do_is_refused(ready: Kiosk) -> None:
    """A beep is for pads."""
    ready.stage.obey("printer-1", Beep(id="b", ttl_s=5, times=1))
    assert ready.outcome("b") is AnswerOutcome.FAILED
