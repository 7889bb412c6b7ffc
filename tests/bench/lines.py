"""What the gateway adds to a serial line: a key until the hall's bus has it, a ticket, the codecs.

The line's own time at 9600 baud is reckoned, ten bits a byte; a pseudo terminal takes none. So the
figures of a key are what the gateway and the broker add to it.
"""

import os
import threading
import time
import tty
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from random import Random
from typing import Final

from devices.codecs import escpos_job, ff68, modbus, onbon
from devices.codecs.onbon_live import LiveArea, ShowLive, rich_text
from devices.config import load
from devices.counted import Station
from devices.pad_maps import shipped_pads
from devices.pad_modbus import CountedPadDriver
from devices.program import make_gateway, make_seats
from devices.ticket_layout import Paper, lay_out
from hall.bus.messages import Accepted, Beat, PressKey
from hall.bus.topics import Channel, Topic, beat_topic
from hall.controller.sample_tickets import sample_ticket
from simulators.pad_modbus import SimulatedCountedPad
from tests.bench.figures import Figure, percentiles
from tests.fakes.brokers import BROKERS
from tests.fakes.bus import Listener, listening
from tests.fakes.outlet import FakeOutlet
from tests.fakes.switchboard import sample_premises
from tests.fakes.timed_line import TimedLine
from tests.fakes.waiting import until

BITS_A_BYTE: Final = 10
BAUD: Final = 9600
PRESSES: Final = 200
PAUSE_S: Final = 0.06
"""Between two keys, so that the broker's last packet is acknowledged and holds up no other."""
LOOK_S: Final = 0.0002
LOST_S: Final = 5.0
POLL_S: Final = 0.0235
"""Question, answer and both silences of one register at 9600 baud."""
CODEC_S: Final = 0.5
HALL: Final = "h1"
CONFIG: Final = """
[gateway]
id = "g1"
hall = "h1"
broker = "{broker}"

[lines.pads]
port = "{port}"
protocol = "ff68"
"""
PLACE: Final = """
[[places]]
name = "window {no}"
pad = {{ id = "pad-{no}", line = "pads", address = {no} }}
"""
KEYS: Final = (ff68.PadKey.CALL, ff68.PadKey.RECALL)
"""In turns: the same frame again would be the same press."""


def line_s(data: bytes, baud: int = BAUD) -> float:
    """How long some bytes take on the line."""
    return len(data) * BITS_A_BYTE / baud


@contextmanager
def _bus_of_pads(folder: Path, broker: str, pads: int) -> Iterator[int]:
    """A gateway that serves so many pads on one line; gives the pads' end of it."""
    master, slave = os.openpty()
    tty.setraw(slave)
    path = folder / f"pads-{pads}.toml"
    places = "".join(PLACE.format(no=no) for no in range(1, pads + 1))
    path.write_text(CONFIG.format(broker=broker, port=os.ttyname(slave)) + places, "utf-8")
    config = load(path)
    gateway = make_gateway(config, path)
    gateway.start(make_seats(config, gateway))
    stopping = threading.Event()
    ticking = threading.Thread(target=_tick, args=(gateway.tick, stopping))
    ticking.start()
    try:
        yield master
    finally:
        stopping.set()
        ticking.join()
        gateway.stop()
        os.close(master)
        os.close(slave)


def _tick(tick: Callable[[], None], stopping: threading.Event) -> None:
    while not stopping.wait(0.1):
        tick()


def _beat(bus: Listener) -> None:
    now = datetime.now(UTC)
    bus.client.publish(beat_topic(HALL), Beat(epoch=1, utc=now, hall_time=now, rate=1.0))


def _pressed(bus: Listener) -> list[tuple[Topic, PressKey]]:
    return [(topic, each) for topic, each in bus.heard if isinstance(each, PressKey)]


def _key_s(bus: Listener, master: int, frame: bytes) -> float:
    """How long one key takes to be on the bus; it is answered, so that nothing is repeated."""
    bus.heard.clear()
    begin = time.perf_counter()
    os.write(master, frame)
    while not _pressed(bus):
        assert time.perf_counter() - begin < LOST_S, "the key is not on the bus"
        time.sleep(LOOK_S)
    taken = time.perf_counter() - begin
    topic, request = _pressed(bus)[0]
    reply = Topic(topic.hall, topic.kind, topic.id, Channel.REPLY)
    bus.client.publish(reply, Accepted(request=request.id))
    os.read(master, 4096)
    return taken


