"""One line and its thread: open, work, and after a loss wait and open again.

What must not live here: protocols (drivers), MQTT (gateway).
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from typing import Final

from devices.driver import Driver
from devices.errors import LinkError
from devices.link import Link

log = logging.getLogger(__name__)

RETRY_FIRST_S: Final = 0.5
RETRY_MOST_S: Final = 5.0

Errand = Callable[[float], None]


class Line:
    """A link with its driver, served by one thread between `start` and `stop`."""

    def __init__(self, name: str, link: Link, driver: Driver) -> None:
        self._name = name
        self._link = link
        self._driver = driver
        self._errands: queue.SimpleQueue[Errand] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"line {name}", daemon=True)

    def start(self) -> None:
        """Begin to open the line; returns at once."""
        self._thread.start()

    def stop(self) -> None:
        """Close the line and wait for its thread."""
        self._stopping.set()
        self.errand(lambda _now_s: None)
        self._thread.join()

    @property
    def alive(self) -> bool:
        """Whether the thread runs; a line whose driver failed is dead."""
        return self._thread.is_alive()

    def errand(self, errand: Errand) -> None:
        """Have something done in the line's thread, at the time it is given; never waits."""
        self._errands.put(errand)
        self._link.wake()

    def _run(self) -> None:
        retry_s = RETRY_FIRST_S
        told = ""
        while not self._stopping.is_set():
            try:
                self._open()
                retry_s, told = RETRY_FIRST_S, ""
                self._work()
            except LinkError as error:
                if str(error) != told:  # a missing port is tried for ever, and told once
                    log.warning("line %s: %s; trying again", self._name, error)
                told = str(error)
            self._link.close()
            if self._stopping.is_set():
                return  # a gateway that ends says so itself; its devices have no fault
            self._driver.lost()
            self._wait(retry_s)
            retry_s = min(2 * retry_s, RETRY_MOST_S)

    def _open(self) -> None:
        self._link.open()
        log.info("line %s is open", self._name)
        self._driver.opened(self._link, time.monotonic())

    def _work(self) -> None:
        while not self._stopping.is_set():
            self._run_errands()
            data = self._link.read(self._driver.patience_s)
            self._driver.received(data, time.monotonic())

    def _wait(self, seconds: float) -> None:
        """Let the line rest; commands are still answered, by drivers that know it is lost."""
        until_s = time.monotonic() + seconds
        while not self._stopping.is_set() and (left_s := until_s - time.monotonic()) > 0:
            try:
                errand = self._errands.get(timeout=left_s)
            except queue.Empty:
                continue
            errand(time.monotonic())

    def _run_errands(self) -> None:
        while not self._errands.empty():
            self._errands.get()(time.monotonic())
