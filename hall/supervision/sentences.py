"""What a bulletin finds, in sentences: each says a figure, and what it was before. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from hall.catalogue.text import Text
from hall.supervision.bulletin import CoverageLines, Line, Section, SignLine, Values
from hall.supervision.figures import By
from hall.supervision.measures import MEASURE, Unit
from hall.supervision.periods import Every
from hall.supervision.written import in_unit, written

_BEFORE: Final[Mapping[Every, Text]] = {
    Every.DAY: Text("前一个工作日", "the working day before"),
    Every.WEEK: Text("前一周", "the week before"),
    Every.MONTH: Text("前一月", "the month before"),
}
_HEADLINES: Final = ("numbers", "wait_p90", "wait_within", "satisfaction", "rated_share")
_WORDS: Final[Mapping[tuple[Unit, bool], Text]] = {
    (Unit.COUNT, True): Text("增加", "more"),
    (Unit.COUNT, False): Text("减少", "fewer"),
    (Unit.SECONDS, True): Text("延长", "longer"),
    (Unit.SECONDS, False): Text("缩短", "shorter"),
    (Unit.SHARE, True): Text("上升", "higher"),
    (Unit.SHARE, False): Text("下降", "lower"),
    (Unit.LEVEL, True): Text("上升", "higher"),
    (Unit.LEVEL, False): Text("下降", "lower"),
}
_LEAST_CALLS: Final = 10
"""A category with fewer calls is not named the slowest."""


def sentences(
    *,
    every: Every,
    whole: Line,
    before: Line,
    sections: Mapping[By, Section],
    coverage: CoverageLines,
    signs: Sequence[SignLine],
) -> tuple[Text, ...]:
    """All findings, the most general first."""
    if not whole.all["numbers"]:
        return (Text("这一时期没有取号。", "No number was taken in this period."),)
    return (
        *_headlines(every, whole.all, before.all),
        _parts(whole),
        *_extremes(sections),
        *_left_over(whole.all),
        *_covered(coverage),
        *_signs(signs),
    )


def _headlines(every: Every, now: Values, before: Values) -> Iterator[Text]:
    for code in _HEADLINES:
        value = now[code]
        if value is not None:
            name, said = MEASURE[code].name, written(code, value)
            change = _change(every, code, value, before[code] if before["numbers"] else None)
            yield Text(f"{name.zh}：{said.zh}{change.zh}。", f"{name.en}: {said.en}{change.en}.")


def _change(every: Every, code: str, value: float, before: float | None) -> Text:
    """Against the period before; shares differ in points."""
    if before is None:
        return Text("", "")
    than, difference = _BEFORE[every], value - before
    if not difference:
        return Text(f"，与{than.zh}相同", f", as {than.en}")
    unit = MEASURE[code].unit
    word = _WORDS[unit, difference > 0]
    size = _size(unit, abs(difference))
    return Text(f"，比{than.zh}{word.zh}{size.zh}", f", {size.en} {word.en} than {than.en}")


def _size(unit: Unit, difference: float) -> Text:
    if unit is Unit.SHARE:
        points = f"{difference * 100:.1f}"
        return Text(f"{points}个百分点", f"{points} points")
    return in_unit(unit, difference)


def _parts(whole: Line) -> Text:
    own, delegated = (
        written("numbers", whole.own["numbers"]),
        written("numbers", whole.delegated["numbers"]),
    )
    return Text(
        f"其中本级和自有事项取号{own.zh}个，乡镇（街道）受委托事项取号{delegated.zh}个。",
        f"Of these, {own.en} for own matters and {delegated.en} for matters that townships "
        "accept for others.",
    )


def _extremes(sections: Mapping[By, Section]) -> Iterator[Text]:
    slowest = _worst(sections.get(By.CATEGORY), "wait_p90")
    if slowest is not None:
        said = written("wait_p90", slowest.all["wait_p90"])
        yield Text(
            f"等候最长的类别是{slowest.name.zh}，九成人等候不超过{said.zh}。",
            f"The slowest category is {slowest.name.en}: nine in ten waited up to {said.en}.",
        )
    busiest = _worst(sections.get(By.HOUR), "numbers")
    if busiest is not None:
        said = written("numbers", busiest.all["numbers"])
        yield Text(
            f"最忙的时段是{busiest.name.zh}，取号{said.zh}个。",
            f"The busiest hour is {busiest.name.en}, with {said.en} numbers.",
        )


def _worst(section: Section | None, code: str) -> Line | None:
    lines = [
        each
        for each in (section.lines if section else ())
        if each.all[code] is not None and (each.all["calls"] or 0) >= _LEAST_CALLS
    ]
    return max(lines, key=lambda each: each.all[code] or 0, default=None)


_LEFT_OVER: Final[Mapping[str, Callable[[str], Text]]] = {
    "not_reached": lambda count: Text(
        f"有{count}个号到下班没有叫到。", f"{count} numbers were not reached before the close."
    ),
    "bad_ratings": lambda count: Text(
        f"收到差评{count}个，应逐个回访。", f"{count} bad ratings, each to be answered."
    ),
    "service_late": lambda count: Text(
        f"有{count}笔业务办理超时。", f"{count} services took too long."
    ),
}


def _left_over(now: Values) -> Iterator[Text]:
    for code, say in _LEFT_OVER.items():
        if now[code]:
            yield say(f"{now[code]:,.0f}")


def _covered(coverage: CoverageLines) -> Iterator[Text]:
    if coverage.numbers:
        matters = f"{coverage.matters_inside / coverage.matters:.1%}"
        numbers = f"{coverage.numbers_inside / coverage.numbers:.1%}"
        yield Text(
            f"综合受理窗口覆盖事项的{matters}、取号量的{numbers}，"
            f"另有{len(coverage.outside)}个事项由部门即办窗口受理。",
            f"Integrated windows accept {matters} of the matters and {numbers} of the numbers; "
            f"{len(coverage.outside)} matters are accepted elsewhere.",
        )


def _signs(signs: Sequence[SignLine]) -> Iterator[Text]:
    if signs:
        clerks = len({each.clerk for each in signs})
        yield Text(
            f"{clerks}名窗口人员的{len(signs)}项数据明显偏离其他人，请抽查原始记录。",
            f"{len(signs)} figures of {clerks} clerks stand out: look at the visits behind them.",
        )
