"""Our Modbus against one that nobody here wrote: pymodbus's server, and its client."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from pymodbus.client import ModbusTcpClient
from pymodbus.framer import FramerType

from devices.codecs.counters import CounterMap, displayed
from devices.codecs.digits import words
from devices.counted import Station
from devices.driver import Driver
from devices.line import Line
from devices.link import SerialLink
from devices.pad_maps import shipped_pads
from devices.pad_modbus import CountedPadDriver
from devices.panel_modbus import DigitPanel, ModbusDigits, shipped_maps
from devices.panels import PanelDriver
from hall.bus.messages import AnswerOutcome, Key, ShowOnPad, ShowText
from simulators.machine import Machine
from simulators.pad_modbus import SimulatedCountedPad
from simulators.panel_modbus import SimulatedDigitPanel
from simulators.wire import Wire
from tests.fakes.foreign_modbus import foreign_station
from tests.fakes.network import SerialServer
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until

STATION = 7
PAD = shipped_pads()["calling-8"]
PLAIN = CounterMap(counters=0x20, keys=("call", "recall"))


@contextmanager
def line_to(address: str, driver: Driver) -> Iterator[Line]:
    line = Line("judged", SerialLink(address, baud=9600), driver)
    line.start()
    try:
        yield line
    finally:
        line.stop()


@contextmanager
def their_client(machine: Machine) -> Iterator[ModbusTcpClient]:
    """Their client at the line of our simulated machine."""
    server = SerialServer(Wire([machine]), "socket")
    serving = threading.Thread(target=server.run)
    serving.start()
    host, _, port = server.address.removeprefix("socket://").partition(":")
    client: Any = ModbusTcpClient(host, port=int(port), framer=FramerType.RTU, timeout=2)
    assert client.connect()
    try:
        yield client
    finally:
        client.close()
        server.stop()
        serving.join()


@pytest.mark.parametrize("name", ["number-0088", "text-0070", "segments-0080"])
def test_their_server_takes_what_our_panel_driver_writes(name: str) -> None:
    """Read out of its registers it is what a panel would show."""
    registers, outlet = shipped_maps()[name], FakeOutlet()
    panel = DigitPanel(id="panel", address=STATION, registers=registers)
    driver = PanelDriver(outlet, [panel], ModbusDigits())
    with foreign_station(STATION) as station, line_to(station.address, driver) as line:
        until(lambda: outlet.online("panel"), "it answers")
        show = ShowText(id="t", ttl_s=5, text="请A012号")
        line.errand(lambda now_s: driver.obey("panel", show, now_s))
        until(lambda: outlet.answers == {"t": AnswerOutcome.SHOWN}, "it is shown")
        written = station.read(registers.register, 4)
    ours = SimulatedDigitPanel(STATION, registers)
    with their_client(ours) as client:
        size = len(words("", registers))
        client.write_registers(registers.register, written[:size], device_id=STATION)
    assert ours.shown.endswith("12")


@pytest.mark.parametrize("registers", [PAD, PLAIN])
def test_their_server_is_polled_for_presses(registers: CounterMap) -> None:
    """A counter that moves is a press; the display's registers hold what the hall says."""
    outlet = FakeOutlet()
    driver = CountedPadDriver(outlet, [Station(id="pad", address=STATION, registers=registers)])
    with foreign_station(STATION) as station, line_to(station.address, driver) as line:
        until(lambda: outlet.online("pad"), "it answers")
        station.write(registers.counters + 1, 1)
        if registers.last is not None:
            station.write(registers.last, 0x0102)
        until(lambda: outlet.presses == [("pad", Key.RECALL)], "the press is seen")
        show = ShowOnPad(id="s", ttl_s=5, waiting=3, number="A012")
        line.errand(lambda now_s: driver.obey("pad", show, now_s))
        until(lambda: "s" in outlet.answers, "it is answered")
        if registers.display is not None:
            assert displayed(station.read(registers.display, 4)) == "  3 A012"
    assert outlet.count("pad", "wire_errors") == 0


def test_their_client_reads_and_writes_our_simulated_pad() -> None:
    """Counters, display and beeper; what is not there is refused as the standard says."""
    pad = SimulatedCountedPad(STATION, PAD)
    pad.press("recall")
    with their_client(pad) as client:
        read = client.read_holding_registers(0, count=9, device_id=STATION)
        assert read.registers == [0x0102, 0, 1, 0, 0, 0, 0, 0, 0]
        assert PAD.beep is not None
        assert not client.write_register(PAD.beep, 3, device_id=STATION).isError()
        assert PAD.display is not None
        shown = [0x2020, 0x3320, 0x4130, 0x3132]
        assert not client.write_registers(PAD.display, shown, device_id=STATION).isError()
        refused = client.write_register(0x0200, 1, device_id=STATION)
    assert (pad.beeps, pad.shown, refused.exception_code) == (3, "  3 A012", 2)
