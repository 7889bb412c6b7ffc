"""A listener on the bus that remembers what it heard, and a stranger that sends what it likes."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from uuid import uuid4

from paho.mqtt.client import Client
from paho.mqtt.enums import CallbackAPIVersion

from hall.bus.address import parse_bus_url
from hall.bus.client import BusClient
from hall.bus.messages import Message
from hall.bus.topics import Topic
from hall.errors import MessageRejected
from tests.fakes.waiting import until

EVERYTHING = ("hall/1/h1/#",)


class Listener:
    """A client that keeps every message, rejection and turn of its connection."""

    def __init__(
        self,
        url: str,
        subscriptions: Iterable[str] = EVERYTHING,
        on_connected: Callable[["Listener"], None] = lambda _: None,
        will: tuple[Topic, Message] | None = None,
    ) -> None:
        self.heard: list[tuple[Topic, Message]] = []
        self.rejected: list[tuple[str, MessageRejected]] = []
        self.connections = 0
        self.losses = 0
        self._told_connected = on_connected
        self.client = BusClient(
            url,
            client_id=f"listener-{uuid4().hex[:12]}",
            subscriptions=subscriptions,
            on_message=lambda topic, message: self.heard.append((topic, message)),
            on_connected=self._connected,
            on_disconnected=self._lost,
            on_rejected=lambda topic, error: self.rejected.append((topic, error)),
            will=will,
        )

    def _connected(self) -> None:
        self.connections += 1
        self._told_connected(self)

    def _lost(self) -> None:
        self.losses += 1

    @property
    def last(self) -> dict[Topic, Message]:
        """The last message on each topic."""
        return dict(self.heard)


@contextmanager
def listening(
    url: str,
    subscriptions: Iterable[str] = EVERYTHING,
    on_connected: Callable[[Listener], None] = lambda _: None,
    will: tuple[Topic, Message] | None = None,
) -> Iterator[Listener]:
    """A listener, connected, for as long as it is needed."""
    listener = Listener(url, subscriptions, on_connected, will)
    listener.client.start()
    try:
        until(lambda: listener.connections > 0, "the listener is connected")
        yield listener
    finally:
        listener.client.stop()


class Stranger:
    """A client that knows nothing of the contract."""

    def __init__(self, url: str) -> None:
        address = parse_bus_url(url)
        self._client = Client(CallbackAPIVersion.VERSION2, client_id=f"stranger-{uuid4().hex[:12]}")
        self._client.connect(address.host, address.port)
        self._client.loop_start()
        until(self._client.is_connected, "the stranger is connected")

    def send(self, topic: str, payload: bytes, *, retain: bool = False) -> None:
        """Send any bytes to any topic."""
        self._client.publish(topic, payload, qos=0, retain=retain)

    def leave(self) -> None:
        """Say goodbye."""
        self._client.disconnect()
        self._client.loop_stop()


@contextmanager
def stranger(url: str) -> Iterator[Stranger]:
    """A stranger, connected, for as long as it is needed."""
    guest = Stranger(url)
    try:
        yield guest
    finally:
        guest.leave()