def keys(folder: Path, broker: str, pads: int) -> list[Figure]:
    """Keys of one pad after the other."""
    taken: list[float] = []
    frame = b""
    with listening(broker) as bus, _bus_of_pads(folder, broker, pads) as master:
        until(lambda: any(each.id == f"pad-{pads}" for each, _ in bus.heard), "the pads are there")
        for press in range(PRESSES):
            _beat(bus)
            time.sleep(PAUSE_S)
            key = KEYS[press // pads % len(KEYS)]
            frame = ff68.press(press % pads + 1, key).to_bytes()
            taken.append(_key_s(bus, master, frame))
    named = f"the {len(frame)} bytes at {BAUD} baud"
    return percentiles(f"key to bus, {pads} pads on one line", taken, line_s(frame), named)


def polled(pads: int) -> list[Figure]:
    """A counting pad's key until the hall is asked, where each byte takes its time at 9600 baud."""
    outlet, registers = FakeOutlet(), shipped_pads()["calling-8"]
    machines = [SimulatedCountedPad(no, registers) for no in range(1, pads + 1)]
    driver = CountedPadDriver(
        outlet,
        [Station(id=f"pad-{no}", address=no, registers=registers) for no in range(1, pads + 1)],
    )
    line, chance, taken = TimedLine(machines), Random(pads), []
    driver.opened(line, line.now_s)
    line.live(driver, 2.0)
    for _ in range(PRESSES):
        line.live(driver, chance.uniform(0.2, 0.7))
        told, begun_s = len(outlet.presses), line.now_s
        chance.choice(machines).press("call")
        line.live(driver, LOST_S, partial(_told_more, outlet, told))
        taken.append(line.now_s - begun_s)
    named = f"a cycle of {pads} polls at {BAUD} baud"
    return percentiles(f"key seen, {pads} counting pads", taken, POLL_S * pads, named)


def _told_more(outlet: FakeOutlet, told: int) -> bool:
    return len(outlet.presses) > told


def tickets() -> Iterator[Figure]:
    """A ticket as the shipped layout makes it, on both papers."""
    document = sample_ticket(sample_premises(), datetime.now(UTC))
    for mm, dots in ((80, 576), (58, 384)):
        job = lay_out(document, Paper(dots=dots))
        yield Figure(what=f"a ticket on {mm} mm of paper", value=len(job), unit="bytes")
        yield Figure(what=f"the same at {BAUD} baud", value=line_s(job), unit="s")


def codecs() -> Iterator[Figure]:
    """What a decoder takes in, against a line at 115200 baud."""
    area = LiveArea(
        width=64, height=16, timeout_s=10, stay_half_s=20, text=rich_text(("请C014号",))
    )
    panel = onbon.Frame(destination=1, data=ShowLive(areas=(area,)).to_bytes()).to_bytes()
    poll = modbus.Read(station=1, register=0, count=8).to_bytes()
    job = lay_out(sample_ticket(sample_premises(), datetime.now(UTC)), Paper())
    cases: tuple[tuple[str, bytes, Callable[[bytes], object]], ...] = (
        ("FF 68", ff68.press(1, ff68.PadKey.CALL).to_bytes(), ff68.FrameDecoder().feed),
        ("Onbon", panel, onbon.FrameDecoder().feed),
        ("Modbus", poll, modbus.request_decoder().feed),
        ("ESC/POS job", job, escpos_job.JobDecoder().feed),
    )
    for name, frame, feed in cases:
        rate = _bytes_a_second(frame, feed)
        yield Figure(
            what=f"{name} decoded",
            value=rate / 1e6,
            unit="MB/s",
            ratio=rate / (115_200 / BITS_A_BYTE),
            against="a line at 115200 baud",
        )


def _bytes_a_second(frame: bytes, feed: Callable[[bytes], object]) -> float:
    begin, fed = time.perf_counter(), 0
    while time.perf_counter() - begin < CODEC_S:
        feed(frame)
        fed += len(frame)
    return fed / (time.perf_counter() - begin)


def measure(folder: Path) -> list[Figure]:
    """Keys over the embedded broker, tickets, codecs."""
    with BROKERS["embedded"]() as broker:
        figures = [*keys(folder, broker, 1), *keys(folder, broker, 20)]
    figures += [each for pads in (1, 8, 20) for each in polled(pads)]
    return [*figures, *tickets(), *codecs()]
