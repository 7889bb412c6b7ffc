"""Where a citizen can be, what can be touched there, and all that is remembered of one way; pure.

What must not live here: what a tap leads to (see `flow`), words.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from hall.bus.messages import Language, SlotsAnswer, Text, TimeBooked
from kiosk.errand import Errand
from kiosk.taking import Taking

MAX_QUERY: Final = 24
KNOCKS: Final = 5
"""Touches of the clock that ask for a technician's PIN."""
MAX_PIN: Final = 12
MAX_RECEIPT: Final = 20
MAX_CODE: Final = 64
"""As long as the token is that an appointment's QR code holds."""
MOST_TOGETHER: Final = 5
"""Matters under one number."""
GREEN: Final = "green"
NEEDS: Final = ("more_time", "low_counter", "hearing_loop")
"""What can be asked for, as the hall's rules name it."""


class Page(StrEnum):
    """What the screen asks or says; the name of its QML file."""

    START = "Start"
    CATEGORIES = "Categories"
    MATTERS = "Matters"
    SEARCH = "Search"
    LIFE = "Life"
    GUIDE = "Guide"
    TICKS = "Ticks"
    NEEDS = "Needs"
    RECEIPT = "Receipt"
    RESULT = "Result"
    APPOINTMENT = "Appointment"
    CODE = "Code"
    WISH = "Wish"
    """What is to be booked?"""
    DAYS = "Days"
    TIMES = "Times"
    AGREE = "Agree"
    """Is this the time?"""
    BOOKED = "Booked"
    ANOTHER = "Another"
    TOGETHER = "Together"
    DOUBT = "Doubt"
    PIN = "Pin"
    SERVICE = "Service"
    TAKING = "Taking"
    ISSUED = "Issued"
    LATE = "Late"
    REFUSED = "Refused"


class Tap(StrEnum):
    """What can be touched."""

    HOME = "home"
    BACK = "back"
    MATTER = "matter"
    CATEGORY = "category"
    ALL = "all"
    LIVES = "lives"
    LIFE = "life"
    SEARCH = "search"
    TYPE = "type"
    ERASE = "erase"
    TURN = "turn"
    TICKS = "ticks"
    TICK = "tick"
    NEEDS = "needs"
    NEED = "need"
    CHECK = "check"
    """Is what the receipt stands for ready?"""
    WITHOUT = "without"
    """There is no receipt at hand."""
    APPOINTMENT = "appointment"
    CHECK_IN = "check_in"
    ASK_CODE = "ask_code"
    """What is the code for that was read?"""
    QUEUE_UP = "queue_up"
    """Too late for the appointment: stand in line all the same."""
    WISH = "wish"
    """To book a time, for what is chosen next."""
    BOOK = "book"
    """To book a time for what is chosen."""
    MOVE = "move"
    """Another time for an appointment."""
    DAY = "day"
    TIME = "time"
    AGREE = "agree"
    ANOTHER = "another"
    DROP = "drop"
    PRINT_GUIDE = "print_guide"
    TAKE = "take"
    AGAIN = "again"
    HELP = "help"
    HELP_CLOSE = "help_close"
    LANGUAGE = "language"
    LARGE = "large"
    CONTRAST = "contrast"
    LOW = "low"
    SPOKEN = "spoken"
    HERE = "here"
    KNOCK = "knock"
    ENTER = "enter"
    LOUDER = "louder"
    SOFTER = "softer"
    TRY_VOICE = "try_voice"
    PRINT_TEST = "print_test"


class Help(StrEnum):
    """How far a call for a person has come."""

    NONE = "none"
    ASKED = "asked"
    CALLED = "called"
    """The hall has taken it in."""
    AWAITED = "awaited"
    """The hall shows it wherever somebody can go from."""
    COMING = "coming"
    """Somebody has said that they go."""
    UNHEARD = "unheard"
    REFUSED = "refused"


STANDING: Final = frozenset({Help.ASKED, Help.CALLED, Help.AWAITED, Help.COMING})
"""A call that stands: another would bring nobody sooner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a number would be taken for: a matter, or else a category without matters."""

    category: str
    matter: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """One citizen's way through the pages."""

    page: Page = Page.START
    trail: tuple[Page, ...] = ()
    """The pages behind, the start first."""
    language: Language = "zh"
    large: bool = False
    contrast: bool = False
    """Yellow on black."""
    low: bool = False
    """All that is touched stands in the lower part."""
    spoken: bool = False
    """What is shown is also said."""
    life: str = ""
    """The life event whose matters are listed; empty where a category's are."""
    category: str = ""
    """Whose matters are listed."""
    sheet: int = 0
    """Which part of a long list is shown."""
    query: str = ""
    choice: Choice | None = None
    together: tuple[str, ...] = ()
    """The matters for one number, in the order in which they were chosen, once there are more."""
    ticked: frozenset[int] = frozenset()
    """Which of the matter's materials the citizen has, by their place."""
    needs: tuple[str, ...] = ()
    """What the citizen asked to be considered, without reasons."""
    green: bool = False
    """Whether the citizen claims the green channel, and does not have to say by what."""
    receipt: str = ""
    code: str = ""
    """Of an appointment, or to come back with."""
    moves: str = ""
    """The code of the appointment that is to be at another time."""
    slots: SlotsAnswer | None = None
    """The times that can be booked."""
    day: date | None = None
    """The day of the hall that was chosen of them."""
    starts_at: datetime | None = None
    """The time that was chosen of them."""
    person: str = ""
    """Who books, if a card was read meanwhile."""
    booked: TimeBooked | None = None
    errand: Errand | None = None
    """What else was asked of the hall on this page."""
    taking: Taking | None = None
    help: Help = Help.NONE
    help_id: str = ""
    """The request that called for a person."""
    help_refused: Text | None = None
    """Why nobody was called, in the hall's words."""
    knocks: int = 0
    """How often the clock was touched without anything else between."""
    pin: str = ""
    """What a technician has typed."""
    touched_s: float = 0.0
    """When the screen was last touched, on the machine clock."""

    @property
    def adds(self) -> bool:
        """Whether a matter is being looked for that goes with others."""
        return Page.ANOTHER in (*self.trail, self.page)

    @property
    def books(self) -> bool:
        """Whether what is looked for is to be booked."""
        return Page.WISH in (*self.trail, self.page)

    def onto(self, page: Page) -> "Flow":
        """The next page, with this one behind it."""
        return replace(self, page=page, trail=(*self.trail, self.page), sheet=0, errand=None)
