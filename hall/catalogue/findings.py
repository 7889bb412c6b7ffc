"""What is wrong with a catalogue or site file, and the error that carries all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from hall.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in a file, told so that a person can put it right."""

    file: str
    line: int
    key: str
    problem: str
    expected: str
    row: int | None = None
    """The row of the policy table that asks for it, if one does."""
    zh: str = field(default="", compare=False)
    """The same in Chinese, for the pages; empty when the file's shape is wrong."""
    path: tuple[str | int, ...] = field(default=(), compare=False)
    """The way to the place within its file."""

    def __str__(self) -> str:
        key = f" {self.key}:" if self.key else ""
        row = f" (policy row {self.row})" if self.row else ""
        return f"{self.file}:{self.line}:{key} {self.problem}; expected {self.expected}{row}"


class CatalogueError(ConfigError):
    """A catalogue or site that cannot be used; says everything wrong with it, one a line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda found: (found.file, found.line)))
        super().__init__("\n".join(str(found) for found in self.findings))
