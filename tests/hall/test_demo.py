"""The whole hall in real processes: it starts, people are served, it stops clean, it goes on."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx

from hall.bus.messages import NumberIssued
from hall.core.apply import apply
from hall.core.hall import Hall
from hall.storage.store import Store
from hall.storage.verify import verify
from tests.fakes.brokers import free_port, listens
from tests.fakes.bus import Listener, listening
from tests.fakes.demo import ROOT, RunningDemo, running
from tests.fakes.postgres import Server
from tests.fakes.waiting import until

REPLIES = "hall/1/h01/kiosk/+/reply"


def issued(demo: RunningDemo) -> int:
    number: int = demo.get("queue")["issued"]
    return number


def recovered(data: Path, url: str | None = None) -> Hall:
    """The hall as its journal tells it, read by nobody else meanwhile."""
    store = Store(url or f"sqlite:///{data / 'hall.db'}")
    store.open()
    hall = Hall()
    for written in store.open_day():
        hall = apply(hall, written.entry.event)
    store.close()
    return hall


def test_people_are_served_from_the_first_minute(tmp_path: Path) -> None:
    """Citizens take numbers, clerks call and finish on the pads, citizens rate on the raters."""
    with running(tmp_path, "--speed", "300", "--seed", "3") as demo:
        until(lambda: demo.get("queue")["ended"] >= 12, "twelve visits have ended", 40)
        assert demo.stop() == 0
    hall = recovered(tmp_path)
    rated = [service for service in hall.services.values() if service.rating]
    assert hall.ended >= 12
    assert hall.order == len(hall.visits)
    assert rated
    assert {visit.kiosk for visit in hall.visits.values()} == {"kiosk-1", "kiosk-2"}


def test_people_are_served_on_a_server(tmp_path: Path, postgres: Server) -> None:
    """The same hall keeps its day on PostgreSQL, and its journal is whole."""
    url = postgres.new_store()
    with running(tmp_path, "--speed", "300", "--store", url) as demo:
        until(lambda: demo.get("queue")["ended"] >= 5, "five visits have ended", 40)
        assert demo.stop() == 0
    assert recovered(tmp_path, url).ended >= 5
    assert verify(url).findings == []
    assert not (tmp_path / "hall.db").exists()


def test_it_stops_clean_and_goes_on_where_it_stood(tmp_path: Path) -> None:
    """After SIGTERM no process, port or pty is left; the next start goes on with the same day."""
    with running(tmp_path, "--speed", "300") as demo:
        ready = demo.ready
        assert ready["pid"] == demo.process.pid
        assert len(demo.processes()) >= 4
        until(lambda: issued(demo) >= 10, "ten numbers are issued")
        before = issued(demo)
        assert demo.stop() == 0
        assert demo.processes() == []
    assert not list((tmp_path / "ports").iterdir())
    assert not (tmp_path / "ready.json").exists()
    assert not any(listens(int(ready[each].rpartition(":")[2])) for each in ("http", "mqtt"))
    with running(tmp_path, "--no-crowd") as again:
        assert issued(again) >= before
        assert again.stop() == 0


def heard(listener: Listener) -> list[NumberIssued]:
    """The numbers that kiosks were told of."""
    return [each for _, each in listener.heard if isinstance(each, NumberIssued)]


def test_nothing_acknowledged_is_lost_when_everything_is_killed(tmp_path: Path) -> None:
    """SIGKILL to every process: every issued number is there again, and the queues are exact."""
    with running(tmp_path, "--speed", "300", "--scenario", "monday_1010") as demo:
        with listening(demo.ready["mqtt"], [REPLIES]) as listener:
            until(
                lambda: issued(demo) >= 45 and bool(heard(listener)),
                "numbers are issued and told",
                40,
            )
            demo.kill_everything()
        told = heard(listener)
    before = recovered(tmp_path)
    assert {each.visit: each.number for each in told}.items() <= {
        each.id: each.number for each in before.visits.values()
    }.items()
    with running(tmp_path, "--no-crowd", "--speed", "1") as again:
        waiting = {each["category"]: each["waiting"] for each in again.get("queue")["queues"]}
        assert again.stop() == 0
    after = recovered(tmp_path)
    assert (after.lines, after.order, after.ended) == (before.lines, before.order, before.ended)
    assert waiting == {code: before.waiting(code) for code in waiting}


def test_the_page_shows_and_obeys(tmp_path: Path) -> None:
    """The virtual hall serves its page, streams its pieces, and takes what visitors do."""
    with running(tmp_path, "--no-crowd") as demo:
        page = demo.ready["page"]
        assert "Virtual hall" in httpx.get(page, timeout=10).text
        with httpx.stream("GET", f"{page}/live", timeout=10) as stream:
            assert next(stream.iter_lines()).startswith("data: {")
        taken = act(page, do="take", category="ZX")
        assert taken.json()["issued"]["number"] == "N001"
        assert issued(demo) == 1
        unknown = act(page, do="press", window=99, key="call")
        assert unknown.status_code == 409
        assert act(page, do="speed", rate=61).status_code == 422
        assert demo.stop() == 0


def act(page: str, **what: object) -> httpx.Response:
    return httpx.post(f"{page}/act", json=what, timeout=10)


def test_it_stops_by_itself_after_its_time(tmp_path: Path) -> None:
    """`--for` ends the demo on the machine clock, with a clean status."""
    with running(tmp_path, "--for", "2", "--no-crowd") as demo:
        assert demo.process.wait(20) == 0
        assert demo.processes() == []


def test_its_programs_end_when_it_is_killed(tmp_path: Path) -> None:
    """A demo that is killed itself takes its programs along."""
    with running(tmp_path, "--no-crowd") as demo:
        os.kill(demo.process.pid, signal.SIGKILL)
        demo.process.wait(10)
        until(lambda: demo.processes() == [], "its programs have ended")


def refused(*options: str) -> str:
    """What a demo says that cannot start."""
    command = [sys.executable, "-m", "simulators", "--no-screens", *options]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 2
    return done.stderr


def test_a_taken_port_is_named(tmp_path: Path) -> None:
    """A port in use is told with its option, and nothing is started."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = refused("--data", str(tmp_path), "--port", str(port), "--mqtt-port", "0")
    assert f"port {port} is in use" in said
    assert "--port" in said


def test_one_demo_a_folder(tmp_path: Path) -> None:
    """A second demo in the same folder is refused, and the first goes on."""
    with running(tmp_path, "--no-crowd") as demo:
        said = refused("--data", str(tmp_path), "--port", str(free_port()), "--mqtt-port", "0")
        assert "another demo runs" in said
        assert issued(demo) == 0
        assert demo.stop() == 0
