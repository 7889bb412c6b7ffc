"""Kill the broker under load many times: `make broker-kills`, or with `ARGS="KILLS SEED"`.

Two kiosks take numbers, two gateways pass on the keys of two pads, and a meddler sends every
request again, late and in another order. After each kill a number is taken, and it is measured
until every screen shows it. In the end each request must have had one effect, and each panel must
show whom its window called last.
"""

import logging
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import httpx
from sqlalchemy import select

from devices.codecs.ff68 import PadKey
from hall.storage.engine import make_engine
from hall.storage.tables import journal
from hall.storage.verify import verify
from simulators.pad_ff68 import SimulatedPad
from simulators.panel_onbon import SimulatedPanel
from simulators.pty import Ports
from simulators.wire import Wire
from tests.bench.figures import Figure, percentiles, table
from tests.fakes.brokers import url_of
from tests.fakes.counter import gateway_running
from tests.fakes.crossed_bus import Kiosk, Meddler, Screen, running
from tests.fakes.program import Program, client_of, post, program
from tests.fakes.waiting import until

KILLS: Final = 30
HALL: Final = "h01"
MATTER: Final = "SS01"
WINDOWS: Final = (3, 4)
SCREENS: Final = 4
PATIENCE_S: Final = 120.0
CONFIG: Final = """
[gateway]
id = "gateway-{no}"
hall = "{hall}"
broker = "{broker}"
[lines.pads]
port = "{folder}/pads"
protocol = "ff68"
[lines.panels]
port = "{folder}/panels"
protocol = "onbon"
[[places]]
name = "window {no}"
pad = {{ id = "pad-{no:02}", line = "pads", address = 1 }}
panel = {{ id = "panel-{no:02}", line = "panels", address = 1 }}
"""


class Window:
    """One window's machines, with a gateway of their own."""

    def __init__(self, no: int, folder: Path, broker: str) -> None:
        self.no = no
        folder.mkdir()
        self.pad, self.panel = SimulatedPad(1), SimulatedPanel(1)
        self.ports = Ports(folder)
        self.ports.add("pads", Wire([self.pad]))
        self.ports.add("panels", Wire([self.panel]))
        self.config = folder / "gateway.toml"
        text = CONFIG.format(no=no, hall=HALL, broker=broker, folder=folder)
        self.config.write_text(text, encoding="utf-8")

    @contextmanager
    def working(self) -> Iterator[None]:
        """Machines and gateway, until the end of the block."""
        self.ports.start()
        try:
            with gateway_running(self.config):
                yield
        finally:
            self.ports.stop()

    def press(self) -> None:
        """The clerk calls the next."""
        with self.ports.lock:
            self.pad.press(PadKey.CALL)


