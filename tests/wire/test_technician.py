"""The technician's commands on simulated machines: find, watch, accept."""

import stat
import threading
import time
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from devices.__main__ import app
from devices.acceptance import KINDS, Ear, Post, Rehearsal, Verdict, sheet
from devices.codecs import modbus, onbon
from devices.codecs.escpos import Condition
from devices.codecs.ff68 import PadKey, press, rated, show
from devices.config import load
from devices.configured import Config, Protocol
from devices.link import SerialLink
from devices.program import make_seats, tap_path
from devices.scanning import Found, ask
from devices.spelling import speller
from devices.tap import Heard, Tap, follow
from devices.tasks import Shows, shows_of, task_of
from hall.bus.messages import Beep, Text
from hall.bus.topics import Kind
from hall.errors import ConfigError
from simulators.machine import Machine
from simulators.pad_ff68 import SimulatedPad
from simulators.panel_onbon import SimulatedPanel
from simulators.printer_escpos import SimulatedPrinter
from simulators.pty import Ports
from simulators.wire import Wire
from tests.fakes.counter import Machines, machines_alone
from tests.fakes.waiting import until

# --- scan -----------------------------------------------------------------------------------------


def scanned(folder: Path, *machines: Machine, listen_s: float = 0.0) -> list[Found]:
    """What is found on a line with these machines."""
    ports = Ports(folder)
    port = ports.add("line", Wire(machines))
    ports.start()
    link = SerialLink(str(port.path), baud=9600)
    try:
        link.open()
        return list(ask(link, listen_s=listen_s))
    finally:
        link.close()
        ports.stop()


def test_a_scan_tells_which_protocol_speaks(tmp_path: Path) -> None:
    """With the device's own address, where it has one; nothing is printed and nothing shown."""
    printer, panel = SimulatedPrinter(), SimulatedPanel(7)
    assert scanned(tmp_path, printer) == [Found(protocol=Protocol.ESCPOS)]
    assert scanned(tmp_path, panel) == [Found(protocol=Protocol.ONBON, address=7)]
    assert (printer.printed, panel.shown) == (0, "")


def test_a_scan_hears_a_pad_whose_key_is_pressed(tmp_path: Path) -> None:
    """A pad says nothing by itself, so its key is waited for."""
    pad = SimulatedPad(3)
    pressing = threading.Timer(5.0, pad.press, args=[PadKey.CALL])
    pressing.start()
    try:
        found = scanned(tmp_path, pad, listen_s=6.0)
    finally:
        pressing.cancel()
    assert found == [Found(protocol=Protocol.FF68, address=3)]


def test_an_echoing_line_is_no_device(tmp_path: Path) -> None:
    """What comes back as it was sent says nothing."""
    ports = Ports(tmp_path)
    port = ports.add("line", Wire([SimulatedPad(1)]))
    port.wire.echoing = True
    ports.start()
    link = SerialLink(str(port.path), baud=9600)
    link.open()
    assert list(ask(link, listen_s=0.0)) == []
    link.close()
    ports.stop()


def test_the_command_says_what_to_write_into_the_file(tmp_path: Path) -> None:
    """And what is wrong with a port that cannot be opened."""
    ports = Ports(tmp_path)
    port = ports.add("line", Wire([SimulatedPrinter()]))
    ports.start()
    try:
        done = CliRunner().invoke(app, ["scan", str(port.path), str(tmp_path / "none")])
    finally:
        ports.stop()
    assert done.exit_code == 0
    assert 'protocol = "escpos"' in done.output
    assert "打不开 cannot be used" in done.output


