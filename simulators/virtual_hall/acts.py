"""What a visitor of the page may do, as it is sent, and whoever does it.

What must not live here: HTTP (see `pages`), machines and people (see `stage`).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final, Literal, Protocol

from pydantic import Field, TypeAdapter

from hall.bus.messages import Key, Language, Level
from simulators.virtual_hall.picture import Piece

MOST_CODE: Final = 200


class Fault(StrEnum):
    """What a visitor may do to a machine."""

    PAPER_NEAR_END = "paper_near_end"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    UNPLUGGED = "unplugged"
    NOISE = "noise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """A key of a calling pad."""

    do: Literal["press"]
    window: int
    key: Key


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """A level of a rating pad."""

    do: Literal["rate"]
    window: int
    level: Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Take:
    """A number at the kiosk."""

    do: Literal["take"]
    matter: str | None = None
    category: str | None = None
    language: Language = "zh"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sit:
    """Sit down at a window as its clerk, or give it back to the simulated one."""

    do: Literal["sit"]
    window: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """Stand before a window's rating pad, or let the simulated citizens."""

    do: Literal["stand"]
    window: int
    on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SetCrowd:
    """Let the simulated people come and work, or not; `scenario` begins another one."""

    do: Literal["crowd"]
    on: bool
    scenario: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetSpeed:
    """How fast the hall clock runs."""

    do: Literal["speed"]
    rate: Annotated[float, Field(ge=1, le=60)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Cause a fault at a printer or at a window's line, or clear it."""

    do: Literal["break"]
    fault: Fault
    on: bool
    printer: str | None = None
    window: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """Hold a paper with a code under a scanner."""

    do: Literal["scan"]
    scanner: str
    code: Annotated[str, Field(min_length=1, max_length=MOST_CODE)]


Act = Press | Rate | Take | Sit | Stand | SetCrowd | SetSpeed | Break | Scan
ACT: Final[TypeAdapter[Act]] = TypeAdapter(Annotated[Act, Field(discriminator="do")])


class Actor(Protocol):
    """Whoever carries out what visitors do."""

    async def act(self, act: Act) -> Piece:
        """Do it; what came of it is shown to the visitor. Raises `HallError` with the reason."""
