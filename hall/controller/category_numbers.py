"""What the hall's configuration says of the numbers of single categories. Pure.

What is left out is as the rules say for all. What must not live here: how a number is given (see
`hall.core.numbering`).
"""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryNumbers:
    """The numbers of one category: where they begin, how wide they are, how many, until when."""

    start: int | None = None
    width: int | None = None
    daily_maximum: int | None = None
    last_at: time | None = None
    """From when no more are given on any day, on the hall's clock."""

    def wrongs(self) -> list[str]:
        """What no hall can run by, each with what was expected."""
        least = {"start": 0, "width": 1, "daily_maximum": 1}
        return [
            f"{name}: expected at least {fewest}"
            for name, fewest in least.items()
            if (given := getattr(self, name)) is not None and given < fewest
        ]


AS_FOR_ALL = CategoryNumbers()