class Trial:
    """Everybody on one hall's bus."""

    def __init__(self, hall: Program, folder: Path, key: str, seed: int) -> None:
        broker = url_of(hall.mqtt)
        self.hall = hall
        self.chance = Random(seed)
        self.http = client_of(hall, key, PATIENCE_S)
        self.kiosks = [Kiosk(broker, HALL, f"kiosk-{no}") for no in (1, 2)]
        self.screens = [Screen(broker, HALL) for _ in range(SCREENS)]
        self.meddler = Meddler(broker, HALL, self.chance)
        self.windows = [Window(no, folder / f"window-{no}", broker) for no in WINDOWS]
        self.converged_s: list[float] = []
        self._over = threading.Event()

    @contextmanager
    def busy(self) -> Iterator[None]:
        """Everybody is at work; they finish at the end."""
        with ExitStack() as parts:
            clients = [each.client for each in self.kiosks] + [each.client for each in self.screens]
            for client in (*clients, self.meddler.client):
                parts.enter_context(running(client))
            for window in self.windows:
                parts.enter_context(window.working())
                opened = post(self.http, f"/windows/{window.no}/open", {"clerk": f"c{window.no}"})
                assert opened.status_code == httpx.codes.OK, opened.text
            threads = [threading.Thread(target=self._again, args=each) for each in self._work()]
            for thread in threads:
                thread.start()
            try:
                yield
            finally:
                self._over.set()
                for thread in threads:
                    thread.join()
            self.settle()

    def _work(self) -> Iterator[tuple[Callable[[], object], float]]:
        for kiosk in self.kiosks:
            yield partial(kiosk.take, MATTER), 0.05
        for window in self.windows:
            yield window.press, 0.4
        yield self.meddler.meddle, 0.3

    def _again(self, work: Callable[[], object], pause_s: float) -> None:
        while not self._over.wait(pause_s):
            work()

    def kill(self) -> None:
        """Kill the broker; note how long it takes until every screen shows what is done after."""
        killed_s = time.monotonic()
        os.kill(broker_of(self.hall), signal.SIGKILL)
        assert post(self.http, "/tickets", {"matter": MATTER}).status_code == httpx.codes.CREATED
        issued = self.http.get("/queue").json()["issued"]
        until(lambda: all(each.issued >= issued for each in self.screens), "shown", PATIENCE_S)
        self.converged_s.append(time.monotonic() - killed_s)

    def settle(self) -> None:
        """Nothing more happens: the panels and screens come to show how things are."""
        issued = self.http.get("/queue").json()["issued"]
        until(lambda: all(each.issued == issued for each in self.screens), "shown", PATIENCE_S)
        for window in self.windows:
            until(partial(self._is_lit, window), "the panel is right", PATIENCE_S)

    def _is_lit(self, window: Window) -> bool:
        """Whether a panel shows whom its window called last."""
        calls = self.http.get("/board").json()["calls"]
        newest = next(each["number"] for each in calls if each["window"] == window.no)
        return newest in window.panel.text

    def wrong(self) -> Iterator[str]:
        """What should not have happened."""
        told = [answer for each in self.kiosks for answer in each.told.values()]
        visits = self.hall.recovered().visits
        people = len(told) + len(self.converged_s)
        for kiosk in self.kiosks:
            yield from kiosk.wrong
        if len({each.number for each in told}) != len(told):
            yield "a number was given to two people"
        for each in told:
            if each.visit not in visits or visits[each.visit].number != each.number:
                yield f"{each.number} was told and is lost"
        if len(visits) != people:
            yield f"{len(visits)} visits for {people} people"
        if older := sum(screen.older for screen in self.screens):
            yield f"screens were shown {older} older views after newer ones"
        yield from twice(self.hall.store_url)
        yield from verify(self.hall.store_url).findings


def twice(url: str) -> Iterator[str]:
    """Requests that had their effect more than once."""
    engine = make_engine(url, reading=True)
    with engine.connect() as connection, connection.begin():
        asked = select(journal.c.command, journal.c.kind).where(
            journal.c.kind.in_(("VisitIssued", "VisitCalled"))
        )
        found = Counter(map(tuple, connection.execute(asked)))
    engine.dispose()
    for (command, kind), count in found.items():
        if count > 1:
            yield f"{command}: {count} times {kind}"


def broker_of(hall: Program) -> int:
    """The process of the hall's own broker."""
    found: list[int] = []

    def is_there() -> bool:
        found[:] = [
            pid for pid in hall.children if b"iotcore" in Path(f"/proc/{pid}/cmdline").read_bytes()
        ]
        return bool(found)

    until(is_there, "the broker runs", PATIENCE_S)
    return found[0]


def main(kills: int = KILLS, seed: int = 1) -> int:
    """Kill and check; the exit status says whether anything was wrong."""
    logging.getLogger("hall.bus").setLevel(logging.ERROR)  # each client says that it lost it
    with TemporaryDirectory(prefix="broker-kills-") as name, program(Path(name)) as hall:
        hall.lift_limit()
        hall.starts_in_s = PATIENCE_S
        trial = Trial(hall, Path(name), hall.start()["api_key"], seed)
        with trial.busy():
            for _ in range(kills):
                time.sleep(trial.chance.uniform(0.5, 2.0))
                trial.kill()
        hall.stop(PATIENCE_S)
        wrong = list(trial.wrong())
    report(trial, kills, wrong)
    return 1 if wrong else 0


def report(trial: Trial, kills: int, wrong: list[str]) -> None:
    """Say what came of it."""
    asked = trial.meddler.asked
    again = sum(count - 1 for count in asked.values())
    numbers = sum(len(each.told) for each in trial.kiosks)
    worst = Figure(what="the longest", value=max(trial.converged_s) * 1000, unit="ms")
    figures = percentiles("from a kill until all screens are right", trial.converged_s)
    print(  # noqa: T201 - its report
        f"{kills} brokers killed, {numbers} numbers told, {len(asked)} requests came {again} "
        f"times more: {'; '.join(wrong) or 'one effect each, nothing lost'}\n"
        + table([*figures, worst])
    )


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
