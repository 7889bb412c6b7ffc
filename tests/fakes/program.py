"""The hall program as a process of its own, as somebody starts it from a shell."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx

from hall.core.apply import apply
from hall.core.hall import Hall
from hall.storage.store import Store
from tests.fakes.brokers import free_port
from tests.fakes.waiting import until

ROOT: Final = Path(__file__).parents[2]
STARTS_IN_S: Final = 40.0

CONFIG: Final = """\
[hall]
id = "h01"
[http]
port = {http}
[mqtt]
embedded_port = {mqtt}
[store]
url = "{store}"
[clock]
demo = true
[web]
demo = true
[forecast]
enabled = false
"""


@dataclass
class Program:
    """One hall's folder and ports; it may be started many times."""

    folder: Path
    http: int = field(default_factory=free_port)
    mqtt: int = field(default_factory=free_port)
    module: str = "hall"
    under: tuple[str, ...] = ()
    """The command that starts it, if it is not started directly."""
    environment: dict[str, str] = field(default_factory=dict)
    """What its environment has besides ours."""
    store_url: str = ""
    """Where its journal is; a file in its folder unless it is said."""
    starts_in_s: float = STARTS_IN_S
    """How long a start may take."""
    process: "subprocess.Popen[str] | None" = None

    def __post_init__(self) -> None:
        self.store_url = self.store_url or f"sqlite:///{self.folder}/hall.db"
        text = CONFIG.format(http=self.http, mqtt=self.mqtt, store=self.store_url)
        self.config.write_text(text, encoding="utf-8")

    @property
    def config(self) -> Path:
        """Its configuration file."""
        return self.folder / "hall.toml"

    def lift_limit(self) -> None:
        """Let it give as many numbers a day as are asked for; before its first start."""
        with self.config.open("a", encoding="utf-8") as file:
            file.write("[rules]\ndaily_maximum = 1000000\n")

    def look_ahead(self) -> None:
        """Let it make forecasts, as a hall does; before its first start."""
        text = self.config.read_text(encoding="utf-8")
        self.config.write_text(text.replace("enabled = false", "every_s = 1.0"), encoding="utf-8")

    @property
    def url(self) -> str:
        """Where its pages are."""
        return f"http://127.0.0.1:{self.http}"

    def launch(self) -> "subprocess.Popen[str]":
        """Start it without waiting; everything it says goes to one file."""
        ready = self.folder / "ready.json"
        ready.unlink(missing_ok=True)
        words = [*self.under, sys.executable, "-m", self.module]
        words += ["run", str(self.config), "--ready", str(ready)]
        with (self.folder / "said.txt").open("a", encoding="utf-8") as said:
            self.process = subprocess.Popen(
                words,
                cwd=ROOT,
                env={**os.environ, **self.environment},
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
            )
        return self.process

    def start(self) -> dict[str, Any]:
        """Start it and wait until it is ready; what it says of itself."""
        process = self.launch()
        ready = self.folder / "ready.json"
        until(lambda: ready.exists() or process.poll() is not None, "it is ready", self.starts_in_s)
        assert process.poll() is None, self.said
        told: dict[str, Any] = json.loads(ready.read_text(encoding="utf-8"))
        return told

    @property
    def said(self) -> str:
        """All it has said so far, of all its runs."""
        return (self.folder / "said.txt").read_text(encoding="utf-8")

    @property
    def worked_s(self) -> float:
        """How long it has had a processor since it was launched."""
        assert self.process is not None
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8")
        ticks = stat.rpartition(") ")[2].split()[11:13]
        return sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")

    @property
    def children(self) -> list[int]:
        """The processes that it has started."""
        assert self.process is not None
        return [
            int(pid)
            for task in Path(f"/proc/{self.process.pid}/task").iterdir()
            for pid in (task / "children").read_text(encoding="ascii").split()
        ]

    def stop(self, within_s: float = 10.0) -> int:
        """SIGTERM, and its exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within_s)

    def kill(self) -> None:
        """SIGKILL, as a crash or a power cut of the program alone."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def recovered(self) -> Hall:
        """The hall as its journal tells it, while nobody else has it open."""
        store = Store(self.store_url)
        store.open()
        hall = Hall()
        for written in store.open_day():
            hall = apply(hall, written.entry.event)
        store.close()
        return hall


@contextmanager
def program(folder: Path, store_url: str = "") -> Iterator[Program]:
    """A hall's folder; whatever still runs at the end is killed."""
    hall = Program(folder, store_url=store_url)
    try:
        yield hall
    finally:
        if hall.process is not None:
            pids = [hall.process.pid, *hall.children] if hall.process.poll() is None else []
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            hall.process.wait(10)


def client_of(hall: Program, key: str, timeout_s: float = 10.0) -> httpx.Client:
    """A program that may do everything over HTTP."""
    return httpx.Client(
        base_url=f"{hall.url}/api/v1",
        headers={"Authorization": f"Bearer {key}"},
        timeout=timeout_s,
    )


def post(
    client: httpx.Client, path: str, body: object = None, key: str | None = None
) -> httpx.Response:
    """One act, under a key of its own unless one is given."""
    return client.post(path, json=body, headers={"Idempotency-Key": key or uuid4().hex})
