"""The simulated machines by themselves: physics, faults and what they show."""

from pathlib import Path

import pytest
from escpos.printer import Dummy

from devices.codecs.escpos import (
    ASK_PAPER,
    AUTOMATIC_ON,
    CLEAR_BUFFER,
    AutomaticStatus,
    Cleared,
    Condition,
    JobDone,
    PaperSensor,
    RealTimeStatus,
    ReplyDecoder,
    Status,
    ask_done,
    ask_status,
)
from devices.codecs.escpos_paper import PrintedLine, Span
from devices.codecs.ff68 import Frame as PadFrame
from devices.codecs.ff68 import FrameDecoder as PadDecoder
from devices.codecs.ff68 import PadKey, press, show_stars
from devices.codecs.onbon import BROADCAST, PING, CardError, Frame, FrameDecoder, Reply
from devices.codecs.onbon_live import LiveArea, RunMode, ShowLive, rich_text
from simulators.pad_ff68 import SimulatedPad
from simulators.panel_onbon import PanelStart, SimulatedPanel
from simulators.printer_escpos import BUFFER_BYTES, PrinterStart, SimulatedPrinter
from simulators.pty import Ports
from simulators.wire import Wire

LINE = b"0123456789\n"


def said(printer: SimulatedPrinter) -> list[object]:
    return list(ReplyDecoder().feed(printer.transmit()))


def test_paper_moves_with_the_hall_clock_alone() -> None:
    """Without hall time nothing is printed; a long job takes as long as the motor needs."""
    printer = SimulatedPrinter()
    printer.receive(LINE * 200 + b"\x1dV\x00")
    printer.tick(60, 0)
    assert (printer.printed, printer.unfinished) == (0, ())
    printer.tick(0, 1)
    assert printer.printed == 0
    assert 20 < len(printer.unfinished) < 60
    printer.tick(0, 60)
    assert printer.printed == 1


def test_states_are_told_when_they_change_once_they_are_wanted() -> None:
    """Automatic status: the whole state at once, then each change."""
    printer = SimulatedPrinter()
    printer.open_cover()
    printer.tick(0.1, 0.1)
    assert said(printer) == []
    printer.close_cover()
    printer.receive(AUTOMATIC_ON)
    printer.tick(0.1, 0.1)
    printer.leave_paper(0)
    printer.tick(0.1, 0.1)
    printer.tick(0.1, 0.1)
    out = {Condition.OFFLINE, Condition.PAPER_OUT, Condition.PAPER_NEAR_END}
    assert said(printer) == [
        AutomaticStatus(conditions=frozenset()),
        AutomaticStatus(conditions=frozenset(out)),
    ]


def test_real_time_questions_are_answered_off_line_and_without_time() -> None:
    """DLE EOT does not wait in the buffer, even when it comes in pieces."""
    printer = SimulatedPrinter(start=PrinterStart.OUT)
    printer.receive(LINE + b"\x10")
    printer.receive(b"\x04")
    printer.receive(b"\x04")
    (status,) = said(printer)
    assert isinstance(status, RealTimeStatus)
    assert Condition.PAPER_OUT in status.conditions(Status.PAPER)


def test_a_printer_without_paper_goes_on_when_it_is_loaded() -> None:
    """What is in the buffer stays there, unless the host throws it away."""
    printer = SimulatedPrinter(start=PrinterStart.OUT)
    printer.receive(LINE + b"\x1dV\x00" + ask_done("ABCD"))
    printer.tick(60, 60)
    assert said(printer) == []
    printer.load_paper()
    printer.tick(60, 60)
    assert printer.printed == 1
    assert said(printer) == [JobDone(job="ABCD")]


def test_a_cleared_buffer_never_comes_out() -> None:
    """The rest of the job is gone; the next job is whole."""
    printer = SimulatedPrinter(start=PrinterStart.OUT)
    printer.receive(b"old\n\x1dv0\x00\x10\x00\x10\x00")
    printer.receive(CLEAR_BUFFER)
    assert said(printer) == [Cleared()]
    printer.load_paper()
    printer.receive(b"new\n\x1dV\x00")
    printer.tick(60, 60)
    assert printer.tickets[0].lines == ("new",)


