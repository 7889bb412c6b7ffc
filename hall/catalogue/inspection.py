"""Checks parts of a file against records and gathers everything wrong, so that all is told at once.

An entry that does not fit its record is reported and left out; those that fit go on to be checked
for sense. What must not live here: what a catalogue or a site must hold.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from hall.catalogue.document import Document, Spot, read_document
from hall.catalogue.findings import CatalogueError, Finding

_PROBLEMS = {
    "extra_forbidden": "is not a known key",
    "missing": "is missing",
    "too_short": "is too short",
}
_EXPECTED = {
    "bool_parsing": "true or false",
    "date_from_datetime_parsing": "a date such as 2026-01-01",
    "dict_type": "keys with values",
    "float_parsing": "a number",
    "int_parsing": "a whole number",
    "list_type": "a list",
    "string_type": "a text",
    "time_parsing": "a time such as 08:30",
    "tuple_type": "a list",
}
_WANTED = {bool: "true or false", str: "a text"}
_SHOWN_CHARACTERS = 40
_NEAR = 0.8


class Record(BaseModel):
    """The shape of one part of a file; a field's description says what is expected there."""

    model_config = ConfigDict(extra="forbid", frozen=True)


R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Placed(Generic[R]):
    """A record and where it stands."""

    record: R
    spot: Spot


class Inspection:
    """What was found wrong so far."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def note(
        self, spot: Spot, problem: str, expected: str, *, row: int | None = None, zh: str = ""
    ) -> None:
        """Something is wrong at a spot."""
        self.findings.append(spot.finding(problem, expected, row=row, zh=zh))

    def read(self, path: Path) -> Document | None:
        """Read a file; one that is no YAML is noted."""
        try:
            return read_document(path)
        except CatalogueError as error:
            self.findings.extend(error.findings)
            return None

    def place(self, model: type[R], spot: Spot) -> Placed[R] | None:
        """Check one part of a file; what does not fit is noted."""
        try:
            return Placed(model.model_validate(spot.value), spot)
        except ValidationError as error:
            self.findings.extend(_told(model, spot, detail) for detail in error.errors())
            return None

    def place_all(self, model: type[R], spots: Iterable[Spot]) -> list[Placed[R]]:
        """Check the entries of a list; those that fit."""
        return [placed for spot in spots if (placed := self.place(model, spot))]

    def refer(self, spot: Spot, known: Collection[Any], what: str) -> bool:
        """Note a reference to what is not there; says whether it is.

        A reference that is missing or no text is for its record to report.
        """
        code = spot.value
        if not isinstance(code, str) or code in known:
            return isinstance(code, str)
        near = get_close_matches(code, [str(one) for one in known], n=1, cutoff=_NEAR)
        hint = f"; did you mean {near[0]}?" if near else ""
        self.note(spot, f"{code} is not known", f"{what}{hint}")
        return False

    def once(self, spots: Iterable[Spot], what: str) -> None:
        """Note what is used a second time among the texts at these spots."""
        first: dict[str, Spot] = {}
        for spot in spots:
            before = first.setdefault(str(spot.value), spot)
            if before is not spot:
                where = f"{before.document.file}:{before.line}"
                self.note(spot, f"{spot.value} is used already at {where}", what)


def _told(model: type[BaseModel], spot: Spot, detail: ErrorDetails) -> Finding:
    """What pydantic says, as a finding; steps that are in neither file nor record are its own."""
    inside: type[BaseModel] | None = model
    field: FieldInfo | None = None
    for step in detail["loc"]:
        known = inside.model_fields.get(step) if inside and isinstance(step, str) else None
        if not known and not (spot / step).exists:
            continue
        spot = spot / step
        if known:
            field, inside = known, _record_in(known.annotation)
    problem = _PROBLEMS.get(detail["type"]) or _shown(spot.value)
    row, zh = _policy(field)
    return spot.finding(problem, _expected(inside, field, detail), row=row, zh=zh)


def _policy(field: FieldInfo | None) -> tuple[int | None, str]:
    """The row of the policy table that a field stands for, and the finding in Chinese."""
    extra = field.json_schema_extra if field else None
    if not isinstance(extra, dict):
        return None, ""
    row = extra.get("row")
    return (row if isinstance(row, int) else None), str(extra.get("zh", ""))


def _expected(inside: type[BaseModel] | None, field: FieldInfo | None, detail: ErrorDetails) -> str:
    keys = ", ".join(inside.model_fields) if inside else ""
    if detail["type"] == "extra_forbidden":
        return f"one of {keys}"
    if field and field.description:
        return field.description
    if inside and detail["type"] in {"missing", "model_type"}:
        return f"the keys {keys}"
    if field and detail["type"] == "missing":
        return _wanted(field.annotation)
    said = _EXPECTED.get(detail["type"]) or detail["msg"].replace("'", "")
    return said.removeprefix("Input should be ").removeprefix("Value error, ")


def _wanted(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return "one of " + ", ".join(annotation)
    return _WANTED.get(annotation, "a value")


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _record_in(part))), None)


def _shown(value: object) -> str:
    if isinstance(value, list):
        return "is a list"
    if isinstance(value, dict):
        return "does not add up" if value else "is empty"
    text = str(value) if value else "empty"
    return f"is {text}" if len(text) <= _SHOWN_CHARACTERS else f"is {text[:_SHOWN_CHARACTERS]}…"
