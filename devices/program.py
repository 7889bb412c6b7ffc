"""Puts a gateway together from its configuration; the one place that knows every driver.

What must not live here: protocols, MQTT, the command line.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from devices.card_reader import CardReaderDriver
from devices.codecs.ff68 import PadKey
from devices.codecs.keyboard import KeyDecoder
from devices.configured import (
    KINDS,
    AlphaPanelConfig,
    CardReaderConfig,
    Config,
    CountedPadConfig,
    Device,
    DigitPanelConfig,
    KeyboardPadConfig,
    LineConfig,
    PadConfig,
    PanelConfig,
    PrinterConfig,
    Protocol,
    RaterConfig,
    ScannerConfig,
    SounderConfig,
)
from devices.counted import Station
from devices.driver import Driver, Outlet
from devices.fault_log import FaultLog
from devices.file_link import FileLink, grab
from devices.gateway import Gateway, Seat
from devices.last_counts import LastCounts
from devices.line import Line
from devices.link import EchoedLink, Link, SerialLink
from devices.memory import PrintMemory
from devices.once import Once
from devices.outbox import Outbox
from devices.pad_ff68 import KEYS, LEVELS, Pad, PadDriver, Rater
from devices.pad_keyboard import KEYS as KEYPAD
from devices.pad_keyboard import KeyboardPadDriver
from devices.pad_modbus import CountedPadDriver
from devices.panel_alpha import Alpha, AlphaPanel
from devices.panel_modbus import GAP_S, DigitPanel, ModbusDigits
from devices.panel_onbon import Onbon, Panel
from devices.panels import PanelDriver
from devices.paper_roll import PaperRolls
from devices.player import PlayerLink
from devices.printer_escpos import Printer, PrinterDriver
from devices.scanner import ScannerDriver
from devices.shared_line import SharedLine
from devices.sounder import Sounder, SounderDriver
from devices.tap import Tap, TappedLink
from devices.ticket_layout import Paper
from hall.errors import ConfigError

D = TypeVar("D", bound=Device)
KEYBOARDS: Final = "/dev/input/"
USB_PRINTERS: Final = "/dev/usb/"
MM_A_METRE: Final = 1000
UNWATCHED: Final = frozenset({Protocol.CARD})
"""What goes over these lines tells who somebody is: nobody may look on."""


def make_gateway(config: Config, path: Path) -> Gateway:
    """A gateway that remembers prints and ratings beside its file; raises `ConfigError`."""
    memory = memory_path(config, path)
    try:
        once = Once(PrintMemory(memory))
        outbox = Outbox(memory.with_suffix(".ratings"))
        fault_log = FaultLog(faults_path(path))
    except OSError as error:
        raise ConfigError(f"{path}: gateway.memory: {memory}: {error}") from error
    return Gateway(
        gateway=config.gateway.id,
        hall=config.gateway.hall,
        broker=config.gateway.broker,
        once=once,
        outbox=outbox,
        fault_log=fault_log,
        rolls=PaperRolls(memory.with_suffix(".paper"), dict(_rolls_mm(config))),
    )


def _rolls_mm(config: Config) -> Iterator[tuple[str, float]]:
    """How long each printer's roll is when it is new."""
    for _, device in config.devices():
        if isinstance(device, PrinterConfig):
            yield device.id, device.roll_m * MM_A_METRE


def memory_path(config: Config, path: Path) -> Path:
    """Where the gateway of a file notes begun prints, and beside it all that it keeps."""
    return config.gateway.memory or path.with_suffix(".prints")


def tap_path(path: Path) -> Path:
    """Where the gateway of a file lets its lines be watched."""
    return path.with_suffix(".tap")


def faults_path(path: Path) -> Path:
    """Where the gateway of a file keeps what was wrong."""
    return path.with_suffix(".faults")


