"""What a step of the records is: a statement with its parameters, for an event in its place."""

from typing import Any

from hall.core.value import Value


class At(Value, frozen=True, kw_only=True):
    """Where an event stands in the journal."""

    seq: int
    day: str
    by: str


Row = dict[str, Any]
Step = tuple[str, Row]
"""The name of a statement and its parameters."""
