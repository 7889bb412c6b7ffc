"""A whole gateway from its configuration file: real broker, real drivers, simulated machines."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

import pytest

from devices.codecs.ff68 import PadKey
from devices.config import load
from devices.gateway import Gateway, Seat
from devices.line import Line
from devices.link import SerialLink
from devices.memory import PrintMemory
from devices.once import Once
from devices.pad_ff68 import Pad, PadDriver
from devices.program import make_gateway, make_seats
from hall.bus.messages import (
    Accepted,
    Answer,
    AnswerOutcome,
    AskRating,
    Beat,
    Beep,
    Command,
    CutBlock,
    DeviceState,
    Key,
    Message,
    PressKey,
    PrintTicket,
    RateService,
    Refused,
    ShowOnPad,
    ShowText,
    TextBlock,
    TicketDocument,
)
from hall.bus.topics import Channel, Kind, Topic, beat_topic
from simulators.pad_ff68 import SimulatedPad, SimulatedRater
from simulators.panel_onbon import SimulatedPanel
from simulators.printer_escpos import SimulatedPrinter
from simulators.pty import Ports
from simulators.wire import Wire
from tests.fakes.brokers import BROKERS
from tests.fakes.bus import Listener, listening
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until

ROOT = Path(__file__).parents[2]
CONFIG = """
[gateway]
id = "g1"
hall = "h1"
broker = "{broker}"

[lines.pads]
port = "{folder}/pads"
protocol = "ff68"

[lines.panels]
port = "{folder}/panels"
protocol = "onbon"

[lines.kiosk]
port = "{folder}/printer"
protocol = "escpos"
baud = 115200

[[places]]
name = "window 1"
pad = {{ id = "pad-1", line = "pads", address = 1 }}
rater = {{ id = "rater-1", line = "pads", address = 1 }}
panel = {{ id = "panel-1", line = "panels", address = 1 }}

[[places]]
name = "kiosk 1"
printer = {{ id = "printer-1", line = "kiosk" }}
"""
TICKET = TicketDocument(blocks=(TextBlock(text="C014"), CutBlock()))
KINDS = {"pad": Kind.PAD, "rater": Kind.RATER, "panel": Kind.PANEL, "printer": Kind.PRINTER}


@dataclass(frozen=True, slots=True)
class Hall:
    """The hall's side of the bus, by hand, and the machines at the other end."""

    bus: Listener
    ports: Ports
    pad: SimulatedPad
    rater: SimulatedRater
    panel: SimulatedPanel
    printer: SimulatedPrinter

    def send(self, device: str, channel: Channel, message: Message) -> None:
        self.bus.client.publish(topic(device, channel), message)

    def command(self, device: str, command: Command) -> None:
        self.send(device, Channel.COMMAND, command)

    def requests(self) -> list[tuple[str, Message]]:
        return [(each.id, said) for each, said in self.bus.heard if each.channel is Channel.REQUEST]

    def pressed(self) -> list[PressKey]:
        return [said for _, said in self.requests() if isinstance(said, PressKey)]

    def answers(self, command: str) -> list[AnswerOutcome]:
        return [
            said.outcome
            for _, said in self.bus.heard
            if isinstance(said, Answer) and said.command == command
        ]

    def state(self, device: str) -> DeviceState | None:
        said = self.bus.last.get(topic(device, Channel.STATE))
        return said if isinstance(said, DeviceState) else None

    def online(self, *devices: str) -> bool:
        return all((state := self.state(each)) and state.online for each in devices)

    def press(self, key: PadKey) -> None:
        with self.ports.lock:
            self.pad.press(key)


def topic(device: str, channel: Channel) -> Topic:
    return Topic("h1", KINDS[device.partition("-")[0]], device, channel)


@contextmanager
def gateway_running(config: Path) -> Iterator[None]:
    """The gateway of a file, ticking, until the end of the block."""
    loaded = load(config)
    gateway = make_gateway(loaded, config)
    gateway.start(make_seats(loaded, gateway))
    stopping = Event()

    def tick() -> None:
        while not stopping.wait(0.05):
            gateway.tick()

    ticking = Thread(target=tick)
    ticking.start()
    try:
        yield
    finally:
        stopping.set()
        ticking.join()
        gateway.stop()


