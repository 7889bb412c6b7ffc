"""A matter as the fields of a form and back; pure.

A list is one line an entry, `中文 | English`; a line that a term says becomes that term again, so
that what is said often stays translated once. What a form does not show stays as it was. What must
not live here: what a good matter is (see `check`).
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from hall.catalogue.sheet import text_of
from hall.catalogue.whole import Plain

Fields = Mapping[str, str]
SPARE_ROWS: Final = 3
"""Empty rows below the materials and the sub-items, for new ones."""

_TEXTS: Final = {
    "name_zh": ("name", "zh"),
    "name_en": ("name", "en"),
    "title_zh": ("title", "zh"),
    "title_en": ("title", "en"),
    "category": ("category",),
    "level": ("level",),
    "township": ("township",),
    "statutory": ("guide", "time_limit", "statutory_working_days"),
    "promised": ("guide", "time_limit", "promised_working_days"),
    "deferral": ("deferral_working_days",),
    "stands_alone": ("stands_alone",),
    "median": ("service_minutes", "median"),
    "p90": ("service_minutes", "p90"),
    "share": ("volume_share_pct",),
}
_LINES: Final = {
    "applicants": ("guide", "applicants"),
    "conditions": ("guide", "conditions"),
    "steps": ("guide", "steps"),
    "fees": ("fees",),
    "delivery": ("delivery",),
    "mechanisms": ("mechanisms",),
}
_LAWS: Final = {"basis": ("guide", "basis")}
_NAMES: Final = {"aliases_zh": ("aliases", "zh"), "aliases_en": ("aliases", "en")}
_CHECKS: Final = {
    "instant": ("instant",),
    "appointment": ("appointment",),
    "visit_required": ("visit_required",),
    "village_point": ("village_point",),
}
_UNSAID: Final = {"visit_required": "true", "village_point": "false"}
"""What a tick that a file does not say means; it is not written down."""
_MATERIAL: Final = ("form", "source", "basis", "issuer")
_SUB_ITEM: Final = ("department", "kind", "stage", "compelled", "entrusted_by", "unlisted")
_LAW: Final = "basis"
_PERFORMER: Final = "performed_by"


def fields_of(matter: Plain, plain: Plain) -> dict[str, str]:
    """What the form of a matter shows."""
    fields = {field: _plain_text(_at(matter, path)) for field, path in _TEXTS.items()}
    fields |= {field: _ticked(_at(matter, path), field) for field, path in _CHECKS.items()}
    laws = _terms(plain, "laws")
    fields |= {field: _line(_at(matter, path), laws) for field, path in _LAWS.items()}
    fields |= {
        field: "\n".join(_line(each, _terms(plain, field)) for each in _list(matter, path))
        for field, path in _LINES.items()
    }
    fields |= {field: "\n".join(map(str, _list(matter, path))) for field, path in _NAMES.items()}
    fields |= _rows(
        _list(matter, ("guide", "materials")), "m", _MATERIAL, _terms(plain, "materials"), laws
    )
    return fields | _rows(_list(matter, ("sub_items",)), "s", _SUB_ITEM, {}, {})


def rows_of(matter: Plain) -> tuple[range, range]:
    """The rows that the form has for materials and for sub-items."""
    return (
        range(len(_list(matter, ("guide", "materials"))) + SPARE_ROWS),
        range(len(_list(matter, ("sub_items",))) + SPARE_ROWS),
    )


def _rows(
    entries: list[Any],
    mark: str,
    keys: tuple[str, ...],
    terms: Mapping[str, Any],
    laws: Mapping[str, Any],
) -> dict[str, str]:
    fields = {}
    for place, entry in enumerate(entries):
        known = entry if isinstance(entry, dict) else {}
        fields[f"{mark}{place}_name"] = _line(known.get("name"), terms)
        fields[f"{mark}{place}_deferrable"] = _ticked(known.get("deferrable"))
        fields |= {f"{mark}{place}_{key}": _plain_text(known.get(key)) for key in keys}
        if _LAW in keys:
            fields[f"{mark}{place}_{_LAW}"] = _line(known.get(_LAW), laws)
        performer = known.get(_PERFORMER)
        fields[f"{mark}{place}_by"] = _line(_at(performer, ("name",)), {})
        fields[f"{mark}{place}_by_kind"] = _plain_text(_at(performer, ("kind",)))
    return fields


def matter_from(fields: Fields, old: Plain, plain: Plain) -> Plain:
    """The matter that a form says, on top of what it was."""
    matter: Plain = {**old}
    for field, path in _TEXTS.items():
        _put(matter, path, _value(fields.get(field, "")))
    for field, path in _CHECKS.items():
        said = "true" if fields.get(field) else "false"
        _put(matter, path, None if said == _UNSAID.get(field) else said)
    laws = _terms(plain, "laws")
    for field, path in _LAWS.items():
        _put(matter, path, _law(fields.get(field, ""), laws))
    for field, path in _LINES.items():
        lines = _said(fields.get(field, ""))
        if lines or _at(old, path) is not None:
            _put(matter, path, [_entry(line, _terms(plain, field)) for line in lines])
    for field, path in _NAMES.items():
        _put(matter, path, _said(fields.get(field, "")))
    materials = _list(old, ("guide", "materials"))
    _put(
        matter,
        ("guide", "materials"),
        [
            {**entry, _LAW: _law(entry[_LAW], laws)} if _LAW in entry else entry
            for entry in _entries(fields, "m", _MATERIAL, materials, _terms(plain, "materials"))
        ],
    )
    matter["sub_items"] = list(_entries(fields, "s", _SUB_ITEM, _list(old, ("sub_items",)), {}))
    return matter


def _entries(
    fields: Fields, mark: str, keys: tuple[str, ...], old: list[Any], terms: Mapping[str, Any]
) -> Iterator[Plain]:
    """The rows whose name is filled in; what a row does not show stays as it was."""
    for place in range(len(old) + SPARE_ROWS):
        name = fields.get(f"{mark}{place}_name", "").strip()
        if not name:
            continue
        was = old[place] if place < len(old) and isinstance(old[place], dict) else {}
        entry: Plain = {**was, "name": _entry(name, terms)}
        for key in keys:
            _put(entry, (key,), _value(fields.get(f"{mark}{place}_{key}", "")))
        if mark == "m":
            _put(entry, ("deferrable",), "true" if fields.get(f"m{place}_deferrable") else None)
        else:
            _put(entry, (_PERFORMER,), _performer(fields, f"{mark}{place}_by"))
        yield entry


def _performer(fields: Fields, field: str) -> Any:
    """Who carries a part out, when it is not the department that lists it."""
    name = fields.get(field, "").strip()
    return {"name": _pair(name), "kind": fields.get(f"{field}_kind", "")} if name else None


def _law(text: str, laws: Mapping[str, Any]) -> Any:
    """A law as the term that says it, else as a text; nothing where nothing is said.

    Its Chinese alone is enough for a term.
    """
    line = text.strip()
    if not line:
        return None
    by_zh = (code for code, law in laws.items() if text_of(law, {}).zh == line)
    return next(by_zh, None) or _entry(line, laws)


def _value(text: str) -> Any:
    """What a field says; nothing, a word, or a text in both languages."""
    stripped = text.strip()
    return _pair(stripped) if "|" in stripped else stripped or None


def _put(matter: Plain, path: tuple[str, ...], value: Any) -> None:
    """Put a value at a place of its own copy; nothing takes the key away."""
    for step in path[:-1]:
        inside = matter.get(step)
        matter[step] = {**inside} if isinstance(inside, dict) else {}
        matter = matter[step]
    if value is None:
        matter.pop(path[-1], None)
    else:
        matter[path[-1]] = value


def _line(value: Any, terms: Mapping[str, Any]) -> str:
    """An entry as one line."""
    zh, en = text_of(value, terms)
    return f"{zh} | {en}" if en and en != zh else zh


def _ticked(value: Any, field: str = "") -> str:
    said = _UNSAID.get(field) if value is None else value
    return "on" if said == "true" else ""


def _plain_text(value: Any) -> str:
    return _line(value, {}) if isinstance(value, dict) else str(value or "")


def _entry(line: str, terms: Mapping[str, Any]) -> Any:
    """A line as an entry: the term that says it, else a text."""
    pair = _pair(line)
    known = (code for code, term in terms.items() if term == pair or code == line)
    return next(known, pair)


def _pair(line: str) -> dict[str, str]:
    zh, _, en = line.partition("|")
    return {"zh": zh.strip(), "en": en.strip()}


def _said(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _at(value: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def _list(matter: Plain, path: tuple[str, ...]) -> list[Any]:
    found = _at(matter, path)
    return found if isinstance(found, list) else []


def _terms(plain: Plain, kind: str) -> Mapping[str, Any]:
    found = _at(plain, ("terms", kind))
    return found if isinstance(found, dict) else {}
