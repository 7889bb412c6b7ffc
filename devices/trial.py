"""Trying one device without a hall: it is told something, and what it says is printed.

For a technician with a new machine or a new cable. What must not live here: protocols, MQTT.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from devices.driver import Health
from devices.tasks import TTL_S, Shows, task_of
from hall.bus.messages import (
    AgeFrom,
    AnswerOutcome,
    Beep,
    Command,
    Key,
    Level,
    ShowOnPad,
    ShowText,
    Text,
)
from hall.bus.topics import Kind

CODE: Final = "888"
ALL_LIT: Final[dict[tuple[Kind, Shows], tuple[Command, ...]]] = {
    (Kind.PANEL, Shows.NUMBER): (ShowText(id="text", ttl_s=TTL_S, text="888888", blink=True),),
    (Kind.PAD, Shows.NUMBER): (
        ShowOnPad(id="display", ttl_s=TTL_S, waiting=888, number="A888"),
        Beep(id="beep", ttl_s=TTL_S, times=1),
    ),
}
"""Every segment and dot of a display."""
OUTCOMES: Final[dict[AnswerOutcome, str]] = {
    AnswerOutcome.SHOWN: "已显示 shown",
    AnswerOutcome.SPOKEN: "已播报 spoken",
    AnswerOutcome.PRINTED: "已打印 printed",
    AnswerOutcome.WORKED_OFF: "打印机已处理完 worked off",
    AnswerOutcome.SENT: "已发送 sent",
    AnswerOutcome.UNCONFIRMED: "没有确认 unconfirmed",
    AnswerOutcome.FAILED: "没有做成 failed",
    AnswerOutcome.DONE: "已执行 done",
}


def trial_commands(kind: Kind, shows: Shows) -> tuple[Command, ...]:
    """What a device is told when it is tried."""
    return ALL_LIT.get((kind, shows)) or task_of(kind, shows).commands("trial", CODE)


@dataclass(slots=True)
class Trial:
    """The outlet of a driver that is tried: everything it says becomes a line of text."""

    say: Callable[[str], None]
    failed: bool = False
    """Whether it could not do what it was told."""
    answers: int = 0

    def press(self, device: str, key: Key, digits: str = "") -> None:
        """A key was pressed, and digits before it."""
        self.say(f"{device}: 按键 key {key} {digits}".rstrip())

    def rate(self, device: str, service: str, level: Level) -> None:  # noqa: ARG002 - the port's
        """A level was given."""
        self.say(f"{device}: 评价 level {level}")

    def scanned(self, device: str, code: str) -> None:
        """A code was read."""
        self.say(f"{device}: 读到 code {code}")

    def card_read(self, device: str, person: str, age_from: AgeFrom) -> None:
        """An identity card was read."""
        self.say(f"{device}: 读到证件 card {person[:8]}…, {age_from} 岁起 from {age_from} years")

    def answer(
        self,
        device: str,
        command: str,  # noqa: ARG002 - the port's
        outcome: AnswerOutcome,
        reason: Text | None = None,
    ) -> None:
        """What became of a command."""
        self.answers += 1
        self.failed |= outcome is AnswerOutcome.FAILED
        why = f", {' / '.join(reason)}" if reason else ""
        self.say(f"{device}: {OUTCOMES[outcome]}{why}")

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
