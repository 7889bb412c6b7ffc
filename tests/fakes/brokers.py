"""Brokers that a test may start and kill: the embedded one, and Debian's Mosquitto."""

import os
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from hall.bus.broker import EmbeddedBroker
from tests.fakes.waiting import until

MOSQUITTO_CONFIG: Final = """\
listener {port} 127.0.0.1
allow_anonymous true
persistence false
set_tcp_nodelay true
max_packet_size 256000
log_dest none
"""


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def url_of(port: int) -> str:
    return f"mqtt://127.0.0.1:{port}"


@contextmanager
def embedded() -> Iterator[str]:
    """The embedded broker's address, while it runs."""
    port = free_port()
    broker = EmbeddedBroker(port)
    broker.start()
    try:
        yield url_of(port)
    finally:
        broker.stop()


@contextmanager
def mosquitto() -> Iterator[str]:
    """Mosquitto's address, while it runs."""
    program = shutil.which("mosquitto", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        pytest.fail("Mosquitto is missing: apt install mosquitto")
    port = free_port()
    with TemporaryDirectory(prefix="hall-mosquitto-") as folder:
        config = Path(folder) / "mosquitto.conf"
        config.write_text(MOSQUITTO_CONFIG.format(port=port), encoding="utf-8")
        with subprocess.Popen([program, "-c", str(config)]) as process:
            try:
                until(lambda: listens(port), "Mosquitto listens")
                yield url_of(port)
            finally:
                process.terminate()
                process.wait(10)


BROKERS: Final = {"embedded": embedded, "mosquitto": mosquitto}


def listens(port: int) -> bool:
    """Whether somebody accepts connections on a port of the loopback."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


def kill_embedded() -> int:
    """Kill the embedded broker that this process has started, as a crash would; its id."""
    (pid,) = _broker_processes()
    os.kill(pid, signal.SIGKILL)
    return pid


def _broker_processes() -> list[int]:
    children = {
        int(pid)
        for task in Path("/proc/self/task").iterdir()
        for pid in (task / "children").read_text(encoding="ascii").split()
    }
    return [pid for pid in children if b"iotcore" in Path(f"/proc/{pid}/cmdline").read_bytes()]
