"""The driver of Onbon panels against simulated panels over a pty, with the faults of lines."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.panel_onbon import Onbon, Panel, fit, live_area
from devices.panels import PanelDriver
from hall.bus.messages import AnswerOutcome, Beep, ShowText
from simulators.panel_onbon import SimulatedPanel
from simulators.wire import Fault, bit_flip, garbage, silence, truncation, twice
from tests.fakes.lines import Stage, stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until


@dataclass(frozen=True, slots=True)
class Row:
    """Two panels on one line; the second is one for two rows of text."""

    stage: Stage
    outlet: FakeOutlet
    panel: SimulatedPanel
    tall: SimulatedPanel

    def show(self, text: str, *, blink: bool = False, device: str = "panel-1") -> str:
        command = ShowText(id=f"{device}-{text}", ttl_s=5, text=text, blink=blink)
        self.stage.obey(device, command)
        return command.id

    def shown(self, command: str) -> bool:
        return self.outlet.answers.get(command) is AnswerOutcome.SHOWN


@pytest.fixture
def row(tmp_path: Path) -> Iterator[Row]:
    outlet = FakeOutlet()
    driver = PanelDriver(
        outlet,
        [Panel(id="panel-1", address=1), Panel(id="panel-2", address=2, width=128, height=32)],
        Onbon(),
    )
    panel, tall = SimulatedPanel(1), SimulatedPanel(2, width=128, height=32)
    with stage(tmp_path, driver, [panel, tall]) as made:
        until(lambda: outlet.online("panel-1") and outlet.online("panel-2"), "both answer")
        yield Row(made, outlet, panel, tall)


def test_a_text_is_shown_and_then_answered(row: Row) -> None:
    """The answer comes when the card has taken the text."""
    command = row.show("请C014号")
    until(lambda: row.shown(command), "the command is answered")
    assert row.panel.shown == "请C014号"
    assert row.tall.shown == ""


def test_every_panel_of_a_line_gets_its_own_text(row: Row) -> None:
    """Texts sent at once all arrive, one frame under way at a time."""
    commands = [row.show("请A001号"), row.show("请C014号到本窗口办理", device="panel-2")]
    until(lambda: all(map(row.shown, commands)), "both are answered")
    assert row.panel.shown == "请A001号"
    assert row.tall.shown == "请C014号到本窗口\n办理"


def test_a_new_call_blinks_for_a_while(row: Row) -> None:
    """Text and dark take turns; the same text without blinking ends it."""
    row.show("请A001号", blink=True)
    until(lambda: row.panel.blinking, "it blinks")
    until(lambda: row.panel.shown == "", "it is dark for a moment")
    until(lambda: row.panel.shown == "请A001号", "it is lit again")
    row.show("请A001号")
    until(lambda: not row.panel.blinking, "it stands still")
    assert row.panel.shown == "请A001号"


def test_an_empty_text_makes_the_panel_dark(row: Row) -> None:
    """Clearing is a command like any other."""
    row.show("请A001号")
    until(lambda: row.panel.shown != "", "it is lit")
    command = row.show("")
    until(lambda: row.shown(command), "the command is answered")
    assert row.panel.shown == ""


@pytest.mark.parametrize("to_host", [True, False])
@pytest.mark.parametrize(
    "fault",
    [garbage(b"\x00\xa5\x5a\x13"), truncation(4), bit_flip(150), silence, twice],
)
def test_one_disturbed_frame_costs_only_time(row: Row, fault: Fault, to_host: bool) -> None:
    """A damaged text or answer is sent again; the panel shows the text and says so."""
    row.stage.wire.disturb(fault, times=1, to_host=to_host)
    command = row.show("请A001号")
    until(lambda: row.shown(command), "the command is answered")
    assert row.panel.text == "请A001号"
    assert row.outlet.online("panel-1")


def test_a_slow_drip_is_still_an_answer(row: Row) -> None:
    """An answer that arrives byte by byte counts."""
    row.stage.wire.drip_bytes = 3
    command = row.show("请A001号")
    until(lambda: row.shown(command), "the command is answered")


def test_a_panel_without_power_is_reported_and_comes_back(row: Row) -> None:
    """Three frames without an answer: off line, and the waiting command has failed."""
    with row.stage.ports.lock:
        row.panel.switch(on=False)
    command = row.show("请A001号")
    until(lambda: command in row.outlet.answers, "the command is given up")
    assert row.outlet.answers[command] is AnswerOutcome.FAILED
    assert row.outlet.codes("panel-1") == ["no_answer"]
    assert row.outlet.online("panel-2")
    with row.stage.ports.lock:
        row.panel.switch(on=True)
    until(lambda: row.panel.shown == "请A001号", "the text of the meantime is shown")
    until(lambda: row.outlet.online("panel-1"), "it is on line again")


def test_a_busy_card_is_told_to_a_person(row: Row) -> None:
    """A card that refuses lives, but the text is not shown."""
    with row.stage.ports.lock:
        row.panel.busy = True
    command = row.show("请A001号")
    until(lambda: command in row.outlet.answers, "the command is answered")
    assert row.outlet.answers[command] is AnswerOutcome.FAILED
    assert row.outlet.codes("panel-1") == ["panel_refuses"]
    assert row.outlet.online("panel-1")


def test_a_newer_text_overtakes_one_that_still_waits(row: Row) -> None:
    """Only the last text stands; the one before is answered too."""
    row.stage.wire.disturb(silence, times=1, to_host=False)
    first, second = row.show("请A001号"), row.show("请A002号")
    until(lambda: row.shown(second), "the newer is shown")
    assert row.panel.text == "请A002号"
    assert first in row.outlet.answers


def test_unplugged_and_plugged_in_again(row: Row) -> None:
    """Every panel of the line is off line; afterwards the last texts are shown again."""
    row.show("请A001号")
    until(lambda: row.panel.text == "请A001号", "it is shown")
    with row.stage.ports.lock:
        row.stage.port.unplug()
    until(lambda: not row.outlet.online("panel-1"), "the loss is noticed")
    assert row.outlet.codes("panel-2") == ["line_lost"]
    with row.stage.ports.lock:
        row.panel.switch(on=False)
        row.panel.switch(on=True)
        row.stage.port.plug()
    until(lambda: row.panel.text == "请A001号", "the text is back")


def test_what_a_panel_cannot_do_is_refused(row: Row) -> None:
    """A beep is for pads."""
    row.stage.obey("panel-1", Beep(id="b", ttl_s=5, times=1))
    until(lambda: "b" in row.outlet.answers, "it is answered")
    assert row.outlet.answers["b"] is AnswerOutcome.FAILED


def test_a_panel_goes_dark_when_its_text_is_not_refreshed() -> None:
    """The card deletes the text after its own time-out, whatever became of the hall."""
    panel = SimulatedPanel(1)
    driver = PanelDriver(FakeOutlet(), [Panel(id="panel-1", address=1)], Onbon())
    link = Loop(panel)
    driver.opened(link, 0.0)
    driver.received(link.read(0), 0.1)
    driver.obey("panel-1", ShowText(id="s", ttl_s=5, text="请A001号"), 0.2)
    driver.received(link.read(0), 0.3)
    assert panel.shown == "请A001号"
    panel.tick(9.9, 0)
    assert panel.shown == "请A001号"
    panel.tick(0.2, 0)
    assert panel.shown == ""


@pytest.mark.parametrize(("alive", "kept"), [(True, "请A001号"), (False, "")])
def test_refreshes_stop_when_the_hall_is_silent(alive: bool, kept: str) -> None:
    """With a fresh beat the text stays; without, the panel goes dark though its line works."""
    panel = SimulatedPanel(1)
    outlet = FakeOutlet()
    driver = PanelDriver(outlet, [Panel(id="panel-1", address=1)], Onbon())
    link = Loop(panel)
    driver.opened(link, 0.0)
    driver.obey("panel-1", ShowText(id="s", ttl_s=5, text="请A001号"), 0.0)
    outlet.alive = alive
    for tenth in range(200):
        panel.tick(0.1, 0)
        driver.received(link.read(0), tenth / 10)
    assert panel.shown == kept
    assert outlet.online("panel-1")


class Loop:
    """A link straight into one machine, without a line between."""

    def __init__(self, machine: SimulatedPanel) -> None:
        self._machine = machine

    def open(self) -> None:
        """Always open."""

    def close(self) -> None:
        """Never closed."""

    def read(self, timeout_s: float) -> bytes:
        self._machine.tick(0.03, 0)
        return self._machine.transmit()

    def write(self, data: bytes, timeout_s: float) -> None:
        self._machine.receive(data)

    def wake(self) -> None:
        """Nobody waits."""


@pytest.mark.parametrize(
    ("text", "rows", "lines"),
    [
        ("请C014号", 1, ("请C014号",)),
        ("请C014号到本窗口", 1, ("请C014号",)),
        ("请C014号到本窗口", 2, ("请C014号", "到本窗口")),
        ("暂停\n服务", 2, ("暂停", "服务")),
        ("A12345678", 1, ("A1234567",)),
        ("1234567号", 1, ("1234567",)),
    ],
)
def test_texts_are_cut_to_the_panel(text: str, rows: int, lines: tuple[str, ...]) -> None:
    """Sixty-four dots hold eight half-width columns; a wide character is never halved."""
    assert fit(text, columns_a_row=8, rows=rows) == lines


def test_a_blinking_text_has_a_dark_page_of_the_same_size() -> None:
    """On two rows the dark page has two rows, too, so that the card turns whole pages."""
    panel = Panel(id="p", address=1, width=128, height=32)
    simulated = SimulatedPanel(1)
    assert simulated.shown == ""
    text = live_area(panel, "请A001号", blink=True).text
    assert text.count(b"\\n") == 3