# --- watch ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoken", "sent", "data", "said"),
    [
        (Protocol.FF68, False, press(3, PadKey.CALL).to_bytes(), "3号 pad 3: 呼叫键 call"),
        (Protocol.FF68, False, rated(3, 5).to_bytes(), "3号 pad 3: 评价 rating 5"),
        (
            Protocol.FF68,
            True,
            show(3, waiting=12, number="A045").to_bytes(),
            "3号 pad 3: 显示 show 012 045",
        ),
        (
            Protocol.ONBON,
            True,
            onbon.Frame(destination=7, data=onbon.PING).to_bytes(),
            "→ 7号屏 panel: 在吗 ping",
        ),
        (
            Protocol.ONBON,
            False,
            onbon.Frame(destination=onbon.HOST, source=7, data=onbon.Reply().to_bytes()).to_bytes(),
            "7号屏 panel 7: 收到 acknowledged",
        ),
        (
            Protocol.MODBUS,
            True,
            modbus.WriteOne(station=2, register=0, word=14).to_bytes(),
            "2号站 station 2: 写 write 0000h = 14",
        ),
        (
            Protocol.MODBUS,
            False,
            modbus.Refused(station=2, function=3, code=2).to_bytes(),
            "2号站 station 2: 拒绝 refused, code 2",
        ),
        (Protocol.ESCPOS, True, b"\x1b@A012\n\x1dV\x00", "印 print “A012”"),
        (Protocol.ESCPOS, False, b"\x18\x00\x0f\x00", "状态 status: "),
    ],
)
def test_bytes_are_told_in_words(spoken: Protocol, sent: bool, data: bytes, said: str) -> None:
    """Also when they come one by one; half a frame says nothing."""
    whole = speller(spoken, sent=sent).spell(data)
    assert any(each.startswith(said) for each in whole), whole
    drip = speller(spoken, sent=sent)
    assert [words for byte in data for words in drip.spell(bytes([byte]))] != []


def test_a_watcher_hears_a_running_gateway(tmp_path: Path) -> None:
    """The program lets its own user alone watch, and no socket stays behind."""
    with machines_alone(tmp_path) as made:
        tap = Tap(tap_path(made.config))
        tap.start()
        seats = make_seats(load(made.config), Ear(), tap)
        heard: list[Heard] = []
        watching = threading.Thread(target=lambda: heard.extend(follow(tap_path(made.config))))
        watching.start()
        assert stat.S_IMODE(tap_path(made.config).stat().st_mode) == 0o600
        line = seats["panel-1"].line
        time.sleep(0.2)
        line.start()
        until(lambda: made.panel.shown == "" and bool(tap), "the line is open")
        time.sleep(0.8)
        line.stop()
        tap.stop()
        watching.join(5)
    ways = {(each.line, each.sent) for each in heard}
    assert ways == {("panels", True), ("panels", False)}
    assert not tap_path(made.config).exists()


def test_without_a_running_gateway_there_is_nothing_to_watch(tmp_path: Path) -> None:
    """The command says what to start."""
    with machines_alone(tmp_path) as made:
        done = CliRunner().invoke(app, ["watch", str(made.config)])
    assert done.exit_code == 2
    assert "hall-devices run" in done.output


def test_a_tap_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    """The gateway does not start half."""
    with pytest.raises(ConfigError, match="no socket can be made"):
        Tap(tmp_path / "none" / "tap").start()


# --- accept ---------------------------------------------------------------------------------------


@dataclass
class Technician:
    """Stands before the machines, reads them and presses what he is asked to."""

    made: Machines
    level: int = 4
    reads: bool = True

    def ask(self, question: Text) -> str:
        """What the device in question shows."""
        if not self.reads:
            return ""
        if "叫号器" in question[0]:
            until(lambda: self.made.pad.display.strip() != "", "the pad has taken its frame")
        with self.made.ports.lock:
            if "号票" in question[0]:
                lines = self.made.printer.tickets[-1].lines
                return next(each for each in lines if each.startswith("A"))
            return self.made.panel.text if "窗口屏" in question[0] else self.made.pad.display[:3]

    def say(self, text: Text) -> None:
        """Does what is wanted."""
        with self.made.ports.lock:
            if "呼叫" in text[0]:
                self.made.pad.press(PadKey.CALL)
            elif "满意" in text[0]:
                self.made.rater.press(self.level)


def walked(made: Machines, technician: Technician) -> list[Verdict]:
    """A rehearsal of all machines."""
    ear = Ear()
    config = load(made.config)
    seats = make_seats(config, ear)
    lines = list(dict.fromkeys(seat.line for seat in seats.values()))
    for line in lines:
        line.start()
    until(lambda: all(ear.healths.get(each) and ear.healths[each].online for each in seats), "on")
    codes = map(str, count(321))
    rehearsal = Rehearsal(
        ear=ear,
        ask=technician.ask,
        say=technician.say,
        code=lambda: next(codes),
        key_s=1.0,
        answer_s=5.0,
    )
    posts = [
        Post(
            device=each.id,
            place="1号窗口",
            port="port",
            seat=seats[each.id],
            shows=shows_of(config, each),
        )
        for _, each in config.devices()
    ]
    try:
        return list(rehearsal.walk(posts))
    finally:
        for line in lines:
            line.stop()