@contextmanager
def machines(broker: str, folder: Path) -> Iterator[tuple[Hall, Path]]:
    """Simulated machines on their ports, the hall's side of the bus, and a gateway's file."""
    ports = Ports(folder)
    pad, rater = SimulatedPad(1), SimulatedRater(1)
    panel, printer = SimulatedPanel(1), SimulatedPrinter()
    ports.add("pads", Wire([pad, rater]))
    ports.add("panels", Wire([panel]))
    ports.add("printer", Wire([printer]))
    config = folder / "gateway.toml"
    config.write_text(CONFIG.format(broker=broker, folder=folder), encoding="utf-8")
    ports.start()
    try:
        with listening(broker) as bus:
            yield Hall(bus, ports, pad, rater, panel, printer), config
    finally:
        ports.stop()


@pytest.fixture(params=BROKERS)
def broker(request: pytest.FixtureRequest) -> Iterator[str]:
    with BROKERS[request.param]() as url:
        yield url


@pytest.fixture
def hall(broker: str, tmp_path: Path) -> Iterator[Hall]:
    with machines(broker, tmp_path) as (made, config), gateway_running(config):
        until(lambda: made.online("pad-1", "rater-1", "panel-1", "printer-1"), "all are on line")
        yield made


def test_a_press_is_asked_until_it_is_answered(hall: Hall) -> None:
    """The request repeats with the same id until the reply; a refusal ends it as well."""
    hall.press(PadKey.CALL)
    until(lambda: len(hall.requests()) >= 2, "the request is repeated")
    (device, request), (_, again) = hall.requests()[:2]
    assert (device, request) == ("pad-1", again)
    assert isinstance(request, PressKey)
    assert request.key is Key.CALL
    hall.send("pad-1", Channel.REPLY, Accepted(request=request.id))
    hall.press(PadKey.RECALL)
    until(lambda: hall.pressed()[-1].key is Key.RECALL, "the next press")
    second = hall.pressed()[-1]
    hall.send("pad-1", Channel.REPLY, Refused(request=second.id, code="no", text=("否", "no")))
    hall.command("pad-1", Beep(id="b1", ttl_s=5, times=3))
    until(lambda: hall.answers("b1") == [AnswerOutcome.DONE], "the hall beeps")
    until(lambda: hall.pad.beeps == 3, "three beeps")
    asked = len(hall.requests())
    hall.press(PadKey.PAUSE)
    until(lambda: hall.pressed()[-1].key is Key.PAUSE, "another press")
    until(lambda: len(hall.requests()) >= asked + 2, "it is repeated")
    assert {said.key for said in hall.pressed()[asked:]} == {Key.PAUSE}


def test_a_rating_carries_its_service(hall: Hall) -> None:
    """Question, press, request: the level belongs to the service that was asked about."""
    hall.command("rater-1", AskRating(id="a1", ttl_s=5, service="s-9", open_s=30))
    until(lambda: hall.answers("a1") == [AnswerOutcome.SHOWN], "the question is asked")
    with hall.ports.lock:
        hall.rater.press(4)
    until(lambda: bool(hall.requests()), "the rating arrives")
    device, request = hall.requests()[0]
    assert isinstance(request, RateService)
    assert (device, request.service, request.level) == ("rater-1", "s-9", 4)


def test_panel_and_pad_show_what_the_hall_says(hall: Hall) -> None:
    """A call is on the panel and on the pad, and both are answered."""
    hall.command("panel-1", ShowText(id="t1", ttl_s=5, text="请C014号", blink=True))
    hall.command("pad-1", ShowOnPad(id="s1", ttl_s=5, waiting=6, number="C014"))
    until(lambda: hall.answers("t1") == [AnswerOutcome.SHOWN], "the panel answers")
    until(lambda: hall.answers("s1") == [AnswerOutcome.SHOWN], "the pad answers")
    assert hall.panel.text.strip() == "请C014号"
    assert hall.pad.display == "006014"


def test_a_repeated_print_command_prints_once(hall: Hall) -> None:
    """The same id is answered again with the same outcome; one ticket comes out."""
    command = PrintTicket(id="p1", ttl_s=30, document=TICKET)
    for _ in range(3):
        hall.command("printer-1", command)
    until(lambda: bool(hall.answers("p1")), "it is printed")
    hall.command("printer-1", command)
    until(lambda: len(hall.answers("p1")) >= 2, "the repeat is answered")
    assert set(hall.answers("p1")) == {AnswerOutcome.PRINTED}
    assert hall.printer.printed == 1


def test_a_fault_is_told_with_the_time_it_began(hall: Hall) -> None:
    """The technician reads code, words and since when; mended, the fault is gone."""
    with hall.ports.lock:
        hall.printer.open_cover()
    until(lambda: faults(hall) == ["cover_open"], "the fault is told")
    state = hall.state("printer-1")
    assert state is not None
    assert (datetime.now(UTC) - state.faults[0].since).total_seconds() < 60
    assert state.gateway == "g1"
    with hall.ports.lock:
        hall.printer.close_cover()
    until(lambda: faults(hall) == [], "the fault is gone")


