"""The embedded broker: a process of its own on loopback, restarted when it dies.

It serves a hall on one machine. As soon as anything listens beyond loopback, a Mosquitto with
credentials, TLS and the generated access list takes its place.
"""

import logging
import threading
from typing import Final

from iotcore import Broker

from hall.bus.encoding import MAX_PAYLOAD_BYTES
from hall.bus.held_folder import HeldFolder
from hall.errors import ConfigError

log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 0.2
# Processes that are stopped together die in any order: wait to see whether we are meant too.
_TOGETHER_S: Final = 0.3
# Its default of 200 silently drops retained messages when a new client takes more at once.
_OUTGOING_PACKETS: Final = 20_000
# Above the largest message of the contract: a larger one disconnects its publisher.
_PAYLOAD_BYTES: Final = 4 * MAX_PAYLOAD_BYTES

CONFIG: Final = """\
id = 0
[router]
max_connections = 10010
max_outgoing_packet_count = {packets}
max_segment_size = 104857600
max_segment_count = 10
[v4.1]
name = "hall"
listen = "127.0.0.1:{port}"
next_connection_delay_ms = 0
[v4.1.connections]
connection_timeout_ms = 10000
max_payload_size = {payload}
max_inflight_count = 200
dynamic_filters = true
"""


class EmbeddedBroker:
    """The broker's process, kept alive between `start` and `stop`."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._folder = HeldFolder("hall-broker-")
        path = self._folder.path / "broker.toml"
        path.write_text(
            CONFIG.format(port=port, packets=_OUTGOING_PACKETS, payload=_PAYLOAD_BYTES),
            encoding="utf-8",
        )
        self._broker = Broker(config_path=str(path))
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep_alive, name="broker keeper", daemon=True)
        self._down = False
        self.restarts = 0

    def start(self) -> None:
        """Start and wait until it listens; raises `ConfigError` when the port is taken."""
        try:
            self._broker.start()
        except (OSError, RuntimeError) as error:
            self._folder.give_up()
            raise ConfigError(
                f"the embedded broker cannot listen on 127.0.0.1:{self._port}: {error}; "
                "give another port, or the address of a running broker"
            ) from error
        self._keeper.start()

    def let_die(self) -> None:
        """Start it no more: the whole hall is stopping, and the broker may be told first."""
        self._stopping.set()

    def stop(self) -> None:
        """End the process and release its port."""
        self.let_die()
        if self._keeper.is_alive():
            self._keeper.join()
        self._broker.stop()
        self._folder.give_up()

    def _keep_alive(self) -> None:
        while not self._stopping.wait(_LOOK_EVERY_S):
            if not self._broker.is_running:
                self._restart()

    def _restart(self) -> None:
        if not self._down:
            log.error("the embedded broker died; starting it again")
        self._broker.stop()  # closes the pipe to the dead process
        try:
            self._broker.start()
        except (OSError, RuntimeError) as error:
            if not self._down:
                log.error("the embedded broker does not come back: %s", error)  # noqa: TRY400 - tried again
            self._down = True
            return
        self._down = False
        self.restarts += 1
