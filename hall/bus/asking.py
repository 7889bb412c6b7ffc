"""What has been asked and not yet answered, so that it can be repeated with the same id; pure.

The machine clock's time is an argument. A request or command is repeated until it is answered or
its time to live is over; then it is given back as expired, once.
"""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from hall.bus.messages import Command, Request
from hall.bus.topics import Topic

Ask = TypeVar("Ask", bound=Request | Command)


@dataclass(slots=True)
class _Open(Generic[Ask]):
    topic: Topic
    message: Ask
    until_s: float
    again_s: float


@dataclass(slots=True)
class Due(Generic[Ask]):
    """What a tick asks of the sender: messages to repeat, and those whose time is over."""

    repeat: list[tuple[Topic, Ask]] = field(default_factory=list)
    expired: list[tuple[Topic, Ask]] = field(default_factory=list)


class Unanswered(Generic[Ask]):
    """The open asks of one sender, by id."""

    def __init__(self, repeat_s: float = 1.0) -> None:
        self._repeat_s = repeat_s
        self._open: dict[str, _Open[Ask]] = {}

    def __len__(self) -> int:
        return len(self._open)

    def __contains__(self, ask_id: str) -> bool:
        return ask_id in self._open

    def asked(self, topic: Topic, message: Ask, now_s: float) -> None:
        """Remember a message that has just been sent."""
        self._open[message.id] = _Open(
            topic, message, now_s + message.ttl_s, now_s + self._repeat_s
        )

    def answered(self, ask_id: str) -> Ask | None:
        """Forget a message; None when it was not open (a late or second answer)."""
        done = self._open.pop(ask_id, None)
        return done.message if done else None

    def still_open(self) -> list[tuple[Topic, Ask]]:
        """Everything that is open, with where it was sent; the oldest first."""
        return [(each.topic, each.message) for each in self._open.values()]

    def tick(self, now_s: float) -> Due[Ask]:
        """What is due at this time; expired asks are forgotten."""
        due: Due[Ask] = Due()
        for ask_id, ask in list(self._open.items()):
            if now_s >= ask.until_s:
                del self._open[ask_id]
                due.expired.append((ask.topic, ask.message))
            elif now_s >= ask.again_s:
                ask.again_s = now_s + self._repeat_s
                due.repeat.append((ask.topic, ask.message))
        return due
