"""The driver of Modbus digit panels against simulated panels over a pty, with faults of lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.panel_modbus import DigitPanel, ModbusDigits, shipped_maps
from devices.panels import PanelDriver
from hall.bus.messages import AnswerOutcome, ShowText
from simulators.panel_modbus import SimulatedDigitPanel
from simulators.wire import Fault, bit_flip, garbage, silence, truncation, twice
from tests.fakes.lines import Stage, stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.virtual_line import VirtualLine
from tests.fakes.waiting import until

SEGMENTS = shipped_maps()["segments-0080"]
NUMBER = shipped_maps()["number-0000"]


@dataclass(frozen=True, slots=True)
class Row:
    """A panel of segments and a panel of numbers on one line."""

    stage: Stage
    outlet: FakeOutlet
    panel: SimulatedDigitPanel
    number: SimulatedDigitPanel

    def show(self, text: str, *, blink: bool = False, device: str = "panel-1") -> str:
        command = ShowText(id=f"{device}-{text}", ttl_s=5, text=text, blink=blink)
        self.stage.obey(device, command)
        return command.id

    def shown(self, command: str) -> bool:
        return self.outlet.answers.get(command) is AnswerOutcome.SHOWN


def panels() -> list[DigitPanel]:
    return [
        DigitPanel(id="panel-1", address=1, registers=SEGMENTS),
        DigitPanel(id="panel-2", address=2, registers=NUMBER),
    ]


@pytest.fixture
def row(tmp_path: Path) -> Iterator[Row]:
    outlet = FakeOutlet()
    driver = PanelDriver(outlet, panels(), ModbusDigits())
    panel, number = SimulatedDigitPanel(1, SEGMENTS), SimulatedDigitPanel(2, NUMBER)
    with stage(tmp_path, driver, [panel, number]) as made:
        until(lambda: outlet.online("panel-1") and outlet.online("panel-2"), "both answer")
        yield Row(made, outlet, panel, number)


def test_every_panel_gets_the_number_of_its_text(row: Row) -> None:
    """As segments with the letter, and as a number alone."""
    commands = [row.show("请C014号"), row.show("请A102号", device="panel-2")]
    until(lambda: all(map(row.shown, commands)), "both are answered")
    assert (row.panel.shown, row.number.shown) == ("C014", "102")


def test_a_new_call_blinks_and_a_panel_that_cannot_be_dark_does_not(row: Row) -> None:
    """Number and dark take turns by the driver; 0 is no dark."""
    row.show("请C014号", blink=True)
    still = row.show("请A102号", blink=True, device="panel-2")
    until(lambda: row.panel.shown == "C014", "it is lit")
    until(lambda: row.panel.shown == "", "it is dark for a moment")
    until(lambda: row.panel.shown == "C014", "it is lit again")
    assert row.shown(still)
    assert row.number.shown == "102"


@pytest.mark.parametrize("to_host", [True, False])
@pytest.mark.parametrize(
    "fault", [garbage(b"\x01\x10\x00\x80\x00\x7b\xf6"), truncation(3), bit_flip(20), silence, twice]
)
def test_one_disturbed_frame_costs_only_time(row: Row, fault: Fault, to_host: bool) -> None:
    """A damaged number or answer is sent again; the panel shows it and says so."""
    row.stage.wire.disturb(fault, times=1, to_host=to_host)
    command = row.show("请A001号")
    until(lambda: row.shown(command), "the command is answered")
    assert row.panel.shown == "A001"
    assert row.outlet.online("panel-1")


def test_a_dead_station_is_asked_less_often_and_comes_back(row: Row) -> None:
    """It costs its neighbour nothing but its turn, and is told the last number when it is back."""
    with row.stage.ports.lock:
        row.panel.switch(on=False)
    command = row.show("请A001号")
    until(lambda: command in row.outlet.answers, "the command is given up")
    assert row.outlet.answers[command] is AnswerOutcome.FAILED
    assert row.outlet.codes("panel-1") == ["no_answer"]
    neighbour = row.show("请A102号", device="panel-2")
    until(lambda: row.shown(neighbour), "the neighbour shows")
    with row.stage.ports.lock:
        row.panel.switch(on=True)
    until(lambda: row.panel.shown == "A001", "the number of the meantime is shown")
    until(lambda: row.outlet.online("panel-1"), "it is on line again")


def test_a_panel_that_refuses_is_told_to_a_person(row: Row) -> None:
    """It lives, but the number is not shown."""
    with row.stage.ports.lock:
        row.panel.busy = True
    command = row.show("请A001号")
    until(lambda: command in row.outlet.answers, "the command is answered")
    assert row.outlet.answers[command] is AnswerOutcome.FAILED
    assert row.outlet.codes("panel-1") == ["panel_refuses"]
    assert row.outlet.online("panel-1")


def test_an_echo_is_not_taken_for_an_answer() -> None:
    """The answer to one register is the request itself: so a question comes first."""
    outlet = FakeOutlet()
    number = SimulatedDigitPanel(2, NUMBER)
    number.switch(on=False)
    driver = PanelDriver(outlet, panels()[1:], ModbusDigits())
    line = VirtualLine([number])
    line.wire.echoing = True
    driver.opened(line, line.now_s)
    driver.obey("panel-2", ShowText(id="s", ttl_s=5, text="A001"), line.now_s)
    line.live(driver, 10.0)
    assert outlet.answers == {"s": AnswerOutcome.FAILED}
    assert not outlet.online("panel-2")
    assert outlet.codes("panel-2") == ["echoes"]
    number.switch(on=True)
    line.live(driver, 10.0)
    assert not outlet.online("panel-2"), "an answer behind its echo is not trusted either"


def test_local_echo_is_taken_out_when_it_is_set(tmp_path: Path) -> None:
    """With `local_echo` the same line works."""
    outlet = FakeOutlet()
    number = SimulatedDigitPanel(2, NUMBER)
    driver = PanelDriver(outlet, panels()[1:], ModbusDigits())
    with stage(tmp_path, driver, [number], echoing=True) as made:
        made.obey("panel-2", ShowText(id="s", ttl_s=5, text="A007"))
        until(lambda: outlet.answers.get("s") is AnswerOutcome.SHOWN, "it is shown")
    assert number.shown == "7"


@pytest.mark.parametrize(("alive", "kept"), [(True, "A001"), (False, "")])
def test_a_number_is_taken_back_when_the_hall_is_silent(alive: bool, kept: str) -> None:
    """The panel would keep it for ever, so the gateway makes it dark."""
    outlet = FakeOutlet()
    panel = SimulatedDigitPanel(1, SEGMENTS)
    driver = PanelDriver(outlet, panels()[:1], ModbusDigits())
    line = VirtualLine([panel])
    driver.opened(line, line.now_s)
    driver.obey("panel-1", ShowText(id="s", ttl_s=5, text="请A001号"), line.now_s)
    line.live(driver, 1.0)
    assert panel.shown == "A001"
    outlet.alive = alive
    line.live(driver, 10.0)
    assert panel.shown == kept
    assert outlet.online("panel-1")


def test_eight_live_panels_are_served_beside_eight_dead_ones() -> None:
    """Dead stations are backed off: a new number is on a live panel within two seconds."""
    outlet = FakeOutlet()
    configured = [
        DigitPanel(id=f"panel-{no}", address=no, registers=SEGMENTS) for no in range(1, 17)
    ]
    alive = [SimulatedDigitPanel(no, SEGMENTS) for no in range(1, 9)]
    driver = PanelDriver(outlet, configured, ModbusDigits())
    line = VirtualLine(alive)
    driver.opened(line, line.now_s)
    line.live(driver, 30.0)
    assert [each.id for each in configured if outlet.online(each.id)] == [
        f"panel-{no}" for no in range(1, 9)
    ]
    for panel in configured[:8]:
        driver.obey(panel.id, ShowText(id=panel.id, ttl_s=5, text="A042"), line.now_s)
    line.live(driver, 2.0)
    assert [each.shown for each in alive] == ["A042"] * 8
