"""Each device of the scenario table: its driver, its machine, and what is done with it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from devices.card_reader import CardReaderDriver
from devices.codecs.ff68 import PadKey
from devices.counted import Station
from devices.driver import Driver
from devices.pad_ff68 import Pad, PadDriver, Rater
from devices.pad_keyboard import KeyboardPadDriver
from devices.pad_maps import shipped_pads
from devices.pad_modbus import CountedPadDriver
from devices.panel_alpha import Alpha, AlphaPanel
from devices.panel_modbus import DigitPanel, ModbusDigits, shipped_maps
from devices.panel_onbon import Onbon, Panel
from devices.panels import PanelDriver
from devices.printer_escpos import Printer, PrinterDriver, Timing
from devices.scanner import ScannerDriver
from hall.bus.messages import Command, CutBlock, PrintTicket, ShowText, TextBlock, TicketDocument
from simulators.card_reader import SimulatedCardReader
from simulators.machine import Machine
from simulators.pad_ff68 import SimulatedPad, SimulatedRater
from simulators.pad_modbus import SimulatedCountedPad
from simulators.panel_alpha import SimulatedSign
from simulators.panel_modbus import SimulatedDigitPanel
from simulators.panel_onbon import SimulatedPanel
from simulators.printer_escpos import SPEED_MM_S, SimulatedPrinter
from simulators.scanner import SimulatedScanner
from tests.fakes.outlet import FakeOutlet

HERE, ELSEWHERE = 1, 2
SEGMENTS = shipped_maps()["segments-0080"]
SHOW = ShowText(id="it", ttl_s=5, text="A012")
PRINT = PrintTicket(
    id="it", ttl_s=30, document=TicketDocument(blocks=(TextBlock(text="A012"), CutBlock()))
)
QUICK = Timing(poll_s=600, write_s=0.5, confirm_s=2.0)


@dataclass(frozen=True, slots=True)
class Subject:
    """A device: its driver, its machine, what is done with it, and what a person sees of it."""

    driver: Driver
    machine: Machine
    act: Command | Callable[[], None]
    seen: Callable[[], str]


def onbon(outlet: FakeOutlet, address: int) -> Subject:
    machine = SimulatedPanel(address)
    driver = PanelDriver(outlet, [Panel(id="device", address=HERE)], Onbon())
    return Subject(driver, machine, SHOW, lambda: machine.text)


def modbus(outlet: FakeOutlet, address: int) -> Subject:
    machine = SimulatedDigitPanel(address, SEGMENTS)
    panel = DigitPanel(id="device", address=HERE, registers=SEGMENTS)
    driver = PanelDriver(outlet, [panel], ModbusDigits())
    return Subject(driver, machine, SHOW, lambda: machine.shown)


def alpha(outlet: FakeOutlet, address: int) -> Subject:
    machine = SimulatedSign(address)
    driver = PanelDriver(outlet, [AlphaPanel(id="device", address=HERE, checked=True)], Alpha())
    return Subject(driver, machine, SHOW, lambda: machine.shown)


def pad(outlet: FakeOutlet, address: int) -> Subject:
    machine = SimulatedPad(address)
    driver = PadDriver(outlet, [Pad(id="device", address=HERE)], [])
    return Subject(
        driver, machine, lambda: machine.press(PadKey.CALL), lambda: "-" * machine.unheard
    )


def rater(outlet: FakeOutlet, address: int) -> Subject:
    machine = SimulatedRater(address)
    asked = Rater(id="device", address=HERE, service="s-1", open_until_s=float("inf"))
    driver = PadDriver(outlet, [], [asked])
    return Subject(driver, machine, lambda: machine.press(4), lambda: "-" * machine.unheard)


def counted(outlet: FakeOutlet, address: int) -> Subject:
    registers = shipped_pads()["calling-8"]
    machine = SimulatedCountedPad(address, registers)
    driver = CountedPadDriver(outlet, [Station(id="device", address=HERE, registers=registers)])
    return Subject(driver, machine, lambda: machine.press("call"), lambda: "!" * machine.beeps)


def counted_rater(outlet: FakeOutlet, address: int) -> Subject:
    registers = shipped_pads()["rating-5"]
    machine = SimulatedCountedPad(address, registers)
    asked = Station(
        id="device",
        address=HERE,
        registers=registers,
        service="s-1",
        open_until_s=float("inf"),
    )
    driver = CountedPadDriver(outlet, [asked])
    return Subject(driver, machine, lambda: machine.press(4), lambda: "!" * machine.beeps)


def printer(outlet: FakeOutlet, _address: int) -> Subject:
    machine = SimulatedPrinter(speed_mm_s=10 * SPEED_MM_S)
    driver = PrinterDriver(outlet, Printer(id="device"), QUICK)
    return Subject(
        driver,
        machine,
        PRINT,
        lambda: " ".join("".join(ticket.lines) for ticket in machine.tickets),
    )


def scanner(outlet: FakeOutlet, _address: int) -> Subject:
    machine = SimulatedScanner()
    driver = ScannerDriver(outlet, "device")
    return Subject(driver, machine, lambda: machine.scan("R2026-0001"), str)


def keypad(outlet: FakeOutlet, _address: int) -> Subject:
    machine = SimulatedScanner("", types=True)
    driver = KeyboardPadDriver(outlet, "device")
    return Subject(driver, machine, lambda: machine.scan("\n"), lambda: "*" * machine.blinks)


def card_reader(outlet: FakeOutlet, _address: int) -> Subject:
    machine = SimulatedCardReader()
    driver = CardReaderDriver(outlet, "device", b"a secret")
    return Subject(
        driver, machine, lambda: machine.lay("11010119520307123X", date(1952, 3, 7)), str
    )


SUBJECTS = {
    "onbon": onbon,
    "modbus": modbus,
    "alpha": alpha,
    "pad": pad,
    "rater": rater,
    "counted": counted,
    "counted_rater": counted_rater,
    "scanner": scanner,
    "keypad": keypad,
    "card_reader": card_reader,
    "printer": printer,
}
