"""What messages of every channel are made of: texts, moments, ids, versions; pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

from annotated_types import Gt, Le, Len, Predicate

Level = Literal[1, 2, 3, 4, 5]
Language = Literal["zh", "en"]
Text = tuple[str, str]
"""A text in Chinese and in English."""


def has_zone(moment: datetime) -> bool:
    """Whether a moment says which zone its hours are of."""
    return moment.tzinfo is not None


Moment = Annotated[datetime, Predicate(has_zone)]
Id = Annotated[str, Len(1, 100)]
"""An id as its sender chose it."""
Seconds = Annotated[float, Gt(0), Le(86_400)]
"""A time to live or to stay open, of a day at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitRange:
    """How long a wait will take, as an honest range."""

    low_min: int
    high_min: int
    method: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Version:
    """A view's version; a later epoch, then a later sequence, replaces an older one."""

    epoch: int
    sequence: int
