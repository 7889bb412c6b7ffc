"""Scanners, keypads and card readers: their drivers against simulated ones over a pty."""

import hashlib
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from devices.acceptance import Ear, Post, Rehearsal
from devices.card_reader import CardReaderDriver, age_from
from devices.codecs.keyboard import KeyDecoder
from devices.config import load
from devices.driver import Driver
from devices.file_link import FileLink
from devices.gateway import Seat
from devices.line import Line
from devices.pad_keyboard import KeyboardPadDriver
from devices.program import make_seats
from devices.scanner import ScannerDriver
from devices.tap import Tap
from devices.tasks import Shows
from hall.bus.messages import (
    AnswerOutcome,
    Beep,
    CardRead,
    DeviceState,
    Key,
    Message,
    Scanned,
    ShowOnPad,
    Text,
)
from hall.bus.topics import Channel, Kind
from hall.errors import ConfigError
from simulators.card_reader import SimulatedCardReader
from simulators.machine import Machine
from simulators.pty import Ports, PtyPort
from simulators.scanner import SimulatedScanner
from simulators.wire import Wire
from tests.fakes.brokers import BROKERS
from tests.fakes.bus import Listener, listening
from tests.fakes.counter import gateway_running
from tests.fakes.lines import Stage, stage
from tests.fakes.outlet import FakeOutlet
from tests.fakes.waiting import until

KEY = b"a secret that all gateways of a hall share"
NUMBER, BORN = "11010119520307123X", date(1952, 3, 7)
TODAY = date(2026, 3, 6)


@contextmanager
def as_file(folder: Path, driver: Driver, machine: Machine) -> Iterator[tuple[Ports, PtyPort]]:
    """A driver on a device file; a pseudo terminal stands in for the kernel's."""
    ports = Ports(folder)
    port = ports.add("device", Wire([machine]))
    ports.start()
    line = Line("test", FileLink(str(port.path)), driver)
    line.start()
    try:
        yield ports, port
    finally:
        line.stop()
        ports.stop()


# --- scanners -------------------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", ["\r\n", ""])
def test_a_code_is_told_once_however_long_the_paper_is_held(tmp_path: Path, suffix: str) -> None:
    """The same code again at once is the same paper; another is another."""
    outlet, scanner = FakeOutlet(), SimulatedScanner(suffix)
    with stage(tmp_path, ScannerDriver(outlet, "scanner-1"), [scanner]) as on:
        until(lambda: outlet.online("scanner-1"), "it is there")
        _scan(on, scanner, "R2026-0001")
        until(lambda: outlet.codes_read == [("scanner-1", "R2026-0001")], "it is read")
        _scan(on, scanner, "R2026-0001")
        until(lambda: outlet.count("scanner-1", "repeats") == 1, "it is held still")
        _scan(on, scanner, "7731")
        until(lambda: len(outlet.codes_read) == 2, "another paper")
    assert outlet.codes_read[1] == ("scanner-1", "7731")


def _scan(on: Stage, scanner: SimulatedScanner, code: str) -> None:
    with on.ports.lock:
        scanner.scan(code)


def test_noise_is_counted_and_no_code(tmp_path: Path) -> None:
    """What is too short or no text is told to nobody."""
    outlet, scanner = FakeOutlet(), SimulatedScanner()
    with stage(tmp_path, ScannerDriver(outlet, "scanner-1"), [scanner]) as on:
        until(lambda: outlet.online("scanner-1"), "it is there")
        _scan(on, scanner, "\x01\x02")
        _scan(on, scanner, "7")
        _scan(on, scanner, "A-77")
        until(lambda: outlet.codes_read == [("scanner-1", "A-77")], "the code is read")
        on.obey("scanner-1", Beep(id="b", ttl_s=5, times=1))
        until(lambda: outlet.answers == {"b": AnswerOutcome.FAILED}, "it cannot beep")
    assert outlet.count("scanner-1", "wire_errors") == 1


