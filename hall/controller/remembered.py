"""What was refused lately, so that a repeated request is refused the same way. No clock of its own.

Refusals change nothing and need not outlive a restart: they are kept in memory, for ten minutes and
up to a number that a flood cannot push beyond.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from hall.controller.orders import Order
from hall.errors import Refusal

KEPT_S: Final = 600.0
MOST_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Remembered:
    """One refusal, and which request it answered."""

    at_s: float
    fingerprint: str
    refusal: Refusal


class Refusals:
    """The refusals of the last ten minutes, by the order's id."""

    def __init__(self, machine: Callable[[], float]) -> None:
        self._machine = machine
        self._kept: OrderedDict[str, Remembered] = OrderedDict()

    def find(self, order_id: str) -> Remembered | None:
        """What an id was refused with; None when it was not, or too long ago."""
        found = self._kept.get(order_id)
        if found is None or found.at_s <= self._machine() - KEPT_S:
            return None
        return replace(found, refusal=_fresh(found.refusal))

    def keep(self, order: Order, refusal: Refusal) -> None:
        """Remember a refusal that has been told."""
        self._forget_old()
        self._kept[order.id] = Remembered(self._machine(), order.fingerprint, _fresh(refusal))
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _forget_old(self) -> None:
        oldest_s = self._machine() - KEPT_S
        while self._kept and next(iter(self._kept.values())).at_s <= oldest_s:
            self._kept.popitem(last=False)


def _fresh(refusal: Refusal) -> Refusal:
    """The same refusal, without what the traceback of its last raising keeps alive."""
    value: Any = refusal
    again: Refusal = replace(value) if hasattr(value, "__dataclass_fields__") else refusal
    return again
