"""The connection beneath the bus: who sends, in which order, and how it ends."""

import resource
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Final

import pytest

from hall.bus.client import BusClient
from hall.bus.encoding import decode, encode
from hall.bus.messages import Message, ShowText
from hall.bus.topics import Channel, Kind, Topic
from tests.fakes.brokers import embedded, free_port, kill_embedded, url_of
from tests.fakes.bus import listening
from tests.fakes.raw_broker import RawBroker, raw_broker
from tests.fakes.waiting import until

TOLD: Final = Topic("h1", Kind.PANEL, "P1", Channel.COMMAND)
SENDERS: Final = 4
EACH: Final = 120
LARGE: Final = 40_000
"""So much in each message is more, all in all, than two sockets hold."""
ENDS_WITHIN_S: Final = 10.0
MANY_FILES: Final = 1_100
"""More open files than `select` can count."""


def said(words: str, padding: int = 0) -> ShowText:
    """A message that says something."""
    return ShowText(id="t-1", ttl_s=5, text=words + " " * padding)


def words_of(messages: list[Message]) -> list[str]:
    """What was said."""
    return [each.text.rstrip() for each in messages if isinstance(each, ShowText)]


def client_of(
    url: str, on_message: Callable[[Topic, Message], None] = lambda _topic, _message: None
) -> BusClient:
    """A client that hears what panels are told."""
    return BusClient(url, client_id="c1", subscriptions=(str(TOLD),), on_message=on_message)


@contextmanager
def running(client: BusClient) -> Iterator[None]:
    """A client between its start and its stop, which must not take long."""
    client.start()
    try:
        yield
    finally:
        stopping = threading.Thread(target=client.stop, daemon=True)
        stopping.start()
        stopping.join(ENDS_WITHIN_S)
        assert not stopping.is_alive(), "it does not stop"


@contextmanager
def accepted(broker: RawBroker, client: BusClient) -> Iterator[None]:
    """A client that a broker has let in."""
    with running(client):
        broker.accept()
        until(lambda: client.connected, "it is accepted")
        yield


def all_send(client: BusClient, padding: int) -> list[bool]:
    """Several threads publish at once, each its own messages in their order."""
    taken: list[bool] = []

    def send(sender: int) -> None:
        mine = (said(f"{sender}-{number}", padding) for number in range(EACH))
        taken.extend(client.publish(TOLD, each) for each in mine)

    threads = [threading.Thread(target=send, args=(each,)) for each in range(SENDERS)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return taken


def are_whole_and_in_order(words: list[str]) -> bool:
    """Whether everything of each sender is there, in its order."""
    return len(words) == SENDERS * EACH and all(
        [each for each in words if each.startswith(f"{sender}-")]
        == [f"{sender}-{number}" for number in range(EACH)]
        for sender in range(SENDERS)
    )


def test_what_several_threads_publish_arrives_whole_and_in_each_ones_order() -> None:
    """Nobody's message is mixed with another's."""
    with embedded() as url, listening(url, (str(TOLD),)) as ear:
        assert all(all_send(ear.client, 0))
        until(lambda: len(ear.heard) == SENDERS * EACH, "everything has arrived")
        assert are_whole_and_in_order(words_of([message for _, message in ear.heard]))
        assert not ear.rejected


def test_a_broker_that_takes_nothing_keeps_nobody_waiting_and_loses_nothing() -> None:
    """What a full socket does not take is sent when it does, whole and in order."""
    with raw_broker() as broker:
        client = client_of(broker.url)
        with accepted(broker, client):
            assert all(all_send(client, LARGE))
            got = [decode(TOLD.channel, each) for each in broker.messages(SENDERS * EACH)]
        assert are_whole_and_in_order(words_of(got))


def test_a_client_leaves_a_broker_that_takes_nothing() -> None:
    """A stop does not wait for ever for a goodbye that nobody takes."""
    with raw_broker() as broker:
        client = client_of(broker.url)
        with accepted(broker, client):
            all_send(client, LARGE)
        assert not client.connected
        assert not client.publish(TOLD, said("late"))


def test_what_is_published_is_with_the_broker_when_publish_returns() -> None:
    """No other thread has to wake up first."""
    with raw_broker() as broker:
        client = client_of(broker.url)
        with accepted(broker, client):
            broker.packet()  # the subscriptions
            for each in map(said, ("1", "2", "3")):
                assert client.publish(TOLD, each)
                assert broker.has(encode(TOLD.channel, each))


def test_a_listener_publishes_at_once_too() -> None:
    """What a message brings does not wait until its listener has returned."""
    answer, found = said("answer"), list[bool]()
    with raw_broker() as broker:

        def reply(_topic: Topic, _message: Message) -> None:
            client.publish(TOLD, answer)
            found.append(broker.has(encode(TOLD.channel, answer)))

        client = client_of(broker.url, reply)
        with accepted(broker, client):
            broker.packet()  # the subscriptions
            broker.tell(str(TOLD).encode(), encode(TOLD.channel, said("question")))
            until(lambda: bool(found), "it has replied")
    assert found == [True]


def test_threads_go_on_publishing_while_their_broker_dies_and_comes_back() -> None:
    """They hear that the link is down, wait for nothing, and are served again later."""
    turns: list[bool] = []
    ending = threading.Event()
    with embedded() as url, listening(url, (str(TOLD),)) as ear:

        def send() -> None:
            while not ending.wait(0.001):
                turns.append(ear.client.publish(TOLD, said("again")))

        threads = [threading.Thread(target=send) for _ in range(SENDERS)]
        for each in threads:
            each.start()
        try:
            until(lambda: True in turns, "they are served")
            kill_embedded()
            until(lambda: False in turns, "they hear of it")
            until(lambda: ear.connections > 1, "the connection is back")
            ear.heard.clear()
            turns.clear()
            until(lambda: True in turns and bool(ear.heard), "they are served again")
        finally:
            ending.set()
            for each in threads:
                each.join()
        assert not ear.rejected


def test_a_client_that_finds_no_broker_can_be_stopped(caplog: pytest.LogCaptureFixture) -> None:
    """It does not sit out the pause before its next trial; stopped twice is stopped."""
    client = client_of(url_of(free_port()))
    with running(client):
        until(lambda: "Connection refused; trying again" in caplog.text, "it has tried")
    client.stop()
    assert not client.connected


def test_what_no_broker_should_send_does_not_leave_a_client_deaf(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A message that cannot be read ends the connection, is logged, and a new one is made."""
    heard: list[Message] = []
    with raw_broker() as broker:
        client = client_of(broker.url, lambda _topic, message: heard.append(message))
        with accepted(broker, client):
            broker.tell(b"\xff", b"{}")
            broker.accept()
            broker.tell(str(TOLD).encode(), encode(TOLD.channel, said("1")))
            until(lambda: words_of(heard) == ["1"], "it hears again")
    assert "the connection to the broker" in caplog.text


def test_a_program_of_many_open_files_finds_its_broker() -> None:
    """Thousands of pages may be open when the broker comes back."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, 2 * MANY_FILES), hard))
    try:
        with raw_broker() as broker, ExitStack() as open_files:
            for _ in range(MANY_FILES):
                open_files.enter_context(socket.socket())
            client = client_of(broker.url)
            with accepted(broker, client):
                assert client.publish(TOLD, said("1"))
                assert broker.messages(1) == [encode(TOLD.channel, said("1"))]
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
