"""A bulletin (督查通报): the figures of a period, frozen with the journal's seal. Pure.

Its bytes are its identity: the same journal gives the same bytes, whoever makes them, wherever.
Names are kept in it, so that an old bulletin reads as it was read then. What must not live here:
how it looks (see `hall.bulletins`).
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Final

from pydantic import TypeAdapter

from hall.catalogue.model import Catalogue, Category, Department, Matter
from hall.catalogue.text import Text
from hall.supervision.coverage import Coverage
from hall.supervision.figures import EMPTY, Breakdown, By, Figures, Part, Row, Thresholds
from hall.supervision.gaming import SIGN, Suspicion
from hall.supervision.measures import MEASURES, Measure, Unit
from hall.supervision.periods import Every

_DIGITS: Final = {Unit.COUNT: 0, Unit.SECONDS: 1, Unit.SHARE: 4, Unit.LEVEL: 2}
Values = dict[str, float | None]
"""What each measure says, by its code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One group: its key, its name, and its measures for all, own and delegated matters."""

    key: str
    name: Text
    all: Values
    own: Values
    delegated: Values


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A breakdown by one thing."""

    by: By
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OutsideLine:
    """A matter that no integrated window accepts."""

    matter: str
    name: Text
    numbers: int
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageLines:
    """How much integrated windows accept, and what they do not."""

    matters: int
    matters_inside: int
    numbers: int
    numbers_inside: int
    outside: tuple[OutsideLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignLine:
    """Something for the inspector to look at."""

    clerk: str
    sign: str
    name: Text
    part: int
    of: int
    others: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """Everything a bulletin says."""

    hall: Text
    every: Every
    first: date
    last: date
    before_first: date
    before_last: date
    journal_seq: int
    """The last event of the period, and of all that was known of it."""
    journal_hash: str
    catalogue: str
    """The catalogue's version."""
    thresholds: Thresholds
    """What the figures were counted against."""
    whole: Line
    before: Line
    sections: tuple[Section, ...]
    coverage: CoverageLines
    signs: tuple[SignLine, ...]
    findings: tuple[Text, ...]


_ADAPTER: Final = TypeAdapter(Bulletin)


def to_bytes(bulletin: Bulletin) -> bytes:
    """The bulletin as canonical JSON: sorted keys, no spaces, UTF-8."""
    document = _ADAPTER.dump_python(bulletin, mode="json")
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def from_bytes(content: bytes) -> Bulletin:
    """A kept bulletin."""
    bulletin: Bulletin = _ADAPTER.validate_json(content)
    return bulletin


def fingerprint(content: bytes) -> str:
    """The hash that a bulletin is kept with."""
    return sha256(content).hexdigest()


def values_of(figures: Figures) -> Values:
    """Every measure, rounded as it is frozen."""
    return {measure.code: _rounded(measure, figures) for measure in MEASURES}


def _rounded(measure: Measure, figures: Figures) -> float | None:
    value = measure.of(figures)
    return None if value is None else float(round(value, _DIGITS[measure.unit]))


def line(key: str, name: Text, row: Row) -> Line:
    """A group's line."""
    parts = {part: values_of(row.get(part, EMPTY)) for part in Part}
    return Line(
        key=key,
        name=name,
        all=parts[Part.ALL],
        own=parts[Part.OWN],
        delegated=parts[Part.DELEGATED],
    )


def section(breakdown: Breakdown, catalogue: Catalogue) -> Section:
    """A breakdown's lines, by the names and in the order that the catalogue has now."""
    named = namer(breakdown.by, catalogue)
    places = {code: place for place, code in enumerate(_known(breakdown.by, catalogue))}
    rows = sorted(breakdown.rows.items(), key=lambda each: places.get(each[0], len(places)))
    return Section(by=breakdown.by, lines=tuple(line(key, named(key), row) for key, row in rows))


def coverage_lines(coverage: Coverage) -> CoverageLines:
    """The coverage as it is frozen."""
    return CoverageLines(
        matters=coverage.matters,
        matters_inside=coverage.matters_inside,
        numbers=coverage.numbers,
        numbers_inside=coverage.numbers_inside,
        outside=tuple(
            OutsideLine(matter=one.matter, name=one.name, numbers=one.numbers, reason=one.reason)
            for one in coverage.outside
        ),
    )


def sign_lines(suspicions: tuple[Suspicion, ...]) -> tuple[SignLine, ...]:
    """The signs as they are frozen."""
    return tuple(
        SignLine(
            clerk=one.key,
            sign=one.sign,
            name=SIGN[one.sign].name,
            part=one.part,
            of=one.of,
            others=round(one.others, 4),
        )
        for one in suspicions
    )


def namer(by: By, catalogue: Catalogue) -> Callable[[str], Text]:
    """What the keys of a breakdown are called; a key without a name is its own."""
    if by is By.WINDOW:
        return lambda key: Text(f"{key}号窗口", f"Window {key}")
    if by is By.HOUR:
        return lambda key: Text(f"{int(key)}时", f"{int(key)}:00")
    known = _known(by, catalogue)
    return lambda key: known[key].name if key in known else Text(key, key)


def _known(by: By, catalogue: Catalogue) -> Mapping[str, Category | Matter | Department]:
    """What the catalogue knows of the keys of a breakdown, in its order."""
    known: dict[By, Mapping[str, Category | Matter | Department]] = {
        By.CATEGORY: catalogue.categories,
        By.MATTER: catalogue.matters,
        By.DEPARTMENT: catalogue.departments,
    }
    return known.get(by, {})
