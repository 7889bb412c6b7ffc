"""Trying one device without a hall: it is told something, and what it says is printed.

For a technician with a new machine or a new cable. What must not live here: protocols, MQTT.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from devices.driver import Health
from hall.bus.messages import (
    AgeFrom,
    Align,
    AnswerOutcome,
    AskRating,
    Beep,
    Command,
    CutBlock,
    Key,
    Level,
    PrintTicket,
    QrBlock,
    RuleBlock,
    ShowOnPad,
    ShowText,
    Size,
    Speak,
    Text,
    TextBlock,
    TicketDocument,
)
from hall.bus.topics import Kind

TTL_S: Final = 30.0


def trial_slip(code: str) -> TicketDocument:
    """A slip that tries all that a ticket can need: sizes, rare characters, a code, the cut."""
    return TicketDocument(
        blocks=(
            TextBlock(text="打印测试 / Printer test", align=Align.CENTRE),
            TextBlock(text=f"A{code}", size=Size.HUGE, bold=True, align=Align.CENTRE),
            RuleBlock(),
            TextBlock(text="前面还有6位，约等20–35分钟。"),
            TextBlock(text="大字 Large", size=Size.LARGE),
            TextBlock(text="少见字：镕 㐂 𠮷"),
            QrBlock(data="0123456789abcdef"),
            CutBlock(),
        )
    )


COMMANDS: Final[dict[Kind, tuple[Command, ...]]] = {
    Kind.PRINTER: (PrintTicket(id="ticket", ttl_s=TTL_S, document=trial_slip("088")),),
    Kind.PANEL: (ShowText(id="text", ttl_s=TTL_S, text="888888", blink=True),),
    Kind.PAD: (
        ShowOnPad(id="display", ttl_s=TTL_S, waiting=888, number="A888"),
        Beep(id="beep", ttl_s=TTL_S, times=1),
    ),
    Kind.SCANNER: (),
    Kind.SOUNDER: (Speak(id="call", ttl_s=TTL_S, number="A088", window=3),),
    Kind.RATER: (AskRating(id="question", ttl_s=TTL_S, service="trial", open_s=TTL_S),),
}
"""What each kind of device is told."""


@dataclass(slots=True)
class Trial:
    """The outlet of a driver that is tried: everything it says becomes a line of text."""

    say: Callable[[str], None]
    failed: bool = False
    """Whether it could not do what it was told."""
    answers: int = 0

    def press(self, device: str, key: Key, digits: str = "") -> None:
        """A key was pressed, and digits before it."""
        self.say(f"{device}: key {key} {digits}".rstrip())

    def rate(self, device: str, service: str, level: Level) -> None:
        """A level was given."""
        self.say(f"{device}: level {level} for {service}")

    def scanned(self, device: str, code: str) -> None:
        """A code was read."""
        self.say(f"{device}: code {code}")

    def card_read(self, device: str, person: str, age_from: AgeFrom) -> None:
        """An identity card was read."""
        self.say(f"{device}: card {person[:8]}…, from {age_from} years")

    def answer(
        self, device: str, command: str, outcome: AnswerOutcome, reason: Text | None = None
    ) -> None:
        """What became of a command."""
        self.answers += 1
        self.failed |= outcome is AnswerOutcome.FAILED
        self.say(f"{device}: {command} {outcome}" + (f", {' / '.join(reason)}" if reason else ""))

    def health(self, device: str, health: Health) -> None:
        """How the device is now."""
        self.say(f"{device}: {'; '.join(_words(health))}")

    def hall_is_alive(self) -> bool:
        """There is no hall, but the texts of a trial are meant."""
        return True


def _words(health: Health) -> Iterator[str]:
    yield "在线 on line" if health.online else "离线 off line"
    yield from (" / ".join(trouble.text) for trouble in health.troubles)
    if health.firmware:
        yield f"firmware {health.firmware}"
    yield from (f"{name} {count}" for name, count in (health.counters or {}).items())