def test_a_scanner_that_types_comes_back_after_a_replug(tmp_path: Path) -> None:
    """On a device file; pulled out it is told, put back it reads."""
    outlet, scanner = FakeOutlet(), SimulatedScanner("\n", types=True)
    driver = ScannerDriver(outlet, "scanner-1", KeyDecoder())
    with as_file(tmp_path, driver, scanner) as (ports, port):
        until(lambda: outlet.online("scanner-1"), "it is there")
        with ports.lock:
            port.unplug()
        until(lambda: outlet.codes("scanner-1") == ["line_lost"], "it is gone")
        with ports.lock:
            port.plug()
        until(lambda: outlet.online("scanner-1"), "it is back")
        with ports.lock:
            scanner.scan("Qr/A_b-9")
        until(lambda: outlet.codes_read == [("scanner-1", "Qr/A_b-9")], "it is read")


def test_a_rehearsal_accepts_a_scanner_that_reads(tmp_path: Path) -> None:
    """The technician is asked for a code; without one the scanner is not accepted."""
    ear, scanner = Ear(), SimulatedScanner()
    with stage(tmp_path, ScannerDriver(ear, "scanner-1"), [scanner]) as on:
        until(lambda: "scanner-1" in ear.healths, "it is there")

        def hold(_text: Text) -> None:
            _scan(on, scanner, next(papers))

        seat = Seat(kind=Kind.SCANNER, line=on.line, driver=on.driver)
        post = Post(
            device="scanner-1", place="取号机 1", port="port", seat=seat, shows=Shows.NOTHING
        )
        rehearsal = Rehearsal(ear=ear, ask=str, say=hold, code=lambda: "321", key_s=1.0)
        papers = iter(["A-1001", "A-1002"])
        (good,) = rehearsal.walk([post])
        papers = iter(["", ""])
        (bad,) = rehearsal.walk([post])
    assert good.faults == ()
    assert bad.faults == (("什么也没有读到", "Nothing was read"),)


# --- keypads --------------------------------------------------------------------------------------


@pytest.fixture
def keypad(tmp_path: Path) -> Iterator[tuple[Ports, SimulatedScanner, FakeOutlet]]:
    outlet, pad = FakeOutlet(), SimulatedScanner("", types=True)
    driver = KeyboardPadDriver(outlet, "pad-1")
    with as_file(tmp_path, driver, pad) as (ports, _):
        until(lambda: outlet.online("pad-1"), "it is there")
        yield ports, pad, outlet


def test_keys_of_a_keypad_ask_with_their_figures(
    keypad: tuple[Ports, SimulatedScanner, FakeOutlet],
) -> None:
    """Enter calls; 07 and the point sign in; a key twice at once is one."""
    ports, pad, outlet = keypad
    with ports.lock:
        pad.scan("\n\n07.")
    until(lambda: len(outlet.presses) == 2, "both arrive")
    assert outlet.presses == [("pad-1", Key.CALL), ("pad-1", Key.SIGN_IN)]
    assert outlet.digits == ["", "07"]


def test_a_keypad_blinks_for_beeps(keypad: tuple[Ports, SimulatedScanner, FakeOutlet]) -> None:
    """A key without a meaning is refused on the spot, by the Num Lock lamp."""
    ports, pad, outlet = keypad
    with ports.lock:
        pad.scan("x")
    until(lambda: pad.blinks == 3, "three blinks")
    assert outlet.presses == []


def test_a_keypad_has_no_display(tmp_path: Path) -> None:
    """It is told so; a beep is a blink, and so is a hall that is away."""
    outlet, pad = FakeOutlet(), SimulatedScanner("", types=True)
    with stage(tmp_path, KeyboardPadDriver(outlet, "pad-1"), [pad]) as on:
        until(lambda: outlet.online("pad-1"), "it is there")
        on.obey("pad-1", Beep(id="b", ttl_s=5, times=1))
        on.obey("pad-1", ShowOnPad(id="s", ttl_s=5, waiting=1))
        on.unanswered("pad-1")
        until(lambda: pad.blinks == 4, "one blink, and three")
    assert outlet.answers == {"b": AnswerOutcome.DONE, "s": AnswerOutcome.FAILED}


def test_a_rehearsal_asks_of_a_keypad_what_it_can_show(tmp_path: Path) -> None:
    """It has no display: its lamp blinks, and the technician counts."""
    ear, pad = Ear(), SimulatedScanner("", types=True)
    with stage(tmp_path, KeyboardPadDriver(ear, "pad-1"), [pad]) as on:
        until(lambda: "pad-1" in ear.healths, "it is there")

        def count(question: Text) -> str:
            assert "Num Lock" in question[1]
            until(lambda: pad.blinks == 3, "it has blinked")
            return str(pad.blinks)

        def press(_text: Text) -> None:
            _scan(on, pad, "\n")

        seat = Seat(kind=Kind.PAD, line=on.line, driver=on.driver)
        post = Post(device="pad-1", place="3号窗口", port="port", seat=seat, shows=Shows.BLINKS)
        rehearsal = Rehearsal(ear=ear, ask=count, say=press, code=lambda: "321", key_s=1.0)
        (verdict,) = rehearsal.walk([post])
    assert verdict.faults == ()


