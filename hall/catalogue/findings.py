"""What is wrong with a catalogue or site file, and the error that carries all of it at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from hall.errors import ConfigError


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing wrong in a file, told so that a person can put it right."""

    file: str
    line: int
    key: str
    problem: str
    expected: str

    def __str__(self) -> str:
        key = f" {self.key}:" if self.key else ""
        return f"{self.file}:{self.line}:{key} {self.problem}; expected {self.expected}"


class CatalogueError(ConfigError):
    """A catalogue or site that cannot be used; says everything wrong with it, one a line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=lambda found: (found.file, found.line)))
        super().__init__("\n".join(str(found) for found in self.findings))
