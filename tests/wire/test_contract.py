"""The message contract over real brokers: the embedded one and Mosquitto."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from hall.bus.encoding import MAX_PAYLOAD_BYTES, encode
from hall.bus.messages import (
    AskHelp,
    BoardView,
    DeviceState,
    Fault,
    Message,
    PressKey,
    QueueView,
    Version,
)
from hall.bus.messages import Key as PadKey
from hall.bus.topics import Channel, Kind, Topic, every
from hall.errors import MessageRejected
from tests.fakes.brokers import BROKERS
from tests.fakes.bus import Listener, listening, stranger
from tests.fakes.many_clients import OFFLINE, ONLINE, state_topic
from tests.fakes.messages import CARRIED, any_message
from tests.fakes.waiting import until

REQUEST = Topic("h1", Kind.PAD, "P1", Channel.REQUEST)
PRESS = PressKey(id="p-1", ttl_s=5, key=PadKey.CALL)
AT = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
FEW = settings(max_examples=5)
CLIENTS = 150
STATES = 500


@pytest.fixture(scope="module", params=BROKERS)
def url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of each broker in turn."""
    with BROKERS[request.param]() as address:
        yield address


@pytest.fixture(scope="module")
def hall(url: str) -> Iterator[Listener]:
    """A program that hears the whole hall."""
    with listening(url) as listener:
        yield listener


@pytest.fixture(scope="module")
def device(url: str) -> Iterator[Listener]:
    """Another program on the bus, which sends."""
    with listening(url, subscriptions=()) as listener:
        yield listener


@FEW
@given(data=st.data())
@pytest.mark.parametrize(("channel", "of"), CARRIED)
def test_every_message_goes_round(
    hall: Listener, device: Listener, channel: Channel, of: type, data: st.DataObject
) -> None:
    """Every message of the contract arrives on its topic as it was sent."""
    message = data.draw(any_message(of))
    topic = Topic("h1", Kind.PAD, "round", channel)
    try:
        encode(channel, message)
    except MessageRejected:
        reject()
    hall.heard.clear()
    assert device.client.publish(topic, message)
    until(lambda: (topic, message) in hall.heard, f"{of.__name__} arrives")


def test_views_and_states_reach_who_comes_later(url: str, hall: Listener, device: Listener) -> None:
    """A new screen sees at once how things are: the last view, the last state, no old request."""
    view_topic = Topic("h1", Kind.QUEUE, "all", Channel.VIEW)
    state_of_pad = Topic("h1", Kind.PAD, "late", Channel.STATE)
    older = QueueView(version=Version(epoch=1, sequence=1), queues=(), issued=1, ended=0)
    newer = replace(older, version=Version(epoch=1, sequence=2), issued=2)
    device.client.publish(view_topic, older)
    device.client.publish(view_topic, newer)
    device.client.publish(REQUEST, PRESS)
    device.client.publish(state_of_pad, ONLINE)
    until(lambda: (state_of_pad, ONLINE) in hall.heard, "the broker has it all")
    with listening(url) as screen:
        until(lambda: {view_topic, state_of_pad} <= screen.last.keys(), "both are there")
        assert screen.last[view_topic] == newer
        assert screen.last[state_of_pad] == ONLINE
        assert older not in dict(screen.heard).values()
        assert PRESS not in dict(screen.heard).values()


def test_a_large_hall_reaches_a_new_screen_whole(url: str, device: Listener) -> None:
    """500 retained states with faults, and large views, all reach one new subscriber."""
    fault = Fault(code="paper_out", text=("缺纸", "Out of paper"), since=AT)
    state = DeviceState(online=True, gateway="G1", faults=(fault,), counters={"printed": 12})
    states = {Topic("h1", Kind.PRINTER, f"T{n}", Channel.STATE): state for n in range(STATES)}
    notice = ("长" * 9000, "long" * 6000)
    view = BoardView(version=Version(epoch=1, sequence=1), zone="A", calls=(), queues=())
    views = {
        Topic("h1", Kind.BOARD, f"Z{n}", Channel.VIEW): replace(view, notice=notice)
        for n in range(6)
    }
    everything: dict[Topic, Message] = {**states, **views}
    for topic, message in everything.items():
        device.client.publish(topic, message)
    # Sent last on the same connection: what has arrived here, the broker has taken in.
    with listening(url, subscriptions=[str(REQUEST)]) as witness:
        device.client.publish(REQUEST, PRESS)
        until(lambda: len(witness.heard) > 0, "the broker has taken all in")
    with listening(url, [every("h1", Channel.STATE), every("h1", Channel.VIEW)]) as screen:
        until(lambda: everything.keys() <= screen.last.keys(), "all are there")
        assert {topic: screen.last[topic] for topic in everything} == everything
        assert screen.rejected == []


