"""The measures that a hall is judged by, each defined once; `hall/docs/measures.md` lists them.

What must not live here: counting (see `hall.storage.measures`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hall.catalogue.text import Text
from hall.supervision.figures import Figures


class Unit(StrEnum):
    """How a measure is written."""

    COUNT = "count"
    SECONDS = "seconds"
    """Written as minutes and seconds."""
    SHARE = "share"
    """From 0 to 1, written in per cent."""
    LEVEL = "level"
    """From 1 to 5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure: its name, and how it follows from the figures."""

    code: str
    name: Text
    unit: Unit
    meaning: Text
    of: Callable[[Figures], float | None]
    """None where there is nothing to measure."""
    higher_is_better: bool | None = None


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


MEASURES: Final = (
    Measure(
        code="numbers",
        name=Text("取号数", "Numbers"),
        unit=Unit.COUNT,
        meaning=Text("发出的号", "numbers issued"),
        of=lambda f: f.numbers,
    ),
    Measure(
        code="calls",
        name=Text("呼叫数", "Calls"),
        unit=Unit.COUNT,
        meaning=Text("有效的呼叫，不含撤回的；重呼另计", "calls that stood; repeats are apart"),
        of=lambda f: f.calls,
    ),
    Measure(
        code="recalls",
        name=Text("重呼数", "Repeated calls"),
        unit=Unit.COUNT,
        meaning=Text("同一次呼叫的重复", "repeats of a call"),
        of=lambda f: f.recalls,
    ),
    Measure(
        code="services",
        name=Text("办理量", "Services"),
        unit=Unit.COUNT,
        meaning=Text("办结的窗口服务", "services finished"),
        of=lambda f: f.service.count,
    ),
    Measure(
        code="wait_mean",
        name=Text("平均等候", "Mean wait"),
        unit=Unit.SECONDS,
        meaning=Text("从进入队列到被呼叫，不含挂起", "from entering the line to the call"),
        of=lambda f: f.wait.mean_s,
        higher_is_better=False,
    ),
    Measure(
        code="wait_p50",
        name=Text("等候中位数", "Median wait"),
        unit=Unit.SECONDS,
        meaning=Text("一半人的等候不超过它", "half waited no longer"),
        of=lambda f: f.wait.p50_s,
        higher_is_better=False,
    ),
    Measure(
        code="wait_p90",
        name=Text("等候P90", "Wait P90"),
        unit=Unit.SECONDS,
        meaning=Text("九成人的等候不超过它", "nine in ten waited no longer"),
        of=lambda f: f.wait.p90_s,
        higher_is_better=False,
    ),
    Measure(
        code="wait_longest",
        name=Text("最长等候", "Longest wait"),
        unit=Unit.SECONDS,
        meaning=Text("最久的一次等候", "the longest of them"),
        of=lambda f: f.wait.longest_s,
        higher_is_better=False,
    ),
    Measure(
        code="wait_within",
        name=Text("等候达标率", "Waits within target"),
        unit=Unit.SHARE,
        meaning=Text("等候不超过目标的呼叫占比", "calls whose wait kept to the target"),
        of=lambda f: _share(f.wait.within, f.wait.count),
        higher_is_better=True,
    ),
    Measure(
        code="service_mean",
        name=Text("平均办理", "Mean service"),
        unit=Unit.SECONDS,
        meaning=Text("从开始到办结，不含挂起", "from start to finish, without parked time"),
        of=lambda f: f.service.mean_s,
    ),
    Measure(
        code="service_p50",
        name=Text("办理中位数", "Median service"),
        unit=Unit.SECONDS,
        meaning=Text("一半服务不超过它", "half took no longer"),
        of=lambda f: f.service.p50_s,
    ),
    Measure(
        code="service_p90",
        name=Text("办理P90", "Service P90"),
        unit=Unit.SECONDS,
        meaning=Text("九成服务不超过它", "nine in ten took no longer"),
        of=lambda f: f.service.p90_s,
    ),
    Measure(
        code="service_longest",
        name=Text("最长办理", "Longest service"),
        unit=Unit.SECONDS,
        meaning=Text("最久的一次服务", "the longest of them"),
        of=lambda f: f.service.longest_s,
    ),
    Measure(
        code="service_late",
        name=Text("超时办理", "Overlong services"),
        unit=Unit.COUNT,
        meaning=Text("超过办理目标的服务", "services longer than the target"),
        of=lambda f: f.service.count - f.service.within,
        higher_is_better=False,
    ),
    Measure(
        code="no_show_rate",
        name=Text("过号率", "No-show rate"),
        unit=Unit.SHARE,
        meaning=Text("呼叫后没有来的占呼叫的比例", "calls that nobody answered"),
        of=lambda f: _share(f.no_shows, f.calls),
        higher_is_better=False,
    ),
    Measure(
        code="cancel_rate",
        name=Text("弃号率", "Cancel rate"),
        unit=Unit.SHARE,
        meaning=Text("取消的号占取号数的比例", "numbers given up, of those issued"),
        of=lambda f: _share(f.cancelled, f.numbers),
        higher_is_better=False,
    ),
    Measure(
        code="not_reached",
        name=Text("未叫到", "Not reached"),
        unit=Unit.COUNT,
        meaning=Text("下班前没有叫到的号", "numbers not called before the close"),
        of=lambda f: f.not_reached,
        higher_is_better=False,
    ),
    Measure(
        code="satisfaction",
        name=Text("满意率", "Satisfaction"),
        unit=Unit.SHARE,
        meaning=Text("有效评价中不是差评的比例", "effective ratings that are not bad"),
        of=lambda f: _share(f.ratings - f.bad_ratings, f.ratings),
        higher_is_better=True,
    ),
    Measure(
        code="rating_mean",
        name=Text("平均评价", "Mean rating"),
        unit=Unit.LEVEL,
        meaning=Text("有效评价的平均级别，5为最好", "the mean level, 5 is best"),
        of=lambda f: _share(f.level_sum, f.ratings),
        higher_is_better=True,
    ),
    Measure(
        code="rated_share",
        name=Text("主动评价率", "Active rating rate"),
        unit=Unit.SHARE,
        meaning=Text("有评价的服务占办结服务；没有默认评价", "finished services that were rated"),
        of=lambda f: _share(f.ratings, f.service.count),
        higher_is_better=True,
    ),
    Measure(
        code="bad_ratings",
        name=Text("差评数", "Bad ratings"),
        unit=Unit.COUNT,
        meaning=Text("后两级的有效评价", "effective ratings of the last two levels"),
        of=lambda f: f.bad_ratings,
        higher_is_better=False,
    ),
    Measure(
        code="answered_in_time",
        name=Text("差评按期答复率", "Bad ratings answered in time"),
        unit=Unit.SHARE,
        meaning=Text(
            "按期答复的差评，占已答复和已到期的", "answered by their day, of those answered or due"
        ),
        of=lambda f: _share(f.answered_in_time, f.follow_ups),
        higher_is_better=True,
    ),
    Measure(
        code="window_use",
        name=Text("窗口利用率", "Window use"),
        unit=Unit.SHARE,
        meaning=Text("办理时间占开窗时间的比例", "time serving, of the time windows were open"),
        of=lambda f: _share(f.service.total_s, f.open_s),
    ),
)
MEASURE: Final = {each.code: each for each in MEASURES}
"""The measures by their code."""
