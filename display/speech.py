"""What a board says and in which order; pure, on the machine clock.

One call at a time, never cut off; a call that is already waiting to be said is not said twice. A
command that is repeated gets the same answer and is not said again. What must not live here: sound.
"""

from collections import OrderedDict, deque
from dataclasses import dataclass
from typing import Final

from hall.bus.messages import Answer, AnswerOutcome, Language, Speak, Text

DIGITS: Final = "零一二三四五六七八九"
_PINYIN: Final = dict(
    zip(
        DIGITS,
        ("ling2", "yi1", "er4", "san1", "si4", "wu3", "liu4", "qi1", "ba1", "jiu3"),
        strict=True,
    )
) | {"请": "qing3", "号": "hao4", "到": "dao4", "窗": "chuang1", "口": "kou3", "十": "shi2"}
_ENGLISH: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
)  # fmt: skip
_REMEMBERED: Final = 200
FASTEST_RATE: Final = 4.0
"""Above so many hall seconds a second, calls are counted, not spoken."""

TOO_LATE: Final[Text] = ("轮到播报时已过时", "Its time was over before its turn came")
TOO_FAST: Final[Text] = ("大厅时钟太快，只计数", "The hall clock runs too fast; counted only")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A call as it is said."""

    text: str
    """In words, for the log."""
    spoken: str
    """For the speaker: pinyin with tones, or English."""
    language: Language


def saying(command: Speak) -> Saying:
    """How a call is said: each digit of the number by itself, the window as a number."""
    if command.language == "en":
        number = " ".join(_english(each) for each in command.number)
        text = f"{number}, please go to window {command.window}"
        return Saying(text=text, spoken=text, language="en")
    number = "".join(DIGITS[int(each)] if each.isdigit() else each for each in command.number)
    text = f"请{number}号到{_counted(command.window)}号窗口"
    return Saying(text=text, spoken=" ".join(map(_pinyin, text)), language="zh")


def _english(character: str) -> str:
    return _ENGLISH[int(character)] if character.isdigit() else character


def _pinyin(character: str) -> str:
    return _PINYIN.get(character, character)


def _counted(window: int) -> str:
    """A window's number as Chinese counts to 99; digit by digit beyond."""
    tens, ones = divmod(window, 10)
    if tens >= len(DIGITS):
        return "".join(DIGITS[int(each)] for each in str(window))
    head = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return head + (DIGITS[ones] if ones or not tens else "")


@dataclass(frozen=True, slots=True)
class _Waiting:
    command: Speak
    until_s: float


class SpeechQueue:
    """The calls to be said by one board; answers to give wait in `answers`."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self._waiting: deque[_Waiting] = deque()
        self._saying: Speak | None = None
        self._merged: dict[str, list[str]] = {}
        self._given: OrderedDict[str, Answer] = OrderedDict()

    def commanded(self, command: Speak, now_s: float, rate: float) -> None:
        """Take in a command; the same one again is only answered again, once it has an answer."""
        if command.id in self._given:
            self.answers.append(self._given[command.id])
        elif self._is_known(command.id):
            return
        elif rate > FASTEST_RATE:
            self._answer(command.id, AnswerOutcome.FAILED, TOO_FAST)
        elif (same := self._same_call(command)) is not None:
            self._merged.setdefault(same.id, []).append(command.id)
        else:
            self._waiting.append(_Waiting(command, now_s + command.ttl_s))

    def next(self, now_s: float) -> Speak | None:
        """The call to say now; None while one is being said or none waits."""
        while self._saying is None and self._waiting:
            turn = self._waiting.popleft()
            if now_s > turn.until_s:
                self._finish(turn.command, AnswerOutcome.FAILED, TOO_LATE)
            else:
                self._saying = turn.command
                return turn.command
        return None

    def said(self, failure: Text | None = None) -> None:
        """The call that was begun has been said, or failed and why."""
        if self._saying is None:
            return
        command, self._saying = self._saying, None
        outcome = AnswerOutcome.SPOKEN if failure is None else AnswerOutcome.FAILED
        self._finish(command, outcome, failure)

    def _finish(self, command: Speak, outcome: AnswerOutcome, reason: Text | None) -> None:
        for ident in (command.id, *self._merged.pop(command.id, ())):
            self._answer(ident, outcome, reason)

    def _answer(self, ident: str, outcome: AnswerOutcome, reason: Text | None) -> None:
        answer = Answer(command=ident, outcome=outcome, reason=reason)
        self._given[ident] = answer
        while len(self._given) > _REMEMBERED:
            self._given.popitem(last=False)
        self.answers.append(answer)

    def _same_call(self, command: Speak) -> Speak | None:
        call = (command.number, command.window, command.language)
        return next(
            (
                each.command
                for each in self._waiting
                if (each.command.number, each.command.window, each.command.language) == call
            ),
            None,
        )

    def _is_known(self, ident: str) -> bool:
        begun = {each.command.id for each in self._waiting}
        if self._saying is not None:
            begun.add(self._saying.id)
        return ident in begun or any(ident in merged for merged in self._merged.values())
