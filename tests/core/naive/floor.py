"""What stands on the floor of a naive hall, and how to look at it."""

from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any


@dataclass
class Person:
    """Somebody with a number."""

    id: str
    number: str
    order: int
    token: str
    category: str
    matter: str | None
    kind: str
    entered: datetime
    since: datetime
    needs: tuple[str, ...] = ()
    language: str = "zh"
    stage: str = "waiting"
    ending: str | None = None
    window: int | None = None
    sent_to: int | None = None
    calls: list[datetime] = field(default_factory=list)
    shown: datetime | None = None
    late_until: datetime | None = None
    parked: datetime | None = None
    missed: bool = False
    services: list[str] = field(default_factory=list)
    wait_s: float | None = None
    who: str | None = None
    kiosk: str | None = None
    issued: datetime | None = None
    further: list[tuple[str, str]] = field(default_factory=list)
    code: str | None = None
    paper: str | None = None
    copies: int = 0
    met: tuple[int, str, datetime] | None = None
    """The last call that was not taken back: where, by whom, when."""


@dataclass
class Serving:
    """One serving of somebody at a window."""

    id: str
    person: Person
    window: int
    clerk: str
    started: datetime
    supposed: bool
    parked_s: float = 0.0
    finished: datetime | None = None
    lasted_s: float | None = None
    withdrawn: bool = False
    level: int | None = None
    outcome: str | None = None
    taken_up: bool = False
    """Whether a bad rating of it has to be answered."""


@dataclass
class Memory:
    """The last press at a window: everybody it touched, before and after."""

    at: datetime
    people: list[tuple[Person, Person, Person]]
    servings: list[tuple[Serving, Serving, Serving]]


@dataclass
class Counter:
    """A window."""

    no: int
    categories: list[str]
    secondary: list[str] = field(default_factory=list)
    skills: Any = None
    status: str = "closed"
    clerk: str | None = None
    question: str | None = None
    question_until: datetime | None = None
    memory: Memory | None = None
    to_read: bool = False
    """A change of the plan that its clerk has not acknowledged."""


class No(Exception):
    """The command is refused, with its code."""


class Floor:
    """Lists of people, servings and counters."""

    def __init__(self) -> None:
        self.day: Any = None
        self.last_day: Any = None
        self.settings: Any = None
        self.offer: Any = None
        self.plan_version = 0
        self.paused = False
        self.emergency: datetime | None = None
        self.stopped: set[str] = set()
        self.announced: Any = None
        self.announced_until: datetime | None = None
        self.help_asked: list[str] = []
        self.codes: dict[str, Any] = {}
        self.booked: list[Any] = []
        self.came: list[Any] = []
        self.misses: dict[str, int] = {}
        self.last_miss: dict[str, Any] = {}
        self.people: list[Person] = []
        self.servings: list[Serving] = []
        self.counters: list[Counter] = []
        self.kept: Any = None
        self.notes: list[str] = []
        self.to_answer: list[tuple[str, Any]] = []
        """Services rated badly, each with the day until which somebody answers."""
        self.now = datetime(2000, 1, 1, tzinfo=UTC)

    def counter(self, no: int) -> Counter:
        for each in self.counters:
            if each.no == no:
                return each
        raise No("unknown_window")

    def in_hand(self, counter: Counter) -> Person | None:
        for each in self.people:
            if each.window == counter.no and each.stage in ("called", "serving"):
                return each
        return None

    def signed_in(self, no: int) -> Counter:
        counter = self.counter(no)
        if counter.status == "closed":
            raise No("window_is_closed")
        return counter

    def calling(self, no: int) -> Counter:
        counter = self.signed_in(no)
        if counter.status == "paused":
            raise No("window_is_paused")
        return counter

    def person(self, visit: str) -> Person:
        for each in self.people:
            if each.id == visit:
                return each
        raise No("unknown_visit")

    def numbered(self, number: str) -> Person:
        for each in self.people:
            if each.number == number:
                return each
        raise No("unknown_visit")

    def at_hand(self, counter: Counter) -> Person:
        person = self.in_hand(counter)
        if person is None:
            raise No("nothing_in_hand")
        return person

    def serving(self, service: str) -> Serving:
        for each in self.servings:
            if each.id == service:
                return each
        raise No("unknown_service")

    def waiting(self, category: str) -> list[Person]:
        return [p for p in self.people if p.stage == "waiting" and p.category == category]

    def since(self, moment: datetime) -> float:
        return (self.now - moment).total_seconds()

    def later(self, seconds: float) -> datetime:
        return self.now + timedelta(seconds=seconds)

    def all_calling(self) -> None:
        if self.emergency is not None:
            raise No("hall_in_emergency")
        if self.paused:
            raise No("hall_is_paused")

    def wanted_of(self, person: Person) -> tuple[str, ...]:
        """What a window must offer to this person."""
        found = [need for need in person.needs if need in ("hearing_loop", "low_counter")]
        if "language" in person.needs:
            found.append(f"language:{person.language}")
        return tuple(sorted(found))

    def line_of(self, person: Person) -> list[Person]:
        """Everybody waiting in the same line, in its order."""
        like = [
            each
            for each in self.waiting(person.category)
            if (each.kind, each.sent_to) == (person.kind, person.sent_to)
            and self.wanted_of(each) == self.wanted_of(person)
        ]
        return sorted(like, key=lambda each: (each.entered, each.order))

    def serves(self, counter: Counter) -> list[str]:
        """What the plan gives the window and its clerk can do."""
        return [c for c in counter.categories if counter.skills is None or c in counter.skills]

    def remember(self, counter: Counter, before: "list[Person | Serving]") -> None:
        """Keep what a press touched, so that it can be taken back."""
        people, servings = [], []
        for old in before:
            if isinstance(old, Person):
                new = self.person(old.id)
                people.append((new, old, snapshot(new)))
            else:
                after = self.serving(old.id)
                servings.append((after, old, copy(after)))
        counter.memory = Memory(self.now, people, servings)


def snapshot(person: Person) -> Person:
    """A person as they are now."""
    kept = copy(person)
    kept.calls, kept.services = list(person.calls), list(person.services)
    kept.further = list(person.further)
    return kept