# --- cards ----------------------------------------------------------------------------------------


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[tuple[Stage, SimulatedCardReader, FakeOutlet]]:
    outlet, machine = FakeOutlet(), SimulatedCardReader()
    driver = CardReaderDriver(outlet, "reader-1", KEY, lambda: TODAY)
    with stage(tmp_path, driver, [machine]) as made:
        until(lambda: outlet.online("reader-1"), "it answers")
        yield made, machine, outlet


def test_only_a_keyed_hash_and_an_age_band_leave_the_driver(
    reader: tuple[Stage, SimulatedCardReader, FakeOutlet], caplog: pytest.LogCaptureFixture
) -> None:
    """Once for each laying; the day before a birthday one is a year younger."""
    on, machine, outlet = reader
    with on.ports.lock:
        machine.lay(NUMBER, BORN)
    until(lambda: bool(outlet.cards), "it is read")
    with on.ports.lock:
        machine.lift()
        machine.lay(NUMBER.lower(), BORN)
    until(lambda: len(outlet.cards) == 2, "it is read again")
    person = hmac.new(KEY, NUMBER.encode(), hashlib.sha256).hexdigest()
    assert outlet.cards == [("reader-1", person, 70)] * 2
    assert NUMBER[6:] not in caplog.text
    assert outlet.count("reader-1", "cards") == 2


def test_a_card_that_gives_nothing_is_told_until_a_good_one(
    reader: tuple[Stage, SimulatedCardReader, FakeOutlet],
) -> None:
    """The citizen sees that it has to be laid down again."""
    on, machine, outlet = reader
    with on.ports.lock:
        machine.lay_broken()
    until(lambda: outlet.codes("reader-1") == ["card_unreadable"], "it is told")
    with on.ports.lock:
        machine.lay(NUMBER, BORN)
    until(lambda: outlet.codes("reader-1") == [], "a good one ends it")
    until(lambda: len(outlet.cards) == 1, "and is told")
    on.obey("reader-1", Beep(id="b", ttl_s=5, times=1))
    until(lambda: outlet.answers == {"b": AnswerOutcome.FAILED}, "it cannot beep")


@pytest.mark.parametrize(
    ("born", "band"),
    [
        (date(2026, 3, 7), 0),
        (date(2008, 3, 7), 0),
        (date(2008, 3, 6), 18),
        (date(1966, 3, 7), 18),
        (date(1966, 3, 6), 60),
        (date(1930, 1, 1), 80),
    ],
)
def test_ages_are_told_as_bands(born: date, band: int) -> None:
    """From the birthday on one is older."""
    assert age_from(born, TODAY) == band


# --- configuration --------------------------------------------------------------------------------


READERS = """
[gateway]
id = "g1"
hall = "h1"
broker = "mqtt://127.0.0.1:1883"

[lines.cards]
port = "/dev/serial/by-path/cards"
protocol = "card"
baud = 115200

[lines.codes]
port = "/dev/input/by-id/scanner-event-kbd"
protocol = "scanner"

[lines.keypad]
port = "/dev/input/by-id/keypad-event-kbd"
protocol = "keyboard"

[lines.usb]
port = "/dev/usb/lp0"
protocol = "escpos"

[[places]]
name = "取号机 1"
card_reader = {{ id = "reader-1", line = "cards", key_file = "{key}" }}
scanner = {{ id = "scanner-1", line = "codes" }}
keyboard_pad = {{ id = "pad-1", line = "keypad", keys = {{ "+" = "park" }} }}
printer = {{ id = "printer-1", line = "usb" }}
"""


