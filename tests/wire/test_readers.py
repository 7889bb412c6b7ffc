"""Scanners and keypads: their drivers against simulated ones over a pty."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from devices.acceptance import Ear, Post, Rehearsal
from devices.codecs.keyboard import KeyDecoder
from devices.driver import Driver
from devices.file_link import FileLink
from devices.gateway import Seat
from devices.line import Line
from devices.pad_keyboard import KeyboardPadDriver
from devices.scanner import ScannerDriver
from devices.tasks import Shows
from hall.bus.messages import (
    AnswerOutcome,
    Beep,
    Key,
    ShowOnPad,
    Text,
)
from hall.bus.topics import Kind
from simulators.machine import Machine
from simulators.pty import Ports, PtyPort
from simulators.scanner import SimulatedScanner
from simulators.wire import Wire
from tests.fakes.lines import Stage, stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until


@contextmanager
def as_file(folder: Path, driver: Driver, machine: Machine) -> Iterator[tuple[Ports, PtyPort]]:
    """A driver on a device file; a pseudo terminal stands in for the kernel's."""
    ports = Ports(folder)
    port = ports.add("device", Wire([machine]))
    ports.start()
    line = Line("test", FileLink(str(port.path)), driver)
    line.start()
    try:
        yield ports, port
    finally:
        line.stop()
        ports.stop()


# --- scanners -------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["\r\n", ""])
def test_a_code_is_told_once_however_long_the_paper_is_held(tmp_path: Path, suffix: str) -> None:
    """The same code again at once is the same paper; another is another."""
    outlet, scanner = FakeOutlet(), SimulatedScanner(suffix)
    with stage(tmp_path, ScannerDriver(outlet, "scanner-1"), [scanner]) as on:
        until(lambda: outlet.online("scanner-1"), "it is there")
        _scan(on, scanner, "R2026-0001")
        until(lambda: outlet.codes_read == [("scanner-1", "R2026-0001")], "it is read")
        _scan(on, scanner, "R2026-0001")
        until(lambda: outlet.count("scanner-1", "repeats") == 1, "it is held still")
        _scan(on, scanner, "7731")
        until(lambda: len(outlet.codes_read) == 2, "another paper")
    assert outlet.codes_read[1] == ("scanner-1", "7731")


def _scan(on: Stage, scanner: SimulatedScanner, code: str) -> None:
    with on.ports.lock:
        scanner.scan(code)


def test_noise_is_counted_and_no_code(tmp_path: Path) -> None:
    """What is too short or no text is told to nobody."""
    outlet, scanner = FakeOutlet(), SimulatedScanner()
    with stage(tmp_path, ScannerDriver(outlet, "scanner-1"), [scanner]) as on:
        until(lambda: outlet.online("scanner-1"), "it is there")
        _scan(on, scanner, "\x01\x02")
        _scan(on, scanner, "7")
        _scan(on, scanner, "A-77")
        until(lambda: outlet.codes_read == [("scanner-1", "A-77")], "the code is read")
        on.obey("scanner-1", Beep(id="b", ttl_s=5, times=1))
        until(lambda: outlet.answers == {"b": AnswerOutcome.FAILED}, "it cannot beep")
    assert outlet.count("scanner-1", "wire_errors") == 1


def test_a_scanner_that_types_comes_back_after_a_replug(tmp_path: Path) -> None:
    """On a device file; pulled out it is told, put back it reads."""
    outlet, scanner = FakeOutlet(), SimulatedScanner("\n", types=True)
    driver = ScannerDriver(outlet, "scanner-1", KeyDecoder())
    with as_file(tmp_path, driver, scanner) as (ports, port):
        until(lambda: outlet.online("scanner-1"), "it is there")
        with ports.lock:
            port.unplug()
        until(lambda: outlet.codes("scanner-1") == ["line_lost"], "it is gone")
        with ports.lock:
            port.plug()
        until(lambda: outlet.online("scanner-1"), "it is back")
        with ports.lock:
            scanner.scan("Qr/A_b-9")
        until(lambda: outlet.codes_read == [("scanner-1", "Qr/A_b-9")], "it is read")