def test_a_rehearsal_accepts_what_works_and_is_read(tmp_path: Path) -> None:
    """Every device shows its number to a person, or sends its key; the sheet says so."""
    with machines_alone(tmp_path) as made:
        verdicts = walked(made, Technician(made))
    assert {each.post.seat.kind for each in verdicts} == set(KINDS) - {Kind.SCANNER, Kind.SOUNDER}
    assert [each.faults for each in verdicts] == [()] * len(verdicts)
    text = sheet("g1", "李工", datetime(2026, 3, 2, 9, tzinfo=UTC), verdicts)
    assert "合格 accepted: 4    不合格 not accepted: 0" in text
    assert "李工" in text


def test_what_nobody_has_read_or_pressed_is_not_accepted(tmp_path: Path) -> None:
    """A wrong level, an unread number, an open cover: each with its words."""
    with machines_alone(tmp_path) as made:
        with made.ports.lock:
            made.printer.fail(Condition.CUTTER)
        verdicts = walked(made, Technician(made, level=1, reads=False))
    faults = {each.post.seat.kind.value: [zh for zh, _ in each.faults] for each in verdicts}
    assert "看到–" in faults["panel"][0]
    assert faults["rater"] == ["收到的是另一个键：1"]
    assert "切刀" in faults["printer"][0]


def test_the_command_writes_the_sheet(tmp_path: Path) -> None:
    """Also when nothing is accepted; its end tells."""
    written = tmp_path / "sheet.txt"
    with machines_alone(tmp_path) as made:
        options = ["--technician", "李工", "--sheet", str(written), "--key-time", "0.2"]
        done = CliRunner().invoke(app, ["accept", str(made.config), *options], input="\n\n\n")
    assert done.exit_code == 1, done.output
    assert "不合格 not accepted: 4" in written.read_text(encoding="utf-8")


def test_each_device_is_asked_for_what_it_can_show() -> None:
    """A display for a number, else a lamp or a beeper to be counted, a loudspeaker to be heard."""
    pads = "".join(
        f'[pads.{name}]\ncounters = 1\nkeys = ["call"]\n{more}\n'
        for name, more in {"dark": "beep = 24", "mute": "", "full": "display = 16"}.items()
    )
    config = Config.model_validate(tomllib.loads(BARE + pads))
    shown = {device.id: shows_of(config, device) for _, device in config.devices()}
    assert shown == {
        "keypad": Shows.BLINKS,
        "dark": Shows.BEEPS,
        "mute": Shows.NOTHING,
        "full": Shows.NUMBER,
        "E1": Shows.NUMBER,
    }
    task = task_of(Kind.PAD, Shows.BEEPS)
    (beep,) = task.commands("t", "321")
    assert isinstance(beep, Beep)
    assert str(beep.times) == task.answer("321")
    assert task_of(Kind.PAD, Shows.NOTHING).question is None
    assert task_of(Kind.SOUNDER, Shows.NUMBER).question is not None


BARE = """
[gateway]
id = "g1"
hall = "h1"
broker = "mqtt://127.0.0.1:1883"
[lines.modbus]
port = "/dev/ttyS0"
protocol = "modbus"
[lines.keys]
port = "/dev/input/event0"
protocol = "keyboard"
[lines.voice]
port = "aplay"
protocol = "sound"
[[places]]
name = "1"
keyboard_pad = { id = "keypad", line = "keys" }
sounder = { id = "E1", line = "voice" }
[[places]]
name = "2"
counted_pad = { id = "dark", line = "modbus", address = 1, registers = "dark" }
[[places]]
name = "3"
counted_pad = { id = "mute", line = "modbus", address = 2, registers = "mute" }
[[places]]
name = "4"
counted_pad = { id = "full", line = "modbus", address = 3, registers = "full" }
"""
