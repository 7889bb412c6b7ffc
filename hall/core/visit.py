"""A visit and its services as frozen values.

What must not live here: rules (see `decide`) and changes (see `apply`).
"""

from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from hall.core.line import Key
from hall.core.settings import VisitClass
from hall.core.stages import Ending, Stage
from hall.core.value import Value
from hall.core.why import Why

WINDOW_NEEDS: Final = frozenset({"low_counter", "hearing_loop"})
"""Needs that only some windows can meet; `language` is a third, for the visit's own language."""


class Outcome(StrEnum):
    """What a service came to."""

    ACCEPTED = "accepted"
    DONE = "done"
    ADVICE = "advice"
    MATERIALS_MISSING = "materials_missing"
    REFERRED = "referred"
    UNFINISHED = "unfinished"
    """Nobody finished it: the citizen left, or the day was closed."""


class PrintState(StrEnum):
    """How far the paper of a number has come."""

    PRINTING = "printing"
    PRINTED = "printed"
    WORKED_OFF = "worked_off"
    SENT = "sent"
    UNCONFIRMED = "unconfirmed"
    FAILED = "failed"


class Wait(Value, frozen=True, kw_only=True):
    """The wait a citizen was told, in minutes, and the method that answered."""

    low_min: int
    high_min: int
    method: str


class Todo(NamedTuple):
    """One more matter that a visit came for."""

    matter: str
    category: str


class Group(NamedTuple):
    """Who in a category stands in one line: all of them may be called by the same windows."""

    visit_class: VisitClass
    needs: tuple[str, ...] = ()
    """What the window must offer."""
    window: int | None = None
    """The one window they were sent to."""


class Meeting(NamedTuple):
    """A call that may have brought citizen and clerk together, whatever was recorded of it."""

    window: int
    clerk: str
    at: datetime


class Visit(Value, frozen=True, kw_only=True):
    """One citizen in the hall, from the number taken to its end."""

    id: str
    number: str
    order: int
    """The order of issue over all categories of the day."""
    token: str
    category: str
    matter: str | None
    """The matter that is next, or being served."""
    visit_class: VisitClass
    language: str
    stage: Stage
    issued_at: datetime
    entered_at: datetime
    """When it counts as having entered the line it stands in."""
    waiting_since: datetime
    """When its waiting really began; the wait is counted from here."""
    told: Wait | None = None
    """The wait its citizen was told when the number was taken."""
    needs: tuple[str, ...] = ()
    further: tuple[Todo, ...] = ()
    """What comes after it, under the same number."""
    appointment_at: datetime | None = None
    """When its appointment is."""
    receipt: str | None = None
    kiosk: str | None = None
    printer: str | None = None
    print_state: PrintState | None = None
    copies: int = 0
    """How often its paper was printed again."""
    for_window: int | None = None
    """The window it was sent to, if only that one is to call it."""
    window: int | None = None
    called_at: datetime | None = None
    last_call_at: datetime | None = None
    shown_at: datetime | None = None
    """When the call was first shown and spoken where the citizen waits."""
    late_until: datetime | None = None
    """Until when a citizen who reported to be late is waited for."""
    calls: int = 0
    why: Why | None = None
    """Why it was called, while it is at a window."""
    meeting: Meeting | None = None
    """Its last call that was not taken back."""
    parked_at: datetime | None = None
    missed: bool = False
    """Parked because it missed its call."""
    reason: str | None = None
    """Why it was parked, or the note with which it was transferred."""
    note: str = ""
    """What a clerk left for whoever serves it next; nobody else is shown it."""
    service: str | None = None
    services: tuple[str, ...] = ()
    return_code: str | None = None
    """The code it was given to come back with."""
    follows: str | None = None
    """The missed visit whose place this one took."""
    person: str | None = None
    """Who took it, as a pseudonym."""
    doubtful: bool = False
    ending: Ending | None = None
    ended_at: datetime | None = None
    step: int = 0
    """How often it has moved; what is remembered of an earlier step is out of date."""

    @property
    def line_key(self) -> Key:
        """Where it stands in its line."""
        return (self.entered_at, self.order, self.id)

    @property
    def group(self) -> Group:
        """Which line of its category it stands in."""
        if not self.needs:
            return Group(self.visit_class, (), self.for_window)
        needs = WINDOW_NEEDS.intersection(self.needs)
        if "language" in self.needs:
            needs |= {f"language:{self.language}"}
        return Group(self.visit_class, tuple(sorted(needs)), self.for_window)


class Rating(Value, frozen=True, kw_only=True):
    """What a citizen said of one service; the last one counts."""

    level: int
    reasons: tuple[str, ...]
    words: str
    at: datetime


class Service(Value, frozen=True, kw_only=True):
    """One serving of a visit at one window."""

    id: str
    visit: str
    window: int
    clerk: str
    matter: str | None
    started_at: datetime
    inferred_start: bool
    parked_s: float = 0.0
    """How long the visit was parked meanwhile; not part of the service time."""
    finished_at: datetime | None = None
    withdrawn: bool = False
    """Begun by mistake; it counts nowhere."""
    outcome: Outcome | None = None
    rating: Rating | None = None
    followed_up: bool = False
    """Whether a bad rating of it was taken up."""
