"""A whole counter for a test: simulated machines, a gateway's file, and the hall by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread

from devices.codecs.ff68 import PadKey
from devices.config import load
from devices.program import make_gateway, make_seats
from hall.bus.messages import (
    Answer,
    AnswerOutcome,
    Beat,
    Beep,
    Command,
    CutBlock,
    DeviceState,
    Message,
    PressKey,
    TextBlock,
    TicketDocument,
)
from hall.bus.topics import Channel, Kind, Topic, beat_topic
from simulators.pad_ff68 import SimulatedPad, SimulatedRater
from simulators.panel_onbon import SimulatedPanel
from simulators.printer_escpos import SimulatedPrinter
from simulators.pty import Ports
from simulators.wire import Wire
from tests.fakes.bus import Listener, listening
from tests.fakes.waiting import until

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
class Counter:
    """The hall's side of the bus, by hand, and the machines at the other end."""

    bus: Listener
    ports: Ports
    pad: SimulatedPad
    rater: SimulatedRater
    panel: SimulatedPanel
    printer: SimulatedPrinter
    away: Event = field(default_factory=Event)
    """Set while the hall gives no beat."""

    def beat(self, rate: float = 1.0) -> None:
        now = datetime.now(UTC)
        self.bus.client.publish(beat_topic("h1"), Beat(epoch=1, utc=now, hall_time=now, rate=rate))

    def settle(self) -> None:
        """The gateway has heard the hall's beat: what is pressed now is asked."""
        self.beat()
        self.command("pad-1", Beep(id="settled", ttl_s=5, times=0))
        until(lambda: bool(self.answers("settled")), "the gateway hears the hall")

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

    def rate(self, level: int) -> None:
        with self.ports.lock:
            self.rater.press(level)


@dataclass(frozen=True, slots=True)
class Machines:
    """The machines of a counter and a kiosk, and a gateway's file for them."""

    config: Path
    ports: Ports
    pad: SimulatedPad
    rater: SimulatedRater
    panel: SimulatedPanel
    printer: SimulatedPrinter


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
def machines_alone(folder: Path, broker: str = "mqtt://127.0.0.1:1") -> Iterator[Machines]:
    """Simulated machines on their ports, and a gateway's file; no broker is needed."""
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
        yield Machines(config, ports, pad, rater, panel, printer)
    finally:
        ports.stop()


@contextmanager
def machines(broker: str, folder: Path) -> Iterator[tuple[Counter, Path]]:
    """The machines with the hall's side of the bus, and a gateway's file."""
    with machines_alone(folder, broker) as made, listening(broker) as bus:
        counter = Counter(bus, made.ports, made.pad, made.rater, made.panel, made.printer)
        with beating(counter):
            yield counter, made.config


@contextmanager
def beating(counter: Counter) -> Iterator[None]:
    """The hall lives, except while it is told to be away."""
    stopping = Event()

    def beat() -> None:
        while not stopping.wait(0.2):
            if not counter.away.is_set():
                counter.beat()

    thread = Thread(target=beat)
    thread.start()
    try:
        yield
    finally:
        stopping.set()
        thread.join()
