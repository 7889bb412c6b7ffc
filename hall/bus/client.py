"""The MQTT client of every program: typed messages over a connection that is kept up.

Callbacks run on the client's network thread and must not block; they may publish. Messages are
QoS 0 with a clean session: ids, repeats and retained views carry the reliability, not the broker.
What must not live here: the meaning of any message; sockets (see `connection`).
"""

import logging
from collections.abc import Callable, Iterable

from hall.bus.address import parse_bus_url
from hall.bus.connection import Connection, Ears, Sent
from hall.bus.encoding import decode, encode
from hall.bus.messages import Message
from hall.bus.topics import Topic, parse_topic
from hall.errors import MessageRejected

log = logging.getLogger(__name__)

OnMessage = Callable[[Topic, Message], None]
OnRejected = Callable[[str, MessageRejected], None]


def _log_rejected(topic: str, error: MessageRejected) -> None:
    log.warning("dropped a message on %s: %s", topic, error)


class BusClient:
    """One connection to the broker, kept up until `stop`.

    `on_connected` is called after every (re)connection, when the subscriptions have been sent:
    the place to publish retained messages again. What a listener raises is logged and counted; the
    connection goes on. Why there is none is logged once, and not at each trial.
    """

    def __init__(
        self,
        url: str,
        *,
        client_id: str,
        subscriptions: Iterable[str],
        on_message: OnMessage,
        on_connected: Callable[[], None] = lambda: None,
        on_disconnected: Callable[[], None] = lambda: None,
        on_rejected: OnRejected = _log_rejected,
        will: tuple[Topic, Message] | None = None,
    ) -> None:
        self._on_message = on_message
        self._on_connected = on_connected
        self._on_disconnected = on_disconnected
        self._on_rejected = on_rejected
        self.rejected = 0
        """Messages dropped because they are not of the contract."""
        self.failed = 0
        """Messages and turns of the connection that a listener failed on."""
        self._connection = Connection(
            parse_bus_url(url),
            client_id=client_id,
            subscriptions=tuple(subscriptions),
            will=_sent(*will) if will else None,
            ears=Ears(
                connected=lambda: self._tell(self._on_connected),
                disconnected=lambda: self._tell(self._on_disconnected),
                received=self._received,
            ),
        )

    @property
    def connected(self) -> bool:
        """Whether the broker has accepted us and the link is up."""
        return self._connection.accepted

    def start(self) -> None:
        """Begin connecting; returns at once, and tries for ever."""
        self._connection.start()

    def stop(self) -> None:
        """Say goodbye and end the network thread; the will is not sent."""
        self._connection.stop()

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send once, at once; False when the link is down, so that the sender repeats later."""
        return self._connection.send(_sent(topic, message))

    def _received(self, raw_topic: str, payload: bytes) -> None:
        if not payload:
            return  # a retained message was cleared
        try:
            topic = parse_topic(raw_topic)
            message = decode(topic.channel, payload)
        except MessageRejected as error:
            self.rejected += 1
            self._tell(self._on_rejected, raw_topic, error)
            return
        self._tell(self._on_message, topic, message)

    def _tell(self, listener: Callable[..., None], *facts: object) -> None:
        """Call a listener; its failure must not end the network thread."""
        try:
            listener(*facts)
        except Exception:  # one listener must not end the network thread for all
            self.failed += 1
            log.exception("a listener to the bus failed")


def _sent(topic: Topic, message: Message) -> Sent:
    return Sent(topic=str(topic), payload=encode(topic.channel, message), retain=topic.retained)
