"""The rules once more, told naively: lists and loops, and nothing shared with `hall.core`.

It reads the same commands and says, by its code, why one is refused. Whoever is unsure what a rule
means can read it here without chunks, heads and persistent maps.
"""

import re
from datetime import datetime
from typing import Any

from tests.core.naive.booking import Bookings
from tests.core.naive.calling import Calling
from tests.core.naive.days import Days
from tests.core.naive.floor import Counter, No, Person, Serving
from tests.core.naive.moving import Moving
from tests.core.naive.wide import Wide
from tests.core.naive.windows import Windows

__all__ = ["Counter", "NaiveHall", "Person", "Serving"]


def _snake(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


class NaiveHall(Days, Bookings, Calling, Moving, Windows, Wide):
    """A hall of lists."""

    def do(self, command: Any, now: datetime) -> str | None:
        """Carry out a command; the code of its refusal, or None."""
        self.now = now
        try:
            getattr(self, _snake(type(command).__name__))(command)
        except No as refused:
            return str(refused)
        return None
