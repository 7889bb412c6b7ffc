"""What each device does when it is tried, and what its technician is asked; data alone.

A device shows what it can: a number, else a lamp or a beeper tells how often. What must not live
here: asking, waiting, verdicts (see `acceptance`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from devices.configured import (
    KINDS,
    Config,
    CountedPadConfig,
    Device,
    KeyboardPadConfig,
)
from hall.bus.messages import (
    Align,
    AskRating,
    Beep,
    Command,
    CutBlock,
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

TTL_S: Final = 60.0
_LEAST_TIMES: Final = 2
_MOST_TIMES: Final = 5


class Shows(StrEnum):
    """How a person sees what a device was told."""

    NUMBER = "number"
    """It shows, prints or says a number."""
    BEEPS = "beeps"
    BLINKS = "blinks"
    """Its lamp."""
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What a device is told, and what is asked of whoever stands before it."""

    commands: Callable[[str, str], tuple[Command, ...]] = lambda _ident, _code: ()
    """For an id and a code of three digits."""
    question: Text | None = None
    """Digits are the answer; None where there is nothing to see."""
    answer: Callable[[str], str] = str
    """What is right, for a code."""


def shows_of(config: Config, device: Device) -> Shows:
    """What a person can see of a device."""
    if isinstance(device, KeyboardPadConfig):
        return Shows.BLINKS
    if KINDS[type(device)][0] is Kind.SCANNER:
        return Shows.NOTHING
    if isinstance(device, CountedPadConfig):
        its = config.pad_maps[device.registers]
        if its.display is not None or its.levels:
            return Shows.NUMBER
        return Shows.BEEPS if its.beep is not None else Shows.NOTHING
    return Shows.NUMBER


def task_of(kind: Kind, shows: Shows) -> Task:
    """What a device of a kind is to do."""
    return TASKS.get((kind, shows), Task())


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


def _times(code: str) -> int:
    """How often it beeps or blinks: as hard to guess as can be counted by ear."""
    return _LEAST_TIMES + int(code) % (_MOST_TIMES - _LEAST_TIMES + 1)


def _beeps(ident: str, code: str) -> tuple[Command, ...]:
    return (Beep(id=ident, ttl_s=TTL_S, times=_times(code)),)


def _number_on_pad(ident: str, code: str) -> tuple[Command, ...]:
    return (
        ShowOnPad(id=ident, ttl_s=TTL_S, waiting=int(code)),
        Beep(id=f"{ident}-beep", ttl_s=TTL_S, times=1),
    )


def _counted(code: str) -> str:
    return str(_times(code))


TASKS: Final[Mapping[tuple[Kind, Shows], Task]] = {
    (Kind.PRINTER, Shows.NUMBER): Task(
        commands=lambda ident, code: (
            PrintTicket(id=ident, ttl_s=TTL_S, document=trial_slip(code)),
        ),
        question=("号票上的大号码是什么？", "What is the large number on the slip?"),
    ),
    (Kind.PANEL, Shows.NUMBER): Task(
        commands=lambda ident, code: (
            ShowText(id=ident, ttl_s=TTL_S, text=f"请A{code}号", blink=True),
        ),
        question=("窗口屏显示几号？", "Which number does the panel show?"),
    ),
    (Kind.PAD, Shows.NUMBER): Task(
        commands=_number_on_pad,
        question=(
            "叫号器显示几？没响就直接回车",
            "What does the pad show? Empty if it did not beep",
        ),
    ),
    (Kind.PAD, Shows.BEEPS): Task(
        commands=_beeps,
        question=("叫号器响了几声？", "How often did the pad beep?"),
        answer=_counted,
    ),
    (Kind.PAD, Shows.BLINKS): Task(
        commands=_beeps,
        question=("小键盘的 Num Lock 灯闪了几下？", "How often did the Num Lock lamp blink?"),
        answer=_counted,
    ),
    (Kind.RATER, Shows.NUMBER): Task(
        commands=lambda ident, _code: (
            AskRating(id=ident, ttl_s=TTL_S, service="rehearsal", open_s=TTL_S),
        ),
    ),
    (Kind.SOUNDER, Shows.NUMBER): Task(
        commands=lambda ident, code: (Speak(id=ident, ttl_s=TTL_S, number=f"A{code}", window=3),),
        question=("音箱叫的是几号？", "Which number did the loudspeaker call?"),
    ),
}
