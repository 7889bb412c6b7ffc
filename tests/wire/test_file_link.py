"""Printers and ports that are a file: USB printers and what a file can refuse."""

import os
from contextlib import suppress
from pathlib import Path

import pytest

from devices.errors import LinkError, LinkStalled
from devices.file_link import FileLink
from devices.line import Line
from devices.printer_escpos import Printer, PrinterDriver
from hall.bus.messages import (
    AnswerOutcome,
    PrintTicket,
)
from simulators.printer_escpos import SimulatedPrinter
from simulators.pty import Ports
from simulators.wire import Wire
from tests.fakes.counter import TICKET
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until


def test_a_usb_printer_prints_through_its_file(tmp_path: Path) -> None:
    """The same driver as on a serial line: asked before, proved after."""
    outlet, printer = FakeOutlet(), SimulatedPrinter()
    driver = PrinterDriver(outlet, Printer(id="printer-1"))
    ports = Ports(tmp_path)
    port = ports.add("lp0", Wire([printer]))
    ports.start()
    line = Line("usb", FileLink(str(port.path)), driver)
    line.start()
    try:
        until(lambda: outlet.online("printer-1"), "it answers")
        line.errand(
            lambda now_s: driver.obey(
                "printer-1", PrintTicket(id="p", ttl_s=30, document=TICKET), now_s
            )
        )
        until(lambda: outlet.answers == {"p": AnswerOutcome.PRINTED}, "it is proved")
    finally:
        line.stop()
        ports.stop()
    assert printer.printed == 1


def test_a_file_that_is_not_there_or_takes_nothing_is_an_error(tmp_path: Path) -> None:
    """Missing, refused by its claim, full, ended."""
    with pytest.raises(LinkError, match="cannot be opened"):
        FileLink(str(tmp_path / "none")).open()
    os.mkfifo(tmp_path / "pipe")
    link = FileLink(str(tmp_path / "pipe"), _refuse)
    with pytest.raises(LinkError, match="taken"):
        link.open()
    with pytest.raises(LinkError, match="not open"):
        link.read(0)
    link = FileLink(str(tmp_path / "pipe"))
    link.open()
    with pytest.raises(LinkStalled):
        link.write(bytes(1_000_000), 0.1)
    for _ in range(5):
        link.wake()
    link.close()
    (tmp_path / "empty").touch()
    link = FileLink(str(tmp_path / "empty"))
    link.open()
    with pytest.raises(LinkError, match="ended"):
        link.read(0.1)
    with suppress(LinkError):
        link.close()


def _refuse(_file: int) -> None:
    raise OSError("taken")
