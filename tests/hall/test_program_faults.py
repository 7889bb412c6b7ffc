"""The real program on a disk that fails under it: refused loudly, nothing lost, and it goes on."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from hall.storage.verify import verify
from tests.fakes.disks import small_disk
from tests.fakes.history import Callers, History
from tests.fakes.program import Program, client_of, post, program
from tests.fakes.waiting import until

FLUSHES: Final = "fsync,fdatasync"
WITHIN_S: Final = 20.0
SMALL_KB: Final = 1_400
ROOMY_KB: Final = 32_000


def at_the_nth(fault: str, nth: int) -> tuple[str, ...]:
    """Start a program under a tracer that stands aside until a thread's Nth flush to the disk.

    Starting takes fewer in any thread: it is the writer's, with numbers in it.
    """
    tracer = shutil.which("strace")
    if tracer is None:
        pytest.fail("strace is missing: apt install strace")
    inject = f"inject={FLUSHES}:{fault}:when={nth}"
    return (tracer, "-D", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={FLUSHES}", "-e", inject)


class Load:
    """People who take numbers and clerks who call, and what they are told."""

    def __init__(self, hall: Program) -> None:
        self.history = History()
        self.callers = Callers(hall, self.history, kiosks=3, windows=1)

    def await_numbers(self, more: int) -> None:
        """Let so many more people get a number."""
        enough = len(self.history.numbers) + more
        until(lambda: len(self.history.numbers) >= enough, "people get numbers", WITHIN_S)


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Program]:
    with program(tmp_path) as hall:
        hall.lift_limit()
        yield hall


def wrong_with(hall: Program, history: History) -> list[str]:
    """What is missing in a hall that has been stopped."""
    return history.check(hall.recovered()) + list(verify(hall.store_url).findings)


def test_a_flush_that_fails(hall: Program) -> None:
    """Whose numbers were being written is told when that is known; then all goes on by itself."""
    hall.under = at_the_nth("error=EIO", 45)
    load = Load(hall)
    load.callers.key = hall.start()["api_key"]
    with load.callers.at_work():
        until(lambda: "disk I/O error" in hall.said, "the disk has failed", WITHIN_S)
        load.await_numbers(20)
    assert hall.stop() == 0
    assert wrong_with(hall, load.history) == []


def test_killed_in_the_middle_of_a_flush(hall: Program) -> None:
    """Nothing that was told is missing after the next start."""
    hall.under = at_the_nth("signal=KILL", 41)
    load = Load(hall)
    load.callers.key = hall.start()["api_key"]
    with load.callers.at_work():
        assert hall.process is not None
        hall.process.wait(WITHIN_S)
        hall.under = ()
        load.callers.key = hall.start()["api_key"]
        load.await_numbers(10)
    assert hall.stop() == 0
    assert wrong_with(hall, load.history) == []


def test_a_disk_without_room(tmp_path: Path) -> None:
    """Numbers are refused in words while the disk is full, and given again when it is not."""
    with small_disk(tmp_path, SMALL_KB) as disk, program(disk.place) as hall:
        hall.lift_limit()
        key = hall.start()["api_key"]
        with client_of(hall, key) as http:
            taken = 0
            while (answer := post(http, "/tickets", {"matter": "SS01"})).status_code == 201:
                taken += 1
            assert answer.status_code == 503
            assert answer.json()["code"] in {"outcome_unknown", "store_away"}
            assert taken > 5
            again = post(http, "/tickets", {"matter": "SS01"})
            assert (again.status_code, again.json()["code"]) == (503, "store_away")
            assert "full" in hall.said, "the log names what is the matter"
            assert http.get("/queue").json()["issued"] in {taken, taken + 1}
            disk.resize(ROOMY_KB)
            until(
                lambda: post(http, "/tickets", {"matter": "SS01"}).status_code == 201,
                "numbers are given again",
                WITHIN_S,
            )
        assert hall.stop() == 0
        assert len(hall.recovered().visits) >= taken + 1
        assert not verify(hall.store_url).findings
