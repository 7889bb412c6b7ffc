"""The rehearsal before a hall opens: every device does its work once, and a person confirms it.

A technician is asked what a device shows, and types it: what nobody has read is not accepted. A
key or a level has to arrive. What must not live here: the command line, drivers.
"""

import queue
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Final

from devices.driver import Health
from devices.gateway import Seat
from devices.tasks import Shows, task_of
from hall.bus.messages import AgeFrom, Answer, AnswerOutcome, Command, Key, Level, Text
from hall.bus.topics import Kind

ANSWER_S: Final = 20.0
"""For a device's answer: a ticket takes some seconds at 9600 baud."""
KEY_S: Final = 60.0
LOOK_S: Final = 0.2
LEVEL: Final[Level] = 4

KINDS: Final[dict[Kind, Text]] = {
    Kind.PRINTER: ("打印机", "printer"),
    Kind.PANEL: ("窗口屏", "panel"),
    Kind.PAD: ("叫号器", "calling pad"),
    Kind.RATER: ("评价器", "rating pad"),
    Kind.SCANNER: ("扫码器或读卡器", "scanner or card reader"),
    Kind.SOUNDER: ("音箱", "loudspeaker"),
}
PRESS_CALL: Final[Text] = ("请按叫号器的“呼叫”键", "Press the pad's call key")
HOLD_UNDER: Final[Text] = ("请扫一张码，或放一张证", "Hold a code under it, or lay a card on it")
PRESS_LEVEL: Final[Text] = ("请按评价器的“满意”（4分）", "Press level 4 on the rating pad")


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key has arrived."""

    device: str
    key: Key


@dataclass(frozen=True, slots=True)
class Rated:
    """A level has arrived."""

    device: str
    level: Level


@dataclass(frozen=True, slots=True)
class WasRead:
    """A code or a card was read; which one is nobody's business here."""

    device: str


NOTHING_CAME: Final[dict[type, Text]] = {
    Pressed: ("没有收到按键", "No key has come"),
    Rated: ("没有收到评价", "No level has come"),
    WasRead: ("什么也没有读到", "Nothing was read"),
}
News = Pressed | Rated | WasRead | tuple[str, Answer]


