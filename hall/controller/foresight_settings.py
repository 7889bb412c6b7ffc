"""What a hall may set about looking ahead; no reading of files here (see `hall.config`)."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hall.errors import ConfigError

_DAY_MIN: Final = 24 * 60


class Mode(StrEnum):
    """What becomes of the adviser's proposals."""

    OFF = "off"
    """Nobody looks for any."""
    MANUAL = "manual"
    """They are shown; who agrees changes the plan by hand."""
    CONFIRM = "confirm"
    """They are shown, and carried out when somebody confirms."""
    AUTOMATIC = "automatic"
    """The best one is carried out at once; the journal says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserSettings:
    """What the adviser may propose, and how often it looks."""

    mode: Mode = Mode.CONFIRM
    every_min: float = 5.0
    """By the hall clock."""
    moves_an_hour: int = 6
    """Moves made by hand count too."""
    fixed_windows: frozenset[int] = frozenset()
    """Windows that must not move."""
    least_windows: dict[str, int] = field(default_factory=dict)
    """How many open windows a category must keep; one where nothing is said."""
    most_categories: int = 2
    """How many categories a window may serve at a time."""
    skills: dict[int, frozenset[str]] = field(default_factory=dict)
    """What the clerk of a window can serve; everything where nothing is said."""
    threshold: float = 0.05
    """Less gain than this part of what waits cost is not worth a change."""
    proposals: int = 3
    across_floors: bool = False
    """Whether a window may take people who wait on another floor."""

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if not 1 <= self.every_min <= _DAY_MIN:
            raise ConfigError("forecast.adviser.every_min: expected 1 to 1440")
        if not 0 < self.threshold < 1:
            raise ConfigError("forecast.adviser.threshold: expected a part between 0 and 1")
        if self.most_categories < 1 or self.proposals < 1 or self.moves_an_hour < 0:
            raise ConfigError("forecast.adviser: expected whole numbers from 1 on")


@dataclass(frozen=True, slots=True, kw_only=True)
class ForesightSettings:
    """Whether and how the hall looks ahead."""

    enabled: bool = True
    every_s: float = 3.0
    """Between two forecasts, by the machine's clock."""
    learns: bool = True
    """Whether it learns from its own records when a day is closed."""
    days: int = 60
    """From so many of the last days."""
    adviser: AdviserSettings = field(default_factory=AdviserSettings)

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if self.every_s <= 0:
            raise ConfigError("forecast.every_s: expected seconds above 0")
        if self.days < 1:
            raise ConfigError("forecast.days: expected at least 1")
