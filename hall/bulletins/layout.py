"""What of a bulletin is shown in which order: titles, columns and rows as texts. Pure.

Page, XLSX and PDF show the same. What must not live here: any file format.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from hall.catalogue.text import Language, Text
from hall.supervision.bulletin import Bulletin, Line, Section, Values
from hall.supervision.figures import By, Part
from hall.supervision.measures import MEASURE, MEASURES
from hall.supervision.periods import TITLES, Every
from hall.supervision.written import written

HEADLINES: Final = (
    "numbers", "calls", "services", "wait_mean", "wait_p50", "wait_p90", "wait_longest",
    "wait_within", "service_mean", "service_p90", "no_show_rate", "cancel_rate", "not_reached",
    "satisfaction", "rated_share", "bad_ratings", "answered_in_time", "window_use",
)  # fmt: skip
COLUMNS: Final = ("numbers", "services", "wait_p90", "wait_within", "satisfaction")
"""The measures of each table, each for all, own and delegated matters."""
_OF_WINDOWS: Final = ("calls", "services", "wait_p90", "wait_within", "satisfaction")
"""Where there are no numbers, as windows and clerks issue none."""
SECTION_TITLES: Final[dict[By, Text]] = {
    By.WHOLE: Text("合计", "Whole"),
    By.DAY: Text("按日", "By day"),
    By.HOUR: Text("按时段", "By hour"),
    By.CATEGORY: Text("按类别", "By category"),
    By.DEPARTMENT: Text("按部门", "By department"),
    By.MATTER: Text("按事项", "By matter"),
    By.WINDOW: Text("按窗口", "By window"),
    By.CLERK: Text("按人员", "By clerk"),
    By.MONTH: Text("按月", "By month"),
}
PART_NAMES: Final[dict[Part, Text]] = {
    Part.ALL: Text("合计", "All"),
    Part.OWN: Text("自有", "Own"),
    Part.DELEGATED: Text("受委托", "Delegated"),
}
FINDINGS: Final = Text("主要情况", "Findings")
FIGURES: Final = Text("总体指标", "Figures")
OUTSIDE: Final = Text("未进综合受理窗口的事项", "Matters outside integrated windows")
SIGNS: Final = Text("需要抽查的数据", "Figures to look into")
MEASURE_HEAD: Final = Text("指标", "Measure")
BEFORE: Final = Text("上期", "Before")
NAME: Final = Text("名称", "Name")
REASON: Final = Text("原因", "Reason")
NUMBERS: Final = Text("取号数", "Numbers")
COUNT: Final = Text("次数", "Cases")
SHARE: Final = Text("占比", "Share")
OTHERS: Final = Text("其他人", "Others")
CLERK: Final = Text("人员", "Clerk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A value as it is written, and as a number where it is one."""

    text: str
    value: float | None = None
    code: str = ""
    """The measure it is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: a title, columns, rows that begin with a name."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def told(text: Text, language: Language) -> str:
    """A text in one language."""
    return text.en if language == "en" else text.zh


def title(bulletin: Bulletin, language: Language) -> str:
    """What a bulletin is called."""
    return told(TITLES[bulletin.every], language)


def span(bulletin: Bulletin, language: Language) -> str:
    """The days that it is about."""
    return span_of(bulletin.every, bulletin.first, bulletin.last, language)


def span_of(every: Every, first: date, last: date, language: Language) -> str:
    """The days of one day, week or month."""
    if language == "en":
        return f"{first:%d %B %Y}" if first == last else f"{first:%d %B} – {last:%d %B %Y}"
    if every is Every.MONTH:
        return f"{first.year}年{first.month}月"
    day = f"{first.year}年{first.month}月{first.day}日"
    return day if first == last else f"{day}至{last.month}月{last.day}日"


def seal(bulletin: Bulletin, language: Language) -> str:
    """From which state of the journal it was made."""
    text = Text(
        f"数据版本：日志第{bulletin.journal_seq}条，{bulletin.journal_hash[:16]}；"
        f"事项目录第{bulletin.catalogue}版",
        f"Data: journal row {bulletin.journal_seq}, {bulletin.journal_hash[:16]}; "
        f"catalogue version {bulletin.catalogue}",
    )
    return told(text, language)


def headline_table(bulletin: Bulletin, language: Language) -> Table:
    """Every headline measure: all, own, delegated, and all of the period before."""
    parts = tuple(told(PART_NAMES[part], language) for part in Part)
    whole, before = bulletin.whole, bulletin.before.all
    was: Values = before if before["numbers"] else {}
    rows = tuple(
        (
            Cell(text=told(MEASURE[code].name, language)),
            *(
                _cell(code, values.get(code), language)
                for values in (whole.all, whole.own, whole.delegated, was)
            ),
        )
        for code in HEADLINES
    )
    return Table(
        title=told(FIGURES, language),
        head=(told(MEASURE_HEAD, language), *parts, told(BEFORE, language)),
        rows=rows,
    )


def section_table(
    section: Section, language: Language, codes: tuple[str, ...] | None = None
) -> Table:
    """A breakdown, each measure for all, own and delegated matters."""
    if codes is None:
        codes = _OF_WINDOWS if section.by in {By.WINDOW, By.CLERK} else COLUMNS
    head = tuple(
        f"{told(MEASURE[code].name, language)}\n{told(PART_NAMES[part], language)}"
        for code in codes
        for part in Part
    )
    return Table(
        title=told(SECTION_TITLES[section.by], language),
        head=(told(NAME, language), *head),
        rows=tuple(_section_row(line, codes, language) for line in section.lines),
    )


_OF_NO_WINDOW: Final = frozenset({"numbers", "cancel_rate", "not_reached"})
"""What follows from numbers issued, which are for no window and no clerk."""


def every_measure(section: Section, language: Language) -> Table:
    """A breakdown with all measures there are."""
    of_windows = section.by in {By.WINDOW, By.CLERK}
    left_out = _OF_NO_WINDOW if of_windows else frozenset()
    codes = tuple(measure.code for measure in MEASURES if measure.code not in left_out)
    return section_table(section, language, codes)


def _section_row(line: Line, codes: tuple[str, ...], language: Language) -> tuple[Cell, ...]:
    values = (line.all, line.own, line.delegated)
    cells = (_cell(code, part.get(code), language) for code in codes for part in values)
    return (Cell(text=told(line.name, language)), *cells)


def _cell(code: str, value: float | None, language: Language) -> Cell:
    return Cell(text=told(written(code, value), language), value=value, code=code)


def outside_table(bulletin: Bulletin, language: Language) -> Table:
    """The matters that integrated windows do not accept, each with its reason."""
    rows = tuple(
        (
            Cell(text=told(one.name, language)),
            Cell(text=f"{one.numbers:,}", value=one.numbers, code="numbers"),
            Cell(text=told(one.reason, language)),
        )
        for one in bulletin.coverage.outside
    )
    head = tuple(told(text, language) for text in (NAME, NUMBERS, REASON))
    return Table(title=told(OUTSIDE, language), head=head, rows=rows)


def sign_table(bulletin: Bulletin, language: Language) -> Table:
    """What the inspector should look into."""
    rows = tuple(
        (
            Cell(text=one.clerk),
            Cell(text=told(one.name, language)),
            Cell(text=f"{one.part}/{one.of}"),
            Cell(text=f"{one.part / one.of:.1%}", value=one.part / one.of, code="no_show_rate"),
            Cell(text=f"{one.others:.1%}", value=one.others, code="no_show_rate"),
        )
        for one in bulletin.signs
    )
    head = tuple(told(text, language) for text in (CLERK, MEASURE_HEAD, COUNT, SHARE, OTHERS))
    return Table(title=told(SIGNS, language), head=head, rows=rows)