def test_readers_stand_in_the_gateways_file(tmp_path: Path) -> None:
    """The secret is a file of its own, long enough; what is wrong with it is named."""
    key, path = tmp_path / "key", tmp_path / "gateway.toml"
    path.write_text(READERS.format(key=key), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"card_reader\.key_file: .*: cannot be read"):
        load(path)
    key.write_bytes(b"short\n")
    with pytest.raises(ConfigError, match="5 bytes, expected 32 or more"):
        load(path)
    key.write_bytes(KEY)
    seats = make_seats(load(path), FakeOutlet())
    assert {device: seat.kind.value for device, seat in seats.items()} == {
        "reader-1": "scanner",
        "scanner-1": "scanner",
        "pad-1": "pad",
        "printer-1": "printer",
    }


AT_A_KIOSK = """
[gateway]
id = "g1"
hall = "h1"
broker = "{broker}"

[lines.codes]
port = "{folder}/codes"
protocol = "scanner"

[lines.cards]
port = "{folder}/cards"
protocol = "card"
baud = 115200

[[places]]
name = "取号机 1"
scanner = {{ id = "scanner-1", line = "codes" }}
card_reader = {{ id = "reader-1", line = "cards", key_file = "{folder}/key" }}
"""


def test_what_was_read_is_said_once_to_the_screens_near_it(tmp_path: Path) -> None:
    """Each on its own topic, and not kept for who comes later."""
    (tmp_path / "key").write_bytes(KEY)
    config = tmp_path / "gateway.toml"
    ports, scanner, reader = Ports(tmp_path), SimulatedScanner(), SimulatedCardReader()
    ports.add("codes", Wire([scanner]))
    ports.add("cards", Wire([reader]))
    ports.start()
    with next(iter(BROKERS.values()))() as url, listening(url) as bus:
        config.write_text(AT_A_KIOSK.format(broker=url, folder=tmp_path), encoding="utf-8")
        with gateway_running(config):
            until(lambda: _online(bus) == {"scanner-1", "reader-1"}, "both are there")
            assert _reads_cards(bus) == {"reader-1"}
            with ports.lock:
                scanner.scan("R2026-0001")
                reader.lay(NUMBER, BORN)
            until(lambda: len(_events(bus)) == 2, "both are said")
        said = dict(_events(bus))
        with listening(url) as later:
            assert not _events(later)
    ports.stop()
    code, card = said["scanner-1"], said["reader-1"]
    assert isinstance(code, Scanned)
    assert code.code == "R2026-0001"
    assert isinstance(card, CardRead)
    assert NUMBER not in repr(card)


class Watched(Tap):
    """Keeps which lines told their bytes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.lines: set[str] = set()

    def tell(self, line: str, data: bytes, *, sent: bool) -> None:
        """Some bytes went over a line."""
        del data, sent
        self.lines.add(line)


def test_what_stands_on_a_card_cannot_be_watched(tmp_path: Path) -> None:
    """A technician sees the bytes of every line but the one that carries names and numbers."""
    (tmp_path / "key").write_bytes(KEY)
    config = tmp_path / "gateway.toml"
    config.write_text(AT_A_KIOSK.format(broker="mqtt://127.0.0.1:1", folder=tmp_path), "utf-8")
    ports, scanner, reader = Ports(tmp_path), SimulatedScanner(), SimulatedCardReader()
    ports.add("codes", Wire([scanner]))
    ports.add("cards", Wire([reader]))
    ports.start()
    tap, outlet = Watched(tmp_path / "tap"), FakeOutlet()
    seats = make_seats(load(config), outlet, tap)
    for seat in seats.values():
        seat.line.start()
    until(lambda: outlet.online("reader-1") and outlet.online("scanner-1"), "both are there")
    with ports.lock:
        scanner.scan("R2026-0001")
        reader.lay(NUMBER, BORN)
    until(lambda: bool(outlet.cards and outlet.codes_read), "both are read")
    for seat in seats.values():
        seat.line.stop()
    ports.stop()
    assert tap.lines == {"codes"}


def _events(bus: Listener) -> list[tuple[str, Message]]:
    return [(topic.id, said) for topic, said in bus.heard if topic.channel is Channel.EVENT]


def _reads_cards(bus: Listener) -> set[str]:
    states = {topic.id: said for topic, said in bus.heard if topic.kind is Kind.SCANNER}
    return {
        name for name, said in states.items() if isinstance(said, DeviceState) and said.reads_cards
    }


def _online(bus: Listener) -> set[str]:
    states = {topic: said for topic, said in bus.heard if topic.kind is Kind.SCANNER}
    return {
        topic.id for topic, said in states.items() if isinstance(said, DeviceState) and said.online
    }
