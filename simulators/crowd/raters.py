"""The citizens at the rating pads: some press a level when they are asked, most are content.

What must not live here: whether the hall still hears the press.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from hall.bus.messages import Level
from simulators.crowd.actions import PressRater
from simulators.crowd.people import Person
from simulators.crowd.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A person who was asked, what will be pressed, and when."""

    service: str
    level: Level | None
    at: datetime


class Raters:
    """Whoever stands at each window when its pad asks."""

    def __init__(self) -> None:
        self._asked: dict[int, _Asked] = {}

    def tick(
        self, now: datetime, world: World, person_at: Callable[[int], Person | None]
    ) -> Iterator[PressRater]:
        """The presses that are due; each person is asked and answers once."""
        for window, service in world.questions.items():
            asked = self._asked.get(window)
            if asked is None or asked.service != service:
                asked = _hears(service, person_at(window), now)
            if asked.level is not None and now >= asked.at:
                yield PressRater(window=window, service=service, level=asked.level)
                asked = _Asked(service=service, level=None, at=now)
            self._asked[window] = asked


def _hears(service: str, person: Person | None, now: datetime) -> _Asked:
    if person is None:
        return _Asked(service=service, level=None, at=now)
    due = now + timedelta(seconds=person.rating_delay_s)
    return _Asked(service=service, level=person.level, at=due)
