"""A connection to a broker, kept up by a thread of its own: bytes go out, bytes come in.

Theory of operation. Whoever sends writes to the socket himself: no other thread has to wake up
first. So paho's own thread is not used, but its calls for foreign loops. They are made for one
thread, and an encrypted socket cannot be read and written at once; therefore each call is made
under one lock. What paho calls back runs under the lock as well and only notes what has happened.
The thread tells it when it has let go of the lock, so that who is told may send, and may wait for
somebody who sends.

What must not live here: the meaning of any byte.
"""

import logging
import select
import socket
import ssl
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from paho.mqtt.client import Client, ConnectFlags, DisconnectFlags, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from hall.bus.address import BusAddress
from hall.errors import ConfigError

log = logging.getLogger(__name__)

KEEPALIVE_S: Final = 10
RECONNECT_MIN_S: Final = 1.0
RECONNECT_MAX_S: Final = 8.0
_LOOK_MS: Final = 1000
"""How often paho looks whether it has heard of the broker, when nothing comes."""
_GOODBYE_S: Final = 1.0
"""How long a broker that takes nothing keeps us from leaving."""
_MOST_CALLS: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What goes to a topic; a broker keeps the last of those that are retained."""

    topic: str
    payload: bytes
    retain: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Ears:
    """Who is told of a connection, on its thread, one at a time; they must not fail."""

    connected: Callable[[], None]
    """The broker has accepted us; our subscriptions go out before all that is sent now."""
    disconnected: Callable[[], None]
    """A connection has ended, accepted or not."""
    received: Callable[[str, bytes], None]
    """A message came, with its topic."""


class Connection:
    """Kept up from `start` to `stop`. Why there is none is logged once, not at each trial."""

    def __init__(
        self,
        address: BusAddress,
        *,
        client_id: str,
        subscriptions: Sequence[str],
        will: Sent | None,
        ears: Ears,
    ) -> None:
        self._place = f"{address.host}:{address.port}"
        self._subscriptions = [(each, 0) for each in subscriptions]
        self._ears = ears
        self._lock = threading.Lock()
        """Whoever calls paho holds it, but for the thread while nothing is accepted."""
        self._accepted = False
        self._wait_s = RECONNECT_MIN_S
        self._news: list[Callable[[], None]] = []
        """What has happened and is to be told."""
        self._trouble: str | None = None
        """Why there is no connection, as it was logged last."""
        self._client = self._build(address, client_id, will)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"bus {client_id}", daemon=True)

    def _build(self, address: BusAddress, client_id: str, will: Sent | None) -> Client:
        client = Client(CallbackAPIVersion.VERSION2, client_id=client_id, clean_session=True)
        client.connect_async(address.host, address.port, KEEPALIVE_S)
        if address.username is not None:
            client.username_pw_set(address.username, address.password)
        if address.tls:
            _trust(client, address.ca)
        if will is not None:
            client.will_set(will.topic, will.payload, 0, will.retain)
        client.on_socket_open = _send_at_once
        client.on_connect = self._note_answer
        client.on_disconnect = self._note_end
        client.on_message = self._note_message
        return client

    @property
    def accepted(self) -> bool:
        """Whether the broker has accepted us and the link is up."""
        return self._accepted

    def start(self) -> None:
        """Begin connecting; returns at once, and tries for ever."""
        self._waker, self._woken = socket.socketpair()
        self._waker.settimeout(0)
        self._thread.start()

    def stop(self) -> None:
        """Say goodbye, so that the will is not sent, and end the thread."""
        self._stopping.set()
        if self._thread.is_alive():
            self._wake()
            self._thread.join()

    def send(self, message: Sent) -> bool:
        """Send on the caller's thread, in the order of the calls; False when the link is down.

        What the socket does not take now is sent later; nobody waits for the broker.
        """
        with self._lock:
            sent = self._accepted and self._write(message)
            is_left = self._client.want_write()
        if is_left:  # the socket is full or dead: its thread sees to it
            self._wake()
        return sent

    def _write(self, message: Sent) -> bool:
        info = self._client.publish(message.topic, message.payload, 0, message.retain)
        _acknowledge_at_once(self._client.socket())
        return self._accepted and info.rc == MQTTErrorCode.MQTT_ERR_SUCCESS

    def _wake(self) -> None:
        with suppress(OSError):  # so many have waked the thread that it is awake, or it has ended
            self._waker.send(b"\0")

    # --- the thread ---------------------------------------------------------------------------

    def _run(self) -> None:
        with self._waker, self._woken:
            while not self._stopping.is_set():
                try:
                    self._keep_one()
                except OSError as error:
                    self._log_trouble(str(error))
                except Exception:  # what no broker should send must not leave us deaf for ever
                    log.exception("the connection to the broker at %s failed", self._place)
                self._stopping.wait(self._wait_s)
                self._wait_s = min(2 * self._wait_s, RECONNECT_MAX_S)

    def _keep_one(self) -> None:
        """One connection, from its first byte to its end; raises `OSError` when there is none."""
        self._client.reconnect()
        try:
            self._serve()
        finally:
            with self._lock:
                self._accepted = False
            self._tell_news()
            self._ears.disconnected()

    def _serve(self) -> None:
        while not self._stopping.is_set():
            watched = self._tend()
            if watched is None:
                return
            self._read(watched)
            self._tell_news()
        self._take_leave()

    def _tend(self) -> "_Watched | None":
        """Do what is due; what to wait for next, None when the socket is closed."""
        with self._lock:
            self._client.loop_misc()
            if self._client.want_write():
                self._client.loop_write()
            return _watched(self._client)

    def _read(self, watched: "_Watched") -> None:
        """Read what comes, or stop waiting when somebody wakes us or the socket takes more."""
        poll = select.poll()
        poll.register(self._woken, select.POLLIN)
        poll.register(watched.fd, watched.events)
        came = dict(poll.poll(0 if watched.has_more else _LOOK_MS))
        if self._woken.fileno() in came:
            self._woken.recv(_MOST_CALLS)
        if watched.has_more or came.get(watched.fd, 0) & ~select.POLLOUT:
            with self._lock:
                self._client.loop_read()

    def _tell_news(self) -> None:
        with self._lock:
            news, self._news = self._news, []
        for tell in news:
            tell()

    def _take_leave(self) -> None:
        """Say goodbye after all that was sent, unless the broker does not take it soon."""
        until_s = time.monotonic() + _GOODBYE_S
        with self._lock:
            self._client.disconnect()
        while (watched := self._tend()) is not None and time.monotonic() < until_s:
            self._read(watched)
        with self._lock:
            sock = self._client.socket()
            if sock is not None:
                sock.close()

    # --- what paho calls back, under the lock ---------------------------------------------------

    def _note_answer(
        self, client: Client, _data: Any, _flags: ConnectFlags, code: ReasonCode, _p: object
    ) -> None:
        if code.is_failure:
            why = f"it refused the account or the connection ({code})"
            self._news.append(partial(self._log_trouble, why))
            return
        if self._subscriptions:
            client.subscribe(self._subscriptions)
        self._accepted = True
        self._wait_s = RECONNECT_MIN_S
        self._news += (self._log_end_of_trouble, self._ears.connected)

    def _note_end(
        self,
        _client: Client,
        _data: Any,
        _flags: DisconnectFlags,
        code: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        """On the thread of whoever found out."""
        self._accepted = False
        if code.is_failure:
            self._news.append(partial(self._log_loss, f"it ended ({code})"))

    def _note_message(self, _client: Client, _data: Any, raw: MQTTMessage) -> None:
        self._news.append(partial(self._ears.received, raw.topic, bytes(raw.payload)))

    # --- why there is none --------------------------------------------------------------------

    def _log_trouble(self, why: str) -> None:
        if why != self._trouble:
            log.warning("no connection to the broker at %s: %s; trying again", self._place, why)
            self._trouble = why

    def _log_loss(self, why: str) -> None:
        """An end that has no cause that was logged before."""
        if self._trouble is None:
            self._log_trouble(why)

    def _log_end_of_trouble(self) -> None:
        if self._trouble is not None:
            log.info("connected to the broker at %s", self._place)
            self._trouble = None


@dataclass(frozen=True, slots=True)
class _Watched:
    """A socket that is waited for."""

    fd: int
    events: int
    has_more: bool
    """Whether bytes of it have been read and decrypted, so that none need come."""


def _watched(client: Client) -> _Watched | None:
    sock = client.socket()
    if sock is None:
        return None
    events = select.POLLIN | (select.POLLOUT if client.want_write() else 0)
    has_more = isinstance(sock, ssl.SSLSocket) and sock.pending() > 0
    return _Watched(sock.fileno(), events, has_more)


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
