"""A decision of several events, each made against the hall that the one before it left."""

from dataclasses import dataclass, field
from datetime import datetime

from hall.core.apply import apply
from hall.core.events import Event
from hall.core.hall import Hall, Visit


@dataclass(slots=True)
class Unfolding:
    """Events as they are decided, and the hall after them."""

    hall: Hall
    now: datetime
    events: list[Event] = field(default_factory=list)

    def add(self, event: Event) -> None:
        """One more event."""
        self.hall = apply(self.hall, event)
        self.events.append(event)

    def visit(self, visit: str) -> Visit:
        """A visit as the events so far left it."""
        return self.hall.visits[visit]

    def done(self) -> tuple[Event, ...]:
        """The whole decision."""
        return tuple(self.events)
