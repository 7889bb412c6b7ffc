"""The driver of Alpha signs against simulated signs over a pty: nobody answers."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from devices.panel_alpha import Alpha, AlphaPanel, plain
from devices.panels import PanelDriver
from hall.bus.messages import AnswerOutcome, ShowText
from simulators.panel_alpha import SimulatedSign
from simulators.wire import Fault, bit_flip, garbage, silence, truncation, twice
from tests.fakes.lines import Stage, stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.virtual_line import VirtualLine
from tests.fakes.waiting import until


@dataclass(frozen=True, slots=True)
class Row:
    """Two signs on one line."""

    stage: Stage
    outlet: FakeOutlet
    signs: tuple[SimulatedSign, SimulatedSign]

    def show(self, device: str, text: str, *, blink: bool = False) -> str:
        command = ShowText(id=f"{device}-{text}", ttl_s=5, text=text, blink=blink)
        self.stage.obey(device, command)
        return command.id


@pytest.fixture
def row(tmp_path: Path) -> Iterator[Row]:
    outlet = FakeOutlet()
    panels = [AlphaPanel(id=f"panel-{no}", address=no, checked=True) for no in (1, 2)]
    signs = (SimulatedSign(1), SimulatedSign(2))
    with stage(tmp_path, PanelDriver(outlet, panels, Alpha()), signs) as made:
        until(lambda: outlet.online("panel-1") and outlet.online("panel-2"), "the line is open")
        yield Row(made, outlet, signs)


def test_a_text_is_sent_to_its_sign_and_nobody_says_it_is_shown(row: Row) -> None:
    """The outcome is what is known: the bytes went out."""
    first, second = row.show("panel-1", "请A012号", blink=True), row.show("panel-2", "C014")
    until(lambda: [each.shown for each in row.signs] == ["A012", "C014"], "both show")
    assert [each.flashing for each in row.signs] == [True, False]
    assert [row.outlet.answers[each] for each in (first, second)] == [AnswerOutcome.SENT] * 2


def test_a_pause_is_dark(row: Row) -> None:
    """A text without a trace in ASCII takes the number away."""
    row.show("panel-1", "A012")
    until(lambda: row.signs[0].shown == "A012", "it shows")
    row.show("panel-1", "暂停服务")
    until(lambda: row.signs[0].shown == "", "it is dark")


def test_a_pulled_plug_is_told_and_the_text_is_sent_again(row: Row) -> None:
    """Afterwards the sign shows what was said meanwhile."""
    with row.stage.ports.lock:
        row.stage.port.unplug()
    until(lambda: row.outlet.codes("panel-1") == ["line_lost"], "the loss is noticed")
    command = row.show("panel-1", "A013")
    until(lambda: command in row.outlet.answers, "it is answered")
    assert row.outlet.answers[command] is AnswerOutcome.FAILED
    with row.stage.ports.lock:
        row.stage.port.plug()
    until(lambda: row.signs[0].shown == "A013", "the text is back")
    until(lambda: row.outlet.online("panel-1"), "and it is said that it is there")


@pytest.mark.parametrize(
    "fault", [garbage(b"\x01Z01\x02A0"), truncation(4), bit_flip(130), silence, twice]
)
def test_a_damaged_text_is_mended_by_the_next(fault: Fault) -> None:
    """With a sum a wrong text is never shown; four seconds later the right one is."""
    sign, outlet = SimulatedSign(1), FakeOutlet()
    driver = PanelDriver(outlet, [AlphaPanel(id="panel-1", address=1, checked=True)], Alpha())
    line = VirtualLine([sign])
    driver.opened(line, line.now_s)
    line.wire.disturb(fault, times=1, to_host=False)
    driver.obey("panel-1", ShowText(id="s", ttl_s=5, text="请A012号"), line.now_s)
    line.live(driver, 1.0)
    assert sign.shown in {"", "A012"}
    line.live(driver, 4.0)
    assert sign.shown == "A012"


def test_flashing_ends_by_itself() -> None:
    """After five seconds the call stands still."""
    sign = SimulatedSign(1)
    driver = PanelDriver(FakeOutlet(), [AlphaPanel(id="panel-1", address=1)], Alpha())
    line = VirtualLine([sign])
    driver.opened(line, line.now_s)
    driver.obey("panel-1", ShowText(id="s", ttl_s=5, text="A012", blink=True), line.now_s)
    line.live(driver, 4.5)
    assert sign.flashing
    line.live(driver, 1.5)
    assert (sign.flashing, sign.shown) == (False, "A012")


def test_a_text_is_taken_back_when_the_hall_is_silent() -> None:
    """The sign would keep it for ever."""
    sign, outlet = SimulatedSign(1), FakeOutlet()
    driver = PanelDriver(outlet, [AlphaPanel(id="panel-1", address=1)], Alpha())
    line = VirtualLine([sign])
    driver.opened(line, line.now_s)
    driver.obey("panel-1", ShowText(id="s", ttl_s=5, text="A012"), line.now_s)
    outlet.alive = False
    line.live(driver, 5.0)
    assert sign.shown == ""


@pytest.mark.parametrize(
    ("text", "left"), [("请A012号", "A012"), ("欢迎办理", ""), ("A012 请到 3 号", "A012 3")]
)
def test_chinese_leaves_no_trace(text: str, left: str) -> None:
    """No question marks in front of citizens."""
    assert plain(text) == left
