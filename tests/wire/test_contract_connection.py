"""The connection to the broker: lost, come back, refused."""

import logging
import socket

import pytest

from hall.bus.address import parse_bus_url, without_password
from hall.bus.broker import EmbeddedBroker
from hall.bus.client import BusClient
from hall.bus.messages import AskHelp, DeviceState, Message, QueueView, Version
from hall.bus.topics import Channel, Kind, Topic
from hall.errors import ConfigError
from tests.fakes.brokers import embedded, free_port, kill_embedded, listens, url_of
from tests.fakes.bus import EVERYTHING, Listener, listening
from tests.fakes.waiting import until

VIEW_TOPIC = Topic("h1", Kind.QUEUE, "all", Channel.VIEW)
VIEW = QueueView(version=Version(epoch=1, sequence=1), queues=(), issued=3, ended=1)
HELP_TOPIC = Topic("h1", Kind.KIOSK, "K1", Channel.REQUEST)
HELP = AskHelp(id="h-1", ttl_s=5)
STATE_TOPIC = Topic("h1", Kind.KIOSK, "K1", Channel.STATE)


def publish_view(listener: Listener) -> None:
    listener.client.publish(VIEW_TOPIC, VIEW)


def test_a_killed_broker_comes_back_and_everybody_with_it() -> None:
    """The broker is started again, clients reconnect, and views are published anew on it."""
    with embedded() as url, listening(url, (), publish_view) as hall, listening(url) as screen:
        until(lambda: screen.last.get(VIEW_TOPIC) == VIEW, "the view is there")
        killed = kill_embedded()
        until(lambda: hall.losses > 0 and screen.losses > 0, "both have lost the broker")
        screen.heard.clear()
        until(lambda: hall.connections > 1 and screen.connections > 1, "both are back")
        until(lambda: screen.last.get(VIEW_TOPIC) == VIEW, "the view is there again")
        screen.client.publish(HELP_TOPIC, HELP)
        until(lambda: (HELP_TOPIC, HELP) in screen.heard, "messages flow again")
        assert kill_embedded() != killed


def test_the_embedded_broker_counts_its_restarts(caplog: pytest.LogCaptureFixture) -> None:
    """A broker that died is said to have died, once, and its restart is counted."""
    broker = EmbeddedBroker(free_port())
    broker.start()
    try:
        kill_embedded()
        until(lambda: broker.restarts == 1, "it is back")
    finally:
        broker.stop()
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert said == ["the embedded broker died; starting it again"]


def test_a_broker_whose_port_is_taken_meanwhile_says_so_once_and_waits(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The log is not flooded while the port is in other hands; when it is free, all goes on."""
    port = free_port()
    broker = EmbeddedBroker(port)
    broker.start()
    squatter = socket.socket()
    squatter.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        _take_over(port, squatter)
        until(lambda: "does not come back" in caplog.text, "it says so")
        squatter.close()
        until(lambda: broker.restarts == 1, "it is back")
        assert listens(port)
    finally:
        squatter.close()
        broker.stop()
    assert caplog.text.count("does not come back") == 1


def _take_over(port: int, squatter: socket.socket) -> None:
    """Kill the broker and be faster than its keeper, however often that takes."""
    kill_embedded()

    def bound() -> bool:
        try:
            squatter.bind(("127.0.0.1", port))
        except OSError:
            return False
        squatter.listen()
        return True

    until(bound, "the port is taken")


def test_a_taken_port_is_a_clear_error() -> None:
    """Two brokers on one port: the second says which port, and what to do."""
    with embedded() as url:
        port = parse_bus_url(url).port
        second = EmbeddedBroker(port)
        with pytest.raises(ConfigError) as caught:
            second.start()
        assert f"127.0.0.1:{port}" in str(caught.value)
        assert "give another port" in str(caught.value)


def test_a_stopped_broker_leaves_no_port() -> None:
    """After a stop nobody listens, and the next broker may have the port."""
    port = free_port()
    for _ in range(2):
        broker = EmbeddedBroker(port)
        broker.start()
        assert listens(port)
        broker.stop()
        assert not listens(port)


def test_a_client_waits_for_a_broker_that_comes_late(caplog: pytest.LogCaptureFixture) -> None:
    """A program may start before its broker: it says so once, and connects when there is one."""
    caplog.set_level("INFO", "hall.bus.connection")
    port = free_port()
    early = Listener(url_of(port))
    early.client.start()
    try:
        assert not early.client.publish(HELP_TOPIC, HELP)
        until(lambda: "Connection refused; trying again" in caplog.text, "it says why")
        broker = EmbeddedBroker(port)
        broker.start()
        try:
            until(lambda: early.connections == 1, "it is connected")
            assert early.client.connected
            assert caplog.text.count("Connection refused") == 1
            assert f"connected to the broker at 127.0.0.1:{port}" in caplog.text
        finally:
            broker.stop()
    finally:
        early.client.stop()


def test_a_failing_listener_does_not_end_the_connection(caplog: pytest.LogCaptureFixture) -> None:
    """What a program raises on a message is logged and counted; the next message arrives."""
    heard: list[Message] = []

    def fail_on_help(_topic: Topic, message: Message) -> None:
        if message == HELP:
            raise LookupError("no such kiosk")
        heard.append(message)

    with embedded() as url, listening(url, ()) as sender:
        client = BusClient(
            url, client_id="fails", subscriptions=EVERYTHING, on_message=fail_on_help
        )
        client.start()
        try:
            until(lambda: client.connected, "it is connected")
            sender.client.publish(STATE_TOPIC, DeviceState(online=True))
            until(lambda: len(heard) == 1, "it is subscribed")
            sender.client.publish(HELP_TOPIC, HELP)
            sender.client.publish(STATE_TOPIC, DeviceState(online=False))
            until(lambda: heard[-1] == DeviceState(online=False), "the next message arrives")
        finally:
            client.stop()
    assert client.failed == 1
    assert "no such kiosk" in caplog.text


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "expected mqtt://HOST:PORT"),
        ("localhost:1883", "expected mqtt://HOST:PORT"),
        ("http://broker", "expected mqtt://HOST:PORT"),
        ("mqtt://", "expected mqtt://HOST:PORT"),
        ("mqtt://broker:99999", "Port out of range"),
        ("mqtt://broker:port", "'port'"),
    ],
)
def test_a_wrong_address_is_a_clear_error(url: str, said: str) -> None:
    """An address that cannot be used is refused at the start, in words."""
    with pytest.raises(ConfigError) as caught:
        parse_bus_url(url)
    assert "broker address" in str(caught.value)
    assert said in str(caught.value)


def test_an_address_names_host_port_and_who_we_are() -> None:
    """Ports have their usual defaults; names and passwords may hold any sign."""
    plain = parse_bus_url("mqtt://broker")
    assert (plain.host, plain.port, plain.tls, plain.username) == ("broker", 1883, False, None)
    secured = parse_bus_url("mqtts://hall:p%40ss%2Fword@10.0.0.7")
    assert (secured.host, secured.port, secured.tls) == ("10.0.0.7", 8883, True)
    assert (secured.username, secured.password) == ("hall", "p@ss/word")


def test_a_password_is_never_said() -> None:
    """An error about an address does not give the password away."""
    with pytest.raises(ConfigError) as caught:
        parse_bus_url("tcp://hall:secret@broker")
    assert "secret" not in str(caught.value)
    assert without_password("mqtts://hall:secret@broker?ca=x") == "mqtts://broker?ca=x"
