"""Two thousand browsers that follow the board: memory, the slowest of them, and what a press costs.

The listeners are a process of their own, so that their work is not taken for the hall's; both share
the machine, and a press is measured with and without them in the same run.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import Final

from hall.bus.messages import Key
from tests.bench.disk import BareTable
from tests.bench.figures import Figure, middle, percentiles
from tests.bench.outside import resident_mb
from tests.bench.presses import Bench, Ear, on_bus, over_the_bus
from tests.fakes.program import ROOT, program

CLIENTS: Final = 2_000
SEEN: Final = 20
PEOPLE: Final = 400


class Listeners:
    """The process of the listeners."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def said(self) -> str:
        """The next line that it says."""
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()

    def look_for(self, text: str) -> None:
        """Have every one of them look for a text."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{text}\n")
        self._process.stdin.flush()
        assert self.said() == "looking"

    def saw(self) -> tuple[float, float]:
        """When the first and the last of them saw it, on the clock of all processes."""
        first, last = map(float, self.said().split())
        return first, last


@contextmanager
def listening(port: int, clients: int) -> Iterator[Listeners]:
    """So many browsers on the board."""
    words = [sys.executable, "-m", "tests.bench.listeners", str(port), "board/main", str(clients)]
    with subprocess.Popen(
        words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            listeners = Listeners(process)
            assert listeners.said() == "ready"
            yield listeners
        finally:
            process.terminate()


def measure(folder: Path, bare: BareTable) -> list[Figure]:
    """With nobody listening, and with two thousand."""
    place = folder / "streams"
    place.mkdir()
    with program(place) as hall:
        hall.lift_limit()
        ready = hall.start()
        assert hall.process is not None
        ear = Ear()
        with on_bus(ready["mqtt"], ear, "panel/+/command") as bus:
            bench = Bench(hall, ready["api_key"], bus, ear, bare)
            with bench.http:
                bench.fill(PEOPLE)
                alone = over_the_bus(bench)
                before = resident_mb(hall.process.pid)
                with listening(hall.http, CLIENTS) as listeners:
                    memory = resident_mb(hall.process.pid) - before
                    first, last = _spread(bench, listeners)
                    among = over_the_bus(bench)
    return [
        Figure(
            what=f"memory for a stream, {CLIENTS:,} open",
            value=1024 * memory / CLIENTS,
            unit="kB",
        ),
        *percentiles(f"press to the first of {CLIENTS:,} browsers", first),
        *percentiles(f"press to the last of {CLIENTS:,} browsers", last),
        *percentiles(
            f"pad's request to panel's command, {CLIENTS:,} listening",
            among,
            middle(alone),
            "with nobody listening (p50)",
        ),
    ]


def _spread(bench: Bench, listeners: Listeners) -> tuple[list[float], list[float]]:
    """From a press to the first and to the last browser that has the call."""
    first, last = [], []
    for _ in range(SEEN):
        number = bench.next_number()
        bench.pause()
        listeners.look_for(f'"number":"{number}"')
        begin = perf_counter()
        bench.press(Key.CALL)
        seen = listeners.saw()
        first.append(seen[0] - begin)
        last.append(seen[1] - begin)
        bench.start()
    return first, last
