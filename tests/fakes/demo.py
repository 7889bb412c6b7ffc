"""The demo in real processes, as somebody starts it from a shell: its own process group."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import httpx

from tests.fakes.waiting import until

ROOT: Final = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class RunningDemo:
    """A demo that has said it is ready."""

    process: subprocess.Popen[str]
    line: str
    data: Path

    @property
    def ready(self) -> dict[str, Any]:
        """What its ready file says."""
        told: dict[str, Any] = json.loads((self.data / "ready.json").read_text(encoding="utf-8"))
        return told

    def get(self, path: str) -> Any:
        """A document of the hall's API, read with the demo's key."""
        ready = self.ready
        key = {"Authorization": f"Bearer {ready['api_key']}"}
        answer = httpx.get(f"{ready['http']}/api/v1/{path}", headers=key, timeout=10)
        return answer.raise_for_status().json()

    def processes(self) -> list[int]:
        """The living processes of its group."""
        return processes_of(self.process.pid)

    def stop(self) -> int:
        """Ask it to end, and wait; its exit status."""
        self.process.terminate()
        return self.process.wait(20)

    def kill_everything(self) -> None:
        """Kill every process of its group at once."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)
        until(lambda: not self.processes(), "every process is gone")


def processes_of(group: int) -> list[int]:
    """The processes of a group that still run; one whose threads still end holds its files."""
    found = []
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            state, _, process_group = (
                (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
            )
            ends = state == "Z" and len(list((entry / "task").iterdir())) <= 1
            if int(process_group) == group and not ends:
                found.append(int(entry.name))
    return found


@contextmanager
def running(data: Path, *options: str) -> Iterator[RunningDemo]:
    """A demo on free ports, until the end of the block; whatever is left then is killed."""
    command = [sys.executable, "-m", "simulators", "--data", str(data), "--no-screens"]
    ports = ["--port", "0", "--mqtt-port", "0"]
    with subprocess.Popen(
        [*command, *ports, *options],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            assert line.startswith("ready"), line + process.stdout.read()
            yield RunningDemo(process, line, data)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
