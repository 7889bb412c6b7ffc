"""What a manager lets the adviser propose; in force until changed, like all rules.

The rules of the queue do not read it: it is here because a manager sets it, with a reason, and the
record shows who did. What must not live here: how moves are found (see `hall.forecast.advice`).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hall.errors import ConfigError

BOUNDS: Final = {
    "every_min": (1, 24 * 60),
    "moves_an_hour": (0, 60),
    "most_categories": (1, 50),
    "threshold": (0.01, 0.99),
    "proposals": (1, 10),
}
"""Between what each number must lie."""


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
        """Refuse what cannot be meant, each value named with what was expected."""
        wrong = [
            f"adviser.{name} = {getattr(self, name):g}: expected {least:g} to {most:g}"
            for name, (least, most) in BOUNDS.items()
            if not least <= getattr(self, name) <= most
        ]
        wrong += [
            f"adviser.least_windows.{code} = {count}: expected at least 0"
            for code, count in self.least_windows.items()
            if count < 0
        ]
        if wrong:
            raise ConfigError("; ".join(wrong))
