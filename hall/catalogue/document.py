"""YAML files as plain values that know on which line each of their keys stands.

Every scalar is read as text and given its type by the record it belongs to, so that `no: 1` and
`13:30` mean what they say. What must not live here: what the keys mean.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from hall.catalogue.findings import CatalogueError, Finding

KeyPath = tuple[str | int, ...]
_NAMES = ("id", "code", "no")
"""Keys by which an entry of a list is named to a reader, rather than by its position."""
_MAX_DEPTH = 12
"""Of keys within keys; a file that refers to itself has no end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One file: mappings, lists and texts, and the line of each path."""

    file: str
    value: Any
    lines: Mapping[KeyPath, int]

    def __truediv__(self, key: str | int) -> "Spot":
        return Spot(self) / key

    @property
    def root(self) -> "Spot":
        """The whole file."""
        return Spot(self)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a file; `spot / key` goes one step deeper."""

    document: Document
    path: KeyPath = ()

    def __truediv__(self, key: str | int) -> "Spot":
        return Spot(self.document, (*self.path, key))

    @property
    def exists(self) -> bool:
        """Whether the file has it."""
        return self.path in self.document.lines

    @property
    def value(self) -> Any:
        """What the file says there, or None."""
        value = self.document.value
        if not self.exists:
            return None
        for step in self.path:
            value = value[step]
        return value

    @property
    def line(self) -> int:
        """Its line, or that of what should hold it."""
        path = self.path
        while path not in self.document.lines:
            path = path[:-1]
        return self.document.lines[path]

    @property
    def key(self) -> str:
        """The way to it, as a person reads it: `categories[TZ].name.en`."""
        said = ""
        for depth, step in enumerate(self.path):
            if isinstance(step, int):
                said += f"[{_entry_name(Spot(self.document, self.path[: depth + 1]), step)}]"
            else:
                said += f".{step}" if said else step
        return said

    def entries(self) -> Iterator["Spot"]:
        """The places of a list's entries; of anything else, none."""
        value = self.value
        if isinstance(value, list):
            yield from (self / index for index in range(len(value)))

    def finding(
        self, problem: str, expected: str, *, row: int | None = None, zh: str = ""
    ) -> Finding:
        """Something wrong here; `row` is that of the policy table."""
        return Finding(
            file=self.document.file,
            line=self.line,
            key=self.key,
            problem=problem,
            expected=expected,
            row=row,
            zh=zh,
            path=self.path,
        )


def _entry_name(entry: Spot, position: int) -> str:
    value = entry.value
    if not isinstance(value, dict):
        return str(position)
    return next((value[name] for name in _NAMES if isinstance(value.get(name), str)), str(position))


def read_document(path: Path) -> Document:
    """Read a YAML file; raises `CatalogueError` when it is none."""
    file = str(path)
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise _unusable(file, 1, error.strerror or str(error), "a file to read") from error
    except UnicodeDecodeError as error:
        raise _unusable(file, 1, "is not UTF-8", "a text file in UTF-8") from error
    return parse_document(text, file)


def parse_document(text: str, file: str) -> Document:
    """Read a YAML text that is known as `file`; raises `CatalogueError` when it is none."""
    try:
        node = yaml.compose(text, Loader=yaml.CBaseLoader)
    except yaml.YAMLError as error:
        line, problem = _syntax(error)
        raise _unusable(file, line, problem, "well-formed YAML") from error
    lines: dict[KeyPath, int] = {(): 1}
    twice: list[tuple[KeyPath, int]] = []
    document = Document(file=file, value=_plain(node, (), lines, twice), lines=lines)
    deepest = max(lines, key=len)
    if len(deepest) > _MAX_DEPTH:
        raise _unusable(
            file, lines[deepest], "is nested too deeply", f"{_MAX_DEPTH} levels at most"
        )
    if twice:
        raise CatalogueError([_said_twice(Spot(document, path), line) for path, line in twice])
    return document


def _plain(
    node: yaml.Node | None, path: KeyPath, lines: dict[KeyPath, int], twice: list[Any]
) -> Any:
    if len(path) > _MAX_DEPTH:
        return None
    if isinstance(node, yaml.SequenceNode):
        for index, entry in enumerate(node.value):
            lines[*path, index] = entry.start_mark.line + 1
        return [_plain(entry, (*path, at), lines, twice) for at, entry in enumerate(node.value)]
    if not isinstance(node, yaml.MappingNode):
        return node.value if node else None
    plain: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key, line = str(key_node.value), key_node.start_mark.line + 1
        if key in plain:
            twice.append(((*path, key), line))
        lines[*path, key] = line
        plain[key] = _plain(value_node, (*path, key), lines, twice)
    return plain


def _syntax(error: yaml.YAMLError) -> tuple[int, str]:
    """Where the reader stumbled and over what, and where that began, as it may be far above."""
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 1, str(error)
    problem = error.problem or "is no YAML"
    if error.context and error.context_mark:
        problem += f" {error.context} from line {error.context_mark.line + 1}"
    return error.problem_mark.line + 1, problem


def _unusable(file: str, line: int, problem: str, expected: str) -> CatalogueError:
    zh = f"读不出：{problem}"
    found = Finding(file=file, line=line, key="", problem=problem, expected=expected, zh=zh)
    return CatalogueError([found])


def _said_twice(spot: Spot, line: int) -> Finding:
    return replace(spot.finding("is said twice", "each key once"), line=line)
