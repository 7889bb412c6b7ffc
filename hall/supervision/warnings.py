"""Warnings of nine kinds: what is read, at which level it warns, and when it is told again. Pure.

Theory of operation. A reading is one figure of one subject, such as the longest wait of a category.
Its rule has three levels, each worse than the one before. A warning is told when a reading first
reaches a level, when it reaches a worse one, and again after a while for as long as it stands; it
is told once more when it is over. What must not live here: sending (see the web), taking readings
(see `readings`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Final

from hall.catalogue.text import Text
from hall.errors import ConfigError


class WarningKind(StrEnum):
    """What is warned of."""

    LONG_WAIT = "long_wait"
    """Minutes that the first in a line has waited; by category."""
    OVERDUE_SHARE = "overdue_share"
    """Per cent of those who wait that have waited longer than the target; by category."""
    WINDOW_LOAD = "window_load"
    """People waiting for each open window that serves them; by category."""
    HALL_LOAD = "hall_load"
    """Per cent of the hall's capacity that is in it."""
    LATE_SHARE = "late_share"
    """Per cent of the day's services that took longer than the target."""
    LATE_SERVICES = "late_services"
    """Services of the day, also running ones, longer than the target."""
    GIVEN_UP = "given_up"
    """Per cent of the day's numbers that were missed or cancelled."""
    BAD_RATINGS = "bad_ratings"
    """Bad ratings of the day."""
    WORK_WITHOUT_PAUSE = "work_without_pause"
    """Minutes that a clerk has worked without a pause; by window."""


class Level(IntEnum):
    """How bad it is; each has its colour, its shape and its word on the screens."""

    YELLOW = 1
    ORANGE = 2
    RED = 3