def test_a_rehearsal_accepts_a_scanner_that_reads(tmp_path: Path) -> None:
    """The technician is asked for a code; without one the scanner is not accepted."""
    ear, scanner = Ear(), SimulatedScanner()
    with stage(tmp_path, ScannerDriver(ear, "scanner-1"), [scanner]) as on:
        until(lambda: "scanner-1" in ear.healths, "it is there")

        def hold(_text: Text) -> None:
            _scan(on, scanner, next(papers))

        seat = Seat(kind=Kind.SCANNER, line=on.line, driver=on.driver)
        post = Post(
            device="scanner-1", place="取号机 1", port="port", seat=seat, shows=Shows.NOTHING
        )
        rehearsal = Rehearsal(ear=ear, ask=str, say=hold, code=lambda: "321", key_s=1.0)
        papers = iter(["A-1001", "A-1002"])
        (good,) = rehearsal.walk([post])
        papers = iter(["", ""])
        (bad,) = rehearsal.walk([post])
    assert good.faults == ()
    assert bad.faults == (("什么也没有读到", "Nothing was read"),)


# --- keypads --------------------------------------------------------------------------------------


@pytest.fixture
def keypad(tmp_path: Path) -> Iterator[tuple[Ports, SimulatedScanner, FakeOutlet]]:
    outlet, pad = FakeOutlet(), SimulatedScanner("", types=True)
    driver = KeyboardPadDriver(outlet, "pad-1")
    with as_file(tmp_path, driver, pad) as (ports, _):
        until(lambda: outlet.online("pad-1"), "it is there")
        yield ports, pad, outlet


def test_keys_of_a_keypad_ask_with_their_figures(
    keypad: tuple[Ports, SimulatedScanner, FakeOutlet],
) -> None:
    """Enter calls; 07 and the point sign in; a key twice at once is one."""
    ports, pad, outlet = keypad
    with ports.lock:
        pad.scan("\n\n07.")
    until(lambda: len(outlet.presses) == 2, "both arrive")
    assert outlet.presses == [("pad-1", Key.CALL), ("pad-1", Key.SIGN_IN)]
    assert outlet.digits == ["", "07"]


def test_a_keypad_blinks_for_beeps(keypad: tuple[Ports, SimulatedScanner, FakeOutlet]) -> None:
    """A key without a meaning is refused on the spot, by the Num Lock lamp."""
    ports, pad, outlet = keypad
    with ports.lock:
        pad.scan("x")
    until(lambda: pad.blinks == 3, "three blinks")
    assert outlet.presses == []


def test_a_keypad_has_no_display(tmp_path: Path) -> None:
    """It is told so; a beep is a blink, and so is a hall that is away."""
    outlet, pad = FakeOutlet(), SimulatedScanner("", types=True)
    with stage(tmp_path, KeyboardPadDriver(outlet, "pad-1"), [pad]) as on:
        until(lambda: outlet.online("pad-1"), "it is there")
        on.obey("pad-1", Beep(id="b", ttl_s=5, times=1))
        on.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=1))
        on.unanswered("pad-1")
        until(lambda: pad.blinks == 4, "one blink, and three")
    assert outlet.answers == {"b": AnswerOutcome.DONE, "s": AnswerOutcome.FAILED}


def test_a_rehearsal_asks_of_a_keypad_what_it_can_show(tmp_path: Path) -> None:
    """It has no display: its lamp blinks, and the technician counts."""
    ear, pad = Ear(), SimulatedScanner("", types=True)
    with stage(tmp_path, KeyboardPadDriver(ear, "pad-1"), [pad]) as on:
        until(lambda: "pad-1" in ear.healths, "it is there")

        def count(question: Text) -> str:
            assert "Num Lock" in question[1]
            until(lambda: pad.blinks == 3, "it has blinked")
            return str(pad.blinks)

        def press(_text: Text) -> None:
            _scan(on, pad, "\n")

        seat = Seat(kind=Kind.PAD, line=on.line, driver=on.driver)
        post = Post(device="pad-1", place="3号窗口", port="port", seat=seat, shows=Shows.BLINKS)
        rehearsal = Rehearsal(ear=ear, ask=count, say=press, code=lambda: "321", key_s=1.0)
        (verdict,) = rehearsal.walk([post])
    assert verdict.faults == ()