def states(hall: Hall) -> list[DeviceState]:
    """Every state of the printer that the hall has heard, in order, repeats left out."""
    said = [
        state
        for where, state in hall.bus.heard
        if where == topic("printer-1", Channel.STATE) and isinstance(state, DeviceState)
    ]
    return [each for at, each in enumerate(said) if at == 0 or each.online != said[at - 1].online]


def faults(hall: Hall) -> list[str]:
    """The codes of the printer's faults as the hall knows them."""
    state = hall.state("printer-1")
    return [fault.code for fault in state.faults] if state else ["unknown"]


def test_a_command_that_waited_too_long_is_not_done(hall: Hall) -> None:
    """A call to a pad is worth nothing after its time."""
    hall.command("pad-1", Beep(id="b1", ttl_s=0.001, times=1))
    hall.command("printer-1", PrintTicket(id="p1", ttl_s=30, document=TICKET))
    hall.command("printer-1", PrintTicket(id="p2", ttl_s=0.05, document=TICKET))
    until(lambda: hall.answers("p2") == [AnswerOutcome.FAILED], "the late print is given up")
    assert hall.answers("p1") == [AnswerOutcome.PRINTED]
    assert hall.printer.printed == 1


def test_the_gateway_says_when_it_comes_and_goes(broker: str, tmp_path: Path) -> None:
    """Its own state is retained: on line while it runs, off line after a clean stop."""
    with machines(broker, tmp_path) as (hall, config):
        own = Topic("h1", Kind.GATEWAY, "g1", Channel.STATE)
        with gateway_running(config):
            until(lambda: hall.bus.last.get(own) == DeviceState(online=True, gateway="g1"), "on")
        until(lambda: hall.bus.last.get(own) == DeviceState(online=False, gateway="g1"), "off")


def test_a_restarted_gateway_never_prints_a_ticket_again(broker: str, tmp_path: Path) -> None:
    """The hall's repeat meets a new gateway, which remembers how the print ended.

    The new gateway's devices are first off line and then on, so that the hall tells them again
    what to show.
    """
    with machines(broker, tmp_path) as (hall, config):
        command = PrintTicket(id="p1", ttl_s=30, document=TICKET)
        with gateway_running(config):
            until(lambda: hall.online("printer-1"), "the printer is there")
            hall.command("printer-1", command)
            until(lambda: bool(hall.answers("p1")), "it is printed")
        hall.bus.heard.clear()
        with gateway_running(config):
            until(lambda: [each.online for each in states(hall)][-2:] == [False, True], "back")
            hall.command("printer-1", command)
            until(lambda: hall.answers("p1") == [AnswerOutcome.PRINTED], "it is remembered")
        assert hall.printer.printed == 1


def test_a_gateway_that_died_over_a_print_leaves_it_to_a_person(
    broker: str, tmp_path: Path
) -> None:
    """Begun and never ended: unconfirmed, with the reason, and not a second ticket."""
    with machines(broker, tmp_path) as (hall, config):
        config.with_suffix(".prints").write_text("p1 begun\np0 printed\np2 beg", encoding="utf-8")
        with gateway_running(config):
            until(lambda: hall.online("printer-1"), "the printer is there")
            hall.command("printer-1", PrintTicket(id="p1", ttl_s=30, document=TICKET))
            until(lambda: hall.answers("p1") == [AnswerOutcome.UNCONFIRMED], "it is doubtful")
            hall.command("printer-1", PrintTicket(id="p2", ttl_s=30, document=TICKET))
            until(lambda: hall.answers("p2") == [AnswerOutcome.PRINTED], "p2 was never begun")
        assert hall.printer.printed == 1


def test_the_beat_keeps_a_panel_lit(hall: Hall) -> None:
    """With a beat every text is refreshed; the beat is heard on its own topic."""
    beat = Beat(epoch=1, utc=datetime.now(UTC), hall_time=datetime.now(UTC), rate=1.0)
    hall.bus.client.publish(beat_topic("h1"), beat)
    hall.command("panel-1", ShowText(id="t1", ttl_s=5, text="请C014号"))
    until(lambda: hall.answers("t1") == [AnswerOutcome.SHOWN], "it is shown")
    assert hall.panel.shown == "请C014号"


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
        gateway="g1", hall="h1", broker="mqtt://127.0.0.1:1", once=Once(PrintMemory(tmp_path / "p"))
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
