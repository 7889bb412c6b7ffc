"""What a step of the records is: a statement with its parameters, for an event in its place."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class At:
    """Where an event stands in the journal."""

    seq: int
    day: str
    by: str


Row = dict[str, Any]
Step = tuple[str, Row]
"""The name of a statement and its parameters."""