def test_a_full_buffer_takes_nothing_more() -> None:
    """The line stalls until paper moves again."""
    printer = SimulatedPrinter(start=PrinterStart.OUT)
    printer.receive(b"x" * BUFFER_BYTES)
    assert printer.room() == 0
    printer.load_paper()
    printer.tick(60, 60)
    assert printer.room() == BUFFER_BYTES


def test_the_paper_sensor_answers_in_its_turn() -> None:
    """GS r 1 waits behind what was sent before."""
    printer = SimulatedPrinter(start=PrinterStart.NEAR_END)
    printer.receive(LINE + ASK_PAPER)
    assert said(printer) == []
    printer.tick(1, 1)
    assert said(printer) == [PaperSensor(conditions=frozenset({Condition.PAPER_NEAR_END}))]


def test_without_power_nothing_is_heard_and_the_buffer_is_lost() -> None:
    """After the switch it is as new."""
    printer = SimulatedPrinter()
    printer.receive(b"lost\n")
    printer.switch(on=False)
    printer.receive(ask_status(Status.PRINTER) + b"also lost\n")
    printer.tick(1, 1)
    assert said(printer) == []
    printer.switch(on=True)
    printer.receive(b"too early\n")
    printer.tick(2, 2)
    printer.receive(b"kept\n\x1dV\x00")
    printer.tick(60, 60)
    assert printer.tickets[0].lines == ("kept",)


def test_styles_of_another_library_are_set() -> None:
    """Underline, inverse, double size by the old print mode, and the end of each."""
    builder = Dummy()
    builder.set(underline=1, invert=True, double_height=True, double_width=True)
    builder.text("A\n")
    builder.set_with_default()
    builder.text("B\n")
    builder.cut()
    printer = SimulatedPrinter()
    printer.receive(builder.output)
    printer.tick(60, 60)
    first, second = (x for x in printer.tickets[0].printed if isinstance(x, PrintedLine))
    assert first.spans == (Span(text="A", width=2, height=2, underline=True, inverse=True),)
    assert second.spans == (Span(text="B"),)


def test_a_line_longer_than_the_paper_is_broken_by_the_printer() -> None:
    """Forty-eight Latin or twenty-four Chinese characters on 80 mm."""
    printer = SimulatedPrinter()
    printer.receive(b"x" * 50 + b"\n\x1c&" + "政".encode("gbk") * 25 + b"\x1c.\n\x1dV\x00")
    printer.tick(60, 60)
    assert [len(line) for line in printer.tickets[0].lines] == [48, 2, 24, 1]


# --- panel -------------------------------------------------------------------------------------


def shown_on(panel: SimulatedPanel, data: bytes, address: int = 1) -> list[Reply]:
    panel.receive(Frame(destination=address, data=data).to_bytes())
    panel.tick(0.1, 0)
    return [Reply.from_bytes(frame.data) for frame in FrameDecoder().feed(panel.transmit())]


def area(text: str, *, number: int = 0, mode: RunMode = RunMode.LOOP_UNTIL_STALE) -> LiveArea:
    return LiveArea(
        id=number,
        width=64,
        height=16,
        run_mode=mode,
        timeout_s=10,
        stay_half_s=10,
        text=rich_text((text,)),
    )


def test_a_panel_answers_for_itself_and_for_everybody() -> None:
    """Its own address and the broadcast one that wants an answer; no other."""
    panel = SimulatedPanel(1)
    assert shown_on(panel, PING) == [Reply()]
    assert shown_on(panel, PING, BROADCAST) == [Reply()]
    assert shown_on(panel, PING, 2) == []
    assert panel.frames == 2


