"""A small hall for the tests of the core, and a script that plays commands in it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from msgspec.structs import replace

from hall.core import commands as c
from hall.core import events as e
from hall.core.apply import apply_all
from hall.core.decide import decide
from hall.core.hall import CategoryKind, CategoryRule, Hall, Offer, Visit, Window
from hall.core.settings import ClassRule, Settings, VisitClass

DAY = date(2026, 3, 2)
START = datetime(2026, 3, 2, 0, 30, tzinfo=UTC)
"""The first moment of a test, 08:30 in the hall's zone."""

CATEGORIES = (
    CategoryRule(code="SS", prefix="C", kind=CategoryKind.INTEGRATED),
    CategoryRule(code="BD", prefix="H", kind=CategoryKind.INTEGRATED),
    CategoryRule(code="JS", prefix="Y", kind=CategoryKind.INSTANT),
    CategoryRule(code="CJ", prefix="Q", kind=CategoryKind.PICK_UP),
)
MATTERS = {"SS01": "SS", "SS02": "SS", "BD01": "BD", "JS01": "JS"}
OFFER = Offer(categories=CATEGORIES, matters=MATTERS, number_hours=())
PLAN: dict[int, tuple[str, ...]] = {1: ("SS",), 2: ("BD", "SS"), 3: ("JS", "CJ")}
EVEN = {each: ClassRule() for each in VisitClass}
"""Every class alike: first come, first served."""


def at(seconds: float) -> datetime:
    """So many seconds into the test."""
    return START + timedelta(seconds=seconds)


def opening(**changes: Any) -> c.OpenDay:
    """The command that opens the day of the small hall."""
    return replace(c.OpenDay(day=DAY, offer=OFFER, settings=Settings(), plan=PLAN), **changes)


@dataclass
class Script:
    """Plays commands one after another and keeps the hall and its events."""

    hall: Hall = field(default_factory=Hall)
    journal: list[e.Event] = field(default_factory=list)
    now_s: float = 0.0

    def do(self, command: c.Command, *, after_s: float = 0.0) -> tuple[e.Event, ...]:
        """Carry out one command, some seconds after the last; a refusal changes nothing."""
        self.now_s += after_s
        events = decide(self.hall, command, at(self.now_s))
        self.hall = apply_all(self.hall, events)
        self.journal.extend(events)
        return events

    def take(self, matter: str = "SS01", *, after_s: float = 0.0, **more: Any) -> Visit:
        """Take a number for a matter, or for `category=`."""
        visit = f"v{self.hall.order + 1}"
        asked = {"matter": None if "category" in more else matter, **more}
        self.do(c.IssueNumber(visit=visit, token=f"t-{visit}", **asked), after_s=after_s)
        return self.hall.visits[visit]

    def sit(self, *windows: int) -> None:
        """Open windows, each with a clerk of its own."""
        for no in windows:
            self.do(c.OpenWindow(window=no, clerk=f"clerk{no}"))

    def call(self, window: int = 1, *, after_s: float = 0.0) -> Visit:
        """Call the next to a window."""
        self.do(c.CallNext(window=window), after_s=after_s)
        return self.hall.visits[self.window(window).visit or ""]

    def serve(self, window: int = 1) -> None:
        """Start the service of the called visit."""
        self.do(c.StartService(window=window))

    def window(self, no: int = 1) -> Window:
        """A window as it is now."""
        return self.hall.windows[no]

    def visit(self, visit: str) -> Visit:
        """A visit as it is now."""
        return self.hall.visits[visit]


def open_hall(*windows: int, settings: Settings | None = None, **changes: Any) -> Script:
    """A script whose day is open, with some windows open."""
    script = Script()
    script.do(opening(settings=settings or Settings(), **changes))
    script.sit(*windows)
    return script
