"""What a hall may set about looking ahead; no reading of files here (see `hall.config`).

What the adviser may propose is a rule of the hall (see `hall.core.adviser`).
"""

from dataclasses import dataclass

from hall.errors import ConfigError


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

    def __post_init__(self) -> None:
        """Refuse what cannot be meant."""
        if self.every_s <= 0:
            raise ConfigError("forecast.every_s: expected seconds above 0")
        if self.days < 1:
            raise ConfigError("forecast.days: expected at least 1")
