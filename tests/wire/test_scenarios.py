"""Each device with each fault of its line: what the hall was told, and what the person saw.

The table runs over pseudo terminals, and a part of it through a serial server: by RFC 2217, and
for printers in raw TCP, as on their port 9100. A fault of one transmission happens to the first one
after the act; a lasting one begins before it.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from hall.bus.messages import Command
from simulators.wire import Wire, bit_flip, garbage, silence, truncation, twice
from tests.fakes.lines import stage
from tests.fakes.network import remote_stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until
from tests.wire.scenario_subjects import ELSEWHERE, HERE, SUBJECTS, Subject
from tests.wire.scenario_table import ANOTHER_STATION, PULLED_OUT, PUT_BACK, TABLE


@dataclass(frozen=True, slots=True)
class Ground:
    """A device at work on a line that can be disturbed and pulled out."""

    subject: Subject
    outlet: FakeOutlet
    wire: Wire
    lock: AbstractContextManager[object]
    obey: Callable[[str, Command], None]
    pull: Callable[[], None]
    put_back: Callable[[], None]

    def act(self) -> None:
        """What the scenario is about."""
        if callable(self.subject.act):
            with self.lock:
                self.subject.act()
        else:
            self.obey("device", self.subject.act)

    @property
    def told(self) -> str:
        """What the hall has been told: the outcome or the keys, then what is wrong."""
        outcomes = [str(each) for each in self.outlet.answers.values()]
        keys = [str(key) for _, key in self.outlet.presses]
        keys += [f"read {code}" for _, code in self.outlet.codes_read]
        keys += [f"card {age}" for _, _, age in self.outlet.cards]
        keys += [f"rated {level}" for _, _, level in self.outlet.ratings]
        codes = self.outlet.codes("device") if "device" in self.outlet.states else []
        return " ".join([*outcomes, *keys, *codes])

    @property
    def result(self) -> tuple[str, str]:
        """What the hall was told, and what the person saw."""
        with self.lock:
            return self.told, self.subject.seen()


NOISE = bytes.fromhex("00 a5 01 10 ff 68 7f")
Fault = Callable[[Ground], None]
Place = Callable[[Subject, FakeOutlet], AbstractContextManager[Ground]]


def disturbed(fault: Callable[[bytes], bytes], *, to_host: bool, times: int = 1) -> Fault:
    return lambda on: on.wire.disturb(fault, times=times, to_host=to_host)


def dripping(on: Ground) -> None:
    on.wire.drip_bytes = 1


def echoing(on: Ground) -> None:
    on.wire.echoing = True


def stalled(on: Ground) -> None:
    on.wire.stalled = True


FAULTS: dict[str, Fault] = {
    "none": lambda _: None,
    "noise before what is sent": disturbed(garbage(NOISE), to_host=False),
    "noise before what comes": disturbed(garbage(NOISE), to_host=True),
    "truncated on its way out": disturbed(truncation(3), to_host=False),
    "truncated on its way back": disturbed(truncation(3), to_host=True),
    "a wrong bit on its way out": disturbed(bit_flip(131), to_host=False),
    "a wrong bit on its way back": disturbed(bit_flip(37), to_host=True),
    "twice on its way back": disturbed(twice, to_host=True),
    "a slow drip": dripping,
    "the device is silent": disturbed(silence, to_host=True, times=-1),
    "nothing arrives": disturbed(silence, to_host=False, times=-1),
    "the line echoes": echoing,
    "the line takes nothing": stalled,
}
REMOTE = ("none", "noise before what comes", "a slow drip", "nothing arrives", PUT_BACK)
"""What is run through a serial server, too."""
FOR_GOOD_S = 0.2
"""So long what was told and seen must stand."""


@contextmanager
def local(folder: Path, made: Subject, outlet: FakeOutlet) -> Iterator[Ground]:
    """On a pseudo terminal; the one that is put back is another than before."""
    with stage(folder, made.driver, [made.machine]) as on:
        names = [on.port.path.readlink()]
        taken: list[tuple[int, int]] = []

        def put_back() -> None:
            taken.append(os.openpty())
            on.port.plug()
            names.append(on.port.path.readlink())
            assert names[0] != names[1], "the port has come back under its old name"

        yield Ground(made, outlet, on.wire, on.ports.lock, on.obey, on.port.unplug, put_back)
        for each in (end for ends in taken for end in ends):
            os.close(each)


@contextmanager
def remote(scheme: str, made: Subject, outlet: FakeOutlet) -> Iterator[Ground]:
    """Behind a serial server whose connection can be broken."""
    wire = Wire([made.machine])
    with remote_stage(scheme, made.driver, wire) as on:
        yield Ground(
            made, outlet, wire, on.server.lock, on.obey, on.server.pull, on.server.put_back
        )


def begin(on: Ground, fault: str) -> None:
    """Let the fault happen."""
    if fault in FAULTS:
        with on.lock:
            FAULTS[fault](on)
    if fault in {PULLED_OUT, PUT_BACK}:
        with on.lock:
            on.pull()
        until(lambda: on.told == "line_lost", "the loss is noticed")
    if fault == PUT_BACK:
        with on.lock:
            on.put_back()
        until(lambda: on.outlet.online("device"), "it is back")


def play(place: Place, device: str, fault: str) -> None:
    """The fault, the act, and both ends as the table says."""
    outlet = FakeOutlet()
    made = SUBJECTS[device](outlet, ELSEWHERE if fault == ANOTHER_STATION else HERE)
    with place(made, outlet) as on:
        if fault != ANOTHER_STATION:
            until(lambda: outlet.online("device"), "it is there")
        begin(on, fault)
        on.act()
        expected = TABLE[fault][device]
        until(lambda: on.result == expected, f"{expected}")
        time.sleep(FOR_GOOD_S)
        assert on.result == expected


CELLS = [(fault, device) for fault, row in TABLE.items() for device in row]


@pytest.mark.parametrize(("fault", "device"), CELLS)
def test_on_a_serial_port(tmp_path: Path, fault: str, device: str) -> None:
    """The hall is told what the table says, and the person sees it."""
    play(partial(local, tmp_path), device, fault)


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
@pytest.mark.parametrize("fault", REMOTE)
@pytest.mark.parametrize(
    ("scheme", "device"),
    [
        ("rfc2217", "onbon"),
        ("rfc2217", "modbus"),
        ("rfc2217", "pad"),
        ("rfc2217", "counted"),
        ("rfc2217", "printer"),
        ("socket", "printer"),
    ],
)
def test_behind_a_serial_server(scheme: str, device: str, fault: str) -> None:
    """The same through the network; put back is there a connection that is made again."""
    play(partial(remote, scheme), device, fault)


def test_a_network_printer_that_takes_nothing_is_told_in_time() -> None:
    """What the network itself still takes is no proof: without an answer nothing was printed."""
    play(partial(remote, "socket"), "printer", "the line takes nothing")
