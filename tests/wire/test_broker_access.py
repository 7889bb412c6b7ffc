"""A Mosquitto with the files that `hall broker` writes: who gets in, who may say and read what."""

import json
import shutil
import stat
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme

from hall.broker_files import (
    ADDRESSES,
    Broker,
    counter_account,
    rights_of,
    write_broker_files,
)
from hall.bus.messages import AskHelp, Beat, Beep, DeviceState, Message, QueueView, Scanned, Version
from hall.bus.topics import Channel, Kind, Topic, beat_topic, everything
from hall.catalogue import Site, sample
from hall.catalogue.site import DeviceKind, DeviceSite
from hall.errors import ConfigError
from tests.fakes.brokers import free_port, listens
from tests.fakes.bus import Listener, listening
from tests.fakes.waiting import until

HALL = "H01"
HELP = AskHelp(id="h-1", ttl_s=5)
ONLINE = DeviceState(online=True)
BEEP = Beep(id="b-1", ttl_s=5, times=1)
VIEW = QueueView(version=Version(epoch=1, sequence=1), queues=(), issued=0, ended=0)
SAID: Mapping[Channel, Message] = {
    Channel.REQUEST: HELP,
    Channel.STATE: ONLINE,
    Channel.COMMAND: BEEP,
    Channel.VIEW: VIEW,
    Channel.EVENT: Scanned(id="s-1", code="33021234"),
}
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
BEAT = Beat(epoch=1, utc=AT, hall_time=AT, rate=1)


@dataclass(frozen=True)
class Guarded:
    """A running broker that asks who is there."""

    addresses: dict[str, str]
    authority: Path

    def url(self, account: str) -> str:
        return f"{self.addresses[account]}?ca={self.authority}"


def site() -> Site:
    """The sample, with a scanner at a window and a loudspeaker in a zone besides."""
    built = sample()[1]
    more = (
        DeviceSite(id="scanner-w3", kind=DeviceKind.SCANNER, window=3),
        DeviceSite(id="W1", kind=DeviceKind.SOUNDER, area="W1"),
    )
    return replace(built, devices={**built.devices, **{each.id: each for each in more}})


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guarded]:
    program = shutil.which("mosquitto", path="/usr/bin:/usr/sbin")
    if program is None:
        pytest.fail("Mosquitto is missing: apt install mosquitto")
    folder = tmp_path_factory.mktemp("broker")
    port = free_port()
    write_broker_files(folder, HALL, site(), Broker(host="localhost", port=port))
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost")
    authority.cert_pem.write_to_path(folder / "ca.pem")
    certificate.cert_chain_pems[0].write_to_path(folder / "server.crt")
    certificate.private_key_pem.write_to_path(folder / "server.key")
    config = (folder / "mosquitto.conf").read_text(encoding="utf-8")
    (folder / "tried.conf").write_text(f"{config}user root\nlog_dest none\n", encoding="utf-8")
    with subprocess.Popen([program, "-c", str(folder / "tried.conf")]) as process:
        try:
            until(lambda: listens(port), "Mosquitto listens")
            addresses = json.loads((folder / ADDRESSES).read_text(encoding="utf-8"))
            yield Guarded(addresses, folder / "ca.pem")
        finally:
            process.terminate()
            process.wait(10)


def say(speaker: Listener, kind: Kind, ident: str, channel: Channel) -> Topic:
    topic = Topic(HALL, kind, ident, channel)
    speaker.client.publish(topic, SAID[channel])
    return topic


def test_a_foreign_device_tries_everything(guarded: Guarded) -> None:
    """A kiosk's account writes as that kiosk alone; what it says for others reaches nobody."""
    own = Topic(HALL, Kind.KIOSK, "kiosk-1", Channel.STATE)
    with (
        listening(guarded.url("hall"), (everything(HALL),)) as hall,
        listening(guarded.url("kiosk-1"), ()) as thief,
    ):
        for device in site().devices.values():
            for channel in SAID:
                say(thief, Kind(device.kind), device.id, channel)
        for window in site().windows:
            say(thief, Kind.WINDOW, str(window), Channel.VIEW)
        thief.client.publish(own, DeviceState(online=False))
        until(lambda: hall.last.get(own) == DeviceState(online=False), "its last word is there")
        heard = {topic for topic, _ in hall.heard}
    allowed = {
        Topic(HALL, Kind.KIOSK, "kiosk-1", each)
        for each in (Channel.REQUEST, Channel.STATE, Channel.EVENT)
    }
    assert heard == allowed


