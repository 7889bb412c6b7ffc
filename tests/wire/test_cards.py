"""Card readers, and readers of all kinds in a gateway's file and on the bus."""

import hashlib
import hmac
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from devices.card_reader import CardReaderDriver, age_from
from devices.config import load
from devices.program import make_seats
from devices.tap import Tap
from hall.bus.messages import (
    AnswerOutcome,
    Beep,
    CardRead,
    DeviceState,
    Message,
    Scanned,
)
from hall.bus.topics import Channel, Kind
from hall.errors import ConfigError
from simulators.card_reader import SimulatedCardReader
from simulators.pty import Ports
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
