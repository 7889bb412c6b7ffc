"""The printer driver against a printer that nobody here wrote: the emulator `emupos`, over TCP.

It needs Python 3.13, so it stands in an environment of its own and in no test run:

    python3.13 -m venv build/emupos && build/emupos/bin/pip install emupos
    python -m tests.judges.emupos build/emupos/bin/emupos build/emupos-tickets

Tells what the driver says of each case, and keeps what the emulator has drawn and read. Ends with
1 when the driver says something else than is right.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import httpx
import typer

from devices.line import Line
from devices.link import SerialLink
from devices.printer_escpos import Printer, PrinterDriver
from devices.printer_models import Confirms
from hall.bus.messages import AnswerOutcome, PrintTicket
from hall.controller.sample_tickets import sample_ticket
from tests.fakes.brokers import free_port
from tests.fakes.outlet import FakeOutlet
from tests.fakes.switchboard import sample_premises
from tests.fakes.waiting import until

CONFIG: Final = """\
schema: 1
api: {{ host: 127.0.0.1, port: {api} }}
devices:
  - id: front
    type: printer
    profile: epson-tm-t20iii
    connections:
      - tcp: {{ port: {printer} }}
"""
FAULTS: Final = {
    "paper-near-end": "paper_near_end",
    "paper-out": "paper_out",
    "cover-open": "cover_open",
    "offline": "offline",
}
"""The emulator's faults, and what the driver must call them."""
PROOFS: Final = (Confirms.JOB, Confirms.BUFFER, Confirms.NOTHING)
DEVICE: Final = "printer-1"


@dataclass(slots=True)
class Emulator:
    """A running emulator: where it prints, and what can be asked of it."""

    printer: int
    api: int
    folder: Path
    wrong: list[str] = field(default_factory=list)

    def ask(self, path: str, method: str = "GET") -> bytes:
        """One request of its control API."""
        url = f"http://127.0.0.1:{self.api}/api/v1/devices/front/{path}"
        return httpx.request(method, url, timeout=5).raise_for_status().content

    def tell(self, case: str, said: str, *, right: bool) -> None:
        """One line of the report."""
        typer.echo(f"{'good ' if right else 'WRONG'} {case}: {said}")
        if not right:
            self.wrong.append(case)

    def tickets(self) -> list[str]:
        """The ids of what was printed so far."""
        return [each["id"] for each in json.loads(self.ask("receipts"))]


@contextmanager
def running(program: str, folder: Path) -> Iterator[Emulator]:
    """The emulator with one printer, as long as the block lasts."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Emulator(free_port(), free_port(), folder)
    config = folder / "emupos.yaml"
    config.write_text(CONFIG.format(api=made.api, printer=made.printer), encoding="utf-8")
    with subprocess.Popen(
        [program, "run", "--config", str(config)], cwd=folder, stdout=subprocess.DEVNULL
    ) as process:
        try:
            until(lambda: _answers(made), "the emulator runs")
            yield made
        finally:
            process.terminate()


def _answers(emulator: Emulator) -> bool:
    try:
        emulator.ask("receipts")
    except httpx.HTTPError:
        return False
    return True


@contextmanager
def driven(
    emulator: Emulator, confirms: Confirms
) -> Iterator[tuple[Line, PrinterDriver, FakeOutlet]]:
    """The gateway's own driver on the emulator's port."""
    outlet = FakeOutlet()
    driver = PrinterDriver(outlet, Printer(id=DEVICE, confirms=confirms))
    line = Line("front", SerialLink(f"socket://127.0.0.1:{emulator.printer}", baud=9600), driver)
    line.start()
    try:
        until(lambda: outlet.online(DEVICE), "the printer is on line")
        yield line, driver, outlet
    finally:
        line.stop()


def printed(line: Line, driver: PrinterDriver, outlet: FakeOutlet, name: str) -> AnswerOutcome:
    """What becomes of one ticket."""
    document = sample_ticket(sample_premises(), datetime.now(UTC))
    command = PrintTicket(id=name, ttl_s=30, document=document)
    line.errand(lambda now_s: driver.obey(DEVICE, command, now_s))
    until(lambda: name in outlet.answers, "the ticket is answered")
    return outlet.answers[name]


def prove(emulator: Emulator) -> None:
    """A ticket under each way of proving it; the emulator has it each time."""
    for confirms in PROOFS:
        before = emulator.tickets()
        with driven(emulator, confirms) as (line, driver, outlet):
            begin = time.monotonic()
            outcome = printed(line, driver, outlet, f"proof-{confirms}")
            took_s = time.monotonic() - begin
        until(lambda known=before: emulator.tickets() != known, "it has the ticket")  # type: ignore[misc]
        reason = outlet.reasons[f"proof-{confirms}"]
        said = f"{outcome} after {took_s:.2f} s, {reason or 'no reason'}"
        right = outcome is not AnswerOutcome.FAILED
        emulator.tell(f"confirms = {confirms}", said, right=right)


def fail(emulator: Emulator) -> None:
    """Each fault is told by its name, refuses a ticket where it must, and is over when it is."""
    with driven(emulator, Confirms.BUFFER) as (line, driver, outlet):
        for fault, code in FAULTS.items():
            emulator.ask(f"faults/{fault}", "PUT")
            until(lambda wanted=code: wanted in outlet.codes(DEVICE), fault, 15)  # type: ignore[misc]
            outcome = printed(line, driver, outlet, fault)
            prints = code == "paper_near_end"
            right = (outcome is not AnswerOutcome.FAILED) == prints
            emulator.tell(
                f"fault {fault}", f"{outlet.codes(DEVICE)}, a ticket {outcome}", right=right
            )
            emulator.ask(f"faults/{fault}", "DELETE")
            until(lambda: not outlet.codes(DEVICE), "the fault is over", 15)
        emulator.tell("faults cleared", "no fault left", right=True)


def keep(emulator: Emulator) -> None:
    """What the emulator has drawn and read of the last ticket."""
    last = emulator.tickets()[0]
    picture, text = emulator.folder / "ticket.png", emulator.folder / "ticket.txt"
    picture.write_bytes(emulator.ask(f"receipts/{last}/image"))
    text.write_bytes(emulator.ask(f"receipts/{last}/text"))
    said = text.read_text(encoding="utf-8")
    emulator.tell("text of the ticket", said.replace("\n", " | ")[:200], right="012" in said)


def main(program: str, folder: Path) -> int:
    """All cases; 1 when one is wrong."""
    with running(program, folder.absolute()) as emulator:
        prove(emulator)
        fail(emulator)
        keep(emulator)
    return 1 if emulator.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
