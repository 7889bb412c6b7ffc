"""Who waits in the hall, as far as the messages tell: known visits, and strangers by number.

What must not live here: where anybody sits (the page seats them).
"""

from typing import Final

from hall.bus.messages import Message, NumberIssued, QueueView, WindowView
from hall.bus.topics import Topic
from simulators.virtual_hall.picture import Piece

_PATIENCE: Final = 30
"""So many looks in a row at more people than the queue counts, and the eldest are let go."""


class Visitors:
    """Everybody who has a number and has not been called."""

    def __init__(self) -> None:
        self._waiting: dict[str, Piece] = {}
        self._counts: dict[str, int] = {}
        self._called: set[str] = set()
        self._odd_looks = 0

    def hear(self, topic: Topic, message: Message) -> None:
        """Take in one message."""
        match message:
            case NumberIssued() if message.visit not in self._called:
                self._waiting.setdefault(message.visit, _known(topic, message))
            case WindowView(in_hand=visit) if visit is not None:
                self._waiting.pop(visit.visit, None)
                self._called.add(visit.visit)
            case QueueView():
                self._counts = {each.category: each.waiting for each in message.queues}
            case _:
                pass

    def look(self) -> list[Piece]:
        """Everybody waiting now, in order of arrival; the queue's count is right in the end."""
        missing: list[Piece] = []
        extra: list[str] = []
        for category, count in self._counts.items():
            known = [key for key, each in self._waiting.items() if each["category"] == category]
            extra += known[: max(0, len(known) - count)]
            missing += [
                {"id": f"{category}-{place}", "category": category}
                for place in range(count - len(known))
            ]
        self._forget(extra)
        return [*self._waiting.values(), *missing]

    def _forget(self, extra: list[str]) -> None:
        self._odd_looks = self._odd_looks + 1 if extra else 0
        if self._odd_looks > _PATIENCE:
            for visit in extra:
                del self._waiting[visit]


def _known(topic: Topic, issued: NumberIssued) -> Piece:
    return {
        "id": issued.visit,
        "number": issued.number,
        "category": issued.category,
        "kiosk": topic.id,
    }