def counts_path(config: Config, path: Path) -> Path:
    """Where the gateway of a file keeps how often the keys of its counting pads were pressed."""
    return memory_path(config, path).with_suffix(".counts")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What a driver of a line is made from."""

    config: Config
    devices: Sequence[Device]
    outlet: Outlet
    last_counts: LastCounts

    def only(self, kind: type[D]) -> list[D]:
        """The devices of a kind."""
        return [each for each in self.devices if isinstance(each, kind)]


def make_seats(
    config: Config,
    outlet: Outlet,
    tap: Tap | None = None,
    last_counts: LastCounts | None = None,
) -> dict[str, Seat]:
    """Every device with its line and driver; lines without devices are left alone."""
    seats: dict[str, Seat] = {}
    last_counts = last_counts or LastCounts()
    for name, line_config in config.lines.items():
        devices = [device for _, device in config.devices() if device.line == name]
        if not devices:
            continue
        parts = _Parts(config=config, devices=devices, outlet=outlet, last_counts=last_counts)
        driver = DRIVERS[line_config.protocol](parts)
        link = _link(line_config)
        if tap is not None and line_config.protocol not in UNWATCHED:
            link = TappedLink(link, name, tap)
        line = Line(name, link, driver)
        for device in devices:
            kind, protocol = KINDS[type(device)]
            reads_cards = protocol is Protocol.CARD
            seats[device.id] = Seat(kind=kind, line=line, driver=driver, reads_cards=reads_cards)
    return seats


def _link(line: LineConfig) -> Link:
    if line.protocol is Protocol.SOUND:
        return PlayerLink(line.port)
    if line.port.startswith(KEYBOARDS):
        return FileLink(line.port, grab)
    if line.port.startswith(USB_PRINTERS):
        return FileLink(line.port)
    link = SerialLink(line.port, baud=line.baud, flow=line.flow)
    return EchoedLink(link) if line.local_echo else link


def _printer_driver(parts: _Parts) -> Driver:
    (printer,) = parts.only(PrinterConfig)
    model = printer.settled(parts.config.printer_models)
    paper = Paper(
        dots=model.paper_dots,
        charset=model.charset,
        font=str(printer.font) if printer.font else None,
        draws_codes=model.draws_codes,
    )
    made = Printer(id=printer.id, paper=paper, confirms=model.confirms, asks=model.asks)
    return PrinterDriver(parts.outlet, made)


def _pad_driver(parts: _Parts) -> Driver:
    pads = [_pad(each) for each in parts.only(PadConfig)]
    raters = [_rater(each) for each in parts.only(RaterConfig)]
    return PadDriver(parts.outlet, pads, raters)


def _pad(pad: PadConfig) -> Pad:
    keys = {PadKey[name.upper()]: key for name, key in pad.keys.items()}
    return Pad(id=pad.id, address=pad.address, keys={**KEYS, **keys})


def _rater(rater: RaterConfig) -> Rater:
    return Rater(id=rater.id, address=rater.address, levels=rater.levels or LEVELS)


def _onbon_driver(parts: _Parts) -> Driver:
    panels = parts.only(PanelConfig)
    made = [Panel(**each.model_dump(exclude={"line"})) for each in panels]
    return PanelDriver(parts.outlet, made, Onbon())


def _modbus_driver(parts: _Parts) -> Driver:
    """Panels, pads, or both by turns."""
    panels, pads = _digit_panels(parts), _stations(parts)
    baud = parts.config.lines[parts.devices[0].line].baud
    pad_driver = CountedPadDriver(parts.outlet, pads, baud, parts.last_counts)
    panel_driver = PanelDriver(parts.outlet, panels, ModbusDigits())
    if not (pads and panels):
        return pad_driver if pads else panel_driver
    served = {each.id: pad_driver for each in pads}
    return SharedLine(
        [pad_driver, panel_driver], {**served, **{each.id: panel_driver for each in panels}}, GAP_S
    )


def _digit_panels(parts: _Parts) -> list[DigitPanel]:
    known = parts.config.register_maps
    return [
        DigitPanel(id=each.id, address=each.address, registers=known[each.registers])
        for each in parts.only(DigitPanelConfig)
    ]


def _stations(parts: _Parts) -> list[Station]:
    known = parts.config.pad_maps
    return [
        Station(id=each.id, address=each.address, registers=known[each.registers])
        for each in parts.only(CountedPadConfig)
    ]


def _alpha_driver(parts: _Parts) -> Driver:
    panels = parts.only(AlphaPanelConfig)
    made = [AlphaPanel(**each.model_dump(exclude={"line"})) for each in panels]
    return PanelDriver(parts.outlet, made, Alpha())


def _keyboard_driver(parts: _Parts) -> Driver:
    (pad,) = parts.only(KeyboardPadConfig)
    return KeyboardPadDriver(parts.outlet, pad.id, {**KEYPAD, **pad.keys})


def _scanner_driver(parts: _Parts) -> Driver:
    (scanner,) = parts.only(ScannerConfig)
    types = parts.config.lines[scanner.line].port.startswith(KEYBOARDS)
    return ScannerDriver(parts.outlet, scanner.id, KeyDecoder() if types else None)


def _sounder_driver(parts: _Parts) -> Driver:
    (sounder,) = parts.only(SounderConfig)
    made = Sounder(
        **sounder.model_dump(exclude={"line"}), player=parts.config.lines[sounder.line].port
    )
    return SounderDriver(parts.outlet, made)


def _card_driver(parts: _Parts) -> Driver:
    (reader,) = parts.only(CardReaderConfig)
    return CardReaderDriver(parts.outlet, reader.id, reader.key_file.read_bytes().strip())


DRIVERS: Final[dict[Protocol, Callable[[_Parts], Driver]]] = {
    Protocol.ALPHA: _alpha_driver,
    Protocol.CARD: _card_driver,
    Protocol.ESCPOS: _printer_driver,
    Protocol.FF68: _pad_driver,
    Protocol.KEYBOARD: _keyboard_driver,
    Protocol.MODBUS: _modbus_driver,
    Protocol.ONBON: _onbon_driver,
    Protocol.SCANNER: _scanner_driver,
    Protocol.SOUND: _sounder_driver,
}