LEVEL_NAMES: Final[Mapping[Level, Text]] = {
    Level.YELLOW: Text("黄色预警", "Yellow"),
    Level.ORANGE: Text("橙色预警", "Orange"),
    Level.RED: Text("红色预警", "Red"),
}
KIND_NAMES: Final[Mapping[WarningKind, Text]] = {
    WarningKind.LONG_WAIT: Text("等候超时", "Long wait"),
    WarningKind.OVERDUE_SHARE: Text("等候超时率", "Share waiting too long"),
    WarningKind.WINDOW_LOAD: Text("窗口饱和度", "Load of windows"),
    WarningKind.HALL_LOAD: Text("大厅饱和度", "Load of the hall"),
    WarningKind.LATE_SHARE: Text("超时办结率", "Share of overlong services"),
    WarningKind.LATE_SERVICES: Text("超时业务笔数", "Overlong services"),
    WarningKind.GIVEN_UP: Text("弃号率", "Share given up"),
    WarningKind.BAD_RATINGS: Text("差评笔数", "Bad ratings"),
    WarningKind.WORK_WITHOUT_PAUSE: Text("连续工作时长", "Work without a pause"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """When a kind warns; figures in its own unit, times in minutes."""

    yellow: float
    orange: float
    red: float
    repeat_min: float = 15.0
    recipients: tuple[str, ...] = ()
    """Names or addresses that the message is sent to, as the receiving system knows them."""
    zh: str = ""
    """The sentence, with {subject} and {value}; empty for the shipped one."""
    en: str = ""

    def __post_init__(self) -> None:
        """Refuse levels that do not rise."""
        if not 0 < self.yellow < self.orange < self.red:
            raise ConfigError(
                f"warnings: yellow {self.yellow:g}, orange {self.orange:g}, red {self.red:g}: "
                "expected each above the one before"
            )
        if self.repeat_min <= 0:
            raise ConfigError(f"warnings: repeat_min = {self.repeat_min:g}: expected above 0")

    def level(self, value: float) -> Level | None:
        """The worst level that a value reaches."""
        for level, least in ((Level.RED, self.red), (Level.ORANGE, self.orange)):
            if value >= least:
                return level
        return Level.YELLOW if value >= self.yellow else None


def default_rules() -> dict[WarningKind, Rule]:
    """The rules of a hall that has set none."""
    return {
        WarningKind.LONG_WAIT: Rule(yellow=20, orange=30, red=45),
        WarningKind.OVERDUE_SHARE: Rule(yellow=20, orange=35, red=50),
        WarningKind.WINDOW_LOAD: Rule(yellow=6, orange=10, red=15),
        WarningKind.HALL_LOAD: Rule(yellow=70, orange=85, red=100),
        WarningKind.LATE_SHARE: Rule(yellow=5, orange=10, red=20, repeat_min=60),
        WarningKind.LATE_SERVICES: Rule(yellow=3, orange=8, red=15, repeat_min=60),
        WarningKind.GIVEN_UP: Rule(yellow=10, orange=15, red=25, repeat_min=60),
        WarningKind.BAD_RATINGS: Rule(yellow=1, orange=3, red=5, repeat_min=60),
        WarningKind.WORK_WITHOUT_PAUSE: Rule(yellow=150, orange=180, red=240, repeat_min=30),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class WarningSettings:
    """Which kinds warn, and at what the hall is full."""

    capacity: int = 200
    """How many people the hall holds at once."""
    rules: dict[WarningKind, Rule] = field(default_factory=dict)
    """A kind that is left out has its shipped rule."""
    every_s: float = 5.0
    """How often the hall is looked at, in real time."""
    webhook: str = ""
    """An address that every told warning is posted to; empty for none."""
    webhook_secret: str = ""
    """What the posts are signed with."""

    def __post_init__(self) -> None:
        """Fill in the shipped rules; refuse an address that cannot be used."""
        object.__setattr__(self, "rules", {**default_rules(), **self.rules})
        if self.webhook and not self.webhook.startswith(("http://", "https://")):
            raise ConfigError(f"warnings: webhook = {self.webhook}: expected https://…")
        if self.webhook and not self.webhook_secret:
            raise ConfigError("warnings: expected webhook_secret, to sign what is posted")
        if self.every_s <= 0 or self.capacity <= 0:
            raise ConfigError("warnings: expected every_s and capacity above 0")


SENTENCES: Final[Mapping[WarningKind, Text]] = {
    WarningKind.LONG_WAIT: Text(
        "{subject}有人已等{value}分钟", "{subject}: somebody has waited {value} minutes"
    ),
    WarningKind.OVERDUE_SHARE: Text(
        "{subject}有{value}%的人等候超过目标", "{subject}: {value} % wait too long"
    ),
    WarningKind.WINDOW_LOAD: Text(
        "{subject}平均每个开着的窗口有{value}人等候", "{subject}: {value} wait for each open window"
    ),
    WarningKind.HALL_LOAD: Text("大厅内人数已达容量的{value}%", "The hall is {value} % full"),
    WarningKind.LATE_SHARE: Text(
        "今天有{value}%的业务办理超时", "{value} % of today's services took too long"
    ),
    WarningKind.LATE_SERVICES: Text(
        "今天已有{value}笔业务办理超时", "{value} services took too long today"
    ),
    WarningKind.GIVEN_UP: Text(
        "今天有{value}%的号过号或取消", "{value} % of today's numbers were missed or cancelled"
    ),
    WarningKind.BAD_RATINGS: Text("今天收到{value}个差评", "{value} bad ratings today"),
    WarningKind.WORK_WITHOUT_PAUSE: Text(
        "{subject}已连续工作{value}分钟", "{subject} has worked {value} minutes without a pause"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One figure of one subject, now."""

    kind: WarningKind
    value: float
    subject: str = ""
    """A category's code or a window's number; empty for the whole hall."""
    name: Text = Text("", "")
    """What people call the subject."""


class News(StrEnum):
    """Why a warning is told."""

    RAISED = "raised"
    WORSE = "worse"
    REPEATED = "repeated"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A warning that stands."""

    reading: Reading
    level: Level
    since: datetime
    told_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A warning as it is told to people and programs."""

    news: News
    standing: Standing
    recipients: tuple[str, ...]
    text: Text


Key = tuple[WarningKind, str]
Board = Mapping[Key, Standing]
"""The warnings that stand, by kind and subject."""


def watch(
    before: Board, readings: Iterable[Reading], rules: Mapping[WarningKind, Rule], now: datetime
) -> tuple[Board, tuple[Told, ...]]:
    """What stands after some readings, and what is to be told of it.

    A subject without a reading has nothing to warn of any more.
    """
    after: dict[Key, Standing] = {}
    told: list[Told] = []
    for reading in readings:
        rule = rules.get(reading.kind)
        level = rule.level(reading.value) if rule else None
        if rule is None or level is None:
            continue
        key = (reading.kind, reading.subject)
        news, standing = _standing(before.get(key), reading, level, rule, now)
        after[key] = standing
        if news is not None:
            told.append(_told(news, standing, rule))
    over = (each for key, each in before.items() if key not in after)
    told += [_told(News.OVER, each, rules[each.reading.kind]) for each in over]
    return after, tuple(told)


def _standing(
    old: Standing | None, reading: Reading, level: Level, rule: Rule, now: datetime
) -> tuple[News | None, Standing]:
    if old is None:
        return News.RAISED, Standing(reading=reading, level=level, since=now, told_at=now)
    news = _news(old, level, rule, now)
    told_at = now if news else old.told_at
    return news, Standing(reading=reading, level=level, since=old.since, told_at=told_at)


def _news(old: Standing, level: Level, rule: Rule, now: datetime) -> News | None:
    if level > old.level:
        return News.WORSE
    again_at = old.told_at + timedelta(minutes=rule.repeat_min)
    return News.REPEATED if now >= again_at else None


def _told(news: News, standing: Standing, rule: Rule) -> Told:
    return Told(
        news=news,
        standing=standing,
        recipients=rule.recipients,
        text=text_of(standing.reading, rule),
    )


def text_of(reading: Reading, rule: Rule) -> Text:
    """The sentence of a reading, in the hall's words or in the shipped ones."""
    shipped = SENTENCES[reading.kind]
    value = f"{reading.value:.0f}" if reading.value >= 1 else f"{reading.value:.1f}"
    return Text(
        (rule.zh or shipped.zh).format(subject=reading.name.zh, value=value),
        (rule.en or shipped.en).format(subject=reading.name.en, value=value),
    )
