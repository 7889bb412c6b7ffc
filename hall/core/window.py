"""A window as a frozen value: its plan entry, who sits there, what is in hand, the last press."""

from datetime import datetime
from enum import StrEnum

from hall.core.value import Value
from hall.core.visit import Todo


class WindowStatus(StrEnum):
    """Whether a window calls."""

    CLOSED = "closed"
    OPEN = "open"
    PAUSED = "paused"


class PressKind(StrEnum):
    """Which presses can be taken back."""

    CALL = "call"
    START = "start"
    FINISH = "finish"
    NO_SHOW = "no_show"
    PARK = "park"
    TRANSFER = "transfer"


class Place(Value, frozen=True, kw_only=True):
    """Where a visit stood before it was sent elsewhere."""

    category: str
    for_window: int | None
    entered_at: datetime
    waiting_since: datetime
    matter: str | None = None
    further: tuple[Todo, ...] = ()


class Press(Value, frozen=True, kw_only=True):
    """The last press at a window, with what it takes to undo it."""

    kind: PressKind
    at: datetime
    visit: str
    step: int
    """The visit's step after the press; once it has moved on, nothing is to be undone."""
    service: str | None = None
    """The service that was going on."""
    finished: str | None = None
    """The visit that the same press finished before it called."""
    place: Place | None = None


class Window(Value, frozen=True, kw_only=True):
    """A numbered counter, its plan entry and what stands at it."""

    no: int
    categories: tuple[str, ...]
    secondary: tuple[str, ...] = ()
    """Categories it helps out with while many wait there."""
    skills: frozenset[str] | None = None
    """What its clerk can serve; None is everything."""
    status: WindowStatus = WindowStatus.CLOSED
    clerk: str | None = None
    reason: str | None = None
    visit: str | None = None
    """The visit in hand, called or being served."""
    question: str | None = None
    """The service whose rating is being asked for."""
    question_until: datetime | None = None
    last_press: Press | None = None
    unacknowledged: int | None = None
    """The plan's version that its clerk has not acknowledged yet."""

    @property
    def serves(self) -> tuple[str, ...]:
        """Its own categories, as far as its clerk can serve them."""
        return self._skilled(self.categories)

    @property
    def helps(self) -> tuple[str, ...]:
        """The categories it may help out with."""
        return self._skilled(self.secondary)

    def _skilled(self, categories: tuple[str, ...]) -> tuple[str, ...]:
        if self.skills is None:
            return categories
        return tuple(code for code in categories if code in self.skills)