@pytest.mark.parametrize(
    ("account", "own"),
    [
        ("kiosk-2", {(Kind.KIOSK, "kiosk-2")}),
        ("board-main", {(Kind.BOARD, "board-main")}),
        (counter_account(1), {(Kind.WINDOW, "1")}),
    ],
)
def test_a_program_hears_what_is_for_all_and_what_is_for_it(
    guarded: Guarded, account: str, own: set[tuple[Kind, str]]
) -> None:
    """It may subscribe to all it likes: commands of others do not reach it, the beat does."""
    with (
        listening(guarded.url(account)) as reader,
        listening(guarded.url(account), (everything(HALL),)) as curious,
        listening(guarded.url("hall"), ()) as hall,
    ):
        for kind, ident in {(Kind.PAD, "pad-01"), (Kind.KIOSK, "kiosk-1"), *own}:
            say(hall, kind, ident, Channel.COMMAND)
        hall.client.publish(beat_topic(HALL), BEAT)
        until(lambda: beat_topic(HALL) in curious.last, "the beat, sent last, is there")
    heard = {topic for topic, _ in curious.heard if topic.channel is Channel.COMMAND}
    assert heard == {Topic(HALL, kind, ident, Channel.COMMAND) for kind, ident in own}
    assert not reader.heard, "another hall's topics are not for it"


def test_the_gateway_speaks_for_its_devices_and_hears_their_commands(guarded: Guarded) -> None:
    """The only gateway of a site speaks for every pad, panel and printer, and for no kiosk."""
    with (
        listening(guarded.url("hall"), (everything(HALL),)) as hall,
        listening(guarded.url("gateway-1"), (everything(HALL),)) as gateway,
    ):
        press = say(gateway, Kind.PAD, "pad-07", Channel.REQUEST)
        stolen = say(gateway, Kind.KIOSK, "kiosk-1", Channel.REQUEST)
        say(hall, Kind.KIOSK, "kiosk-1", Channel.COMMAND)
        beep = say(hall, Kind.PAD, "pad-07", Channel.COMMAND)
        until(lambda: press in hall.last and beep in gateway.last, "both were heard")
        assert stolen not in hall.last
        others = Topic(HALL, Kind.KIOSK, "kiosk-1", Channel.COMMAND)
        assert others not in gateway.last


@pytest.mark.parametrize(
    ("account", "own"),
    [
        ("kiosk-1", {"scanner-1"}),
        ("kiosk-2", {"scanner-2"}),
        (counter_account(3), {"scanner-w3"}),
        (counter_account(4), set()),
        ("board-main", set()),
    ],
)
def test_a_screen_hears_the_scanner_beside_it_and_no_other(
    guarded: Guarded, account: str, own: set[str]
) -> None:
    """What a gateway has read reaches the kiosk or the window where the scanner stands."""
    every_scanner = ("scanner-1", "scanner-2", "scanner-w3")
    with (
        listening(guarded.url("gateway-1"), ()) as gateway,
        listening(guarded.url("hall"), ()) as hall,
        listening(guarded.url(account), (everything(HALL),)) as screen,
        listening(guarded.url("hall"), (everything(HALL),)) as witness,
    ):
        said = {say(gateway, Kind.SCANNER, each, Channel.EVENT) for each in every_scanner}
        until(lambda: said <= witness.last.keys(), "the gateway may say what it has read")
        hall.client.publish(beat_topic(HALL), BEAT)
        until(lambda: beat_topic(HALL) in screen.last, "the beat, sent last, is there")
    heard = {topic.id for topic, _ in screen.heard if topic.channel is Channel.EVENT}
    assert heard == own


def test_a_gateway_hears_what_its_loudspeaker_is_to_say(guarded: Guarded) -> None:
    """A loudspeaker is its zone's, and the gateway hears its commands."""
    with (
        listening(guarded.url("hall"), ()) as hall,
        listening(guarded.url("gateway-1"), (everything(HALL),)) as gateway,
    ):
        call = say(hall, Kind.SOUNDER, "W1", Channel.COMMAND)
        until(lambda: call in gateway.last, "the gateway has heard it")


