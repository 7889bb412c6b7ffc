"""From a press to what it shows, at the pace of people: over the bus, over HTTP, over serial lines.

Each press is preceded by a round trip of the bare broker and a bare commit, so that all three have
had the same pause before them.
"""

import os
import select
import subprocess
import sys
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from random import Random
from typing import Final

from devices.codecs.ff68 import PadKey
from devices.codecs.ff68 import press as press_frame
from hall.bus.client import BusClient
from hall.bus.messages import Key, Message, PressKey, Scanned, ShowText, WindowView
from hall.bus.topics import Channel, Kind, Topic
from simulators.panel_onbon import SimulatedPanel
from tests.bench.disk import BareTable
from tests.bench.figures import Figure, middle, percentiles
from tests.bench.outside import resident_mb
from tests.fakes.program import ROOT, Program, client_of, post, program
from tests.fakes.switchboard import HALL, MATTER, WINDOW
from tests.fakes.waiting import until

PRESSES: Final = 120
PAUSE_S: Final = (0.03, 0.09)
WITHIN_S: Final = 5.0
TTL_S: Final = 10.0
PAD: Final = f"pad-{WINDOW:02}"
PANEL: Final = f"panel-{WINDOW:02}"
_ids = count(1)
_chance = Random(1)


@dataclass
class Ear:
    """Waits for one message on the bus and says when it came."""

    wanted: Callable[[Topic, Message], bool] = lambda _topic, _message: False
    came: threading.Event = field(default_factory=threading.Event)
    at_s: float = 0.0

    def hear(self, topic: Topic, message: Message) -> None:
        """On the bus's thread."""
        if not self.came.is_set() and self.wanted(topic, message):
            self.at_s = time.perf_counter()
            self.came.set()

    def await_after(
        self, wanted: Callable[[Topic, Message], bool], act: Callable[[], object]
    ) -> float:
        """Act, and give how long it took until the message was there."""
        self.came.clear()
        self.wanted = wanted
        begin = time.perf_counter()
        act()
        assert self.came.wait(WITHIN_S), "nothing came of it"
        return self.at_s - begin


@contextmanager
def on_bus(url: str, ear: Ear, *heard: str) -> Iterator[BusClient]:
    """A client that hears some of what devices and screens hear, and its own round trips."""
    topics = [f"hall/1/{HALL}/{each}" for each in (*heard, "scanner/echo/event")]
    bus = BusClient(url, client_id="bench", subscriptions=topics, on_message=ear.hear)
    bus.start()
    until(lambda: bus.connected, "the bench is on the bus")
    time.sleep(0.2)
    try:
        yield bus
    finally:
        bus.stop()


def shows_call(number: str) -> Callable[[Topic, Message], bool]:
    """Whether a message lets a panel call a number."""
    return lambda _topic, message: (
        isinstance(message, ShowText) and number in message.text and message.blink
    )


def _views_call(topic: Topic, message: Message) -> bool:
    return (
        isinstance(message, WindowView)
        and message.window == WINDOW
        and message.in_hand is not None
        and message.in_hand.stage == "called"
    )


class Bench:
    """A running hall with people who wait, one open window, and a client on its bus."""

    def __init__(self, hall: Program, key: str, bus: BusClient, ear: Ear, bare: BareTable) -> None:
        self.ear = ear
        self._bus = bus
        self._bare = bare
        self.http = client_of(hall, key)
        self.trips: list[float] = []
        self.commits: list[float] = []
        self._next = 0

    def fill(self, people: int) -> None:
        """Let people take numbers, and a clerk sit down."""
        for _ in range(people):
            assert post(self.http, "/tickets", {"matter": MATTER}).status_code == 201
        post(self.http, f"/windows/{WINDOW}/open", {"clerk": "ann"})

    def pause(self) -> None:
        """As people pause; then the bare broker and disk, each after a pause of its own."""
        time.sleep(_chance.uniform(*PAUSE_S))
        echo = Topic(HALL, Kind.SCANNER, "echo", Channel.EVENT)  # which nobody else hears
        ping = Scanned(id=f"echo-{next(_ids)}", code="echo")
        self.trips.append(
            self.ear.await_after(
                lambda _topic, message: message == ping, lambda: self._bus.publish(echo, ping)
            )
        )
        time.sleep(_chance.uniform(*PAUSE_S))
        self.commits.append(self._bare.commit())
        time.sleep(_chance.uniform(*PAUSE_S))

    def press(self, key: Key) -> None:
        """A key, as the gateway sends it."""
        topic = Topic(HALL, Kind.PAD, PAD, Channel.REQUEST)
        self._bus.publish(topic, PressKey(id=f"b{next(_ids)}", ttl_s=TTL_S, key=key))

    def start(self) -> None:
        """The called citizen is served, so that the next press calls."""
        assert post(self.http, f"/windows/{WINDOW}/start").status_code == 200

    def next_number(self) -> str:
        """Who is called next."""
        answer = self.http.get(f"/windows/{WINDOW}").json()
        number: str = answer["next"][0]["number"]
        return number

    def bare_s(self, trips: int) -> float:
        """So many round trips and one commit, at the same pace."""
        return trips * middle(self.trips) + middle(self.commits)


def over_the_bus(bench: Bench) -> list[float]:
    """From the pad's request to the panel's command."""
    taken = []
    for _ in range(PRESSES):
        number = bench.next_number()
        bench.pause()
        taken.append(bench.ear.await_after(shows_call(number), lambda: bench.press(Key.CALL)))
        bench.start()
    return taken


