"""Tables as spreadsheets and other systems write them: separators, names of columns, moments.

What must not live here: what a history is (see `histories`), opening files.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime, time
from itertools import chain
from types import MappingProxyType
from typing import Final

_SEPARATORS: Final = ",;\t"
_SAYS_SEPARATOR: Final = "sep="
_DAYS: Final = ("%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d.%m.%Y", "%Y年%m月%d日")
_TIMES: Final = ("%H:%M:%S", "%H:%M", "%H:%M:%S.%f", "%I:%M:%S %p", "%I:%M %p")
_SECOND_OF_A_DAY: Final = 1.0
ALSO: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "day": ("日期", "date"),
        "category": ("类别", "业务类别", "业务", "queue", "service"),
        "issued": ("取号时间", "取号", "ticket time"),
        "called": ("叫号时间", "呼叫时间", "叫号"),
        "started": ("开始办理", "开始时间", "开始办理时间"),
        "finished": ("办结时间", "结束时间", "办结", "ended"),
        "window": ("窗口", "窗口号", "counter"),
        "class": ("类型", "人员类型", "优先类型"),
        "matter": ("事项", "事项名称"),
        "left": ("离开时间", "离开"),
    }
)
"""What columns are called elsewhere."""
_NAMES: Final = {other: name for name, others in ALSO.items() for other in (name, *others)}


def table_of(lines: Iterable[str]) -> "csv.DictReader[str]":
    """The rows under our names, whatever separates them; unknown columns keep theirs."""
    rest = iter(lines)
    first = next((line for line in rest if line.strip()), "")
    if first.lower().startswith(_SAYS_SEPARATOR):
        first = next(rest, "")
    separator = max(_SEPARATORS, key=first.count)
    table = csv.DictReader(chain([first], rest), delimiter=separator)
    table.fieldnames = [_name(each) for each in table.fieldnames or ()]
    return table


def _name(written: str) -> str:
    plain = written.strip().strip("*").lower()
    return _NAMES.get(plain, plain)


def day_of(text: str) -> date:
    """A day; raises `ValueError` for one that can be read in two ways, or none."""
    for written in _DAYS:
        with suppress(ValueError):
            return datetime.strptime(text, written).date()  # noqa: DTZ007 - a day has no zone
    raise ValueError(f"day: {text} is no day; write it like 2026-03-02")


def seconds_of(text: str, day: date | None) -> float:
    """Seconds since midnight of the day; raises `ValueError`.

    A moment with its date may lie after that midnight; a zone that stands with it is left aside:
    times are those on the hall's clock.
    """
    for written in _moments(text):
        ahead = (written.date() - day).days * 86_400.0 if day and written.year > 1 else 0.0
        at = written.time()
        return ahead + at.hour * 3600.0 + at.minute * 60 + at.second + at.microsecond / 1e6
    try:
        seconds = float(text.replace(",", "."))
    except ValueError as error:
        raise ValueError(f"{text} is no time of day") from error
    if 0 < seconds < _SECOND_OF_A_DAY:
        raise ValueError(f"{text} is a part of a day; let the spreadsheet write it as 09:12:30")
    return seconds


def day_in(text: str) -> date | None:
    """The day of a moment that is written with one."""
    return next((each.date() for each in _moments(text) if each.year > 1), None)


def _moments(text: str) -> Iterator[datetime]:
    """A moment, as far as the text is one; without a date it is in the first year there is."""
    if ":" not in text:
        return
    with suppress(ValueError):
        yield datetime.combine(date.min, time.fromisoformat(text)).replace(tzinfo=None)
    with suppress(ValueError):
        yield datetime.fromisoformat(text).replace(tzinfo=None)
    before, _, after = text.partition(" ")
    day, at = (before, after) if ":" in after else ("", text)
    for written in _TIMES:
        with suppress(ValueError):
            clock = datetime.strptime(at.strip(), written).time()  # noqa: DTZ007 - the hall's own
            yield datetime.combine(day_of(day) if day else date.min, clock)
