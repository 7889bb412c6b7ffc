"""A bus that stays in the process: it keeps what is published and delivers what a test says."""

from collections.abc import Callable

from hall.bus.messages import Message
from hall.bus.topics import Topic


class FakeBus:
    """One program's connection, held by a test."""

    def __init__(
        self,
        on_message: Callable[[Topic, Message], None],
        on_connected: Callable[[], None] = lambda: None,
    ) -> None:
        self._on_message = on_message
        self._on_connected = on_connected
        self.published: list[tuple[Topic, Message]] = []
        self.running = False

    def start(self) -> None:
        """Connect at once."""
        self.running = True
        self._on_connected()

    def stop(self) -> None:
        """Be gone."""
        self.running = False

    def publish(self, topic: Topic, message: Message) -> bool:
        """Keep a message; False once stopped."""
        if self.running:
            self.published.append((topic, message))
        return self.running

    def deliver(self, topic: Topic, message: Message) -> None:
        """Let the program hear a message."""
        self._on_message(topic, message)
