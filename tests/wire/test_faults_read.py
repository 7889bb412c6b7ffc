"""What a gateway notes of its devices' faults, for the technician to read."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from typer.testing import CliRunner

from devices.__main__ import app
from devices.fault_log import FaultLog, Step, entries
from devices.program import faults_path
from hall.bus.messages import DeviceState, Fault
from tests.fakes.counter import gateway_running, machines_alone
from tests.fakes.waiting import until


def steps(path: Path) -> Iterator[tuple[str, Step, str]]:
    return ((each.device, each.step, each.code) for each in entries(path))


def test_faults_are_kept_with_their_times(tmp_path: Path) -> None:
    """What began and what ended, over a restart; a line that was cut off is left out."""
    path = tmp_path / "g.faults"
    fault = Fault(code="paper_out", text=("缺纸", "Out of paper"), since=datetime.now(UTC))
    off, on = DeviceState(online=False), DeviceState(online=True)
    broken = DeviceState(online=True, faults=(fault,))
    FaultLog(path).changed("printer-1", off, on)
    FaultLog(path).changed("printer-1", on, broken)
    FaultLog(path).changed("printer-1", broken, off)
    path.write_text(path.read_text(encoding="utf-8") + '{"at": "2026', encoding="utf-8")
    assert list(steps(path)) == [
        ("printer-1", Step.ONLINE, "online"),
        ("printer-1", Step.BEGAN, "paper_out"),
        ("printer-1", Step.ENDED, "paper_out"),
        ("printer-1", Step.OFFLINE, "offline"),
    ]
    assert all(json.loads(line)["at"] for line in path.read_text(encoding="utf-8").splitlines()[:4])


def test_a_letter_that_was_cut_in_two_keeps_no_gateway_from_starting(tmp_path: Path) -> None:
    """Power fails while a fault is noted; what was noted before it is still there."""
    path = tmp_path / "g.faults"
    off, on = DeviceState(online=False), DeviceState(online=True)
    FaultLog(path).changed("printer-1", off, on)
    whole = path.read_bytes()
    path.write_bytes(whole + whole[: whole.index("已".encode()) + 1])
    FaultLog(path)
    assert list(steps(path)) == [("printer-1", Step.ONLINE, "online")]


def test_a_fault_log_does_not_grow_for_ever(tmp_path: Path) -> None:
    """A line that comes and goes for months leaves the newest of it."""
    path = tmp_path / "g.faults"
    log = FaultLog(path, kept=10)
    off, on = DeviceState(online=False), DeviceState(online=True)
    for no in range(100):
        log.changed(f"printer-{no}", off, on)
    found = [device for device, _, _ in steps(path)]
    assert found[-10:] == [f"printer-{no}" for no in range(90, 100)]
    assert len(found) <= 20


def test_a_gateway_notes_what_happens_to_its_devices(tmp_path: Path) -> None:
    """Without a hall, too; and the command tells it in both languages."""
    with machines_alone(tmp_path) as made, gateway_running(made.config):
        path = faults_path(made.config)
        until(lambda: ("printer-1", Step.ONLINE, "online") in steps(path), "it is on line")
        with made.ports.lock:
            made.printer.open_cover()
        until(lambda: ("printer-1", Step.BEGAN, "cover_open") in steps(path), "the cover")
        done = CliRunner().invoke(app, ["faults", str(made.config), "--device", "printer-1"])
    assert "打印机盖未关 / The printer's cover is open" in done.output
    assert "pad-1" not in done.output
