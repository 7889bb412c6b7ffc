"""The gateway as a program: its commands, its end, and devices tried without a hall."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from devices.__main__ import app
from devices.gateway import Gateway, Seat
from devices.line import Line
from devices.link import SerialLink
from devices.memory import PrintMemory
from devices.once import Once
from devices.outbox import Outbox
from devices.pad_ff68 import Pad, PadDriver
from hall.bus.messages import AnswerOutcome, DeviceState, PrintTicket
from hall.bus.topics import Channel, Kind, Topic
from tests.fakes.brokers import BROKERS
from tests.fakes.counter import TICKET, gateway_running, machines, machines_alone
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest) -> Iterator[str]:
    with BROKERS[request.param]() as url:
        yield url


def test_the_program_runs_and_stops_cleanly(broker: str, tmp_path: Path) -> None:
    """`hall-devices run` serves until SIGTERM, then says that it is gone and ends with 0."""
    with machines(broker, tmp_path) as (hall, config):
        command = [sys.executable, "-m", "devices", "run", str(config)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
            until(lambda: hall.online("printer-1", "pad-1", "panel-1"), "all are on line")
            program.terminate()
            said, _ = program.communicate(timeout=20)
        assert program.returncode == 0
        assert said == "gateway g1 serves 4 devices\n"
        own = Topic("h1", Kind.GATEWAY, "g1", Channel.STATE)
        until(lambda: hall.bus.last.get(own) == DeviceState(online=False, gateway="g1"), "off")


def test_a_gateway_that_dies_is_missed_by_its_will(broker: str, tmp_path: Path) -> None:
    """A killed gateway says nothing itself; the broker says it in its place."""
    with machines(broker, tmp_path) as (hall, config):
        command = [sys.executable, "-m", "devices", "run", str(config)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as program:
            until(lambda: hall.online("printer-1"), "it runs")
            program.kill()
        own = Topic("h1", Kind.GATEWAY, "g1", Channel.STATE)
        until(lambda: hall.bus.last.get(own) == DeviceState(online=False, gateway="g1"), "the will")


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_driver_that_fails_ends_the_gateway(tmp_path: Path) -> None:
    """A dead line would be a silent one: the program must end, so that it is started again."""
    driver = PadDriver(FakeOutlet(), [Pad(id="pad-1", address=1)], [])
    line = Line("broken", SerialLink(str(tmp_path / "none"), baud=9600), driver)
    gateway = Gateway(
        gateway="g1",
        hall="h1",
        broker="mqtt://127.0.0.1:1",
        once=Once(PrintMemory(tmp_path / "p")),
        outbox=Outbox(tmp_path / "r"),
    )
    gateway.start({"pad-1": Seat(kind=Kind.PAD, line=line, driver=driver)})
    assert gateway.healthy
    line.errand(fail)
    until(lambda: not gateway.healthy, "the line's thread has ended")
    gateway.stop()


def fail(_now_s: float) -> None:
    """A fault of our own."""
    raise ZeroDivisionError


def test_a_print_that_cannot_be_noted_is_not_begun(broker: str, tmp_path: Path) -> None:
    """With a full disk nothing is printed that might be printed twice later."""
    with machines(broker, tmp_path) as (hall, config), gateway_running(config):
        until(lambda: hall.online("printer-1"), "the printer is there")
        note = config.with_suffix(".prints")
        note.unlink()
        note.mkdir()
        hall.command("printer-1", PrintTicket(id="p1", ttl_s=30, document=TICKET))
        until(lambda: hall.answers("p1") == [AnswerOutcome.FAILED], "it is refused")
        assert hall.printer.printed == 0


@pytest.mark.parametrize(
    ("device", "said"),
    [
        ("printer-1", "printer-1: 已打印 printed"),
        ("panel-1", "panel-1: 已显示 shown"),
        ("pad-1", "pad-1: 已显示 shown"),
        ("rater-1", "rater-1: 已显示 shown"),
    ],
)
def test_a_device_can_be_tried_without_a_hall(tmp_path: Path, device: str, said: str) -> None:
    """A technician sees that it is on line, and what became of what it was told."""
    with machines_alone(tmp_path) as made:
        done = CliRunner().invoke(app, ["test", str(made.config), device, "--for", "1"])
        lit = {"pad-1": made.pad.display, "panel-1": made.panel.text}
    assert done.exit_code == 0
    assert set(lit.get(device, "8")) == {"8"}, "every segment"
    assert f"{device}: 在线 on line" in done.output
    assert "通过 passed" in done.output
    assert said in done.output


def test_a_device_that_is_not_in_the_file_cannot_be_tried(tmp_path: Path) -> None:
    """The ids that there are are named."""
    with machines_alone(tmp_path) as made:
        done = CliRunner().invoke(app, ["test", str(made.config), "pad-9"])
    assert done.exit_code == 2
    assert "one of ['pad-1', 'panel-1', 'printer-1', 'rater-1']" in done.output
