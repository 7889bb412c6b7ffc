"""The MQTT client of every program: typed messages, reconnect for ever, no delayed acknowledgement.

Callbacks run on the client's network thread and must not block. Messages are QoS 0 with a clean
session: ids, repeats and retained views carry the reliability, not the broker. What must not live
here: the meaning of any message.
"""

import logging
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, unquote, urlsplit

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from hall.bus.encoding import decode, encode
from hall.bus.messages import Message
from hall.bus.topics import Topic, parse_topic
from hall.errors import ConfigError, MessageRejected

log = logging.getLogger(__name__)

PORTS: Final = {"mqtt": 1883, "mqtts": 8883}
KEEPALIVE_S: Final = 10
RECONNECT_MIN_S: Final = 1
RECONNECT_MAX_S: Final = 8

OnMessage = Callable[[Topic, Message], None]
OnRejected = Callable[[str, MessageRejected], None]


@dataclass(frozen=True, slots=True)
class BusAddress:
    """Where the broker is and who we are to it."""

    host: str
    port: int
    tls: bool = False
    username: str | None = None
    password: str | None = None
    ca: str | None = None
    """A file with the authority that signed the broker's certificate; None for the machine's."""


def parse_bus_url(url: str) -> BusAddress:
    """Read `mqtt://user:password@host:port` or `mqtts://…?ca=FILE`; raises `ConfigError`."""
    try:
        parts = urlsplit(url)
        port = parts.port
        asked = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    except ValueError as error:
        raise ConfigError(f"broker address: {error}") from error
    if parts.scheme not in PORTS or not parts.hostname:
        raise ConfigError(
            f"broker address {without_password(url)!r}: "
            "expected mqtt://HOST:PORT or mqtts://HOST:PORT"
        )
    if asked.keys() - {"ca"} or (asked and parts.scheme != "mqtts"):
        raise ConfigError(
            f"broker address {without_password(url)!r}: expected nothing after ? but ca=FILE, "
            "with mqtts"
        )
    return BusAddress(
        host=parts.hostname,
        port=port or PORTS[parts.scheme],
        tls=parts.scheme == "mqtts",
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        ca=asked.get("ca"),
    )


def without_password(url: str) -> str:
    """The address of a broker as people may read it: without account and password."""
    scheme, _, rest = url.rpartition("://")
    place = rest.rpartition("@")[2]
    return f"{scheme}://{place}" if scheme else place


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
        self._address = parse_bus_url(url)
        self._subscriptions = [(each, 0) for each in subscriptions]
        self._on_message = on_message
        self._on_connected = on_connected
        self._on_disconnected = on_disconnected
        self._on_rejected = on_rejected
        self.rejected = 0
        """Messages dropped because they are not of the contract."""
        self.failed = 0
        """Messages and turns of the connection that a listener failed on."""
        self._trouble: str | None = None
        """Why there is no connection, as it was logged last."""
        self._client = self._build(client_id, will)

    def _build(self, client_id: str, will: tuple[Topic, Message] | None) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, client_id=client_id, clean_session=True)
        client.reconnect_delay_set(RECONNECT_MIN_S, RECONNECT_MAX_S)
        if self._address.username is not None:
            client.username_pw_set(self._address.username, self._address.password)
        if self._address.tls:
            _trust(client, self._address.ca)
        if will is not None:
            topic, message = will
            client.will_set(str(topic), encode(topic.channel, message), 0, topic.retained)
        client.on_socket_open = _send_at_once
        client.on_connect = self._connected
        client.on_connect_fail = self._unreachable
        client.on_disconnect = self._disconnected
        client.on_message = self._received
        return client

    @property
    def connected(self) -> bool:
        """Whether the broker has accepted us and the link is up."""
        return self._client.is_connected()

    def start(self) -> None:
        """Begin connecting; returns at once, and tries for ever."""
        self._client.connect_async(self._address.host, self._address.port, KEEPALIVE_S)
        self._client.loop_start()

    def stop(self) -> None:
        """Say goodbye and end the network thread; the will is not sent."""
        self._client.disconnect()
        self._client.loop_stop()

    def publish(self, topic: Topic, message: Message) -> bool:
        """Send once; False when the link is down, so that the sender repeats later."""
        info = self._client.publish(
            str(topic), encode(topic.channel, message), qos=0, retain=topic.retained
        )
        _acknowledge_at_once(self._client.socket())
        return info.rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def _connected(
        self, client: Client, _data: Any, _flags: ConnectFlags, code: ReasonCode, _p: object
    ) -> None:
        if code.is_failure:
            self._log_trouble(f"it refused the account or the connection ({code})")
            return
        if self._trouble is not None:
            log.info("connected to the broker at %s", self._place)
            self._trouble = None
        if self._subscriptions:
            client.subscribe(self._subscriptions)
        self._tell(self._on_connected)

    def _unreachable(self, _client: Client, _data: Any) -> None:
        # paho calls this while it handles the error
        self._log_trouble(str(sys.exc_info()[1]))

    def _log_trouble(self, why: str) -> None:
        if why != self._trouble:
            log.warning("no connection to the broker at %s: %s; trying again", self._place, why)
            self._trouble = why

    @property
    def _place(self) -> str:
        return f"{self._address.host}:{self._address.port}"

    def _disconnected(
        self,
        _client: Client,
        _data: Any,
        _flags: DisconnectFlags,
        code: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if code.is_failure and self._trouble is None:
            self._log_trouble(f"it ended ({code})")
        self._tell(self._on_disconnected)

    def _received(self, _client: Client, _data: Any, raw: MQTTMessage) -> None:
        if not raw.payload:
            return  # a retained message was cleared
        try:
            topic = parse_topic(raw.topic)
            message = decode(topic.channel, bytes(raw.payload))
        except MessageRejected as error:
            self.rejected += 1
            self._tell(self._on_rejected, raw.topic, error)
            return
        self._tell(self._on_message, topic, message)

    def _tell(self, listener: Callable[..., None], *facts: object) -> None:
        """Call a listener; its failure must not end the network thread."""
        try:
            listener(*facts)
        except Exception:  # one listener must not end the network thread for all
            self.failed += 1
            log.exception("a listener to the bus failed")


def _trust(client: Client, authority: str | None) -> None:
    """Speak TLS, and believe the broker only with a certificate that is signed for it."""
    try:
        client.tls_set(authority)
    except OSError as error:
        raise ConfigError(f"broker address: ca={authority}: {error.strerror or error}") from error


def _send_at_once(_client: Client, _data: Any, sock: Any) -> None:
    """Switch off Nagle's algorithm: a small message must not wait for an acknowledgement."""
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    _acknowledge_at_once(sock)


def _acknowledge_at_once(sock: Any) -> None:
    """Acknowledge what arrives next without delay; the broker's side waits for it (40 ms else)."""
    quick = getattr(socket, "TCP_QUICKACK", None)
    if quick is None or sock is None:
        return
    try:
        sock.setsockopt(socket.IPPROTO_TCP, quick, 1)
    except OSError:
        log.debug("the socket closed while it was being set up")