@pytest.mark.parametrize(
    "wrong", ["mqtts://localhost:{port}", "mqtts://kiosk-1:guess@localhost:{port}"]
)
def test_a_stranger_is_not_let_in(guarded: Guarded, wrong: str) -> None:
    """Without an account, or with a wrong password, nobody is connected."""
    port = guarded.addresses["hall"].rpartition(":")[2]
    stranger = Listener(f"{wrong.format(port=port)}?ca={guarded.authority}", ())
    stranger.client.start()
    try:
        until(lambda: stranger.losses > 0, "the broker has turned it away")
        assert not stranger.client.connected
    finally:
        stranger.client.stop()


@pytest.mark.filterwarnings(  # paho leaves the socket of a failed handshake to the collector
    "ignore:Exception ignored in. <ssl.SSLSocket:pytest.PytestUnraisableExceptionWarning"
)
def test_a_broker_that_nobody_vouches_for_is_not_believed(guarded: Guarded) -> None:
    """Without the authority that signed its certificate, a program does not tell its password."""
    program = Listener(guarded.addresses["kiosk-1"], ())
    program.client.start()
    try:
        with listening(guarded.url("kiosk-1"), ()):
            assert not program.client.connected
    finally:
        program.client.stop()


def test_an_authority_that_is_no_file_is_told() -> None:
    """A program that cannot check the broker says which file it missed."""
    with pytest.raises(ConfigError, match=r"ca=/nowhere/ca\.pem: No such file"):
        Listener("mqtts://localhost?ca=/nowhere/ca.pem", ())


def test_accounts_keep_their_passwords_over_later_runs(tmp_path: Path) -> None:
    """A second run gives nobody a new password but those who asked; files are their owner's."""
    where = Broker(host="broker.example", port=8883)
    names = write_broker_files(tmp_path, HALL, site(), where)
    before = json.loads((tmp_path / ADDRESSES).read_text(encoding="utf-8"))
    write_broker_files(tmp_path, HALL, site(), where, renew=["kiosk-1"])
    after = json.loads((tmp_path / ADDRESSES).read_text(encoding="utf-8"))
    assert tuple(before) == names
    assert {name for name in names if before[name] != after[name]} == {"kiosk-1"}
    assert {stat.S_IMODE(each.stat().st_mode) for each in tmp_path.iterdir()} == {0o600}


def test_an_unknown_account_cannot_be_renewed(tmp_path: Path) -> None:
    """The refusal names the accounts that there are, and nothing is written."""
    with pytest.raises(ConfigError, match="no account kiosk-9 in this hall; expected one of hall"):
        write_broker_files(tmp_path, HALL, site(), Broker(host="h", port=1), renew=["kiosk-9"])
    assert not list(tmp_path.iterdir())


def test_a_folder_with_other_addresses_is_left_alone(tmp_path: Path) -> None:
    """Files that an earlier run did not write are not overwritten."""
    (tmp_path / ADDRESSES).write_text("[]", encoding="utf-8")
    with pytest.raises(ConfigError, match="not the addresses that an earlier run wrote"):
        write_broker_files(tmp_path, HALL, site(), Broker(host="h", port=1))


def test_a_site_with_two_gateways_divides_its_devices() -> None:
    """A gateway that names its devices speaks for these; the other one for all the rest."""
    built = site()
    devices = dict(built.devices) | {
        "gateway-2": DeviceSite(
            id="gateway-2", kind=DeviceKind.GATEWAY, serves=("pad-01", "panel-01")
        )
    }
    rights = {each.account: each for each in rights_of(HALL, replace(built, devices=devices))}
    pad = str(Topic(HALL, Kind.PAD, "pad-01", Channel.REQUEST))
    assert pad in rights["gateway-2"].writes
    assert pad not in rights["gateway-1"].writes
    assert len(rights["gateway-2"].writes) == len(rights["kiosk-1"].writes) * 3


def test_a_device_cannot_take_the_halls_name() -> None:
    """A device with the id of the hall's account would have the hall's rights: it is refused."""
    built = site()
    devices = dict(built.devices) | {"hall": DeviceSite(id="hall", kind=DeviceKind.KIOSK)}
    with pytest.raises(ConfigError, match="a device may not be called 'hall'"):
        rights_of(HALL, replace(built, devices=devices))
