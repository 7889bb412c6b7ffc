"""Everything beside the matters as rows of a form and back: departments, categories, terms; pure.

A section is a list of entries, or entries by their codes. The first column names an entry and stays
as it is once the entry is there, since others refer to it; a row that is ticked is taken out, and a
row without a name is none. What a form does not show stays as it was. What must not live here: what
a good catalogue is (see `check`).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from hall.catalogue.sections import Column, Path, Section
from hall.catalogue.whole import Plain

Fields = Mapping[str, str]
SPARE_ROWS: Final = 3
"""Empty rows below those that are there, for new ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry, or a spare row, as the form has it."""

    place: int
    ident: str
    """What names it; empty for a spare row."""
    path: tuple[str | int, ...]
    """Where it stands in the draft."""
    values: Mapping[str, str]


def rows_of(section: Section, plain: Plain) -> list[Row]:
    """The rows that the form of a section has, spare ones last."""
    entries = list(_entries(section, plain))
    spare: list[tuple[str | int, Any]] = [(len(entries) + place, {}) for place in range(SPARE_ROWS)]
    return [
        Row(
            place=place,
            ident=str(_at(_named(section, key, entry), section.columns[0].path) or ""),
            path=(*section.path, key),
            values={
                column.name: _shown(_at(_named(section, key, entry), column.path), column)
                for column in section.columns
            },
        )
        for place, (key, entry) in enumerate([*entries, *spare])
    ]


def _entries(section: Section, plain: Plain) -> Iterator[tuple[str | int, Any]]:
    """Each entry with its place or its code."""
    found = section.entries(plain)
    if isinstance(found, Mapping) and section.by_code:
        yield from found.items()
    elif isinstance(found, list):
        yield from enumerate(found)


def _named(section: Section, key: str | int, entry: Any) -> Any:
    """An entry with its code in it, also where it stands under it."""
    if section.by_code and isinstance(key, str) and isinstance(entry, Mapping):
        return {"code": key, **entry}
    return entry


def _shown(value: Any, column: Column) -> str:
    if isinstance(value, list):
        return column.separator.join(map(str, value))
    return "" if value is None or isinstance(value, Mapping) else str(value)


def with_section(section: Section, fields: Fields, plain: Plain) -> Plain:
    """The catalogue with what a form says of a section."""
    said = list(_said(section, fields, plain))
    if section.by_code:
        first = section.columns[0].path[0]
        entries: Any = {
            str(entry[first]): {key: value for key, value in entry.items() if key != first}
            for entry in said
        }
    else:
        entries = said
    if not entries and _at(plain, section.path) is None:
        return plain
    return _with(plain, section.path, entries)


def _said(section: Section, fields: Fields, plain: Plain) -> Iterator[Plain]:
    """The entries that stay and those that are new, in the order of the rows."""
    known = list(_entries(section, plain))
    naming = section.columns[0]
    for place in range(len(known) + SPARE_ROWS):
        old = _named(section, *known[place]) if place < len(known) else {}
        entry: Plain = dict(old) if isinstance(old, Mapping) else {}
        for column in section.columns:
            fixed = column is naming and place < len(known)
            field = f"r{place}_{column.name}"
            said = _value(fields.get(field, ""), column)
            unsaid = said == column.default and _at(entry, column.path) is None
            if not fixed and field in fields and not unsaid:
                entry = _with(entry, column.path, said)
        if _at(entry, naming.path) and not fields.get(f"r{place}_drop"):
            yield entry


def _value(text: str, column: Column) -> Any:
    """What a field says; nothing takes the key away."""
    stripped = text.strip()
    if not column.separator:
        return stripped or None
    parts = [part.strip() for part in stripped.split(column.separator.strip() or None)]
    return [part for part in parts if part] or None


def _with(plain: Plain, path: Path, value: Any) -> Plain:
    """A copy with a value at a place; nothing takes the key away, and what it leaves empty."""
    first, *rest = path
    if rest:
        inside = plain.get(first)
        value = _with(dict(inside) if isinstance(inside, Mapping) else {}, tuple(rest), value)
        value = value or None
    if value is None:
        return {key: each for key, each in plain.items() if key != first}
    return {**plain, first: value}


def _at(value: Any, path: Path) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def uses(section: Section, plain: Plain) -> Mapping[str, int]:
    """In how many matters each code of a section is said, whatever the matters' state."""
    matters = plain.get("matters")
    return Counter(
        code
        for matter in (matters if isinstance(matters, list) else [])
        for code in {code for path in section.used_at for code in _codes(matter, path)}
    )


def _codes(value: Any, path: Path) -> Iterator[str]:
    """The codes at a place of a matter, `*` being every entry of a list."""
    if not path:
        if isinstance(value, str):
            yield value
        return
    first, *rest = path
    if first == "*":
        for each in value if isinstance(value, list) else ():
            yield from _codes(each, tuple(rest))
    elif isinstance(value, Mapping):
        yield from _codes(value.get(first), tuple(rest))