@dataclass(slots=True)
class Ear:
    """The outlet of the drivers during a rehearsal: what they say waits to be looked at."""

    news: "queue.SimpleQueue[News]" = field(default_factory=queue.SimpleQueue)
    healths: dict[str, Health] = field(default_factory=dict)

    def press(self, device: str, key: Key, digits: str = "") -> None:  # noqa: ARG002 - the port's
        """A key was pressed."""
        self.news.put(Pressed(device, key))

    def rate(self, device: str, service: str, level: Level) -> None:  # noqa: ARG002 - the port's
        """A level was given."""
        self.news.put(Rated(device, level))

    def scanned(self, device: str, code: str) -> None:  # noqa: ARG002 - the port's
        """A code was read."""
        self.news.put(WasRead(device))

    def card_read(self, device: str, person: str, age_from: AgeFrom) -> None:  # noqa: ARG002 - the port's
        """An identity card was read."""
        self.news.put(WasRead(device))

    def answer(
        self, device: str, command: str, outcome: AnswerOutcome, reason: Text | None = None
    ) -> None:
        """What became of a command."""
        self.news.put((device, Answer(command=command, outcome=outcome, reason=reason)))

    def health(self, device: str, health: Health) -> None:
        """How a device is now."""
        self.healths[device] = health

    def hall_is_alive(self) -> bool:
        """There is no hall, but what is shown is meant."""
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A device and where it stands."""

    device: str
    place: str
    port: str
    seat: Seat
    shows: Shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a device has done."""

    post: Post
    faults: tuple[Text, ...]
    """None when it is accepted."""
    counters: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rehearsal:
    """Walks through devices; `ask` puts a question to the technician and gives the answer."""

    ear: Ear
    ask: Callable[[Text], str]
    say: Callable[[Text], None]
    code: Callable[[], str]
    """A number that nobody can guess, three digits."""
    key_s: float = KEY_S
    answer_s: float = ANSWER_S

    def walk(self, posts: Sequence[Post]) -> Iterator[Verdict]:
        """One device after the other."""
        for post in posts:
            kind = _named(post.seat.kind)
            self.say((f"— {post.place} · {kind[0]} {post.device}", f"{kind[1]}"))
            faults = tuple(self._faults(post))
            health = self.ear.healths.get(post.device, Health())
            counters = ", ".join(f"{name} {n}" for name, n in (health.counters or {}).items())
            yield Verdict(post=post, faults=faults, counters=counters)

    def _faults(self, post: Post) -> Iterator[Text]:
        """Everything that it has not done; later steps are of no use to a silent device."""
        code = self.code()
        task = task_of(post.seat.kind, post.shows)
        for command in task.commands(f"accept-{post.device}-{code}", code):
            fault = self._told(post, command)
            if fault is not None:
                yield fault
                return
        if task.question is not None:
            right = task.answer(code)
            typed = "".join(filter(str.isdigit, self.ask(task.question)))
            if typed != right:
                seen = typed or "–"
                yield (f"发出{right}，看到{seen}", f"{right} was sent, {seen} is seen")
        if post.seat.kind is Kind.PAD:
            yield from self._awaited(PRESS_CALL, Pressed(post.device, Key.CALL))
        if post.seat.kind is Kind.RATER:
            yield from self._awaited(PRESS_LEVEL, Rated(post.device, LEVEL))
        if post.seat.kind is Kind.SCANNER:
            yield from self._awaited(HOLD_UNDER, WasRead(post.device))

    def _told(self, post: Post, command: Command) -> Text | None:
        """Have it do something; what is wrong with its answer."""
        post.seat.line.errand(partial(post.seat.driver.obey, post.device, command))
        until_s = time.monotonic() + self.answer_s
        while time.monotonic() < until_s:
            news = self._next()
            match news:
                case (device, Answer(command=ident) as answer) if (
                    device == post.device and ident == command.id
                ):
                    failed = answer.outcome is AnswerOutcome.FAILED
                    return (answer.reason or ("执行失败", "It failed")) if failed else None
        return ("没有应答", "It does not answer")

    def _awaited(self, wanted: Text, right: Pressed | Rated | WasRead) -> Iterator[Text]:
        """A key or a level has to arrive, and no other before it."""
        while not self.ear.news.empty():
            self.ear.news.get()
        self.say(wanted)
        until_s = time.monotonic() + self.key_s
        while time.monotonic() < until_s:
            news = self._next()
            if news == right:
                return
            if isinstance(news, type(right)) and news.device == right.device:
                yield (f"收到的是另一个键：{_what(news)}", f"Another key came: {_what(news)}")
                return
        yield NOTHING_CAME[type(right)]

    def _next(self) -> News | None:
        try:
            return self.ear.news.get(timeout=LOOK_S)
        except queue.Empty:
            return None


def _named(kind: Kind) -> Text:
    return KINDS.get(kind, (kind.value, kind.value))


def _what(news: News) -> str:
    return str(getattr(news, "key", getattr(news, "level", "")))


def sheet(gateway: str, who: str, at: datetime, verdicts: Sequence[Verdict]) -> str:
    """The acceptance sheet, to be signed and kept."""
    good = sum(not each.faults for each in verdicts)
    head = [
        "设备验收单 Acceptance of devices",
        f"网关 gateway: {gateway}    日期 date: {at:%Y-%m-%d %H:%M}    技术员 technician: {who}",
        f"合格 accepted: {good}    不合格 not accepted: {len(verdicts) - good}",
        "",
    ]
    body = [line for each in verdicts for line in _lines(each)]
    return "\n".join([*head, *body, "", "签字 signature: ______________________", ""])


def _lines(verdict: Verdict) -> Iterator[str]:
    post = verdict.post
    kind = _named(post.seat.kind)
    mark = "不合格 NO" if verdict.faults else "合格 YES"
    yield f"[{mark}] {post.place} · {kind[0]} {kind[1]} {post.device} · {post.port}"
    yield from (f"        {zh} / {en}" for zh, en in verdict.faults)
    if verdict.counters:
        yield f"        {verdict.counters}"
