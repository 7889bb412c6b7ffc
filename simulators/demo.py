"""The demo: the programs of a hall as child processes of one group, from start to a clean stop.

What must not live here: what any program does, files (see `demo_files`). Imports nothing heavy:
the demo must start fast.
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hall.errors import ConfigError, HallError
from simulators.demo_files import Plan, write_files

START_S: Final = 30.0
STOP_S: Final = 10.0
_LOOK_S: Final = 0.02
_LOG_LINES: Final = 8
# Should the demo itself be killed, the kernel tells its children.
_DIES_WITH_US: Final = ("setpriv", "--pdeathsig", "TERM", "--")


class DemoFailed(HallError):
    """A program of the demo did not start, or ended by itself; says which, and its last words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One program of the demo: its name, and its arguments after the interpreter's."""

    name: str
    args: tuple[str, ...]
    may_end: bool = False
    """Whether the hall goes on without it: somebody may close a window."""


def hall_of(plan: Plan) -> Program:
    """The hall controller, with the broker."""
    ready = str(plan.ready("hall"))
    args = ("-m", "hall", "run", str(plan.config("hall")), "--ready", ready)
    return Program(name="hall", args=args)


def simulators_of(plan: Plan) -> Program:
    """Machines, people and the virtual hall."""
    args = ("-m", "simulators.fleet", str(plan.config("simulators")))
    return Program(name="simulators", args=args)


def devices_of(plan: Plan) -> Program:
    """The gateway."""
    return Program(name="devices", args=("-m", "devices", "run", str(plan.config("devices"))))


def screens_of(plan: Plan) -> tuple[Program, ...]:
    """The kiosk and the main board as windows."""
    if not plan.screens:
        return ()
    sizes = {"kiosk": "540x960", "display": "1280x720"}
    return tuple(
        Program(
            name=name, args=("-m", name, str(plan.config(name)), "--window", size), may_end=True
        )
        for name, size in sizes.items()
    )


class Demo:
    """The running programs; `start`, `watch`, `stop`, each once and in this order."""

    def __init__(self, plan: Plan, say: Callable[[str], None]) -> None:
        self._plan = plan
        self._say = say
        self._running: list[tuple[Program, subprocess.Popen[bytes]]] = []

    def start(self) -> dict[str, str]:
        """Start everything and wait until it is ready; the addresses. Raises `DemoFailed`."""
        plan = self._plan
        for name in ("hall", "simulators"):
            plan.ready(name).unlink(missing_ok=True)
        write_files(plan)
        self._begin(hall_of(plan))
        self._begin(simulators_of(plan))
        self._wait(lambda: listens(plan.mqtt_port), "the broker")
        self._begin(devices_of(plan))
        self._wait(plan.ready("hall").exists, "the hall")
        self._wait(plan.ready("simulators").exists, "the simulators")
        self._wait(lambda: plan.log("devices").stat().st_size > 0, "the gateway")
        for screen in screens_of(plan):
            self._begin(screen)
        return self._addresses()

    def _begin(self, program: Program) -> None:
        command = [*_with_us(), sys.executable, *program.args]
        with self._plan.log(program.name).open("wb") as log:
            process = subprocess.Popen(  # noqa: S603 - the project's own programs
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log
            )
        self._running.append((program, process))

    def _wait(self, is_ready: Callable[[], bool], what: str) -> None:
        until_s = time.monotonic() + START_S
        while not is_ready():
            self.check()
            if time.monotonic() > until_s:
                raise DemoFailed(f"{what} is not ready after {START_S:.0f} s")
            time.sleep(_LOOK_S)

    def _addresses(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for name in ("hall", "simulators"):
            found |= json.loads(self._plan.ready(name).read_text(encoding="utf-8"))
        return found

    def check(self) -> None:
        """Raise `DemoFailed` when a program has ended by itself; a closed window is only told."""
        for program, process in list(self._running):
            if process.poll() is None:
                continue
            words = f"{program.name} ended ({process.returncode}). {self._last_words(program)}"
            if not program.may_end:
                raise DemoFailed(words)
            self._running.remove((program, process))
            self._say(words)

    def _last_words(self, program: Program) -> str:
        log = self._plan.log(program.name)
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join([f"Its log is {log}", *lines[-_LOG_LINES:]])

    def stop(self) -> None:
        """End everything, whoever needs others before them: the hall with its broker last."""
        for last in (None, "simulators", "hall"):
            _end([process for program, process in self._running if _ends_with(program) == last])
        for name in ("hall", "simulators"):
            self._plan.ready(name).unlink(missing_ok=True)


def _ends_with(program: Program) -> str | None:
    """Which round of the end a program belongs to."""
    return program.name if program.name in {"simulators", "hall"} else None


def _with_us() -> Sequence[str]:
    return _DIES_WITH_US if shutil.which(_DIES_WITH_US[0]) else ()


def _end(processes: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask all to end, wait, and kill what does not."""
    for process in processes:
        process.terminate()
    until_s = time.monotonic() + STOP_S
    for process in processes:
        try:
            process.wait(max(0.1, until_s - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


# --- ports and the folder --------------------------------------------------------------------


def listens(port: int) -> bool:
    """Whether somebody accepts connections on a port."""
    try:
        with socket.create_connection(("127.0.0.1", port), 0.5):
            return True
    except OSError:
        return False


def free_port(wanted: int, option: str) -> int:
    """The port itself, or any free one for 0; raises `ConfigError` when it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", wanted))
        except OSError as error:
            raise ConfigError(
                f"port {wanted} is in use: stop what uses it, or give another with {option} "
                "(0 finds a free one)"
            ) from error
        port: int = probe.getsockname()[1]
        return port


def page_port(http_port: int, mqtt_port: int) -> int:
    """The port after the hall's where that is free and not the broker's, else any."""
    try:
        return free_port(0 if mqtt_port == http_port + 1 else http_port + 1, "")
    except (ConfigError, OverflowError):
        return free_port(0, "")


@contextmanager
def only_one(data: Path) -> Iterator[None]:
    """Hold a demo's folder; raises `ConfigError` while another demo holds it."""
    data.mkdir(parents=True, exist_ok=True)
    with (data / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConfigError(f"another demo runs in {data}; give another --data") from error
        yield


# --- the whole run ---------------------------------------------------------------------------


def run(plan: Plan, say: Callable[[str], None], for_s: float | None = None) -> None:
    """Run a demo until SIGTERM, Ctrl-C or the end of its time; raises `HallError`."""
    stopping: list[int] = []
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda number, _frame: stopping.append(number))
    demo = Demo(plan, say)
    ready = plan.data / "ready.json"
    ready.unlink(missing_ok=True)
    until_s = time.monotonic() + (for_s if for_s is not None else float("inf"))
    try:
        found = demo.start()
        _write_ready(ready, found)
        say(
            f"ready: virtual hall {found['page']}  hall {found['http']}  "
            f"broker {found['mqtt']}  (Ctrl-C stops)"
        )
        while not stopping and time.monotonic() < until_s:
            demo.check()
            time.sleep(_LOOK_S)
    finally:
        demo.stop()
        ready.unlink(missing_ok=True)


def _write_ready(path: Path, found: dict[str, str]) -> None:
    """Write the demo's addresses and key, whole, for its owner alone."""
    told = {name: found[name] for name in ("http", "mqtt", "api_key", "page")}
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(json.dumps({**told, "pid": os.getpid()}), encoding="utf-8")
    part.replace(path)
