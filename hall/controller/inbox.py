"""The one queue to the controller's thread, and how it ends: nobody waits in it for ever."""

import logging
import queue
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from math import inf
from typing import Final

from msgspec import Struct

from hall.controller.batch import Result
from hall.controller.orders import Order, StoreAway
from hall.errors import HallError

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 256
MOST_WAITING: Final = 10_000


class Asked(Struct, frozen=True):
    """An order, what to do with its result, since when it waits and how long it makes sense."""

    order: Order
    settle: Callable[[Result], None]
    since_s: float
    until_s: float = inf


Errand = Callable[[], None]
Item = Asked | Errand | None
"""Nothing stands for the end."""


class Inbox:
    """What waits for the controller's thread, in the order it came."""

    def __init__(self) -> None:
        self._items: queue.SimpleQueue[Item] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self.asked_s = -inf
        """When the last order came, by the machine's clock."""

    def __len__(self) -> int:
        return self._items.qsize()

    @property
    def crowded(self) -> bool:
        """Whether so much waits that what is repeated anyway had better not be taken in."""
        return self._items.qsize() > MOST_WAITING

    def ask(self, asked: Asked) -> None:
        """Queue an order; raises `StoreAway` when nobody will come for it any more."""
        with self._lock:
            if self._closed:
                raise StoreAway("the hall is stopping; send it again")
            self.asked_s = asked.since_s
            self._items.put(asked)

    def give(self, order: Order) -> None:
        """Queue an order of the hall's own, unless the hall is stopping."""
        with suppress(StoreAway):
            self.ask(own(order, time.monotonic()))

    def put(self, errand: Errand) -> bool:
        """Queue something to be done; False when the end has come, and it will not be."""
        with self._lock:
            if not self._closed:
                self._items.put(errand)
            return not self._closed

    def close(self) -> None:
        """Take nothing more; what waits is still worked off, then comes the end."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._items.put(None)

    def take(self, until_s: float) -> list[Item]:
        """All that waits, up to a batch; empty when nothing came until a time of the machine."""
        items: list[Item] = []
        try:
            items.append(self._first(until_s - time.monotonic()))
            while len(items) < MOST_AT_ONCE:
                items.append(self._items.get_nowait())
        except queue.Empty:
            pass
        return items

    def _first(self, patience_s: float) -> Item:
        if patience_s <= 0:
            return self._items.get_nowait()
        return self._items.get(timeout=patience_s)

    def drop(self) -> list[Asked]:
        """Close, and give back the orders that will not have their turn."""
        self.close()
        left: list[Asked] = []
        while (item := self._items.get()) is not None:
            if isinstance(item, Asked):
                left.append(item)
        return left


def own(order: Order, now_s: float) -> Asked:
    """An order of the hall's own: nobody waits for its answer, a refusal is logged."""
    return Asked(order, _log_error, now_s)


def _log_error(result: Result) -> None:
    if isinstance(result.error, HallError):
        log.warning("%s was not carried out: %s", result.order.id, result.error)
