"""The hall program as people start and stop it."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.fakes.brokers import listens
from tests.fakes.program import ROOT, Program, client_of, post, program


@pytest.fixture
def hall(tmp_path: Path) -> Iterator[Program]:
    """A hall that is not running yet."""
    with program(tmp_path) as hall:
        yield hall


def command(*words: str) -> subprocess.CompletedProcess[str]:
    """The command line `hall`."""
    return subprocess.run(
        [sys.executable, "-m", "hall", *words],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_it_serves_and_ends_cleanly(hall: Program) -> None:
    """SIGTERM with an open stream: nothing is left, and the next start goes on with the day."""
    ready = hall.start()
    assert ready["http"] == hall.url
    with client_of(hall, ready["api_key"]) as client:
        taken = post(client, "/tickets", {"matter": "SS01"})
        assert taken.status_code == 201
        children = hall.children
        assert children
        with client.stream("GET", "/events?topics=queue") as stream:
            assert stream.status_code == 200
            assert hall.stop(within_s=5) == 0
    assert not any(map(is_alive, children))
    assert not any(map(listens, (hall.http, hall.mqtt)))
    assert list(hall.recovered().numbers) == [taken.json()["number"]]
    again = hall.start()
    with client_of(hall, again["api_key"]) as client:
        assert client.get("/queue").json()["issued"] == 1
    assert hall.stop(within_s=5) == 0


def test_ctrl_c_ends_it_too(hall: Program) -> None:
    """As somebody does who has started it by hand."""
    hall.start()
    assert hall.process is not None
    hall.process.send_signal(signal.SIGINT)
    assert hall.process.wait(5) == 0


def test_a_port_in_use_is_named(hall: Program) -> None:
    """Pages and broker each: what is in the way, where, and nothing is left running."""
    for port, said in ((hall.http, "in use"), (hall.mqtt, "embedded broker cannot listen")):
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            other.bind(("127.0.0.1", port))
            other.listen()
            assert hall.launch().wait(30) == 2
        assert not any(map(listens, (hall.http, hall.mqtt)))
        assert said in hall.said
        assert str(port) in hall.said
        assert "Traceback" not in hall.said


def test_a_second_hall_on_the_same_store_is_told_so(hall: Program, tmp_path: Path) -> None:
    """Whatever ports it has; the first is not disturbed."""
    ready = hall.start()
    second = tmp_path / "second.toml"
    text = hall.config.read_text().replace(str(hall.http), "0").replace(str(hall.mqtt), "0")
    second.write_text(text)
    refused = command("run", str(second))
    assert refused.returncode == 2
    assert "another hall program is using" in refused.stderr
    with client_of(hall, ready["api_key"]) as client:
        assert post(client, "/tickets", {"matter": "SS01"}).status_code == 201
    assert hall.stop() == 0


def test_a_database_that_cannot_be_opened_is_named(hall: Program, tmp_path: Path) -> None:
    """The message is one for people, and the exit status says that it was ours to set right."""
    (tmp_path / "hall.db").write_text("this is no database" * 100)
    assert hall.launch().wait(30) == 2
    assert "hall.db cannot be opened: " in hall.said
    assert "Traceback" not in hall.said


def test_a_wrong_configuration_is_told_before_anything_starts(tmp_path: Path) -> None:
    """For `run`, `check` and `verify` alike."""
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('[hall]\nid = "h01"\n')
    for name in ("run", "check", "verify"):
        refused = command(name, str(wrong))
        assert refused.returncode == 2
        assert refused.stderr == f"{wrong}: store: missing\n"


def test_check_and_verify_say_what_they_found(hall: Program) -> None:
    """A good hall in one line each; a changed journal is found, and a cut-off one by its seal."""
    checked = command("check", str(hall.config))
    assert checked.returncode == 0
    assert "22 windows" in checked.stdout
    ready = hall.start()
    with client_of(hall, ready["api_key"]) as client:
        post(client, "/tickets", {"matter": "SS01"})
        verified = command("verify", str(hall.config))
    assert (verified.returncode, verified.stderr) == (0, "")
    seal = verified.stdout.split()[-1]
    hall.stop()
    assert command("verify", str(hall.config), "--noted", seal).returncode == 0
    gone = command("verify", str(hall.config), "--noted", seal.replace("2:", "9:"))
    assert gone.returncode == 1
    assert "is not there any more" in gone.stderr


def test_the_writers_death_ends_the_process(hall: Program) -> None:
    """A hall that cannot write is no hall: whoever waits is told, and it ends with status 1."""
    hall.module = "tests.fakes.dying_hall"
    ready = hall.start()
    assert hall.process is not None
    children = hall.children
    with client_of(hall, ready["api_key"]) as client:
        answer = post(client, "/tickets", {"matter": "SS01"})
    assert answer.status_code == 503
    assert answer.json()["code"] == "outcome_unknown"
    assert hall.process.wait(10) == 1
    assert not any(map(is_alive, children))
    assert "the writer died" in hall.said


def test_killed_in_the_middle_it_starts_again_on_the_same_ports(hall: Program) -> None:
    """Neither the broker's process nor a lock is left in the way."""
    for _ in range(2):
        hall.start()
        hall.kill()
    ready = hall.start()
    assert httpx.get(f"{ready['http']}/api/v1/board").status_code == 200
    assert hall.stop() == 0