def test_the_wills_of_150_clients_are_read(url: str, hall: Listener) -> None:
    """When a program with 150 connections is killed, each of them is seen to be offline."""
    topics = [state_topic(number) for number in range(CLIENTS)]
    command = [sys.executable, "-m", "tests.fakes.many_clients", url, str(CLIENTS)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as many:
        try:
            assert many.stdout is not None
            assert many.stdout.readline() == "ready\n"
            until(lambda: all(hall.last.get(each) == ONLINE for each in topics), "all are online")
        finally:
            many.kill()
    until(lambda: all(hall.last.get(each) == OFFLINE for each in topics), "all are offline")


def test_a_goodbye_leaves_no_will(url: str, hall: Listener) -> None:
    """A client that stops in order says for itself how it is; its will is not read."""
    topic = Topic("h1", Kind.GATEWAY, "polite", Channel.STATE)
    with listening(url, subscriptions=(), will=(topic, OFFLINE)) as gateway:
        gateway.client.publish(topic, ONLINE)
    with listening(url, subscriptions=(), will=(topic, OFFLINE)) as gateway:
        gateway.client.publish(REQUEST, PRESS)
        until(lambda: hall.heard[-1] == (REQUEST, PRESS), "the broker has gone on")
    assert hall.last[topic] == ONLINE


NOT_OF_THE_CONTRACT = [
    pytest.param("hall/1/h1/pad/P1/request", b"\xff\x00garbage", "JSON", id="garbage"),
    pytest.param("hall/1/h1/pad/P1/request", b'{"type":"fly"}', "fly", id="unknown type"),
    pytest.param("hall/1/h1/pad/P1/request", b'{"type":"ask_help"}', "id", id="missing field"),
    pytest.param("hall/1/h1/pad/P1/shout", b"{}", "channel", id="unknown channel"),
    pytest.param("hall/1/h1/toaster/P1/request", b"{}", "kind", id="unknown kind"),
    pytest.param("hall/1/h1/pad", b"{}", "expected hall/1/", id="short topic"),
    pytest.param(
        "hall/1/h1/pad/P1/request", b" " * (MAX_PAYLOAD_BYTES + 1), "at most", id="oversized"
    ),
]


@pytest.mark.parametrize(("topic", "payload", "said"), NOT_OF_THE_CONTRACT)
def test_what_is_not_of_the_contract_is_dropped_and_counted(
    url: str, hall: Listener, device: Listener, topic: str, payload: bytes, said: str
) -> None:
    """A wrong message is dropped, counted and explained; the next good one arrives."""
    counted, explained = hall.client.rejected, len(hall.rejected)
    hall.heard.clear()
    with stranger(url) as guest:
        guest.send(topic, payload)
        until(lambda: len(hall.rejected) > explained, "the message is dropped")
    assert hall.heard == []
    assert hall.client.rejected == counted + 1
    assert hall.rejected[-1][0] == topic
    assert said in str(hall.rejected[-1][1])
    device.client.publish(REQUEST, PRESS)
    until(lambda: hall.heard == [(REQUEST, PRESS)], "the good message arrives")


def test_a_message_above_the_brokers_limit_harms_its_sender_alone(
    url: str, hall: Listener, device: Listener
) -> None:
    """A huge message reaches nobody, and everybody else goes on undisturbed."""
    before = hall.connections, hall.losses, hall.client.rejected
    hall.heard.clear()
    with stranger(url) as guest:
        guest.send("hall/1/h1/pad/P1/request", b"x" * 1_000_000)
        device.client.publish(REQUEST, PRESS)
        until(lambda: (REQUEST, PRESS) in hall.heard, "the good message arrives")
    assert hall.heard == [(REQUEST, PRESS)]
    assert (hall.connections, hall.losses, hall.client.rejected) == before


def test_a_cleared_view_is_no_message(url: str, hall: Listener) -> None:
    """Clearing a retained message is neither a message nor a fault."""
    before = len(hall.heard), hall.client.rejected
    with stranger(url) as guest:
        guest.send("hall/1/h1/board/gone/view", b"", retain=True)
        guest.send("hall/1/h1/pad/P1/shout", b"")
        guest.send(str(REQUEST), encode(Channel.REQUEST, AskHelp(id="after", ttl_s=1)))
        until(lambda: len(hall.heard) > before[0], "the message after it arrives")
    assert len(hall.heard) == before[0] + 1
    assert hall.client.rejected == before[1]
