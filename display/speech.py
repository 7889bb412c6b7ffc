"""What a board says and in which order; pure, on the machine clock.

One call at a time, never cut off; a call that is already waiting to be said is not said twice, and
one that was taken back before its turn is not said at all. A command that is repeated gets the same
answer and is not said again. A board that lags gives up its repeats first, then English. What must
not live here: sound.
"""

import re
from collections import OrderedDict, deque
from collections.abc import Collection
from dataclasses import dataclass, replace
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
_LETTER_A: Final = re.compile(r"^A\b")
_AS_A_LETTER: Final = "[['eI]]"
"""In phonemes: before a word, A would be read as the article."""
_REMEMBERED: Final = 200
FASTEST_RATE: Final = 4.0
"""Above so many hall seconds a second, calls are counted, not spoken."""

LAG_S: Final = 8.0
"""A call that waited longer is not repeated; one that waited twice as long has no English."""

TAKEN_BACK: Final[Text] = ("呼叫已撤回", "The call was taken back")
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
    first, second = halves(command.number, command.window, command.language)
    if command.language == "en":
        text = f"{first}, {second}"
        return Saying(text=text, spoken=_LETTER_A.sub(_AS_A_LETTER, text), language="en")
    text = first + second
    return Saying(text=text, spoken=" ".join(map(_pinyin, text)), language="zh")


def halves(number: str, window: int, language: Language) -> tuple[str, str]:
    """The two halves of a call, as they are read out."""
    if language == "en":
        return " ".join(map(_english, number)), f"please go to window {window}"
    digits = "".join(DIGITS[int(each)] if each.isdigit() else each for each in number)
    return f"请{digits}号", f"到{_counted(window)}号窗口"


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
class Turn:
    """A call whose turn to be said has come, and how long it had to wait for it."""

    command: Speak
    lag_s: float


def sayings(turn: Turn, repeats: int) -> tuple[Saying, ...]:
    """A call in the order in which it is said; English for tickets taken in English alone."""
    command = turn.command
    times = 1 if turn.lag_s > LAG_S else 1 + repeats
    chinese = (saying(replace(command, language="zh")),) * times
    if command.language != "en" or turn.lag_s > 2 * LAG_S:
        return chinese
    return (*chinese, saying(command))


@dataclass(frozen=True, slots=True)
class Heard:
    """Whether a call was spoken and how; and why not, or with which voice."""

    spoken: bool
    reason: Text | None = None
    said: tuple[str, ...] = ()


SPOKEN: Final = Heard(spoken=True)


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of a call, and all that was said of it."""

    command: Speak
    answer: Answer
    said: tuple[str, ...] = ()


@dataclass(slots=True)
class _Waiting:
    command: Speak
    since_s: float
    until_s: float
    is_shown: bool = False
    """Whether the board has shown the call since."""


class SpeechQueue:
    """The calls to be said by one board; answers to give wait in `answers`."""

    def __init__(self) -> None:
        self.answers: list[Answer] = []
        self.finished: list[Finished] = []
        """Each call once, however often it was commanded."""
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
            self._waiting.append(_Waiting(command, now_s, now_s + command.ttl_s))

    def shown(self, calls: Collection[tuple[str, int]]) -> None:
        """Take in the calls on the board; what was there and is gone has been taken back."""
        for each in list(self._waiting):
            is_there = (each.command.number, each.command.window) in calls
            if each.is_shown and not is_there:
                self._waiting.remove(each)
                self._finish(each.command, AnswerOutcome.FAILED, TAKEN_BACK)
            each.is_shown |= is_there

    def next(self, now_s: float) -> Turn | None:
        """The call to say now; None while one is being said or none waits."""
        while self._saying is None and self._waiting:
            turn = self._waiting.popleft()
            if now_s > turn.until_s:
                self._finish(turn.command, AnswerOutcome.FAILED, TOO_LATE)
            else:
                self._saying = turn.command
                return Turn(turn.command, now_s - turn.since_s)
        return None

    def said(self, heard: Heard = SPOKEN) -> None:
        """The call that was begun is over."""
        if self._saying is None:
            return
        command, self._saying = self._saying, None
        outcome = AnswerOutcome.SPOKEN if heard.spoken else AnswerOutcome.FAILED
        self._finish(command, outcome, heard.reason, heard.said)

    def _finish(
        self,
        command: Speak,
        outcome: AnswerOutcome,
        reason: Text | None,
        said: tuple[str, ...] = (),
    ) -> None:
        answer = Answer(command=command.id, outcome=outcome, reason=reason)
        self.finished.append(Finished(command, answer, said))
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