def test_a_panel_refuses_what_it_does_not_know() -> None:
    """An unknown command is answered with NACK; a busy card refuses everything."""
    refused = Reply(accepted=False, error=CardError.NO_COMMAND)
    assert shown_on(SimulatedPanel(1), b"\xa9\x00\x01\x00\x00") == [refused]
    busy = Reply(accepted=False, error=CardError.BUSY)
    assert shown_on(SimulatedPanel(1, start=PanelStart.BUSY), PING) == [busy]


def test_areas_are_kept_by_their_ids() -> None:
    """Each area is written and deleted alone; a power cut deletes them all."""
    panel = SimulatedPanel(1)
    shown_on(panel, ShowLive(areas=(area("A001"), area("B002", number=1))).to_bytes())
    assert panel.shown == "A001\nB002"
    shown_on(panel, ShowLive(areas=(area("A003"),), delete=(1,)).to_bytes())
    assert panel.shown == "A003"
    panel.switch(on=False)
    assert shown_on(panel, PING) == []
    panel.switch(on=True)
    assert panel.shown == ""


def test_an_area_without_a_time_out_stays() -> None:
    """Only the run mode of live texts deletes a stale one."""
    panel = SimulatedPanel(1)
    shown_on(panel, ShowLive(areas=(area("A001", mode=RunMode.LOOP),), reply=False).to_bytes())
    panel.tick(1000, 0)
    assert panel.shown == "A001"


# --- pad ---------------------------------------------------------------------------------------


def test_a_pad_gives_up_after_three_tries() -> None:
    """Nobody echoes: the frame goes out three times, then the pad is quiet."""
    pad = SimulatedPad(1)
    pad.press(PadKey.CALL)
    sent = b""
    for _ in range(30):
        pad.tick(0.1, 0)
        sent += pad.transmit()
    assert PadDecoder().feed(sent) == [press(1, PadKey.CALL)] * 3
    assert pad.unheard == 1


def test_a_pad_hears_its_own_address_alone() -> None:
    """Stars for pad 2 are not shown on pad 1, and without power nothing is."""
    pad = SimulatedPad(1)
    pad.receive(show_stars(2, 5).to_bytes())
    assert pad.stars == 0
    pad.receive(show_stars(1, 4).to_bytes())
    assert pad.stars == 4
    pad.powered = False
    pad.receive(PadFrame(address=1, function=3).to_bytes())
    pad.press(PadKey.CALL)
    pad.tick(1, 0)
    assert (pad.beeps, pad.transmit()) == (0, b"")


# --- ports -------------------------------------------------------------------------------------


def test_a_port_keeps_its_name_over_a_replug(tmp_path: Path) -> None:
    """The name is a link to whatever terminal there is now; unplugged, it is gone."""
    ports = Ports(tmp_path)
    port = ports.add("counter-01", Wire([SimulatedPad(1)]))
    assert port.path.is_char_device()
    port.unplug()
    assert not port.path.is_symlink()
    assert port.master is None
    port.plug()
    port.plug()
    assert port.path.is_char_device()
    ports.stop()
    assert not port.plugged


def test_bytes_that_nobody_reads_are_lost(tmp_path: Path) -> None:
    """As on a real line: the machine is never held up."""
    ports = Ports(tmp_path)
    port = ports.add("line", Wire([SimulatedPad(1)]))
    port.wire.echoing = True
    for _ in range(100):
        port.wire.feed(bytes(200))
        port.give()
    assert port.wire.drain() == b""
    ports.stop()


@pytest.mark.parametrize(("drip", "pieces"), [(None, 1), (4, 3)])
def test_a_drip_lets_a_few_bytes_through_at_a_time(drip: int | None, pieces: int) -> None:
    """Ten bytes of a key arrive in one piece, or in three."""
    pad = SimulatedPad(1)
    wire = Wire([pad])
    wire.drip_bytes = drip
    pad.press(PadKey.CALL)
    wire.tick(0.01, 0)
    arrived = [piece for _ in range(5) if (piece := wire.drain())]
    assert len(arrived) == pieces
    assert b"".join(arrived) == press(1, PadKey.CALL).to_bytes()
