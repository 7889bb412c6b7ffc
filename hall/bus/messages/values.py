"""What messages of every channel are made of: texts, moments, ids, versions; pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final, Literal

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


_VIEW: Final = "view-"


def view_id(version: Version) -> str:
    """What an answer names that says that a view is shown; a view has no id of its own."""
    return f"{_VIEW}{version.epoch}.{version.sequence}"


def shown_version(command: str) -> Version | None:
    """The version of the view that an answer says is shown; None when it answers a command."""
    epoch, _, sequence = command.removeprefix(_VIEW).partition(".")
    if not command.startswith(_VIEW) or not (epoch.isdecimal() and sequence.isdecimal()):
        return None
    return Version(epoch=int(epoch), sequence=int(sequence))
