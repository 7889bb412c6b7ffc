"""Puts a gateway together from its configuration; the one place that knows every driver.

What must not live here: protocols, MQTT, the command line.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final

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

KEYBOARDS: Final = "/dev/input/"
USB_PRINTERS: Final = "/dev/usb/"
MM_A_METRE: Final = 1000
UNWATCHED: Final = frozenset({Protocol.CARD})
"""What goes over these lines tells who somebody is: nobody may look on."""


def make_gateway(config: Config, path: Path) -> Gateway:
    """A gateway that remembers prints and ratings beside its file; raises `ConfigError`."""
    memory = config.gateway.memory or path.with_suffix(".prints")
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


def tap_path(path: Path) -> Path:
    """Where the gateway of a file lets its lines be watched."""
    return path.with_suffix(".tap")


def faults_path(path: Path) -> Path:
    """Where the gateway of a file keeps what was wrong."""
    return path.with_suffix(".faults")


def make_seats(config: Config, outlet: Outlet, tap: Tap | None = None) -> dict[str, Seat]:
    """Every device with its line and driver; lines without devices are left alone."""
    seats: dict[str, Seat] = {}
    for name, line_config in config.lines.items():
        devices = [device for _, device in config.devices() if device.line == name]
        if not devices:
            continue
        driver = DRIVERS[line_config.protocol](config, devices, outlet)
        link = _link(line_config)
        if tap is not None and line_config.protocol not in UNWATCHED:
            link = TappedLink(link, name, tap)
        line = Line(name, link, driver)
        for device in devices:
            kind = KINDS[type(device)][0]
            seats[device.id] = Seat(kind=kind, line=line, driver=driver)
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


def _printer_driver(config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    (printer,) = (each for each in devices if isinstance(each, PrinterConfig))
    model = printer.settled(config.printer_models)
    paper = Paper(
        dots=model.paper_dots,
        charset=model.charset,
        font=str(printer.font) if printer.font else None,
        draws_codes=model.draws_codes,
    )
    made = Printer(id=printer.id, paper=paper, confirms=model.confirms, asks=model.asks)
    return PrinterDriver(outlet, made)


def _pad_driver(_config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    pads = [_pad(each) for each in devices if isinstance(each, PadConfig)]
    raters = [_rater(each) for each in devices if isinstance(each, RaterConfig)]
    return PadDriver(outlet, pads, raters)


def _pad(pad: PadConfig) -> Pad:
    keys = {PadKey[name.upper()]: key for name, key in pad.keys.items()}
    return Pad(id=pad.id, address=pad.address, keys={**KEYS, **keys})


def _rater(rater: RaterConfig) -> Rater:
    return Rater(id=rater.id, address=rater.address, levels=rater.levels or LEVELS)


def _onbon_driver(_config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    panels = (each for each in devices if isinstance(each, PanelConfig))
    made = [Panel(**each.model_dump(exclude={"line"})) for each in panels]
    return PanelDriver(outlet, made, Onbon())


def _modbus_driver(config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    """Panels, pads, or both by turns."""
    panels = [
        DigitPanel(id=each.id, address=each.address, registers=config.register_maps[each.registers])
        for each in devices
        if isinstance(each, DigitPanelConfig)
    ]
    pads = [
        Station(id=each.id, address=each.address, registers=config.pad_maps[each.registers])
        for each in devices
        if isinstance(each, CountedPadConfig)
    ]
    pad_driver = CountedPadDriver(outlet, pads, config.lines[devices[0].line].baud)
    panel_driver = PanelDriver(outlet, panels, ModbusDigits())
    if not (pads and panels):
        return pad_driver if pads else panel_driver
    served = {each.id: pad_driver for each in pads}
    return SharedLine(
        [pad_driver, panel_driver], {**served, **{each.id: panel_driver for each in panels}}, GAP_S
    )


def _alpha_driver(_config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    panels = (each for each in devices if isinstance(each, AlphaPanelConfig))
    made = [AlphaPanel(**each.model_dump(exclude={"line"})) for each in panels]
    return PanelDriver(outlet, made, Alpha())


def _keyboard_driver(_config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    (pad,) = (each for each in devices if isinstance(each, KeyboardPadConfig))
    return KeyboardPadDriver(outlet, pad.id, {**KEYPAD, **pad.keys})


def _scanner_driver(config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    (scanner,) = (each for each in devices if isinstance(each, ScannerConfig))
    types = config.lines[scanner.line].port.startswith(KEYBOARDS)
    return ScannerDriver(outlet, scanner.id, KeyDecoder() if types else None)


def _sounder_driver(config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    (sounder,) = (each for each in devices if isinstance(each, SounderConfig))
    made = Sounder(**sounder.model_dump(exclude={"line"}), player=config.lines[sounder.line].port)
    return SounderDriver(outlet, made)


def _card_driver(_config: Config, devices: Sequence[Device], outlet: Outlet) -> Driver:
    (reader,) = (each for each in devices if isinstance(each, CardReaderConfig))
    return CardReaderDriver(outlet, reader.id, reader.key_file.read_bytes().strip())


DRIVERS: Final[dict[Protocol, Callable[[Config, Sequence[Device], Outlet], Driver]]] = {
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