def over_http(bench: Bench) -> list[float]:
    """From the page's request to the view on the bus."""
    taken = []
    for _ in range(PRESSES):
        bench.pause()
        taken.append(
            bench.ear.await_after(
                _views_call,
                lambda: post(bench.http, f"/windows/{WINDOW}/call-next", {"finish_current": True}),
            )
        )
        bench.start()
    return taken


GATEWAY: Final = """\
[gateway]
id = "gateway-1"
hall = "{hall}"
broker = "{broker}"
[lines.pads]
port = "{pads}"
protocol = "ff68"
[lines.panels]
port = "{panels}"
protocol = "onbon"
[[places]]
name = "window"
pad = {{id = "{pad}", line = "pads", address = 1, keys = {{one_metre = "start"}}}}
panel = {{id = "{panel}", line = "panels", address = 1}}
"""


class Serial:
    """The far ends of a pad's and a panel's line; the panel is watched byte by byte."""

    def __init__(self) -> None:
        self.pads, self._pads_port = _line()
        self.panels, self._panels_port = _line()
        self._panel = SimulatedPanel(1)
        self._last_s = time.perf_counter()

    def config(self, broker: str) -> str:
        """What the gateway is told."""
        return GATEWAY.format(
            hall=HALL,
            broker=broker,
            pads=os.ttyname(self._pads_port),
            panels=os.ttyname(self._panels_port),
            pad=PAD,
            panel=PANEL,
        )

    def press(self, key: PadKey) -> None:
        """The bytes of a key."""
        os.write(self.pads, press_frame(1, key).to_bytes())

    def await_text(self, text: str) -> float:
        """When the bytes of a text were there; the panel answers as a card does."""
        end = time.perf_counter() + WITHIN_S
        while text not in self._panel.text:
            self.serve(0.005)
            assert time.perf_counter() < end, f"the panel never showed {text}"
        return self._last_s

    def serve(self, wait_s: float) -> None:
        """Take what comes on both lines."""
        for line in select.select([self.pads, self.panels], [], [], wait_s)[0]:
            data = os.read(line, 4096)
            if line == self.panels:
                self._last_s = time.perf_counter()
                self._panel.receive(data)
        self._panel.tick(1.0, 0.0)
        answer = self._panel.transmit()
        if answer:
            os.write(self.panels, answer)

    def rest(self, seconds: float) -> None:
        """Let time pass while the panel goes on answering."""
        end = time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.serve(left)

    def close(self) -> None:
        """Let go of both lines."""
        for end in (self.pads, self._pads_port, self.panels, self._panels_port):
            os.close(end)


def _line() -> tuple[int, int]:
    far, near = os.openpty()
    tty.setraw(near)
    return far, near


@contextmanager
def gateway(folder: Path, broker: str, serial: Serial) -> "Iterator[subprocess.Popen[bytes]]":
    """The real gateway on the two lines."""
    path = folder / "gateway.toml"
    path.write_text(serial.config(broker), encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "devices", "run", str(path)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "gateway.txt").open("wb"),
    ) as process:
        try:
            serial.rest(4.0)
            assert process.poll() is None, (folder / "gateway.txt").read_text(encoding="utf-8")
            yield process
        finally:
            process.terminate()


def over_serial(bench: Bench, serial: Serial) -> list[float]:
    """From the pad's last byte to the panel's bytes."""
    taken = []
    for _ in range(PRESSES):
        number = bench.next_number()
        bench.pause()
        serial.rest(0.05)
        begin = time.perf_counter()
        serial.press(PadKey.CALL)
        taken.append(serial.await_text(number) - begin)
        serial.press(PadKey.ONE_METRE)
        serial.rest(0.1)
    return taken


def measure(folder: Path, bare: BareTable) -> list[Figure]:
    """All three ways, each against the bare broker and disk at the same pace."""
    place = folder / "presses"
    place.mkdir()
    with program(place) as hall:
        hall.lift_limit()
        ready = hall.start()
        broker, key = ready["mqtt"], ready["api_key"]
        return [
            *_by_bus_and_http(hall, key, broker, bare),
            *_by_lines(place, hall, key, broker, bare),
        ]


def _by_bus_and_http(hall: Program, key: str, broker: str, bare: BareTable) -> list[Figure]:
    ear = Ear()
    with on_bus(broker, ear, "panel/+/command", "window/+/view") as bus:
        bench = Bench(hall, key, bus, ear, bare)
        with bench.http:
            bench.fill(2 * PRESSES + 10)
            by_bus, by_http = over_the_bus(bench), over_http(bench)
    trip_and_commit = bench.bare_s(1)
    return [
        *percentiles("bare broker, there and back", bench.trips),
        *percentiles("bare commit, after a pause", bench.commits),
        *percentiles(
            "pad's request to panel's command", by_bus, trip_and_commit, "(trip + commit)"
        ),
        *percentiles("press over HTTP to view", by_http, trip_and_commit, "(trip + commit)"),
    ]


def _by_lines(folder: Path, hall: Program, key: str, broker: str, bare: BareTable) -> list[Figure]:
    """The far ends of the lines hear nothing of the bus: reading views would keep them waiting."""
    ear, serial = Ear(), Serial()
    with on_bus(broker, ear) as bus, gateway(folder, broker, serial) as process:
        bench = Bench(hall, key, bus, ear, bare)
        with bench.http:
            bench.fill(PRESSES + 10)
            by_serial = over_serial(bench, serial)
        memory = resident_mb(process.pid)
    serial.close()
    return [
        *percentiles(
            "pad's byte to panel's bytes", by_serial, bench.bare_s(2), "(2 trips + commit)"
        ),
        Figure(what="memory of the gateway", value=memory, unit="MB"),
    ]
